// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
}   // namespace CLI

/// What the command line says, in the language of the user: of LANGUAGE, LC_ALL, LC_MESSAGES and LANG, as gettext reads
/// them. The English text is the name of a message; messages/*.po has it in other languages and is part of the program, so
/// that neither a file nor a locale need be installed. Where there is nothing, it is English. Errors of the library are in
/// English, results and tables know no language.
namespace propos::cli {

/// The message as it is in the user's language.
std::string translated(const std::string& english);

/// The same with values in it, as fmt::format puts them there.
template <typename... Values>
std::string tr(fmt::format_string<Values...> english, Values&&... values) {
  const fmt::string_view text = english;
  const std::string message = translated(std::string(text.data(), text.size()));
  return fmt::vformat(message, fmt::make_format_args(values...));
}

/// The language of messages: "fr", "en".
std::string language();

/// All that --help says: descriptions and footers of the options and subcommands, and the words of CLI11.
void translate(CLI::App& app);

/// What `translate` asks the catalogue for, each once, as it stands in the program.
std::vector<std::string> help_messages(CLI::App& app);

/// What is wrong with a command line.
std::string message_of(const CLI::ParseError& error);

}   // namespace propos::cli
