// SPDX-License-Identifier: Apache-2.0
#pragma once

/// SIGINT, SIGTERM and SIGHUP: the document at hand is finished, then the run ends. A second one ends it at once.
namespace propos::cli {

/// Thrown by what waits for input when a signal has come.
struct Interrupted {};

/// From now on signals are noted. Called once.
void note_signals();
bool is_interrupted();

/// Waits until `descriptor` has something to read. Throws Interrupted.
void wait_for_input(int descriptor);

}   // namespace propos::cli
