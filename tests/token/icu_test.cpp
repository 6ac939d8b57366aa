// SPDX-License-Identifier: Apache-2.0
// Where Propos cuts words otherwise than ICU's word BreakIterator for French. Each difference, in the texts of corpora/ and
// in the examples of icu-differences.tsv, must be of a kind that the table knows, and each kind of the table must occur.
#include <gtest/gtest.h>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "propos/propos.h"

namespace propos {
namespace {

using Spans = std::vector<Span>;

std::string file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream content;
  content << in.rdbuf();
  return content.str();
}

UChar32 character(std::string_view text, std::uint32_t at) {
  UChar32 c = 0;
  auto i = static_cast<std::int32_t>(at);
  U8_NEXT(text.data(), i, static_cast<std::int32_t>(text.size()), c);
  return c;
}
UChar32 character_before(std::string_view text, std::uint32_t at) {
  UChar32 c = 0;
  auto i = static_cast<std::int32_t>(at);
  U8_PREV(reinterpret_cast<const std::uint8_t*>(text.data()), 0, i, c);
  return c;
}
bool is_blank(UChar32 c) { return u_isUWhiteSpace(c) || c == 0x200B || c == 0xFEFF; }
bool is_apostrophe(UChar32 c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }
bool is_hyphen(UChar32 c) { return c == '-' || c == 0x2010 || c == 0x2011; }
/// Text that holds a character of which `is` is true.
template <class Is>
bool has(std::string_view text, Is is) {
  for (std::uint32_t i = 0; i < text.size(); ++i)
    if (!U8_IS_TRAIL(text[i]) && is(character(text, i))) return true;
  return false;
}

/// `word` without blanks and marks of direction at its ends.
Span trimmed(std::string_view text, Span word) {
  const auto is_nothing = [](UChar32 c) { return is_blank(c) || u_charType(c) == U_FORMAT_CHAR; };
  const auto size_of = [](UChar32 c) { return static_cast<std::uint32_t>(c < 0 ? 1 : U8_LENGTH(c)); };
  for (UChar32 c; !word.empty() && is_nothing(c = character(text, word.begin));) word.begin += size_of(c);
  for (UChar32 c; !word.empty() && is_nothing(c = character_before(text, word.end));) word.end -= size_of(c);
  return word;
}

/// ICU's words without those of blanks; it takes the narrow no-break space for a letter.
Spans icu_words(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance(icu::Locale::getFrench(), status));
  const std::unique_ptr<UText, UText* (*)(UText*)> utf8(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status), utext_close);
  words->setText(utf8.get(), status);
  EXPECT_TRUE(U_SUCCESS(status));
  Spans out;
  std::int32_t begin = words->first();
  for (std::int32_t end = words->next(); end != icu::BreakIterator::DONE; begin = end, end = words->next()) {
    const Span word = trimmed(text, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    if (!word.empty()) out.push_back(word);
  }
  return out;
}

/// The kind of a place inside `token` of Propos at which ICU cuts; empty where there is none.
std::string kind_of_join(std::string_view token) {
  const UChar32 first = character(token, 0);
  const UChar32 last = character_before(token, static_cast<std::uint32_t>(token.size()));
  if (token.find("://") != token.npos || token.starts_with("www.")) return "url";
  if (first == '@' || first == '#') return "handle";
  if (token.find('@') != token.npos) return "email";
  if (token == "<<" || token == ">>") return "typed-guillemets";
  if (!has(token, [](UChar32 c) { return u_strchr32(u".\u2026()[]", c) == nullptr; })) return "ellipsis";
  if (!has(token, [](UChar32 c) { return c >= 0x20 && c != 0x7F; })) return "controls";
  if (is_hyphen(first)) return "clitic";
  if (u_isdigit(first)) return has(token, is_blank) ? "number-groups" : "number-signs";
  if (is_apostrophe(last)) return "apostrophe-alone";
  if (last == '.') return std::count(token.begin(), token.end(), '.') > 1 ? "initials" : "abbreviation";
  if (has(token, is_hyphen)) return "hyphens";
  if (has(token, [](UChar32 c) {
        return u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) || u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
      }))
    return "no-blanks";
  return "";
}

/// The kind of a place at which Propos cuts, between `left` and `right`, inside a word of ICU; empty where there is none.
std::string kind_of_cut(std::string_view text, Span left, Span right) {
  const UChar32 last = character_before(text, left.end), next = character(text, right.begin);
  if (left.end < right.begin) return has(text.substr(left.end, right.begin - left.end), is_blank) ? "narrow-space" : "";
  if (is_apostrophe(last) && left.size() > 2 - (last == '\'')) return "elision";
  if (last == '.' || next == '.') return "point-inside";
  if (u_charType(last) == U_CONNECTOR_PUNCTUATION || u_charType(next) == U_CONNECTOR_PUNCTUATION) return "underscore";
  if (last == '@' || next == '@') return "at-sign";
  if (last == 0xB7 || next == 0xB7 || last == 0x2027 || next == 0x2027) return "middle-dot";
  return "";
}

/// A stretch of text between two places at which both cut, with nothing inside at which both do.
struct Difference {
  Spans propos, icu;
  std::vector<std::string> kinds;   // an empty one is not known
};

/// ICU's words without those of markup, which are no tokens: « **mot** », « [mots](https://…) », « mot[1] ».
Spans without_markup(const std::string& text, const Spans& ours, const Spans& theirs) {
  Spans out;
  std::size_t i = 0;
  for (const Span word : theirs) {
    while (i < ours.size() && ours[i].end <= word.begin) ++i;
    const bool token = i < ours.size() && ours[i].begin < word.end;
    const std::uint32_t gap = i == 0 ? 0 : ours[i - 1].end;
    const Span skipped = trimmed(text, {gap, word.end});
    if (token || u_strchr32(u"*_#>![]\u00B9\u00B2\u00B3", character(text, skipped.begin)) == nullptr) out.push_back(word);
  }
  return out;
}

std::vector<Difference> differences(const std::string& text) {
  static const Analyzer analyzer;
  Spans ours = analyzer.analyze(text).tokens;
  for (Span& span : ours) span = trimmed(text, span);
  const Spans theirs = without_markup(text, ours, icu_words(text));
  std::vector<Difference> out;
  for (std::size_t i = 0, j = 0; i < ours.size() && j < theirs.size();) {
    Difference d;
    d.propos.push_back(ours[i++]);
    d.icu.push_back(theirs[j++]);
    while (d.propos.back().end != d.icu.back().end) {
      const bool behind = d.propos.back().end < d.icu.back().end;
      if (behind ? i == ours.size() : j == theirs.size()) break;
      behind ? d.propos.push_back(ours[i++]) : d.icu.push_back(theirs[j++]);
    }
    if (d.propos == d.icu) continue;
    const auto inside = [](const Spans& spans, std::uint32_t at) {
      return std::find_if(spans.begin(), spans.end(), [at](Span s) { return s.begin < at && at < s.end; });
    };
    for (std::size_t k = 1; k < d.icu.size(); ++k) {
      const auto token = inside(d.propos, d.icu[k].begin);
      if (token != d.propos.end()) d.kinds.push_back(kind_of_join(token->of(text)));
    }
    for (std::size_t k = 1; k < d.propos.size(); ++k)
      if (inside(d.icu, d.propos[k].begin) != d.icu.end() || inside(d.icu, d.propos[k - 1].end) != d.icu.end())
        d.kinds.push_back(kind_of_cut(text, d.propos[k - 1], d.propos[k]));
    if (d.propos.front().begin != d.icu.front().begin || d.propos.back().end != d.icu.back().end || d.kinds.empty())
      d.kinds.emplace_back();
    std::sort(d.kinds.begin(), d.kinds.end());
    d.kinds.erase(std::unique(d.kinds.begin(), d.kinds.end()), d.kinds.end());
    out.push_back(std::move(d));
  }
  return out;
}

std::string written(const std::string& text, const Spans& spans) {
  std::string out;
  for (const Span span : spans) {
    if (!out.empty()) out += '|';
    out += span.of(text);
  }
  return out;
}
std::string message(const std::string& where, const std::string& text, const Difference& d) {
  std::size_t from = std::max(d.propos.front().begin, 40u) - 40;
  std::size_t to = std::min<std::size_t>(d.propos.back().end + 40, text.size());
  while (from > 0 && U8_IS_TRAIL(text[from])) --from;
  while (to < text.size() && U8_IS_TRAIL(text[to])) ++to;
  return where + ": Propos " + written(text, d.propos) + ", ICU " + written(text, d.icu) + ", in «" +
         text.substr(from, to - from) + "»";
}

struct Row {
  std::string kind, why, text, propos, icu;   // the last two with | between the words
};

std::vector<Row> table() {
  std::vector<Row> out;
  std::istringstream lines(file(PROPOS_SOURCE_DIR "/tests/token/icu-differences.tsv"));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    Row row;
    std::istringstream fields(line);
    for (std::string* field : {&row.kind, &row.why, &row.text, &row.propos, &row.icu}) {
      std::getline(fields, *field, '\t');
      const icu::UnicodeString plain = icu::UnicodeString::fromUTF8(*field).unescape();
      field->clear();
      plain.toUTF8String(*field);
    }
    out.push_back(row);
  }
  return out;
}

bool is_known(const std::vector<Row>& rows, const std::string& kind) {
  return std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row.kind == kind; });
}

TEST(Icu, ExamplesDifferAsTheTableSays) {
  const std::vector<Row> rows = table();
  EXPECT_GT(rows.size(), 10u);
  for (const Row& row : rows) {
    EXPECT_FALSE(row.why.empty()) << row.kind;
    const std::vector<Difference> found = differences(row.text);
    EXPECT_EQ(found.size(), 1u) << row.kind << ": " << row.text;
    if (found.empty()) continue;
    EXPECT_EQ(written(row.text, found[0].propos), row.propos) << row.kind;
    EXPECT_EQ(written(row.text, found[0].icu), row.icu) << row.kind;
    EXPECT_EQ(found[0].kinds, std::vector{row.kind}) << row.text;
  }
}

TEST(Icu, TextsDifferInKnownKinds) {
  const std::filesystem::path corpora = PROPOS_SOURCE_DIR "/corpora";
  if (!std::filesystem::exists(corpora)) GTEST_SKIP() << "no corpora";
  const std::vector<Row> rows = table();
  std::map<std::string, int> count;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpora)) {
    if (entry.path().extension() != ".txt") continue;
    const std::string text = file(entry.path());
    const std::string name = entry.path().lexically_relative(corpora).generic_string();
    for (const Difference& d : differences(text))
      for (const std::string& kind : d.kinds) {
        EXPECT_TRUE(is_known(rows, kind)) << message(name, text, d) << " is of no kind of icu-differences.tsv " << kind;
        ++count[kind];
      }
  }
  for (const auto& [kind, times] : count) RecordProperty(kind, times);
}

}   // namespace
}   // namespace propos
