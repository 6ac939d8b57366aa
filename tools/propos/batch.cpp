// SPDX-License-Identifier: Apache-2.0
#include "batch.h"

#include <fmt/format.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include <atomic>
#include <exception>
#include <filesystem>
#include <utility>

#include "hash.h"
#include "input/day.h"
#include "input/files.h"
#include "input/kinds.h"
#include "interrupt.h"
#include "messages.h"
#include "output/utf8.h"
#include "propos/error.h"
#include "propos/output.h"

namespace fs = std::filesystem;

namespace propos::cli {

std::vector<std::pair<std::string, OutputFormat>> with_exchange_formats(std::vector<std::pair<std::string, OutputFormat>> first) {
  for (int format = static_cast<int>(OutputFormat::conll); format <= static_cast<int>(OutputFormat::displacy); ++format) {
    const auto value = static_cast<OutputFormat>(format);
    first.emplace_back(name_of(exchange_format(value)), value);
  }
  return first;
}

namespace {

/// One text on its way through the pipeline.
struct Item {
  RawText raw;
  std::size_t index = 0;   // of all texts
  Source::Position position;
  std::string file, place;
  std::optional<Problem> problem;
  Text text;
  std::uint64_t hash = 0;     // of all that its result depends on
  bool known = false;         // a run before wrote it
  bool interrupted = false;   // while it was read
  std::string output;         // its result, or, of a long text:
  std::optional<Document> document;
};

/// Texts that go together, in order.
using Group = std::vector<Item>;

constexpr std::size_t long_text = 1u << 20;     // bytes; its result never stands whole in memory
constexpr std::size_t most_together = 16;       // texts of a group
constexpr std::size_t great_group = 1u << 16;   // bytes; no more are added to one

std::uint64_t hash_of(const Item& item) {
  const Text& text = item.text;
  std::string all = item.place + '\0' + item.file + '\0' + text.id + '\0' + text.encoding + '\0' + text.language + '\0';
  if (item.problem) all += item.problem->reason;
  for (const auto& [name, value] : text.kept) all += name + '\0' + value + '\0';
  for (const Paragraph& zone : text.zones)
    all += fmt::format("{} {} {},", zone.span.begin, zone.span.end, static_cast<int>(zone.zone));
  return hash(all) * hash_factor ^ hash(text.bytes);
}

std::string valid_path(const std::string& place) { return path_below(output::is_utf8(place) ? place : percent_encoded(place)); }

/// What is done with a text, whatever the thread.
class Work {
 public:
  Work(const Analyzer& analyzer, const WorkOptions& options, const Sink& results)
      : analyzer_(analyzer), options_(options), results_(results) {}

  /// Reads the texts, and analyses those of which that was not done before.
  Group operator()(Group group) const {
    std::vector<Item*> fresh;
    for (Item& item : group) {
      read(item);
      if (!item.known && !item.interrupted) fresh.push_back(&item);
    }
    analyse(fresh);
    return group;
  }

  void analyse(std::vector<Item*> items) const {
    std::erase_if(items, [](const Item* item) { return item->problem.has_value(); });
    if (!options_.text_folder.empty())
      for (Item* const item : items) attempt(*item, [&] { write_text_file(*item); });
    std::erase_if(items, [](const Item* item) { return item->problem.has_value(); });
    if (options_.format == OutputFormat::html || !options_.page_folder.empty() || !analyse_together(items))
      for (Item* const item : items) attempt(*item, [&] { analyse_alone(*item); });
  }

  /// The result of a text that was analysed; nothing of one with a problem.
  void write_result(const Item& item, const propos::Sink& sink) const {
    if (item.document) write(*item.document, item, sink);
    else sink(item.output);
  }

  /// What the results of a text go by: with pages its place, as each has one of its own.
  const std::string& file_of(const Item& item) const {
    return options_.format == OutputFormat::html || !options_.page_folder.empty() ? item.place : item.file;
  }

 private:
  void read(Item& item) const {
    item.problem = std::exchange(item.raw.problem, std::nullopt);
    item.file = item.raw.file;
    item.place = item.raw.place;
    if (!item.problem) attempt(item, [&] { item.text = make_text(std::move(item.raw), options_.text); });
    warn_of_date(item);
    item.hash = hash_of(item);
    item.known = results_.knows(item.index, item.hash);
  }

  // Tokens and sentences are for the formats that write them.
  AnalyzeOptions known_of(const Item& item) const {
    const bool whole = is_exchange(options_.format) || options_.files != nullptr || options_.format == OutputFormat::html ||
                       !options_.page_folder.empty();
    return {.zones = item.text.zones, .published = published(item), .parts = {.tokens = whole, .sentences = whole}};
  }

  // False where one of them fails: which one is found out alone.
  bool analyse_together(const std::vector<Item*>& items) const {
    std::vector<Job> jobs;
    for (const Item* const item : items) jobs.push_back({item->text.bytes, known_of(*item)});
    std::vector<Document> documents;
    try {
      documents = analyzer_.analyze_many(jobs);
    } catch (const std::exception&) {
      return false;
    }
    for (std::size_t i = 0; i < items.size(); ++i) attempt(*items[i], [&] { finish(std::move(documents[i]), *items[i]); });
    return true;
  }

  void analyse_alone(Item& item) const {
    if (options_.format == OutputFormat::html) page(item, analyzer_.explain(item.text.bytes, known_of(item)), {}, item.output);
    else if (!options_.page_folder.empty()) finish(with_page(item, known_of(item)), item);
    else finish(analyzer_.analyze(item.text.bytes, known_of(item)), item);
  }

  void finish(Document document, Item& item) const {
    if (item.text.bytes.size() >= long_text && options_.files == nullptr) item.document = std::move(document);
    else write(document, item, item.output);
  }

  static std::string name_of(const Item& item) { return item.place == "-" ? item.place : shown(item.place); }

  void page(const Item& item, const Explanation& explanation, const std::string& home, std::string& out) const {
    write_html(explanation.document, item.text.bytes, name_of(item),
               {.language = options_.language, .reasons = explanation.records, .home = home}, out);
  }

  Document with_page(const Item& item, const AnalyzeOptions& known) const {
    Explanation explanation = analyzer_.explain(item.text.bytes, known);
    const std::string path = page_path(item.place);
    std::string home = "../", out;
    for (const char c : path)
      if (c == '/') home += "../";
    page(item, explanation, home + "index.html", out);
    write_file(fs::path(options_.page_folder) / path, out);
    return std::move(explanation.document);
  }

  template <class Action>
  static void attempt(Item& item, Action action) {
    try {
      action();
    } catch (const Skip& skip) {
      item.problem = Problem{Problem::skipped, skip.reason};
    } catch (const Interrupted&) {   // while a pipe was read
      item.interrupted = true;
    } catch (const std::exception& error) {
      item.problem = Problem{Problem::failed, error.what()};
    }
    if (item.problem) {
      item.output.clear();
      item.document.reset();
    }
  }

  // To a string, or a sink.
  template <class Out>
  void write(const Document& document, const Item& item, Out& out) const {
    const std::string name = name_of(item);
    if (options_.format == OutputFormat::text) return write_text(document, item.text.bytes, name, options_.page, out);
    Label label(name);
    const std::string file = output::is_utf8(item.place) ? "" : percent_encoded(item.place);
    const std::string text_file = options_.text_folder.empty() ? "" : this->text_file(item);
    label.id = item.text.id;
    label.file = file;
    label.encoding = item.text.encoding;
    label.language = item.text.language;
    label.text_file = text_file;
    label.options = options_.given;
    if (options_.text.fields.keep_all || !options_.text.fields.keep.empty()) label.fields = item.text.kept;
    if (options_.files != nullptr) options_.files->write(document, item.text.bytes, label, item.place);
    else if (is_exchange(options_.format)) write_format(document, item.text.bytes, label, exchange_format(options_.format), out);
    else if (options_.format == OutputFormat::jsonl)
      write_jsonl(document, item.text.bytes, label, options_.offsets, out, options_.parts);
    else write_table(document, item.text.bytes, label, options_.offsets, options_.table, out);
  }

  // What the field that --date-field names holds, without the marks of a string; empty where there is none.
  std::string_view date_field(const Item& item) const {
    for (const auto& [name, value] : item.text.kept)
      if (!options_.text.fields.date.empty() && name == options_.text.fields.date && value != "null")
        return std::string_view(value).substr(value.starts_with('"') ? 1 : 0);
    return {};
  }
  // The day in it; else that of all texts.
  std::optional<std::chrono::year_month_day> published(const Item& item) const {
    const auto day = day_of_field(date_field(item));
    return day ? day : options_.date;
  }
  void warn_of_date(Item& item) const {
    const std::string_view date = date_field(item);
    if (date.find_first_not_of('"') != date.npos && !day_of_field(date) && item.text.warning.empty())
      item.text.warning = tr("field \"{}\": no day like 2019-03-30, 30/03/2019 or 20190330", options_.text.fields.date);
  }

  static std::string text_file(const Item& item) { return valid_path(item.place) + ".txt"; }

  void write_text_file(const Item& item) const { write_file(fs::path(options_.text_folder) / text_file(item), item.text.bytes); }

  static void write_file(const fs::path& path, std::string_view bytes) {
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    OutputFile file(path.string());
    file.write(bytes);
    file.finish();
  }

  const Analyzer& analyzer_;
  const WorkOptions& options_;
  const Sink& results_;
};

/// What is done with the texts one after the other, in order.
class End {
 public:
  End(const Work& work, Sink& results, Report& report) : work_(work), results_(results), report_(report) {}

  /// Throws Error where the result cannot be written.
  void operator()(Item item) {
    if (results_.keep(item.index, item.hash, work_.file_of(item))) {
      tell(item);
      return;
    }
    if (item.known) work_.analyse({&item});   // a text before it was another one
    results_.write(item.index, item.hash, work_.file_of(item), [&](const propos::Sink& sink) { work_.write_result(item, sink); });
    tell(item);
  }

 private:
  void tell(const Item& item) {
    if (item.problem) {
      report_.problem(item.place, *item.problem);
    } else {
      report_.read(!item.text.encoding.empty());
      if (!item.text.warning.empty()) report_.warn(item.file, item.place, item.text.warning);
      report_.id(item.place, item.text.id);
      for (const auto& [name, value] : item.text.kept) report_.field(name);
    }
    report_.progress(item.position.files, item.position.bytes);
  }

  const Work& work_;
  Sink& results_;
  Report& report_;
};

}   // namespace

std::string page_path(const std::string& place) { return valid_path(place) + ".html"; }

Ended run_batch(Source& source, const Analyzer& analyzer, const BatchOptions& options, Sink& results, Report& report) {
  using oneapi::tbb::filter_mode;
  using oneapi::tbb::make_filter;
  const Work work(analyzer, options.work, results);
  End end(work, results, report);
  std::exception_ptr broken;   // an exception through the pipeline would leak what is on its way
  std::atomic<bool> stop = false, signalled = false;
  std::size_t index = 0;
  const std::size_t most = source.is_at_hand() ? most_together : 1;
  const auto read = [&](oneapi::tbb::flow_control& flow) {
    Group group;
    try {
      for (std::size_t bytes = 0; group.size() < most && bytes < great_group;) {
        std::optional<RawText> raw;
        if (is_interrupted()) throw Interrupted();
        if (!stop) raw = source.next();
        if (!raw) break;
        bytes += raw->rest ? source.size_of_file() : raw->bytes.size();
        group.emplace_back();
        group.back().raw = std::move(*raw);
        group.back().index = index++;
        group.back().position = source.position();
      }
    } catch (const Interrupted&) {
      signalled = true;
    }
    if (group.empty()) flow.stop();
    return group;
  };
  const auto write_one = [&](Item& item) {
    if (item.interrupted) stop = signalled = true;
    if (stop) return;
    try {
      end(std::move(item));
    } catch (...) {
      broken = std::current_exception();
      stop = true;
    }
    if (options.most_errors > 0 && report.failed() >= options.most_errors) stop = true;
  };
  const auto write = [&](Group group) {
    for (Item& item : group) write_one(item);
  };
  const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, options.threads);
  // Four groups a thread on their way: enough to keep all busy while a long text holds up the output.
  oneapi::tbb::parallel_pipeline(4 * options.threads, make_filter<void, Group>(filter_mode::serial_in_order, read) &
                                                          make_filter<Group, Group>(filter_mode::parallel, work) &
                                                          make_filter<Group, void>(filter_mode::serial_in_order, write));
  if (broken) std::rethrow_exception(broken);
  return signalled ? Ended::by_signal : stop ? Ended::by_errors : Ended::whole;
}

}   // namespace propos::cli
