// SPDX-License-Identifier: Apache-2.0
#include "input_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands.h"
#include "input/files.h"
#include "input/kinds.h"
#include "propos/propos.h"

namespace propos::cli {

void InputOptions::add_to(CLI::App& command, const std::string& files) {
  command.add_option("files", paths, files)->type_name("FILE");
  add_list(command, "--files-from", files_from, "FILE", "File with the paths of files, a line each; \"-\" is standard input");
  command.add_flag("-0,--null", zeros, "In --files-from a zero ends each path");
  add_list(command, "--include", source.choice.include, "GLOB",
           "Of folders and archives, only what is called so; may be repeated");
  add_list(command, "--exclude", source.choice.exclude, "GLOB",
           "Of folders and archives, not what is called so; may be repeated");
  command.add_flag("--hidden", source.choice.hidden, "Also what is hidden: names that begin with a dot");
  add_choice(command, "--input", source.kind,
             {{"text", Kind::text},
              {"html", Kind::html},
              {"json", Kind::json},
              {"jsonl", Kind::lines},
              {"csv", Kind::csv},
              {"tsv", Kind::tsv},
              {"warc", Kind::warc}},
             "What files hold (default: by name and content); of folders, only files called so");
  command.add_option("--encoding", text.encoding, "Encoding of the texts (default: found out)")->type_name("NAME");
  command.add_flag("--strict-encoding", text.strict_encoding, "A text whose encoding would be a guess is an error");
  add_date(command, date);
  add_choice<std::string>(command, "--language", text.language, {{"fr", "fr"}}, "Texts in other languages are skipped");
  FieldOptions& fields = text.fields;
  command.add_option("--jsonl-field", fields.text, "Field of a JSON record that holds the text; article.body is body of article")
      ->type_name("PATH")
      ->capture_default_str();
  command.add_option("--jsonl-id", fields.id, "Field of a JSON record that names the text")
      ->type_name("PATH")
      ->capture_default_str();
  command.add_option("--text-column", fields.text_columns, "Columns of a table that hold the text (default: text)")
      ->type_name("NAME,…")
      ->delimiter(',')
      ->allow_extra_args(false);
  command.add_option("--id-column", fields.id_column, "Column of a table that names the text")
      ->type_name("NAME")
      ->capture_default_str();
  command.add_option("--date-field", fields.date, "Field or column with the day on which a text was published; it goes out, too")
      ->type_name("NAME");
}

void InputOptions::settle() {
  if (!text.encoding.empty() && !is_encoding(text.encoding))
    throw Error(tr("--encoding: \"{}\" is not the name of an encoding", text.encoding));
  FieldOptions& fields = text.fields;
  if (!fields.date.empty() && std::find(fields.keep.begin(), fields.keep.end(), fields.date) == fields.keep.end())
    fields.keep.push_back(fields.date);
  source.encoding = text.encoding;
  source.text_columns = text.fields.text_columns;
  if (source.kind != Kind::by_name) source.choice.endings = endings_of(source.kind);
}

std::vector<std::string> InputOptions::all_paths() const {
  std::vector<std::string> all = paths;
  for (const std::string& list : files_from)
    for (std::string& path : read_paths(list, zeros)) all.push_back(std::move(path));
  if (all.empty() && files_from.empty()) all.push_back("-");
  return all;
}

}   // namespace propos::cli
