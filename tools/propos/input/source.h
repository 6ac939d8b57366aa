// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "input/files.h"
#include "input/stream.h"

/// Where texts come from: files, what they hold, and what that holds, down to one text each.
namespace propos::cli {

/// What bytes are, once they are out of their container.
enum class Format { text, html, json, row };

/// What stands in place of a text that is not read.
struct Problem {
  enum Kind { failed, skipped } kind = failed;
  std::string reason;
};

/// Of a table: what its rows have in common.
struct Columns {
  char separator = ',';
  std::vector<std::string> names;
  bool has(const std::string& name) const { return std::find(names.begin(), names.end(), name) != names.end(); }

  std::string encoding;   ///< of rows that are not UTF-8, as the head of the table has it; empty where that is
};

/// One text on its way in, as its bytes are, or the problem in its place.
struct RawText {
  std::string file;    ///< the file it comes from, as it was named
  std::string place;   ///< that file and where in it: "a.zip!b.jsonl:12"
  Format format = Format::text;
  std::string bytes;
  std::unique_ptr<Stream> rest;   ///< where not null: the bytes are in there
  std::string charset;            ///< that its container says
  std::string decoded;            ///< the encoding that the bytes had before they became UTF-8, where they did
  std::string id;                 ///< JSON; that its container knows
  std::vector<std::pair<std::string, std::string>> fields;   ///< name and JSON value, that its container knows
  std::shared_ptr<const Columns> columns;                    ///< of a row
  std::optional<Problem> problem;
};

/// What a file is taken for: by its name and its bytes, or what the user says.
enum class Kind { by_name, text, html, json, lines, csv, tsv, warc };

struct SourceOptions {
  Kind kind = Kind::by_name;
  std::string encoding;                    ///< of all texts; empty: found out
  Choice choice;                           ///< of the files of folders and archives
  std::vector<std::string> text_columns;   ///< of tables; empty where the user did not say: then "text"
};

/// A source of texts. `next` gives them one after the other, and problems in the place of those that cannot be read.
class Reader {
 public:
  Reader() = default;
  virtual ~Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// False at the end. Throws Error where nothing more can be read (the reason alone); Interrupted.
  virtual bool next(RawText& out) = 0;
};

/// What all readers below a file know of it.
struct Origin {
  std::string file, place;
  const SourceOptions* options = nullptr;
  std::shared_ptr<Budget> budget;
  int depth = 0;         ///< of containers
  std::string decoded;   ///< the encoding that its bytes had before they became UTF-8, where they did

  RawText text(Format format) const;
  /// Of a part of it.
  Origin inside(const std::string& part) const;
};

/// The reader for what a stream holds. Throws Error for what is not read, Skip for what is no text.
std::unique_ptr<Reader> make_reader(std::unique_ptr<Stream> stream, const Origin& origin);

/// Thrown for what is no text, with what it is.
struct Skip {
  std::string reason;
};

/// Reads on in `reader`; what it throws stands as a problem in the place of a text, and `reader` is given up.
bool next_or_problem(std::unique_ptr<Reader>& reader, const Origin& origin, RawText& out);
/// Makes a reader for a stream, in the same way.
std::optional<RawText> open_or_problem(std::unique_ptr<Reader>& reader, std::unique_ptr<Stream> stream, const Origin& origin);

/// All texts of all files, in order.
class Source {
 public:
  /// `options` must live as long.
  Source(std::vector<InputFile> files, const SourceOptions& options);
  /// No value at the end. Throws Interrupted.
  std::optional<RawText> next();

  /// How far it is: files begun, and bytes of them read.
  struct Position {
    std::size_t files = 0;
    std::uintmax_t bytes = 0;
  };
  Position position() const;
  /// All texts are in ordinary files, so that none is waited for.
  bool is_at_hand() const;
  /// Bytes of the file at hand, as it stood when it was found.
  std::uintmax_t size_of_file() const { return at_ == 0 ? 0 : files_[at_ - 1].size; }

 private:
  std::vector<InputFile> files_;
  const SourceOptions& options_;
  std::size_t at_ = 0;
  std::uintmax_t behind_ = 0;   // bytes of the files before the one at hand
  Origin origin_;
  std::unique_ptr<Reader> reader_;
};

}   // namespace propos::cli
