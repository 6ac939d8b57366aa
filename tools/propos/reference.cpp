// SPDX-License-Identifier: Apache-2.0
#include "reference.h"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <vector>

#include "messages.h"
#include "propos/error.h"
#include "propos/version.h"

namespace propos::cli {
namespace {

std::vector<CLI::App*> subcommands(CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

/// "propos rules check"
std::string path_of(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name() : path_of(*app.get_parent()) + ' ' + app.get_name();
}

/// Commands before their subcommands.
void each_command(CLI::App& app, const std::function<void(CLI::App&)>& visit) {
  visit(app);
  for (CLI::App* command : subcommands(app)) each_command(*command, visit);
}

std::vector<const CLI::Option*> options_of(const CLI::App& app, bool positional) {
  return app.get_options([&](const CLI::Option* option) { return option->get_positional() == positional; });
}

/// "-o", "--output"
std::vector<std::string> names_of(const CLI::Option& option) {
  std::vector<std::string> out;
  for (const std::string& name : option.get_snames()) out.push_back('-' + name);
  for (const std::string& name : option.get_lnames()) out.push_back("--" + name);
  return out;
}

bool takes_value(const CLI::Option& option) { return option.get_expected_max() > 0 && !option.get_type_name().empty(); }

/// The words that an option takes, where it takes a few words only: text|jsonl.
std::vector<std::string> words_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  return type.find('|') == type.npos ? std::vector<std::string>() : CLI::detail::split(type, '|');
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// Text as troff reads it; a line that begins with a dot is no request.
std::string roff(const std::string& text) {
  std::string out = replaced(replaced(text, "\\", "\\e"), "-", "\\-");
  for (const char* request : {".", "'"}) {
    if (out.starts_with(request)) out.insert(0, "\\&");
    out = replaced(out, std::string("\n") + request, std::string("\n\\&") + request);
  }
  return out;
}

std::string man_option(const CLI::Option& option) {
  std::string head;
  for (const std::string& name : names_of(option)) head += (head.empty() ? "\\fB" : ", \\fB") + roff(name) + "\\fR";
  if (option.get_positional()) head = "\\fI" + roff(option.get_name(true)) + "\\fR";
  else if (takes_value(option)) head += " \\fI" + roff(translated(option.get_type_name())) + "\\fR";
  if (!option.get_default_str().empty()) head += " (" + roff(option.get_default_str()) + ")";
  return fmt::format(".TP\n{}\n{}\n", head, roff(option.get_description()));
}

std::string man_command(CLI::App& app) {
  std::string out = fmt::format(".SS \"{}\"\n{}\n", roff(path_of(app)), roff(app.get_description()));
  for (const bool positional : {true, false})
    for (const CLI::Option* option : options_of(app, positional)) out += man_option(*option);
  if (!app.get_footer().empty()) out += fmt::format(".PP\n{}\n", roff(replaced(app.get_footer(), "\n", " ")));
  return out;
}

std::string man(CLI::App& app) {
  std::string synopsis, commands;
  each_command(app, [&](CLI::App& command) {
    if (&command == &app || !subcommands(command).empty()) return;
    synopsis += fmt::format(".B {}\n[\\fI{}\\fR]", roff(path_of(command)), translated("OPTIONS"));
    for (const CLI::Option* option : options_of(command, true))
      synopsis += fmt::format(" \\fI{}\\fR", roff(option->get_name(true)));
    synopsis += "\n.br\n";
    commands += man_command(command);
  });
  return fmt::format(
      ".\\\" SPDX-License-Identifier: Apache-2.0\n.TH PROPOS 1 \"\" \"propos {}\"\n.SH {}\npropos \\- {}\n.SH {}\n{}.SH {}\n.nf\n{}\n.fi\n"
      ".SH {}\n{}",
      version(), tr("NAME"), roff(first_line(app.get_description())), tr("SYNOPSIS"), synopsis, tr("DESCRIPTION"),
      roff(app.get_footer()), tr("COMMANDS"), commands);
}

/// In single quotes, as a shell reads it.
std::string in_quotes(const std::string& text) { return '\'' + replaced(text, "'", "'\\''") + '\''; }

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

std::vector<std::string> all_names(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::Option* option : options_of(app, false))
    for (std::string& name : names_of(*option)) out.push_back(std::move(name));
  return out;
}

std::vector<std::string> command_names(CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* command : subcommands(app)) out.push_back(command->get_name());
  return out;
}

std::string bash_values(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  if (const auto words = words_of(option); !words.empty())
    return fmt::format("COMPREPLY=($(compgen -W {} -- \"$current\"))", in_quotes(joined(words)));
  if (type == "FILE") return "COMPREPLY=($(compgen -f -- \"$current\"))";
  if (type == "FOLDER") return "COMPREPLY=($(compgen -d -- \"$current\"))";
  return "COMPREPLY=()";
}

std::string bash(CLI::App& app) {
  std::string steps, values, words;
  each_command(app, [&](CLI::App& command) {
    const std::string path = path_of(command);
    if (&command != &app) steps += fmt::format("      {}) command={} ;;\n", in_quotes(path), in_quotes(path));
    for (const CLI::Option* option : options_of(command, false)) {
      if (!takes_value(*option)) continue;
      std::string patterns;
      for (const std::string& name : names_of(*option))
        patterns += (patterns.empty() ? "" : " | ") + in_quotes(path + ' ' + name);
      values += fmt::format("    {}) {}; return ;;\n", patterns, bash_values(*option));
    }
    words += fmt::format("    {}) options={} commands={} ;;\n", in_quotes(path), in_quotes(joined(all_names(command))),
                         in_quotes(joined(command_names(command))));
  });
  return fmt::format(R"(# SPDX-License-Identifier: Apache-2.0
# Completions of propos for bash.
_propos() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} command=propos options commands word
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "$command $word" in
{}    esac
  done
  case "$command ${{COMP_WORDS[COMP_CWORD-1]}}" in
{}  esac
  case "$command" in
{}  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "$commands" -- "$current") $(compgen -f -- "$current")) ;;
  esac
}}
complete -o filenames -F _propos propos
)",
                     steps, values, words);
}

std::string zsh_option(const CLI::Option& option) {
  const std::string text = replaced(replaced(replaced(first_line(option.get_description()), "[", "("), "]", ")"), ":", "\\:");
  std::string value;
  if (takes_value(option)) {
    const std::string type = replaced(translated(option.get_type_name()), ":", "\\:");
    if (const auto words = words_of(option); !words.empty()) value = fmt::format(": :({})", joined(words));
    else if (option.get_type_name() == "FILE") value = fmt::format(":{}:_files", type);
    else if (option.get_type_name() == "FOLDER") value = fmt::format(":{}:_files -/", type);
    else value = fmt::format(":{}: ", type);
  }
  std::string out;
  for (const std::string& name : names_of(option))
    out += fmt::format("        {} \\\n", in_quotes(fmt::format("*{}[{}]{}", name, text, value)));
  return out;
}

std::string zsh(CLI::App& app) {
  std::string steps, commands;
  each_command(app, [&](CLI::App& command) {
    if (&command != &app) steps += fmt::format("{}{}", steps.empty() ? "" : " | ", in_quotes(path_of(command)));
    commands += fmt::format("    {})\n      _arguments -s \\\n", in_quotes(path_of(command)));
    for (const CLI::Option* option : options_of(command, false)) commands += zsh_option(*option);
    if (const auto names = command_names(command); !names.empty())
      commands += fmt::format("        '1: :({})' \\\n", joined(names));
    commands += "        '*: :_files'\n      ;;\n";
  });
  return fmt::format(R"(#compdef propos
# SPDX-License-Identifier: Apache-2.0
# Completions of propos for zsh.
_propos() {{
  local command=propos
  while (( CURRENT > 2 )); do
    case "$command $words[2]" in
      {}) command="$command $words[2]"; shift words; (( CURRENT-- )) ;;
      *) break ;;
    esac
  done
  case "$command" in
{}  esac
}}
_propos "$@"
)",
                     steps, commands);
}

std::string fish_option(const CLI::Option& option, const std::string& condition) {
  std::string line = fmt::format("complete -c propos -n {}", in_quotes(condition));
  for (const std::string& name : option.get_snames()) line += " -s " + name;
  for (const std::string& name : option.get_lnames()) line += " -l " + name;
  if (takes_value(option)) {
    const std::string type = option.get_type_name();
    if (const auto words = words_of(option); !words.empty()) line += " -x -a " + in_quotes(joined(words));
    else if (type == "FOLDER") line += " -x -a '(__fish_complete_directories)'";
    else line += type == "FILE" ? " -r -F" : " -x";
  }
  return line + " -d " + in_quotes(replaced(first_line(option.get_description()), "\\", "\\\\")) + '\n';
}

std::string fish(CLI::App& app) {
  std::string out = "# SPDX-License-Identifier: Apache-2.0\n# Completions of propos for fish.\n";
  each_command(app, [&](CLI::App& command) {
    std::string condition;
    for (const CLI::App* at = &command; at->get_parent() != nullptr; at = at->get_parent())
      condition = "__fish_seen_subcommand_from " + at->get_name() + (condition.empty() ? "" : "; and ") + condition;
    const auto names = command_names(command);
    const std::string none = names.empty() ? "" : "not __fish_seen_subcommand_from " + joined(names);
    if (!names.empty()) condition += (condition.empty() ? "" : "; and ") + none;
    for (const CLI::App* sub : subcommands(command))
      out += fmt::format("complete -c propos -n {} -a {} -d {}\n", in_quotes(condition), sub->get_name(),
                         in_quotes(first_line(sub->get_description())));
    for (const CLI::Option* option : options_of(command, false)) out += fish_option(*option, condition);
  });
  return out;
}

std::string messages(CLI::App& app) {
  rapidjson::StringBuffer buffer;
  for (const std::string& text : help_messages(app)) {
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    buffer.Put('\n');
  }
  return {buffer.GetString(), buffer.GetSize()};
}

}   // namespace

std::string reference(CLI::App& app, const std::string& form) {
  if (form == "messages") return messages(app);
  translate(app);
  if (form == "man") return man(app);
  if (form == "bash") return bash(app);
  if (form == "zsh") return zsh(app);
  if (form == "fish") return fish(app);
  throw Error("expected man, bash, zsh, fish or messages");
}

}   // namespace propos::cli
