// SPDX-License-Identifier: Apache-2.0
// Pages of HTML: all of the text is there, marked where results say so, and nothing in it becomes markup. What a browser does with
// them is tested in tests/report.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <tuple>

#include "../analyzer/odd_texts.h"
#include "example.h"
#include "html_page.h"
#include "output/markup.h"
#include "propos/propos.h"

namespace propos::output {
namespace {

namespace fs = std::filesystem;

const Analyzer& analyzer() {
  static const Analyzer out;
  return out;
}

std::string file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream content;
  content << in.rdbuf();
  return content.str();
}

std::string page_of(const Document& document, std::string_view text, const HtmlOptions& options = {}) {
  std::string out;
  write_html(document, text, "a.txt", options, out);
  return out;
}

std::string page_of(const std::string& text, std::string_view language = "en") {
  const Explanation explanation = analyzer().explain(text);
  return page_of(explanation.document, text, {.language = language, .reasons = explanation.records});
}

/// A page as it is read, and what stands in it.
class Page {
 public:
  explicit Page(std::string_view page) { std::tie(elements_, mistakes_) = read_page(page); }

  std::size_t mistakes() const { return mistakes_; }
  const std::vector<Element>& elements() const { return elements_; }
  std::vector<Element> of_class(const std::string& name) const {
    std::vector<Element> out;
    for (const Element& element : elements_)
      if ((' ' + element["class"] + ' ').find(' ' + name + ' ') != std::string::npos) out.push_back(element);
    return out;
  }
  const Element& with_id(const std::string& id) const {
    const auto found = std::find_if(elements_.begin(), elements_.end(), [&](const Element& e) { return e["id"] == id; });
    if (found == elements_.end()) throw std::runtime_error("there is no " + id);
    return *found;
  }
  /// The words of a range, "3-5 7-8".
  std::string words(const std::string& ranges) const {
    const std::vector<Element> pieces = of_class("s");
    std::string out;
    std::istringstream in(ranges);
    for (std::string range; in >> range;) {
      if (!out.empty()) out += ' ';
      for (std::size_t piece = std::stoul(range); piece < std::stoul(range.substr(range.find('-') + 1)); ++piece)
        out += pieces.at(piece).text;
    }
    return out;
  }

 private:
  std::size_t mistakes_ = 0;
  std::vector<Element> elements_;
};

TEST(Html, TextOfDocumentIsMarked) {
  const std::string text =
      "« Nous n'avons pas le choix », a expliqué Anne Roux, la maire de Dole, « car la pile est creuse ». Selon le Medef, c'est tard.";
  const Page page(page_of(text));
  EXPECT_EQ(page.mistakes(), 0u);
  const Element& first = page.with_id("q1");
  EXPECT_EQ(page.words(first["data-s"]), "Nous n'avons pas le choix car la pile est creuse");   // one quote in two places
  EXPECT_EQ(page.words(first["data-cue"]), "a expliqué");
  EXPECT_EQ(page.words(first["data-by"]), "Anne Roux");
  EXPECT_EQ(first["data-type"], "direct");
  EXPECT_NE(first.text.find("Anne Roux, maire de Dole"), std::string::npos) << first.text;
  EXPECT_EQ(page.of_class("s").front().text, "Nous n'avons pas le choix");
  std::set<std::string> people, bodies;
  for (const Element& piece : page.of_class("person")) people.insert(piece.text);
  for (const Element& piece : page.of_class("organization")) bodies.insert(piece.text);
  EXPECT_TRUE(people.contains("Anne Roux"));
  EXPECT_TRUE(bodies.contains("Medef"));
}

TEST(Html, RuleAndCandidatesOfQuoteAreTold) {
  const Page page(page_of("Paul Varin tient le quai avec le Medef du Jura. « On nous prévient la veille ! », lance-t-il."));
  const Element& quote = page.with_id("q1");
  EXPECT_NE(quote.text.find("grammar/3-quotes.rules:"), std::string::npos) << quote.text;
  const std::vector<Element> tables = page.of_class("candidates");
  ASSERT_FALSE(tables.empty());
  EXPECT_NE(tables.front().text.find("Paul Varin"), std::string::npos) << tables.front().text;
  EXPECT_NE(tables.front().text.find("lost by "), std::string::npos) << tables.front().text;
  EXPECT_NE(page.with_id("m1").text.find("person.first-last"), std::string::npos);
}

TEST(Html, QuoteInQuoteHasTwoLines) {
  const Page page(page_of("Anne Roux assure que la mairie « n'a rien reçu » depuis lundi."));
  ASSERT_NE(page.words(page.with_id("q2")["data-s"]).find("n'a rien reçu"), std::string::npos);
  const std::vector<Element> inner = page.of_class("d1");
  ASSERT_EQ(inner.size(), 1u);
  EXPECT_EQ(inner.front().text, "n'a rien reçu");
  EXPECT_NE(inner.front()["class"].find("mixed"), std::string::npos);
  EXPECT_EQ(page.words(page.with_id("q1")["data-s"]), "la mairie « n'a rien reçu » depuis lundi");
}

// Spans that cross, as no grammar makes them but a caller may.
TEST(Html, SpansMayOverlapAsTheyLike) {
  const std::string text = "un deux trois quatre cinq six";
  Document document;
  const auto quote = [](Span a, Span b) {
    Quote out;
    out.spans = {a, b};
    out.outer = {a.begin, b.end};
    return out;
  };
  document.quotes = {quote({0, 7}, {14, 20}), quote({3, 13}, {21, 25}), quote({5, 29}, {29, 29})};
  document.mentions = {{{5, 16}, EntityType::person, MentionForm::name, none, "", 1}};
  const Page page(page_of(document, text));
  EXPECT_EQ(page.mistakes(), 0u);
  EXPECT_EQ(page.words(page.with_id("q1")["data-s"]), "un deux quatre");
  EXPECT_EQ(page.words(page.with_id("q2")["data-s"]), "deux trois cinq");
  EXPECT_EQ(page.words(page.with_id("q3")["data-s"]), "ux trois quatre cinq six ");
}

TEST(Html, SharesAreOfAllQuotedWords) {
  const Page page(page_of("« Nous irons tous ensemble », a dit Anne Roux. « Peut-être », a dit Paul Varin."));
  EXPECT_NE(page.with_id("e1").text.find("1 quote · 4 words · 80\u00A0%"), std::string::npos) << page.with_id("e1").text;
  EXPECT_NE(page.with_id("e2").text.find("1 quote · 1 word · 20\u00A0%"), std::string::npos);
}

TEST(Html, PageSpeaksFrench) {
  const std::string page = page_of("« Oui », a dit Anne Roux. Elle dément avoir menti.", "fr");
  EXPECT_NE(page.find("<html lang=\"fr\">"), std::string::npos);
  for (const char* words : {"Qui est cité", "3 mots", "Pourquoi", "démenti", "pronom"})
    EXPECT_NE(page.find(words), std::string::npos) << words;
}

TEST(Html, EveryWordOfThePageIsInBothLanguages) {
  const std::string table(page_file("words.tsv"));
  const std::regex said("words_\\(\"([^\"]+)\"|count\\([^\"\\n]*\"([^\"]+)\", \"([^\"]+)\"");
  std::size_t count = 0;
  for (const char* name : {"html.cpp", "reasons.cpp", "marked_text.cpp"}) {
    const std::string source = file(fs::path(PROPOS_SOURCE_DIR) / "lib/output" / name);
    for (std::sregex_iterator match(source.begin(), source.end(), said), end; match != end; ++match)
      for (std::size_t group = 1; group <= 3; ++group) {
        if (!(*match)[group].matched) continue;
        ++count;
        EXPECT_NE(table.find('\n' + (*match)[group].str() + '\t'), std::string::npos) << (*match)[group];
      }
  }
  EXPECT_GT(count, 40u);
}

TEST(Html, ScriptOfThePageAloneMayRun) {
  const std::string page = page_of("a");
  EXPECT_TRUE(std::regex_search(page, std::regex("script-src 'sha256-[A-Za-z0-9+/]{43}=' 'sha256-[A-Za-z0-9+/]{43}='; ")));
}

TEST(Html, WholeAndInPiecesAreTheSame) {
  const std::string text = file(PROPOS_SOURCE_DIR "/corpora/regional/enquete-dragage.txt");
  const Document document = analyzer().analyze(text);
  std::string pieces;
  std::size_t count = 0;
  write_html(document, text, "a.txt", {}, [&](std::string_view piece) {
    pieces += piece;
    ++count;
  });
  EXPECT_EQ(pieces, page_of(document, text));
  EXPECT_GT(count, 1u);
}

// --- all texts: nothing is lost, nothing is markup

std::string without_blanks(std::string text) {
  std::erase_if(text, [](unsigned char c) { return c <= ' '; });
  return text;
}

std::string article_of(const std::string& page) {
  const std::size_t begin = page.find("</svg>") + 6;
  return std::regex_replace(page.substr(begin, page.find("</article>") - begin), std::regex("<a class=\"n\"[^>]*>[0-9]*</a>"),
                            "");
}

TEST(Html, NothingOfATextIsLost) {
  for (const auto& entry : fs::recursive_directory_iterator(PROPOS_SOURCE_DIR "/corpora")) {
    if (entry.path().extension() != ".txt") continue;
    const std::string text = file(entry.path()), page = page_of(text);
    const Document document = analyzer().analyze(text);
    const Page read(page);
    EXPECT_EQ(read.mistakes(), 0u) << entry.path();
    EXPECT_LT(page.size(), 200'000u) << entry.path();
    EXPECT_EQ(without_blanks(read_page(article_of(page)).first.front().text), without_blanks(text)) << entry.path();
    for (std::size_t q = 0; q < document.quotes.size(); ++q)
      EXPECT_EQ(without_blanks(read.words(read.with_id("q" + std::to_string(q + 1))["data-s"])),
                without_blanks(text_of(document.quotes[q], text)))
          << entry.path() << " q" << q + 1;
  }
}

const std::set<std::string> known_elements = {
    "a",    "article", "aside", "bdi",      "blockquote", "body",   "br",    "button", "caption", "circle",
    "code", "details", "div",   "fieldset", "footer",     "form",   "h1",    "h2",     "head",    "header",
    "html", "input",   "label", "legend",   "li",         "main",   "meta",  "ol",     "option",  "output",
    "p",    "path",    "rect",  "script",   "section",    "select", "span",  "strong", "style",   "summary",
    "svg",  "table",   "tbody", "td",       "th",         "thead",  "title", "tr",     "ul"};

/// Is nothing there but what every page has?
void expect_harmless(const std::string& page, const std::string& what) {
  const Page read(page);
  std::size_t scripts = 0, styles = 0;
  for (const Element& element : read.elements()) {
    EXPECT_TRUE(known_elements.contains(element.name)) << element.name << " in " << what;
    scripts += element.name == "script";
    styles += element.name == "style";
    for (const auto& [name, value] : element.attributes) {
      EXPECT_FALSE(name.starts_with("on") || name == "style" || name == "src" || name == "srcset") << name << " in " << what;
      EXPECT_TRUE(name != "href" || value.starts_with("#")) << value << " in " << what;
    }
  }
  EXPECT_EQ(scripts, 2u) << what;
  EXPECT_EQ(styles, 1u) << what;
  for (const unsigned char c : page) EXPECT_TRUE(c >= ' ' || c == '\n' || c == '\t' || c == '\r') << int(c) << " in " << what;
}

TEST(Html, OddTextsBecomePages) {
  for (const std::string& text : odd_texts(60, 24)) expect_harmless(page_of(text), text);
}

/// What somebody might put into a text, and what becomes of it in a page of HTML, a cell of CSV and a page for a terminal.
struct Attack {
  const char* what;
  std::string words;
  std::string html, cell, line;
};

const Attack attacks[] = {
    // Scripts.
    {"script", "<script>hit()</script>", "&lt;script&gt;hit()&lt;/script&gt;", "<script>hit()</script>",
     "<script>hit()</script>"},
    {"end of script", "</script><script>hit()", "&lt;/script&gt;&lt;script&gt;hit()", "</script><script>hit()",
     "</script><script>hit()"},
    {"handler", "<img src=x onerror=hit()>", "&lt;img src=x onerror=hit()&gt;", "<img src=x onerror=hit()>",
     "<img src=x onerror=hit()>"},
    {"end of attribute", "\" onmouseover=\"hit()", "&quot; onmouseover=&quot;hit()", "\"\"\" onmouseover=\"\"hit()\"",
     "\" onmouseover=\"hit()"},
    {"other end of attribute", "' autofocus onfocus='hit()", "&#39; autofocus onfocus=&#39;hit()", "' autofocus onfocus='hit()",
     "' autofocus onfocus='hit()"},
    {"end of style", "</style><style>*{display:none}", "&lt;/style&gt;&lt;style&gt;*{display:none}",
     "</style><style>*{display:none}", "</style><style>*{display:none}"},
    {"comment", "<!-- hit", "&lt;!-- hit", "<!-- hit", "<!-- hit"},
    {"drawing", "]]><svg onload=hit()>", "]]&gt;&lt;svg onload=hit()&gt;", "]]><svg onload=hit()>", "]]><svg onload=hit()>"},
    {"address", "<a href='javascript:hit()'>x</a>", "&lt;a href=&#39;javascript:hit()&#39;&gt;x&lt;/a&gt;",
     "<a href='javascript:hit()'>x</a>", "<a href='javascript:hit()'>x</a>"},
    {"escaped twice", "&lt;script&gt;hit()", "&amp;lt;script&amp;gt;hit()", "&lt;script&gt;hit()", "&lt;script&gt;hit()"},
    {"end of title", "</title><base href=//hit>", "&lt;/title&gt;&lt;base href=//hit&gt;", "</title><base href=//hit>",
     "</title><base href=//hit>"},
    // Marks that turn the direction of writing, and letters that nobody sees.
    {"override", "\u202Etxt.exe", "‹U+202E›txt.exe", "\u202Etxt.exe", "\uFFFDtxt.exe"},
    {"isolate", "\u2066abc\u2069", "‹U+2066›abc‹U+2069›", "\u2066abc\u2069", "\uFFFDabc\uFFFD"},
    {"mark", "a\u200Fb\u061Cc", "a‹U+200F›b‹U+061C›c", "a\u200Fb\u061Cc", "a\uFFFDb\uFFFDc"},
    {"tags", "a\U000E0041b", "a‹U+E0041›b", "a\U000E0041b", "a\uFFFDb"},
    // What a spreadsheet computes.
    {"formula", "=HYPERLINK(1)", "=HYPERLINK(1)", "'=HYPERLINK(1)", "=HYPERLINK(1)"},
    {"sum", "+1+1", "+1+1", "'+1+1", "+1+1"},
    {"function", "@SUM(1)", "@SUM(1)", "'@SUM(1)", "@SUM(1)"},
    {"wide formula", "＝1+1", "＝1+1", "'＝1+1", "＝1+1"},
    // What a terminal obeys.
    {"title of terminal", "\x1b]0;hit\x07", "‹U+001B›]0;hit‹U+0007›", "\x1b]0;hit\x07", "\uFFFD]0;hit\uFFFD"},
    {"clears the screen", "\x1b[2Jx", "‹U+001B›[2Jx", "\x1b[2Jx", "\uFFFD[2Jx"},
    {"colour in one byte", "\u009B31mx", "‹U+009B›31mx", "\u009B31mx", "\uFFFD31mx"},
    {"back over what stands there", "a\x08\x7Fx", "a‹U+0008›‹U+007F›x", "a\x08\x7Fx", "a\uFFFD\uFFFDx"},
    {"end of string", std::string("a\0b", 3), "a‹U+0000›b", "a\uFFFDb", "a\uFFFDb"},
};

TEST(Html, AttacksStayText) {
  EXPECT_EQ(std::size(attacks), 24u);
  for (const Attack& attack : attacks) {
    // Everywhere where something of the text, of its name or of a user's rules may stand.
    const std::string text = "« " + attack.words + " », a dit " + attack.words + ".";
    const auto size = static_cast<std::uint32_t>(attack.words.size());
    const Span said{3, 3 + size}, name{size + 14, 2 * size + 14};
    Document document;
    Entity entity;
    entity.name = entity.title = attack.words;
    entity.mentions = {0};
    document.entities = {entity};
    document.mentions = {{name, EntityType::person, MentionForm::name, 0, attack.words, 1}};
    Quote quote;
    quote.spans = {said};
    quote.outer = {0, size + 6};
    quote.has_speaker = true;
    quote.speaker.mention = quote.speaker.entity = 0;
    quote.speaker.name = attack.words;
    quote.rule = attack.words;
    Quote other = quote;   // of somebody without a name
    other.speaker.entity = none;
    document.quotes = {quote, other};
    const std::vector<Record> records = {{"quote", 0, said, {{"id", "q1"}}},
                                         {"rule", 1, {}, {{"name", attack.words}, {"at", attack.words}}},
                                         {"capture", 2, said, {{"label", attack.words}}},
                                         {"beat", 2, said, {{"rule", attack.words}, {"by", attack.words}}},
                                         {"because", 2, {}, {{"quote", attack.words}}},
                                         {"candidate", 2, said, {{"score", "1"}, {attack.words, attack.words}}}};
    std::string page, table, terminal;
    write_html(document, text, attack.words, {.language = "en", .reasons = records, .home = {}}, page);
    expect_harmless(page, attack.what);
    EXPECT_NE(page.find(attack.html), std::string::npos) << attack.what;
    write_table(document, text, "a", OffsetUnit::utf8, {}, table);
    EXPECT_NE(table.find("direct," + attack.cell + ","), std::string::npos) << attack.what << ": " << table;
    write_text(document, text, "a", {}, terminal);
    EXPECT_NE(terminal.find("    " + attack.line + "\n"), std::string::npos) << attack.what << ": " << terminal;
    for (const unsigned char c : terminal) EXPECT_TRUE(c >= ' ' || c == '\n') << attack.what;
  }
}

}   // namespace
}   // namespace propos::output
