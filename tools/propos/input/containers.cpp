// SPDX-License-Identifier: Apache-2.0
#include "input/containers.h"

#include <zlib.h>

#include <array>
#include <cerrno>
#include <clocale>
#include <exception>
#include <optional>

#include "input/libarchive.h"
#include "messages.h"
#include "propos/error.h"

namespace propos::cli {
namespace {

constexpr std::size_t piece = std::size_t{1} << 16;
constexpr std::size_t most_in_memory = std::size_t{1} << 28;   // of a zip inside something else

// --- gzip

class GzipBytes : public Bytes {
 public:
  GzipBytes(std::unique_ptr<Stream> stream, std::shared_ptr<Budget> budget)
      : stream_(std::move(stream)), budget_(std::move(budget)) {
    if (inflateInit2(&zlib_, 16 + MAX_WBITS) != Z_OK) throw std::bad_alloc();   // 16: gzip with its sums
  }
  ~GzipBytes() override { inflateEnd(&zlib_); }

  std::size_t read(char* out, std::size_t room) override {
    zlib_.next_out = reinterpret_cast<Bytef*>(out);
    zlib_.avail_out = static_cast<uInt>(std::min<std::size_t>(room, 1u << 30));
    const uInt wanted = zlib_.avail_out;
    while (!ended_ && zlib_.avail_out == wanted) step();
    const std::size_t got = wanted - zlib_.avail_out;
    budget_->unpack(got);
    return got;
  }

 private:
  void step() {
    if (zlib_.avail_in == 0) {
      const std::size_t got = stream_->read(input_.data(), input_.size());
      if (got == 0) {
        if (!between_) throw Error(tr("gzip: ends too early"));
        ended_ = true;
        return;
      }
      zlib_.next_in = reinterpret_cast<Bytef*>(input_.data());
      zlib_.avail_in = static_cast<uInt>(got);
    }
    if (between_ && !begin_member()) return;
    const int result = inflate(&zlib_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) between_ = true;
    else if (result != Z_OK && result != Z_BUF_ERROR)
      throw Error(tr("gzip: damaged: {}", zlib_.msg == nullptr ? tr("not valid") : zlib_.msg));
  }

  // Behind a member there is another, or zeros (of a tape), or nothing.
  bool begin_member() {
    while (zlib_.avail_in > 0 && *zlib_.next_in == 0) {
      ++zlib_.next_in;
      --zlib_.avail_in;
    }
    if (zlib_.avail_in == 0) return false;
    between_ = false;
    inflateReset2(&zlib_, 16 + MAX_WBITS);
    return true;
  }

  std::unique_ptr<Stream> stream_;
  std::shared_ptr<Budget> budget_;
  z_stream zlib_ = {};
  std::array<char, piece> input_;
  bool between_ = false, ended_ = false;
};

// --- libarchive

/// libarchive gives names in the encoding of the thread's locale; its table is read where an archive is.
class NamesInUtf8 {
 public:
  NamesInUtf8() = default;
  NamesInUtf8(const NamesInUtf8&) = delete;
  NamesInUtf8& operator=(const NamesInUtf8&) = delete;
  ~NamesInUtf8() { uselocale(before_); }

 private:
  static locale_t utf8() {
    static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
  }
  const locale_t before_ = uselocale(utf8());   // where there is none, nothing changes
};

struct Member {
  std::string name;
  bool is_file = false;
};

/// An archive, or a compressed file, that libarchive reads from a stream.
class Opened {
 public:
  Opened(Container container, std::unique_ptr<Stream> stream) {
    const bool zip = container == Container::zip;
    // A zip is read from its end; what is in it is told there.
    if (zip) bytes_ = stream->rewound(most_in_memory);
    else stream_ = std::move(stream);
    if (container == Container::bzip2) lib_.archive_read_support_filter_bzip2(archive_);
    if (container == Container::xz) lib_.archive_read_support_filter_xz(archive_);
    if (container == Container::zstd) lib_.archive_read_support_filter_zstd(archive_);
    if (zip) lib_.archive_read_support_format_zip(archive_);
    else if (container == Container::tar) lib_.archive_read_support_format_tar(archive_);
    else lib_.archive_read_support_format_raw(archive_);
    if (!zip) lib_.archive_read_support_format_empty(archive_);
    lib_.archive_read_set_callback_data(archive_, this);
    lib_.archive_read_set_read_callback(archive_, &Opened::read_callback);
    if (zip) lib_.archive_read_set_seek_callback(archive_, &Opened::seek_callback);
    check(lib_.archive_read_open1(archive_));
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;

  /// None at the end.
  std::optional<Member> next() {
    const NamesInUtf8 names;
    archive_entry* entry = nullptr;
    const int result = lib_.archive_read_next_header(archive_, &entry);
    if (result == ARCHIVE_EOF) return std::nullopt;
    check(result);
    return Member{name_of(entry),
                  lib_.archive_entry_filetype(entry) == AE_IFREG && lib_.archive_entry_hardlink(entry) == nullptr};
  }

  std::size_t read(char* out, std::size_t room) {
    const la_ssize_t got = lib_.archive_read_data(archive_, out, room);
    if (got < 0) fail(static_cast<int>(got));   // a wrong sum is but a warning to libarchive
    return static_cast<std::size_t>(got);
  }

  bool broken() const { return broken_; }   ///< nothing behind can be read

 private:
  std::string name_of(archive_entry* entry) const {
    const char* name = lib_.archive_entry_pathname_utf8(entry);
    if (name == nullptr) name = lib_.archive_entry_pathname(entry);   // bytes of an encoding that is not known
    return name == nullptr ? "?" : name;
  }
  void check(int result) {
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
    if (result < ARCHIVE_WARN) fail(result);
  }
  [[noreturn]] void fail(int result) {
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
    broken_ = broken_ || result == ARCHIVE_FATAL;
    const char* const reason = lib_.archive_error_string(archive_);
    throw Error(tr("damaged: {}", reason == nullptr ? tr("not valid") : reason));
  }

  // Nothing may be thrown through libarchive.
  template <class Action>
  la_int64_t kept(Action action) {
    try {
      return action();
    } catch (...) {
      thrown_ = std::current_exception();
      broken_ = true;
      lib_.archive_set_error(archive_, EIO, "not read");
      return ARCHIVE_FATAL;
    }
  }
  static la_ssize_t read_callback(archive*, void* self, const void** out) {
    auto& me = *static_cast<Opened*>(self);
    *out = me.buffer_.data();
    return me.kept([&] {
      return static_cast<la_int64_t>(me.bytes_ ? me.bytes_->read(me.buffer_.data(), piece)
                                               : me.stream_->read(me.buffer_.data(), piece));
    });
  }
  static la_int64_t seek_callback(archive*, void* self, la_int64_t offset, int whence) {
    auto& me = *static_cast<Opened*>(self);
    return me.kept([&] { return static_cast<la_int64_t>(me.bytes_->seek(offset, whence)); });
  }

  const LibArchive& lib_ = LibArchive::get();
  const std::unique_ptr<archive, decltype(&::archive_read_free)> owner_{lib_.archive_read_new(), lib_.archive_read_free};
  archive* const archive_ = owner_.get();
  std::unique_ptr<Stream> stream_;
  std::unique_ptr<Bytes> bytes_;
  std::array<char, piece> buffer_;
  std::exception_ptr thrown_;
  bool broken_ = false;
};

/// The bytes of the member at hand.
class MemberBytes : public Bytes {
 public:
  MemberBytes(std::shared_ptr<Opened> archive, std::shared_ptr<Budget> budget)
      : archive_(std::move(archive)), budget_(std::move(budget)) {}

  std::size_t read(char* out, std::size_t room) override {
    const std::size_t got = archive_->read(out, room);
    budget_->unpack(got);
    return got;
  }

 private:
  std::shared_ptr<Opened> archive_;
  std::shared_ptr<Budget> budget_;
};

std::unique_ptr<Bytes> unpacked(Container container, std::unique_ptr<Stream> stream, const std::shared_ptr<Budget>& budget) {
  auto archive = std::make_shared<Opened>(container, std::move(stream));
  if (!archive->next()) return make_bytes("");
  return std::make_unique<MemberBytes>(std::move(archive), budget);
}

// Of a zip that is really a document.
void refuse_office(const std::string& name, Stream& member) {
  if (name == "[Content_Types].xml") throw Skip{tr("an Office document, which is not read")};
  if (name == "mimetype" && member.peek(64).starts_with("application/vnd.oasis"))
    throw Skip{tr("an OpenDocument file, which is not read")};
}

class ArchiveReader : public Reader {
 public:
  ArchiveReader(Container container, std::unique_ptr<Stream> stream, const Origin& origin)
      : archive_(std::make_shared<Opened>(container, std::move(stream))), origin_(origin) {}

  bool next(RawText& out) override {
    while (true) {
      if (inner_ && next_or_problem(inner_, member_, out)) return true;
      if (archive_->broken()) return false;   // it was said of the member
      const std::optional<Member> member = archive_->next();
      if (!member && first_) throw Error(tr("no member in it: empty, or damaged"));
      if (!member) return false;
      const bool first = std::exchange(first_, false);
      if (!member->is_file) continue;
      auto stream = std::make_unique<Stream>(std::make_unique<MemberBytes>(archive_, origin_.budget));
      if (first) refuse_office(member->name, *stream);
      if (member->name == "mimetype" || !origin_.options->choice.takes(member->name)) continue;
      member_ = origin_.inside(member->name);
      if (auto problem = open_or_problem(inner_, std::move(stream), member_)) {
        out = std::move(*problem);
        return true;
      }
    }
  }

 private:
  std::shared_ptr<Opened> archive_;
  Origin origin_, member_;
  std::unique_ptr<Reader> inner_;
  bool first_ = true;
};

// « a.txt.gz » holds « a.txt »: the kind is that of the name without the ending, the place stays.
std::string without_ending(const std::string& place) {
  const std::string ending = ending_of(place);
  if (ending == ".tgz" || ending == ".tbz" || ending == ".txz") return place.substr(0, place.size() - ending.size()) + ".tar";
  for (const char* packed : {".gz", ".bz2", ".xz", ".zst", ".zstd"})
    if (ending == packed) return place.substr(0, place.size() - ending.size());
  return place;
}

/// What a compressed file holds, under the name of that file.
class PackedReader : public Reader {
 public:
  PackedReader(std::unique_ptr<Bytes> bytes, const Origin& origin) : place_(origin.place), inside_(origin) {
    ++inside_.depth;
    inside_.place = without_ending(origin.place);
    size_ = inside_.place.size();
    reader_ = make_reader(std::make_unique<Stream>(std::move(bytes)), inside_);
  }
  bool next(RawText& out) override {
    if (!reader_->next(out)) return false;
    out.place.replace(0, size_, place_);
    return true;
  }

 private:
  std::string place_;
  Origin inside_;
  std::size_t size_ = 0;   // of the place in what the reader gives
  std::unique_ptr<Reader> reader_;
};

}   // namespace

std::unique_ptr<Bytes> unzipped(std::unique_ptr<Stream> stream, std::shared_ptr<Budget> budget) {
  return std::make_unique<GzipBytes>(std::move(stream), std::move(budget));
}

std::unique_ptr<Reader> open_container(Container container, std::unique_ptr<Stream> stream, const Origin& origin) {
  if (container == Container::zip || container == Container::tar)
    return std::make_unique<ArchiveReader>(container, std::move(stream), origin);
  std::unique_ptr<Bytes> bytes = container == Container::gzip ? unzipped(std::move(stream), origin.budget)
                                                              : unpacked(container, std::move(stream), origin.budget);
  return std::make_unique<PackedReader>(std::move(bytes), origin);
}

}   // namespace propos::cli
