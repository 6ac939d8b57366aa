// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "annotated.h"
#include "batch.h"
#include "commands.h"
#include "input/files.h"
#include "output_file.h"
#include "propos/propos.h"
#include "text_files.h"

namespace fs = std::filesystem;

namespace propos::cli {
namespace {

struct Options {
  std::string from, to, texts, text_folder;
  std::optional<OutputFormat> format;
  OffsetUnit offsets = OffsetUnit::codepoint;
};

/// What a record says of its text, in strings of its own.
class OwnLabel {
 public:
  /// `json`: as Annotated has it; empty: only the name is known.
  OwnLabel(std::string name, const std::string& json) : name_(std::move(name)) {
    rapidjson::Document record;
    record.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    if (!record.IsObject()) return;
    id_ = written(record, "doc");
    for (const auto& [field, value] :
         {std::pair("file", &file_), {"encoding", &encoding_}, {"language", &language_}, {"text_file", &text_file_}})
      if (record.HasMember(field) && record[field].IsString()) *value = record[field].GetString();
    options_ = members(record, "options").value_or(Members());
    fields_ = members(record, "fields");
  }
  void set_text_file(std::string path) { text_file_ = std::move(path); }

  Label label() const {
    Label out(name_);
    out.id = id_;
    out.file = file_;
    out.encoding = encoding_;
    out.language = language_;
    out.text_file = text_file_;
    out.options = options_;
    if (fields_) out.fields = *fields_;
    return out;
  }

 private:
  using Members = std::vector<std::pair<std::string, std::string>>;

  static std::string written(const rapidjson::Value& value) {
    rapidjson::StringBuffer out;
    rapidjson::Writer<rapidjson::StringBuffer> writer(out);
    value.Accept(writer);
    return {out.GetString(), out.GetSize()};
  }
  static std::string written(const rapidjson::Value& record, const char* name) {
    return record.HasMember(name) ? written(record[name]) : std::string();
  }
  static std::optional<Members> members(const rapidjson::Value& record, const char* name) {
    if (!record.HasMember(name) || !record[name].IsObject()) return std::nullopt;
    Members out;
    for (const auto& [key, value] : record[name].GetObject())
      out.emplace_back(std::string(key.GetString(), key.GetStringLength()), written(value));
    return out;
  }

  std::string name_, id_, file_, encoding_, language_, text_file_;
  Members options_;
  std::optional<Members> fields_;
};

/// Where what is converted goes.
class Target {
 public:
  explicit Target(const Options& options) : options_(options), format_(*options.format) {
    if (is_exchange(format_) && !info_of(exchange_format(format_)).many) files_.emplace(options.to, exchange_format(format_));
    else file_.emplace(options.to == "-" ? "" : options.to);
    if (is_exchange(format_) && format_ != OutputFormat::brat) analyzer_.emplace();
  }

  void write(AnnotatedFile one) {
    const std::string& text = one.content.text;
    OwnLabel label(one.name, one.content.label);
    if (!options_.text_folder.empty()) label.set_text_file(write_text(one));
    if (analyzer_) add_tokens(one.content.document, text);
    std::string out;
    if (files_) files_->write(one.content.document, text, label.label(), one.name);
    else if (is_exchange(format_)) write_format(one.content.document, text, label.label(), exchange_format(format_), out);
    else write_jsonl(one.content.document, text, label.label(), options_.offsets, out);
    if (file_) file_->write(out);
  }
  void finish() {
    if (file_) file_->finish();
  }

 private:
  // What files of annotations do not have.
  void add_tokens(Document& document, const std::string& text) const {
    Document read = analyzer_->analyze(text, {.parts = {.names = false, .quotes = false}});
    document.paragraphs = std::move(read.paragraphs);
    document.sentences = std::move(read.sentences);
    document.tokens = std::move(read.tokens);
  }

  std::string write_text(const AnnotatedFile& one) const {
    std::string name = path_below(one.name);
    if (!name.ends_with(".txt")) name += ".txt";
    const fs::path path = fs::path(options_.text_folder) / name;
    std::error_code ignored;   // what cannot be made is told when the file is opened
    fs::create_directories(path.parent_path(), ignored);
    OutputFile file(path.string());
    file.write(one.content.text);
    file.finish();
    return name;
  }

  const Options& options_;
  OutputFormat format_;
  std::optional<TextFiles> files_;
  std::optional<OutputFile> file_;
  std::optional<Analyzer> analyzer_;
};

int convert(Options options) {
  if (!options.format && fs::path(options.to).extension() == ".jsonl") options.format = OutputFormat::jsonl;
  if (!options.format) throw Error(tr("{}: --format is needed", options.to));
  std::error_code ignored;
  if (fs::exists(options.to, ignored) && fs::equivalent(options.from, options.to, ignored))
    throw Error(tr("{}: would be read and written", options.to));
  std::optional<Target> target;
  std::size_t count = 0;
  read_annotated_files(options.from, options.texts, [&](AnnotatedFile one) {
    if (!target) target.emplace(options);   // nothing is made of what cannot be read
    target->write(std::move(one));
    ++count;
  });
  if (!target)
    throw Error(tr("{}: expected annotated texts: .ann beside .txt, CAS in .json, or JSON Lines of propos", options.from));
  target->finish();
  fmt::print(stderr, "propos: {}\n", tr("{} converted", count));
  return ok;
}

}   // namespace

void add_convert(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      *app.add_subcommand("convert", "Annotations of one format in another: brat, UIMA CAS, JSON Lines and others");
  command.footer(
      "Exit status: 0 all was converted, 2 it was not. docs/formats.md tells what each format says, and how what people\n"
      "corrected becomes a test.");
  command.add_option("from", options->from, "JSON Lines of propos, or a folder: .ann beside .txt (brat), CAS in .json")
      ->type_name("FROM")
      ->required();
  command
      .add_option("to", options->to, "File or, of formats with a file for each text, folder to write; \"-\" is standard output")
      ->type_name("TO")
      ->required();
  add_choice<std::optional<OutputFormat>, OutputFormat>(command, "--format", options->format,
                                                        with_exchange_formats({{"jsonl", OutputFormat::jsonl}}),
                                                        "What to write (default: jsonl for a TO that is called so)");
  command
      .add_option("--texts", options->texts, "Folder with the texts of JSON Lines (default: where the lines say that they were)")
      ->type_name("FOLDER");
  command.add_option("--text-out", options->text_folder, "Folder for the texts that offsets refer to")->type_name("FOLDER");
  add_offsets(command, options->offsets);
  command.callback([options, &run] { run = [options] { return convert(*options); }; });
}

}   // namespace propos::cli
