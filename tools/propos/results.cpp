// SPDX-License-Identifier: Apache-2.0
#include "results.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <utility>

#include "input/files.h"
#include "messages.h"
#include "propos/error.h"

namespace fs = std::filesystem;

namespace propos::cli {

Results::Results(const ResultsOptions& options) : options_(options) {
  if (!options_.folder.empty()) {
    std::error_code error;
    fs::create_directories(options_.folder, error);
    if (error) throw Error(fmt::format("{}: {}", options_.folder, error.message()));
    journal_ = std::make_unique<Journal>(options_.folder + "/.propos.log", options_.key, options_.resume);
  } else {
    output_ = std::make_unique<OutputFile>(options_.output, true);
    if (output_->is_part()) {
      journal_ = std::make_unique<Journal>(output_->part() + ".log", options_.key, options_.resume);
      std::error_code error;
      const std::uintmax_t there = fs::file_size(output_->part(), error);
      journal_->cut(error || there < options_.head.size() ? 0 : there - options_.head.size());
    }
  }
  if (options_.resume && !journal_) throw Error(tr("--resume needs a file or folder to write to (-o, --output-dir)"));
  same_ = journal_ && journal_->size() > 0;
  if (journal_ && !same_) journal_->restart(0);
  if (output_ && output_->is_part() && !same_) output_->write("");   // what cannot be written is told before any work
}

bool Results::keep(std::size_t index, std::uint64_t text, const std::string& file) {
  if (!same_) return false;
  if (!journal_->knows(index, text)) {
    same_ = false;
    journal_->restart(index);
    return false;
  }
  if (journal_->bytes(index) > 0) {
    turn_to(file);
    if (!std::exchange(begun_, true)) output_->keep(options_.head.size());
    output_->keep(journal_->bytes(index));
  }
  ++done_;
  return true;
}

void Results::write(std::size_t index, std::uint64_t text, const std::string& file, const Result& result) {
  if (same_) keep(index, text, file);   // it is known that it does not; the run goes its own way now
  std::uint64_t size = 0;
  result([&](std::string_view piece) {
    if (piece.empty()) return;
    if (size == 0) {
      if (options_.one && written_) throw Error(tr("html is a page for each text: give a folder (--output-dir)"));
      written_ = true;
      turn_to(file);
      write_head();
    }
    output_->write(piece);
    size += piece.size();
  });
  ++done_;
  if (!journal_) return;
  journal_->add(text, size);
  // Not for each text, but often: what a power cut or a kill takes is a second of work.
  if (const auto now = std::chrono::steady_clock::now(); now - flushed_ > std::chrono::milliseconds(200)) {
    flush();
    flushed_ = now;
  }
}

void Results::turn_to(const std::string& file) {
  if (options_.folder.empty() || (output_ && file_ == file)) return;
  if (output_) {
    flush();
    output_->finish();
  }
  file_ = file;
  begun_ = false;
  const std::string path = options_.folder + "/" + path_below(file) + options_.ending;
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  output_ = std::make_unique<OutputFile>(path, true);
}

void Results::write_head() {
  if (!options_.head.empty() && !std::exchange(begun_, true)) output_->write(options_.head);
}

void Results::flush() {
  if (output_) output_->flush();
  if (journal_) journal_->flush();
}

std::string Results::finish(bool whole) {
  std::string beside;
  if (output_ && options_.folder.empty()) write_head();   // where there is no row
  if (output_) beside = output_->finish(whole || !options_.folder.empty());
  if (journal_) journal_->remove();
  return beside.empty() ? "" : tr("{}: left as it was; what was done is in {}", options_.output, beside);
}

std::string Results::leave() {
  try {
    flush();
  } catch (const Error&) {   // it is what ends the run, and was said
  }
  if (!journal_) return "";
  if (done_ == 0 || options_.one) {
    drop();
    return "";
  }
  if (output_) output_->leave();
  return tr("what is done is in {}; the same command with --resume goes on from there",
            options_.folder.empty() ? output_->part() : options_.folder);
}

void Results::drop() {
  if (journal_) journal_->remove();
  if (output_ && output_->is_part()) std::remove(output_->part().c_str());
}

}   // namespace propos::cli
