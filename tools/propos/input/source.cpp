// SPDX-License-Identifier: Apache-2.0
#include "input/source.h"

#include <sys/stat.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "input/containers.h"
#include "input/decoded.h"
#include "input/json.h"
#include "input/kinds.h"
#include "input/table.h"
#include "input/warc.h"
#include "messages.h"
#include "propos/error.h"

namespace propos::cli {
namespace {

constexpr int most_containers = 6;   // one in the other

/// A stream that is one text.
class SingleReader : public Reader {
 public:
  SingleReader(std::unique_ptr<Stream> stream, const Origin& origin, Format format)
      : stream_(std::move(stream)), origin_(origin), format_(format) {}

  bool next(RawText& out) override {
    if (!stream_) return false;
    out = origin_.text(format_);
    // A file is read where it is analysed, by many at once; a member of an archive here, before the next.
    if (origin_.depth == 0) out.rest = std::move(stream_);
    else std::exchange(stream_, nullptr)->read_all(out.bytes, longest_text(format_));
    return true;
  }

 private:
  std::unique_ptr<Stream> stream_;
  Origin origin_;
  Format format_;
};

RawText problem_at(const Origin& origin, Problem problem) {
  RawText out = origin.text(Format::text);
  out.problem = std::move(problem);
  return out;
}

}   // namespace

RawText Origin::text(Format format) const {
  RawText out;
  out.file = file;
  out.place = place;
  out.decoded = decoded;
  out.format = format;
  return out;
}

Origin Origin::inside(const std::string& part) const {
  Origin out = *this;
  out.place = place + "!" + part;
  ++out.depth;
  return out;
}

std::unique_ptr<Reader> make_reader(std::unique_ptr<Stream> stream, const Origin& whole) {
  Origin origin = whole;
  if (const Container container = container_of(*stream); container != Container::none) {
    if (origin.depth >= most_containers) throw Error(tr("too many archives one in the other"));
    return open_container(container, std::move(stream), origin);
  }
  switch (kind_of(*stream, origin)) {
    case Kind::by_name:
    case Kind::text: return std::make_unique<SingleReader>(std::move(stream), origin, Format::text);
    case Kind::html: return std::make_unique<SingleReader>(std::move(stream), origin, Format::html);
    case Kind::json: decode(stream, origin); return read_json_values(std::move(stream), origin);
    case Kind::lines: decode(stream, origin); return read_json_lines(std::move(stream), origin);
    case Kind::csv: decode(stream, origin); return read_table(std::move(stream), origin, '\0');
    case Kind::tsv: decode(stream, origin); return read_table(std::move(stream), origin, '\t');
    case Kind::warc: return read_warc(std::move(stream), origin);
  }
  return nullptr;
}

bool next_or_problem(std::unique_ptr<Reader>& reader, const Origin& origin, RawText& out) {
  Problem problem;
  try {
    if (reader->next(out)) return true;
    reader.reset();
    return false;
  } catch (const Skip& skip) {
    problem = {Problem::skipped, skip.reason};
  } catch (const std::exception& error) {
    problem = {Problem::failed, error.what()};
  }
  reader.reset();
  out = problem_at(origin, std::move(problem));
  return true;
}

std::optional<RawText> open_or_problem(std::unique_ptr<Reader>& reader, std::unique_ptr<Stream> stream, const Origin& origin) {
  try {
    reader = make_reader(std::move(stream), origin);
    return std::nullopt;
  } catch (const Skip& skip) {
    return problem_at(origin, {Problem::skipped, skip.reason});
  } catch (const std::exception& error) {
    return problem_at(origin, {Problem::failed, error.what()});
  }
}

Source::Source(std::vector<InputFile> files, const SourceOptions& options) : files_(std::move(files)), options_(options) {}

std::optional<RawText> Source::next() {
  while (true) {
    RawText out;
    if (reader_ && next_or_problem(reader_, origin_, out)) return out;
    if (at_ == files_.size()) return std::nullopt;
    if (at_ > 0) behind_ += files_[at_ - 1].size;
    const InputFile& file = files_[at_++];
    origin_ = {file.path, file.path, &options_, std::make_shared<Budget>(), 0, ""};
    if (!file.failure.empty()) return problem_at(origin_, {Problem::failed, file.failure});
    if (!file.skip.empty()) return problem_at(origin_, {Problem::skipped, file.skip});
    try {
      auto stream = std::make_unique<Stream>(open_file(file.path, origin_.budget), file.size);
      if (auto problem = open_or_problem(reader_, std::move(stream), origin_)) return problem;
    } catch (const std::exception& error) {
      return problem_at(origin_, {Problem::failed, error.what()});
    }
  }
}

bool Source::is_at_hand() const {
  return std::all_of(files_.begin(), files_.end(),
                     [](const InputFile& file) { return S_ISREG(file.mode) || !file.failure.empty() || !file.skip.empty(); });
}

Source::Position Source::position() const {
  if (at_ == 0) return {};
  return {at_, behind_ + std::min<std::uintmax_t>(origin_.budget->read.load(), files_[at_ - 1].size)};
}

}   // namespace propos::cli
