// SPDX-License-Identifier: Apache-2.0
#include "messages.h"

#include <fmt/args.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/info.hpp>
#include <boost/locale/message.hpp>
#include <boost/locale/util.hpp>
#include <cstdlib>
#include <functional>
#include <locale>
#include <optional>

#include "data.h"

namespace propos::cli {

const std::vector<DataFile>& message_files();   // written by the build: fr.mo …

namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The languages that the user asked for, the best first: fr, en.
std::vector<std::string> languages() {
  std::string name;
  for (const char* each : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (name = variable(each); !name.empty()) break;
  }
  if (name.empty() || name == "C" || name == "POSIX" || name.starts_with("C.")) return {};
  const std::string list = variable("LANGUAGE");
  std::vector<std::string> out;
  for (const std::string& each : CLI::detail::split(list.empty() ? name : list, ':')) {
    const std::locale locale = boost::locale::util::create_info(std::locale::classic(), each);
    out.push_back(std::use_facet<boost::locale::info>(locale).language());
  }
  return out;
}

/// The messages of the user's language; nullptr for English.
const DataFile* catalogue() {
  for (const std::string& language : languages()) {
    if (language == "en") break;
    for (const DataFile& file : message_files())
      if (file.path == language + ".mo") return &file;
  }
  return nullptr;
}

std::locale user_locale() {
  const DataFile* const file = catalogue();
  if (file == nullptr) return std::locale::classic();
  boost::locale::gnu_gettext::messages_info info;
  info.language = language();
  info.encoding = "UTF-8";
  info.domains = {{"propos/UTF-8"}};
  info.paths = {""};
  info.callback = [content = file->content](const std::string&, const std::string&) {
    return std::vector<char>(content.begin(), content.end());
  };
  return {std::locale::classic(), boost::locale::gnu_gettext::create_messages_facet<char>(info)};
}

using Change = std::function<std::string(const std::string&)>;

// What CLI11 calls things in --help, and types of values.
constexpr const char* labels[] = {"Usage",  "OPTIONS", "SUBCOMMAND", "Positionals", "REQUIRED", "Excludes", "FILE",
                                  "FOLDER", "NAME",    "NAME,…",     "PATH",        "OFFSET",   "PARTS"};

void change_help(CLI::App& app, const Change& change) {
  app.description(change(app.get_description()));
  if (!app.get_footer().empty()) app.footer(change(app.get_footer()));
  if (app.get_parent() != nullptr) app.group(change(app.get_group()));
  for (CLI::Option* option : app.get_options()) {
    option->description(change(option->get_description()));
    option->group(change(option->get_group()));
  }
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) change_help(*command, change);
}

// What CLI11 says of a wrong command line; {} stands for what it names.
constexpr const char* mistakes[] = {
    "The following argument was not expected: {}",
    "The following arguments were not expected: {}",
    "{} is required",
    "{} excludes {}",
    "{}: {} required {} missing",
    "{}: Value {} not in range {} to {}",
    "Could not convert: {} = {}",
};

/// What stands in the message where the form has {}; nothing where the message has another form.
std::optional<std::vector<std::string>> values_of(const std::string& message, const std::string& form) {
  std::vector<std::string> values;
  std::size_t at = form.find("{}"), read = at;
  if (message.compare(0, at, form, 0, at) != 0) return std::nullopt;
  while (at != form.npos) {
    const std::size_t next = form.find("{}", at + 2);
    const std::string behind = form.substr(at + 2, next == form.npos ? form.npos : next - at - 2);
    const std::size_t end = behind.empty() ? message.size() : message.find(behind, read);
    if (end == message.npos) return std::nullopt;
    values.push_back(message.substr(read, end - read));
    read = end + behind.size();
    at = next;
  }
  if (read != message.size()) return std::nullopt;
  return values;
}

}   // namespace

std::string language() {
  const DataFile* const file = catalogue();
  return std::string(file == nullptr ? "en" : file->path.substr(0, file->path.find('.')));
}

std::string translated(const std::string& english) {
  static const std::locale locale = user_locale();
  if (english.empty() || !std::has_facet<boost::locale::message_format<char>>(locale)) return english;
  return boost::locale::translate(english).str(locale);
}

void translate(CLI::App& app) {
  for (const char* label : labels) app.get_formatter()->label(label, translated(label));
  change_help(app, translated);
}

std::vector<std::string> help_messages(CLI::App& app) {
  std::vector<std::string> out(std::begin(labels), std::end(labels));
  out.insert(out.end(), std::begin(mistakes), std::end(mistakes));
  out.push_back("A subcommand");
  change_help(app, [&out](const std::string& text) {
    if (!text.empty()) out.push_back(text);
    return text;
  });
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string message_of(const CLI::ParseError& error) {
  for (const char* form : mistakes) {
    if (const auto values = values_of(error.what(), form)) {
      fmt::dynamic_format_arg_store<fmt::format_context> store;
      for (const std::string& value : *values) store.push_back(translated(value));
      return fmt::vformat(translated(form), store);
    }
  }
  return error.what();
}

}   // namespace propos::cli
