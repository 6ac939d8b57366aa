// SPDX-License-Identifier: Apache-2.0
#include "input/kinds.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "messages.h"
#include "propos/analyzer.h"
#include "propos/html.h"
#include "propos/output.h"

namespace propos::cli {
namespace {

constexpr std::size_t head_size = 4096;
constexpr std::size_t own_size = 64;   // bytes that tell an own table

struct Magic {
  std::string_view bytes, what;
};
// What is met in folders and is no text, as messages name it.
constexpr std::array<Magic, 22> no_texts = {{{"%PDF", "a PDF"},
                                             {"%!PS", "PostScript"},
                                             {"{\\rtf", "an RTF document"},
                                             {"\xD0\xCF\x11\xE0", "an old Office document"},
                                             {"Rar!", "a RAR archive"},
                                             {"7z\xBC\xAF", "a 7z archive"},
                                             {"\x04\x22\x4D\x18", "lz4"},
                                             {"\x1F\x9D", "a file of compress"},
                                             {"\x89PNG", "a picture"},
                                             {"\xFF\xD8\xFF", "a picture"},
                                             {"GIF8", "a picture"},
                                             {"RIFF", "a picture or sound"},
                                             {"ID3", "sound"},
                                             {"OggS", "sound"},
                                             {"\x7F"
                                              "ELF",
                                              "a program"},
                                             {"SQLite format 3", "a database"},
                                             {"<?xml", "XML"},
                                             {"<svg", "a picture"},
                                             {"<rss", "XML"},
                                             {"<feed", "XML"},
                                             {"<TEI", "XML"},
                                             {"<!DOCTYPE svg", "a picture"}}};

struct Ending {
  std::string_view ending;
  Kind kind;
};
constexpr std::array<Ending, 21> endings = {{{".txt", Kind::text},      {".text", Kind::text},    {".md", Kind::text},
                                             {".markdown", Kind::text}, {".srt", Kind::text},     {".vtt", Kind::text},
                                             {".eml", Kind::text},      {".html", Kind::html},    {".htm", Kind::html},
                                             {".xhtml", Kind::html},    {".shtml", Kind::html},   {".jsonl", Kind::lines},
                                             {".ndjson", Kind::lines},  {".json", Kind::json},    {".csv", Kind::csv},
                                             {".tsv", Kind::tsv},       {".tab", Kind::tsv},      {".warc", Kind::warc},
                                             {".wet", Kind::warc},      {".ldjson", Kind::lines}, {".php", Kind::html}}};
constexpr std::array<Magic, 9> no_text_endings = {{{".css", "a style sheet"},
                                                   {".js", "a script"},
                                                   {".mjs", "a script"},
                                                   {".py", "a script"},
                                                   {".sh", "a script"},
                                                   {".map", "data of a script"},
                                                   {".svg", "a picture"},
                                                   {".ncx", "XML"},
                                                   {".opf", "XML"}}};

bool is_tar(std::string_view head) {
  if (head.size() < 512) return false;
  unsigned long sum = 0;
  for (std::size_t i = 0; i < 512; ++i) sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(head[i]);
  const std::string field(head.substr(148, 8));
  return head[0] != '\0' && std::strtoul(field.c_str(), nullptr, 8) == sum;
}

// The head without marks and blanks before it, and of UTF-16 the bytes that say something: enough to tell what it is.
std::string plain_head(std::string_view head) {
  std::string out(head);
  if (head.starts_with("\xEF\xBB\xBF")) out.erase(0, 3);
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
    out.erase(0, 2);
    std::erase(out, '\0');
  }
  out.erase(0, out.find_first_not_of(" \t\r\n"));
  return out;
}

bool starts_with(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(),
                                                   [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b | 0x20 : b); });
}

bool holds_html(const std::string& head) {
  for (std::size_t at = head.find('<'); at != head.npos; at = head.find('<', at + 1))
    if (starts_with(std::string_view(head).substr(at), "<html")) return true;
  return false;
}

bool is_html(const std::string& head) {
  for (const std::string_view start : {"<!doctype html", "<html", "<head", "<body"})
    if (starts_with(head, start)) return true;
  return (starts_with(head, "<?xml") || starts_with(head, "<!--")) && holds_html(head);
}

bool is_json(const std::string& head) {
  if (head.empty() || (head[0] != '{' && head[0] != '[')) return false;
  const std::size_t second = head.find_first_not_of(" \t\r\n", 1);
  return second != head.npos && head[second] == (head[0] == '{' ? '"' : '{');
}

}   // namespace

Container container_of(Stream& stream) {
  const std::string_view head = stream.peek(512);
  if (head.starts_with("\x1F\x8B\x08")) return Container::gzip;
  if (head.starts_with("BZh") && head.size() > 9 &&
      (head.substr(4, 6) == "1AY&SY" || head.substr(4, 6) == "\x17\x72\x45\x38\x50\x90"))
    return Container::bzip2;
  if (head.starts_with(std::string_view("\xFD"
                                        "7zXZ\0",
                                        6)))
    return Container::xz;
  if (head.starts_with("\x28\xB5\x2F\xFD")) return Container::zstd;
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return Container::zip;
  return is_tar(head) ? Container::tar : Container::none;
}

Kind kind_of(Stream& stream, const Origin& origin) {
  if (origin.options->kind != Kind::by_name) return origin.options->kind;
  const std::string head = plain_head(stream.peek(head_size));
  if (head.starts_with("WARC/")) return Kind::warc;
  if (is_own(head)) throw Skip{tr("a result of propos")};
  const std::string ending = ending_of(origin.place);
  const auto known = std::find_if(endings.begin(), endings.end(), [&](const Ending& e) { return e.ending == ending; });
  if (known != endings.end() && known->kind == Kind::html) return Kind::html;
  if (is_html(head)) return Kind::html;
  for (const Magic& magic : no_texts)
    if (head.starts_with(magic.bytes)) throw Skip{tr("{}, which is not read", translated(std::string(magic.what)))};
  if (known != endings.end()) return known->kind;
  for (const Magic& magic : no_text_endings)
    if (ending == magic.bytes) throw Skip{tr("{}, which is not read", translated(std::string(magic.what)))};
  return is_json(head) ? Kind::json : Kind::text;
}

namespace {

// The columns with which own tables begin.
std::vector<std::string> own_tables() {
  std::vector<std::string> out;
  for (const Table table : {Table::quotes, Table::mentions, Table::entities}) {
    for (const bool tabs : {false, true}) {
      write_table_head({.table = table, .tabs = tabs}, out.emplace_back());
      out.back().resize(own_size);
    }
  }
  return out;
}

bool begins_table(std::string_view head) {
  static const std::vector<std::string> own = own_tables();
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  return std::any_of(own.begin(), own.end(), [&](const std::string& columns) { return head.starts_with(columns); });
}

}   // namespace

bool is_own(std::string_view head) {
  return head.starts_with("propos log 1 ") || begins_table(head) ||
         (head.starts_with("{\"schema\":") && head.find("\"doc\":") != head.npos) ||
         (head.starts_with("<!DOCTYPE html>") && head.find("<meta name=\"generator\" content=\"Propos ") != head.npos) ||
         (head.starts_with("{\"doc\":") && head.find("\"outcome\":\"") != head.npos);
}

std::vector<std::string> endings_of(Kind kind) {
  std::vector<std::string> out;
  for (const Ending& ending : endings)
    if (ending.kind == kind) out.emplace_back(ending.ending);
  return out;
}

std::size_t longest_text(Format format) {
  // JSON may take two bytes for one of a text.
  return format == Format::html ? max_html : format == Format::text ? Analyzer::max_text : 2 * Analyzer::max_text;
}

std::string shown(const std::string& place) {
  const bool input = place == "-" || place.starts_with("-:") || place.starts_with("-!") || place.starts_with("-[");
  return input ? "standard input" + place.substr(1) : place;
}

}   // namespace propos::cli
