// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <fmt/format.h>

#include "commands.h"
#include "hash.h"
#include "input/kinds.h"
#include "input/record.h"

namespace propos::cli {
namespace {

std::string duration(double seconds) {
  const auto whole = static_cast<long>(seconds);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min", whole / 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}   // namespace

Report::Report(const std::string& errors, bool progress, Totals totals)
    : errors_(errors),
      has_errors_(!errors.empty()),
      progress_(progress),
      totals_(totals),
      begin_(std::chrono::steady_clock::now()),
      shown_(begin_) {}

Report::~Report() {
  clear_line();
  if (!has_errors_) return;
  try {
    errors_.finish();
  } catch (const std::exception& error) {
    complain(error.what());
  }
}

void Report::read(bool converted) {
  ++read_;
  converted_ += converted;
}

void Report::problem(const std::string& place, const Problem& problem) {
  const bool failed = problem.kind == Problem::failed;
  ++(failed ? failed_ : skipped_);
  say(failed ? fmt::format("{}: {}", shown(place), problem.reason) : tr("{}: skipped: {}", shown(place), problem.reason));
  if (!has_errors_) return;
  errors_.write(fmt::format("{{\"doc\":{},\"outcome\":\"{}\",\"reason\":{}}}\n", json_string(shown(place)),
                            failed ? "failed" : "skipped", json_string(problem.reason)));
  errors_.flush();
}

void Report::say_missing(const std::vector<std::string>& fields) {
  for (const std::string& field : fields)
    if (read_ > 0 && !fields_.contains(field)) say(tr("no text has the field \"{}\"", field));
}

void Report::warn(const std::string& file, const std::string& place, const std::string& warning) {
  ++warnings_;
  if (const std::string now = file + "\n" + warning; now != warned_) warned_ = now;
  else return;
  say(fmt::format("{}: {}", shown(place), warning));
}

void Report::id(const std::string& place, const std::string& json) {
  if (json.empty() || ids_.insert(hash(json)).second) return;
  ++warnings_;
  say(tr("{}: the id {} is that of a text before, too", shown(place), json.size() <= 80 ? json : json.substr(0, 77) + "…"));
}

void Report::say(const std::string& message) {
  clear_line();
  complain(message);
}

void Report::progress(std::size_t files, std::uintmax_t bytes) {
  const auto now = std::chrono::steady_clock::now();
  if (!progress_ || now - shown_ < std::chrono::milliseconds(200)) return;
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  const double megabytes = static_cast<double>(bytes) / 1e6;
  std::string line = tr("{} of {} files, {:.1f} MB, {:.1f} MB/s", files, totals_.files, megabytes, megabytes / seconds);
  if (bytes > 0 && totals_.bytes > bytes)
    line += tr(", {} left", duration(seconds * static_cast<double>(totals_.bytes - bytes) / static_cast<double>(bytes)));
  if (warnings_ > 0) line += tr(", {} warnings", warnings_);
  if (skipped_ + failed_ > 0) line += tr(", {} not read", skipped_ + failed_);
  fmt::print(stderr, "\r\x1b[K{}", line);
  line_ = true;
}

void Report::summary() {
  if (read_ + skipped_ + failed_ <= 1) return;   // all was said of one text
  say(tr("{} read ({} converted), {} skipped, {} failed", read_, converted_, skipped_, failed_));
}

void Report::clear_line() {
  if (std::exchange(line_, false)) fmt::print(stderr, "\r\x1b[K");
}

}   // namespace propos::cli
