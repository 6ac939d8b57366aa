// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace propos::cli {

/// What the build makes of the table of options: `man`, the manual page; `bash`, `zsh`, `fish`, completions; `messages`, what
/// --help asks the catalogues of messages for, as a JSON string a line. Throws Error for another form.
std::string reference(CLI::App& app, const std::string& form);

}   // namespace propos::cli
