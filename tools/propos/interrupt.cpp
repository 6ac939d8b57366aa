// SPDX-License-Identifier: Apache-2.0
#include "interrupt.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <initializer_list>

namespace propos::cli {
namespace {

volatile std::sig_atomic_t signalled = 0;
int wake[2] = {-1, -1};   // a pipe: what waits for input waits for it, too

void note(int signal) {
  signalled = 1;
  const char byte = 0;
  [[maybe_unused]] const ssize_t ignored = ::write(wake[1], &byte, 1);
  std::signal(signal, SIG_DFL);
}

}   // namespace

void note_signals() {
  if (wake[0] >= 0 || pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0) return;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action = {};
    // What the caller wants to be ignored (nohup) stays ignored.
    if (sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    action = {};
    action.sa_handler = note;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
  }
}

bool is_interrupted() { return signalled != 0; }

void wait_for_input(int descriptor) {
  pollfd wanted[] = {{descriptor, POLLIN, 0}, {wake[0], POLLIN, 0}};
  while (!is_interrupted() && poll(wanted, wake[0] < 0 ? 1 : 2, -1) < 0) {
  }
  if (is_interrupted()) throw Interrupted();
}

}   // namespace propos::cli
