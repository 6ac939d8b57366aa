// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "commands.h"
#include "input.h"
#include "memory.h"
#include "output_file.h"
#include "propos/propos.h"

namespace propos::cli {
namespace {

enum class Format { text, jsonl };
enum class When { automatic, always, never };

struct Options {
  std::vector<std::string> paths;
  InputKind input = InputKind::by_name;
  std::string jsonl_field = "text";
  std::string jsonl_id = "id";
  std::optional<Format> format;
  When color = When::automatic;
  OffsetUnit offsets = OffsetUnit::codepoint;
  std::string encoding;
  std::string output;
  AnalyzerFiles files;
  int threads = 0;
};

/// One text on its way through the pipeline, or the failure that stands in its place.
struct Item {
  std::string path;
  std::size_t line = 0;   ///< of a JSON Lines file; 0 for a file that is one text
  std::string content;    ///< a line read, then what is to be written
  std::string failure;
};

struct Extract {
  const Options& options;
  const Analyzer& analyzer;
  Format format;
  bool color;

  /// Reads, analyses and writes one text. Nothing that goes wrong with it reaches the others.
  Item operator()(Item item) const {
    if (!item.failure.empty()) return item;
    try {
      std::string name = item.path;
      std::string text = item.line == 0 ? read_text(item.path, options.encoding) : text_of_line(item, name);
      const Document document = analyzer.analyze(text);
      item.content.clear();
      if (format == Format::jsonl)
        write_jsonl(document, text, name, options.offsets, item.content);
      else
        write_text(document, text, name, color, item.content);
    } catch (const std::exception& error) {
      item.failure = error.what();
      if (item.line != 0 || item.failure.rfind(item.path, 0) != 0)
        item.failure = fmt::format("{}: {}", place(item), item.failure);
    }
    return item;
  }

  std::string text_of_line(const Item& item, std::string& name) const {
    rapidjson::Document json;
    // Iterative: a line of a million brackets must not exhaust the stack.
    json.Parse<rapidjson::kParseIterativeFlag>(item.content.data(), item.content.size());
    if (json.HasParseError())
      throw Error(fmt::format("not JSON at byte {}: {}", json.GetErrorOffset() + 1,
                              rapidjson::GetParseError_En(json.GetParseError())));
    if (!json.IsObject()) throw Error("a JSON object was expected");
    name = place(item);
    const auto id = json.FindMember(options.jsonl_id.c_str());
    if (id != json.MemberEnd() && id->value.IsString())
      name.assign(id->value.GetString(), id->value.GetStringLength());
    else if (id != json.MemberEnd() && id->value.IsInt64())
      name = std::to_string(id->value.GetInt64());
    const auto text = json.FindMember(options.jsonl_field.c_str());
    if (text == json.MemberEnd() || !text->value.IsString())
      throw Error(fmt::format("no field \"{}\" with a string", options.jsonl_field));
    return {text->value.GetString(), text->value.GetStringLength()};
  }

  static std::string place(const Item& item) {
    const std::string path = item.path == "-" ? "standard input" : item.path;
    return item.line == 0 ? path : fmt::format("{}:{}", path, item.line);
  }
};

/// The texts of all files, one after the other.
class Items {
 public:
  explicit Items(std::vector<InputFile> files) : files_(std::move(files)) {}

  std::optional<Item> next() {
    while (true) {
      if (!lines_) {
        if (at_ == files_.size()) return std::nullopt;
        const InputFile& file = files_[at_++];
        if (!file.lines) return Item{file.path, 0, {}, {}};
        try {
          lines_ = std::make_unique<LineReader>(file.path);
        } catch (const std::exception& error) {
          return Item{file.path, 0, {}, error.what()};
        }
        line_ = 0;
      }
      Item item{files_[at_ - 1].path, ++line_, {}, {}};
      try {
        if (!lines_->next(item.content)) {
          lines_.reset();
          continue;
        }
      } catch (const std::exception& error) {
        item.failure = error.what();
        if (lines_->broken()) lines_.reset();
        else item.failure = fmt::format("{}: {}", Extract::place(item), item.failure);
        return item;
      }
      if (item.content.find_first_not_of(" \t\r") != std::string::npos) return item;
    }
  }

 private:
  std::vector<InputFile> files_;
  std::size_t at_ = 0;
  std::unique_ptr<LineReader> lines_;
  std::size_t line_ = 0;
};

bool use_color(const Options& options) {
  if (options.color != When::automatic) return options.color == When::always;
  const char* refused = std::getenv("NO_COLOR");   // see no-color.org
  return options.output.empty() && isatty(STDOUT_FILENO) && (refused == nullptr || *refused == '\0');
}

int extract(const Options& options) {
  keep_memory();
  if (!options.encoding.empty()) to_utf8("", options.encoding);   // an unknown name is an error before any work
  const Analyzer analyzer(options.files.options());
  const bool for_a_reader = options.output.empty() && isatty(STDOUT_FILENO);
  const Extract extract{options, analyzer, options.format.value_or(for_a_reader ? Format::text : Format::jsonl),
                        use_color(options)};

  std::vector<std::string> failures;
  const std::vector<std::string> standard_input = {"-"};
  std::vector<InputFile> files =
      list_files(options.paths.empty() ? standard_input : options.paths, options.input, failures);
  std::vector<std::string> inputs = options.files.paths();
  for (const InputFile& file : files) inputs.push_back(file.path);
  refuse_output_onto_input(options.output, inputs);
  for (const std::string& failure : failures) complain(failure);
  bool failed = !failures.empty(), done = false;
  OutputFile output(options.output);

  Items items(std::move(files));
  const auto threads = static_cast<std::size_t>(
      options.threads > 0 ? options.threads : oneapi::tbb::info::default_concurrency());
  using oneapi::tbb::filter_mode;
  using oneapi::tbb::make_filter;
  // Output that cannot be written ends the run. An exception through the pipeline would leak what is on its way.
  std::exception_ptr broken;
  std::atomic<bool> stop = false;
  const auto read = [&](oneapi::tbb::flow_control& flow) {
    std::optional<Item> item;
    if (!stop) item = items.next();
    if (!item) {
      flow.stop();
      return Item();
    }
    return std::move(*item);
  };
  const auto write = [&](const Item& item) {
    if (stop) return;
    if (!item.failure.empty()) {
      complain(item.failure);
      failed = true;
      return;
    }
    try {
      output.write(item.content);
      done = true;
    } catch (...) {
      broken = std::current_exception();
      stop = true;
    }
  };
  const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
  // Four texts a thread on their way: enough to keep all busy while a long one holds up the output.
  oneapi::tbb::parallel_pipeline(4 * threads, make_filter<void, Item>(filter_mode::serial_in_order, read) &
                                                  make_filter<Item, Item>(filter_mode::parallel, extract) &
                                                  make_filter<Item, void>(filter_mode::serial_in_order, write));
  if (broken) std::rethrow_exception(broken);
  if (failed && !done) return not_started;
  if (const std::string beside = output.finish(!failed); !beside.empty())
    complain(fmt::format("{}: left as it was; what was done is in {}", options.output, beside));
  return failed ? some_failed : ok;
}

}  // namespace

void add_extract(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("extract", "People, organizations, places and quotes of French texts");
  command.footer(
      "Exit status: 0 all was done, 1 some text failed and the others were done, 2 nothing was done or it could not be written.\n"
      "Without files, or for the file \"-\", the text is read from standard input.");
  command.add_option("files", options->paths, "Texts, JSON Lines files (.jsonl), folders (every .txt below)")
      ->type_name("FILE");
  add_choice(command, "--input", options->input, {{"text", InputKind::text}, {"jsonl", InputKind::jsonl}},
             "What files hold (default: jsonl for .jsonl, else text)");
  command.add_option("--jsonl-field", options->jsonl_field, "Field of a JSON line that holds the text")
      ->type_name("NAME")
      ->capture_default_str();
  command.add_option("--jsonl-id", options->jsonl_id, "Field of a JSON line that names the text")
      ->type_name("NAME")
      ->capture_default_str();
  add_choice<std::optional<Format>, Format>(command, "--format", options->format, {{"text", Format::text}, {"jsonl", Format::jsonl}},
             "What to write (default: text for a terminal, else jsonl)");
  add_choice(command, "--color", options->color,
             {{"auto", When::automatic}, {"always", When::always}, {"never", When::never}},
             "Colours in text (default: auto, for a terminal)");
  add_offsets(command, options->offsets);
  command.add_option("--encoding", options->encoding, "Encoding of text files (default: utf-8)")->type_name("NAME");
  command.add_option("-o,--output", options->output, "File to write; it appears when all is done. Where some text failed an old one stays, and\n"
                 "what was done goes to FILE.incomplete")
      ->type_name("FILE");
  options->files.add_to(command);
  command.add_option("-j,--threads", options->threads, "Threads (default: one for each core)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  command.callback([options, &run] { run = [options] { return extract(*options); }; });
}

}  // namespace propos::cli
