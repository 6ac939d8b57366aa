// SPDX-License-Identifier: Apache-2.0
// Sentences of *.txt in this folder with the quotes that a reader finds in them. See README.md.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "propos/propos.h"

namespace fs = std::filesystem;

namespace propos {
namespace {

struct Reading {
  std::string section, text;
  std::vector<std::string> quotes;   // type | content | cue | source
  bool known_failure = false;
  int line = 0;
};

bool skip(std::string& line, std::string_view start) {
  if (!line.starts_with(start)) return false;
  line.erase(0, start.size());
  return true;
}

std::vector<Reading> read(const fs::path& path) {
  std::vector<Reading> out;
  std::ifstream in(path);
  std::string line, section;
  Reading reading;
  const auto end = [&] {
    if (!reading.text.empty()) out.push_back(std::move(reading));
    reading = {};
  };
  for (int number = 1; std::getline(in, line); ++number) {
    if (skip(line, "# ")) continue;
    if (skip(line, "## ")) {
      end();
      section = line;
    } else if (line.empty()) {
      end();
    } else if (skip(line, "    ")) {
      if (line == "not yet") reading.known_failure = true;
      else if (line != "nothing") reading.quotes.push_back(line);
    } else {
      if (!reading.quotes.empty() || reading.known_failure)
        ADD_FAILURE() << path << ":" << number << ": expected a blank line before the text";
      if (reading.text.empty()) reading.line = number;
      else reading.text += "\n";
      reading.text += line == "¶" ? "" : line;
      reading.section = section;
    }
  }
  end();
  return out;
}

// Any blanks are one.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    const std::size_t blank = rest.starts_with("\u00a0")          ? 2
                              : rest.starts_with("\u202f")        ? 3
                              : rest[0] == ' ' || rest[0] == '\n' ? 1
                                                                  : 0;
    if (blank == 0) {
      out += rest[0];
      ++i;
      continue;
    }
    i += blank;
    if (!out.ends_with(' ')) out += ' ';
  }
  return out;
}

// As the files write them; the last field only where `with_source`.
std::vector<std::string> quotes_of(const std::string& text) {
  static const Analyzer analyzer;
  const Document document = analyzer.analyze(text);
  std::vector<std::string> out;
  for (const Quote& quote : document.quotes) {
    std::string content;
    for (const Span span : quote.spans) content += (content.empty() ? "" : " + ") + plain(span.of(text));
    out.push_back(fmt::format("{} | {} | {} | {}", name_of(quote.type), content,
                              quote.has_cue ? plain(quote.cue.span.of(text)) : "-",
                              quote.has_speaker ? plain(quote.speaker.name) : "-"));
  }
  return out;
}

// `expected` may leave out the source, `found` never does. « Le maire » is « le maire ».
bool same(std::string expected, std::string found) {
  if (std::count(expected.begin(), expected.end(), '|') < 3) return found.starts_with(expected + " | ");
  for (std::string* line : {&expected, &found}) {
    char& first = (*line)[line->rfind("| ") + 2];
    if (first >= 'A' && first <= 'Z') first = static_cast<char>(first | 0x20);
  }
  return expected == found;
}

TEST(Readings, AsWritten) {
  int good = 0, known = 0;
  std::vector<fs::path> files;
  for (const auto& file : fs::directory_iterator(PROPOS_SOURCE_DIR "/tests/quotes"))
    if (file.path().extension() == ".txt") files.push_back(file.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    int here = 0, known_here = 0;
    for (const Reading& reading : read(file)) {
      const std::vector<std::string> found = quotes_of(reading.text);
      const bool right = std::equal(reading.quotes.begin(), reading.quotes.end(), found.begin(), found.end(), same);
      ++(reading.known_failure ? known_here : here);
      if (right != reading.known_failure) continue;
      std::string report = fmt::format("{}:{}: {}\n{}\n", file.filename().string(), reading.line, reading.section, reading.text);
      if (right) {
        report += "passes now: take away «not yet»\n";
      } else {
        const auto in = [](const std::vector<std::string>& lines, const auto& test) {
          return std::any_of(lines.begin(), lines.end(), test);
        };
        for (const std::string& line : reading.quotes)
          report += (in(found, [&](const std::string& f) { return same(line, f); }) ? "    " : "  - ") + line + "\n";
        for (const std::string& line : found)
          if (!in(reading.quotes, [&](const std::string& e) { return same(e, line); })) report += "  + " + line + "\n";
      }
      ADD_FAILURE() << report;
    }
    fmt::print("{}: {} as written, {} not yet\n", file.filename().string(), here, known_here);
    good += here;
    known += known_here;
  }
  fmt::print("{} as written, {} not yet\n", good, known);
  EXPECT_GT(good, 100);
}

}   // namespace
}   // namespace propos
