// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <unicode/unistr.h>

#include "output/utf8.h"
#include "propos/propos.h"

namespace propos {
namespace {

using namespace std::string_literals;

const Analyzer& analyzer() {
  static const Analyzer one;
  return one;
}

/// The content of each quote and its source, then the names, as the spans show them.
std::string reading(const std::string& text) {
  const Document document = analyzer().analyze(text);
  std::string out;
  for (const Quote& quote : document.quotes) {
    for (const Span span : quote.spans) out += std::string(span.of(text)) + " / ";
    out += quote.speaker.name + "\n";
  }
  for (const Mention& mention : document.mentions)
    if (mention.form == MentionForm::name) out += std::string(mention.span.of(text)) + "\n";
  return out;
}

std::string paragraphs_of(const std::string& text) {
  std::string out;
  for (const Paragraph& paragraph : analyzer().analyze(text).paragraphs) {
    if (!out.empty()) out += '|';
    out += paragraph.span.of(text);
  }
  for (char& c : out)
    if (c == '\n' || c == '\r') c = '~';   // a soft line break
  return out;
}

struct Case {
  std::string text;
  std::string expected;
};

const std::string said = "« Oui », a déclaré Jeanne Roux.";
const std::string said_reading = "Oui / Jeanne Roux\nJeanne Roux\n";

/// What is no text stands beside the text, and nothing moves.
TEST(Text, BytesThatAreNoText) {
  const Case cases[] = {
      {said, said_reading},
      {"\xEF\xBB\xBF" + said, said_reading},
      {"\xFF\xFE\xC3\n" + said, said_reading},
      {"\0\0\n"s + said + "\0"s, said_reading},
      {"\xED\xA0\x80\n\n" + said + "\xE2\x80", said_reading},   // half a surrogate pair; half a character at the end
      {said + "\xF0\x9F", said_reading},
      {"Il pleut\0. "s + said, said_reading},
      {"\x01\x02\x7F\n" + said, said_reading},
      {"« Ou\xFFi », a déclaré Jeanne Roux.", "Ou\xFFi / Jeanne Roux\nJeanne Roux\n"},
      {"« \xE9t\xE9 », a d\xC3\xA9"
       "clar\xC3\xA9 Jeanne Roux.",
       "\xE9t\xE9 / Jeanne Roux\nJeanne Roux\n"},   // Latin-1 inside
      {"", ""},
      {" \n\t\r\n ", ""},
      {"\xEF\xBB\xBF", ""},
      {"\0"s, ""},
      {"\xFF", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(reading(c.text), c.expected) << c.text;
}

TEST(Text, ByteOrderMarkBelongsToNoParagraph) {
  const Document document = analyzer().analyze("\xEF\xBB\xBFIl pleut.");
  ASSERT_EQ(document.paragraphs.size(), 1u);
  EXPECT_EQ(document.paragraphs[0].span, (Span{3, 12}));
  EXPECT_EQ(document.tokens[0], (Span{3, 5}));
}

/// The same sentence however its accents, apostrophes, blanks and hyphens are written.
TEST(Text, Spellings) {
  const Case cases[] = {
      {"Hélène Marchais a déclaré qu'elle « irait ».",
       "elle « irait » / Hélène Marchais\nirait / Hélène Marchais\nHélène Marchais\n"},
      {"Hélène Marchais a déclaré qu’elle «irait».",
       "elle «irait» / Hélène Marchais\nirait / Hélène Marchais\nHélène Marchais\n"},
      {"Hélène Marchais a déclaré qu\u02BCelle «\u202Firait\u202F».",
       "elle «\u202Firait\u202F» / Hélène Marchais\nirait / Hélène Marchais\nHélène Marchais\n"},
      {"Hélène\u00A0Marchais a\u00A0déclaré qu'elle «\u00A0irait\u00A0».",
       "elle «\u00A0irait\u00A0» / Hélène Marchais\nirait / Hélène Marchais\nHélène\u00A0Marchais\n"},
      {"He\u0301le\u0300ne Marchais a de\u0301clare\u0301 qu'elle « irait ».",
       "elle « irait » / Hélène Marchais\nirait / Hélène Marchais\nHe\u0301le\u0300ne Marchais\n"},
      {"Hélène Marchais a dé\u00ADclaré qu'elle « irait ».",
       "elle « irait » / Hélène Marchais\nirait / Hélène Marchais\nHélène Marchais\n"},
      {"« Oui », a\u2011t\u2011elle dit. « Oui », a-t-elle dit.", "Oui / \nOui / \n"},
  };
  for (const Case& c : cases) EXPECT_EQ(reading(c.text), c.expected) << c.text;
}

TEST(Text, Paragraphs) {
  const Case cases[] = {
      {"Il pleut.\n\nElle sort.", "Il pleut.|Elle sort."},
      {"Il pleut.\r\n\r\nElle sort.\r\n", "Il pleut.|Elle sort."},
      {"Il pleut.\rElle sort.", "Il pleut.|Elle sort."},
      {"Il pleut.\u2029Elle sort.\u2028Il rit.\u0085"
       "Fin.",
       "Il pleut.|Elle sort.|Il rit.|Fin."},
      {"  Il pleut.  \n \u00A0 \n\tElle sort.\t", "Il pleut.|Elle sort."},
      {"Il pleut.\n\f\nElle sort.", "Il pleut.|Elle sort."},
      // A page broke the line inside a sentence; a blank line ends the paragraph all the same.
      {"Il parle de l'\n\"accélération\"\ndes travaux.", "Il parle de l'~\"accélération\"~des travaux."},
      {"Il parle d'une\n\"alliance\"\n.\nElle sort.", "Il parle d'une~\"alliance\"~.|Elle sort."},
      {"Il parle de l’\r\n« accord »\r\nsigné.", "Il parle de l’~~« accord »~~signé."},
      {"Il pleut\n\nsur la ville", "Il pleut|sur la ville"},
      {"Le titre\nPar Jeanne Roux\nIl pleut.", "Le titre|Par Jeanne Roux|Il pleut."},
      {"« Oui. »\n« Non. »", "« Oui. »|« Non. »"},
      {"— Oui.\n— Non.", "— Oui.|— Non."},
      // A text of fixed width: a line ends where the next word had no room.
      {"Les aides viendront\n\nRENNES, 3 mai - Le ministre de la Culture, Mark\nVarenko, a dit mardi que tout allait bien dans la\n"
       "Sarthe. Il a ajouté que la présidente, Anne de\nKermadec, viendrait jeudi avec le préfet Jean\nMoreau.\n",
       "Les aides viendront|RENNES, 3 mai - Le ministre de la Culture, Mark~Varenko, a dit mardi que tout allait bien dans la~"
       "Sarthe. Il a ajouté que la présidente, Anne de~Kermadec, viendrait jeudi avec le préfet Jean~Moreau."},
      // A column of a newspaper: its lines are not of one length.
      {"Un incendie a détruit hier matin\nla ferme que tenait depuis dix\nans, au hameau, un vigneron du\nlieu, le fils de la vieille dame\n"
       "Octavie Varenne, que tous les\ngens du pays aimaient. Il était\nné en mai au bord du lac, non\nloin de la gare de\nVarenburg.\nL'enquête est ouverte.\n",
       "Un incendie a détruit hier matin~la ferme que tenait depuis dix~ans, au hameau, un vigneron du~lieu, le fils de la vieille dame~"
       "Octavie Varenne, que tous les~gens du pays aimaient. Il était~né en mai au bord du lac, non~loin de la gare de~Varenburg.|L'enquête est ouverte."},
      {"Il est venu avec M.\nRoux.", "Il est venu avec M.~Roux."},
      // A list of short lines is not.
      {"Anne Roux\nPaul Petit, maire de la commune de Varenne-sur-Loire\nJean Leroy\nLuc Noir\nMarc Dumas\n",
       "Anne Roux|Paul Petit, maire de la commune de Varenne-sur-Loire|Jean Leroy|Luc Noir|Marc Dumas"},
  };
  for (const Case& c : cases) EXPECT_EQ(paragraphs_of(c.text), c.expected) << c.text;
}

TEST(Encodings, BecomeUtf8) {
  struct Encoded {
    std::string bytes;
    const char* encoding;
    const char* expected;
  };
  const Encoded cases[] = {
      {"\xAB \xC9t\xE9 \xBB", "latin1", "« Été »"},
      {"\xAB \xC9t\xE9 \xBB", "ISO-8859-1", "« Été »"},
      {"l\x92\x9Cuvre co\xFBte 3 \x80\x85 \x93oui\x94", "windows-1252", "l’œuvre coûte 3 €… “oui”"},
      {"l'\xBDuvre co\xFBte 3 \xA4", "iso-8859-15", "l'œuvre coûte 3 €"},
      {"\xC9\0t\0\xE9\0"s, "utf-16le", "Été"},
      {"\0\xC9\0t\0\xE9"s, "utf-16be", "Été"},
      {"\x8Et\x8E", "macintosh", "été"},
      {"\xC3\x89t\xC3\xA9", "utf-8", "Été"},
      {"", "latin1", ""},
      {"Oui\0non"s, "latin1", "Oui\0non"},
      {"a\xFFz", "us-ascii", "a\uFFFDz"},   // a byte without a meaning
      {"a\xFFz", "utf-8", "a\uFFFDz"},
  };
  for (const Encoded& c : cases) {
    const std::string expected = c.bytes.starts_with("Oui") ? c.bytes : c.expected;
    EXPECT_EQ(to_utf8(c.bytes, c.encoding), expected) << c.encoding;
  }
  EXPECT_EQ(reading(to_utf8("\xAB\xA0Oui\xA0\xBB, a d\xE9"
                            "clar\xE9 Jeanne Roux.",
                            "latin1")),
            said_reading);
}

TEST(Encodings, UnknownNameIsAnError) {
  for (const char* name : {"", "klingon", "utf-9", "latin 1 or so"}) {
    try {
      to_utf8("abc", name);
      FAIL() << name;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("encoding"), std::string::npos) << error.what();
    }
  }
}

/// Every offset of a text against ICU's own count.
TEST(Offsets, AgreeWithIcu) {
  std::string line = "Été 1€ 𝄞 e\u0301 👩\u200D🚒 \u202F« œ »\n";
  std::string text = "\xEF\xBB\xBF";
  for (int i = 0; i < 40; ++i) text += line;   // many strides of the map
  const OffsetMap utf8(text, OffsetUnit::utf8), utf16(text, OffsetUnit::utf16), codepoint(text, OffsetUnit::codepoint);
  for (std::uint32_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && (text[i] & 0xC0) == 0x80) continue;   // inside a character
    const icu::UnicodeString before = icu::UnicodeString::fromUTF8(text.substr(0, i));
    ASSERT_EQ(utf8(i), i);
    ASSERT_EQ(utf16(i), static_cast<std::uint32_t>(before.length())) << i;
    ASSERT_EQ(codepoint(i), static_cast<std::uint32_t>(before.countChar32())) << i;
  }
}

// Units of texts that are no UTF-8, as `len(bytes.decode(errors="replace"))` of Python and TextDecoder of browsers have them.
TEST(Offsets, CountWhatIsNoUtf8AsOthersDo) {
  const std::pair<std::string, std::uint32_t> cases[] = {
      {"\xFF\xC3"
       "a\0é"s,
       5},
      {"\xE2\x80", 1},   // half a character at the end
      {"\xE2\x80"
       "a",
       2},   // … and inside
      {"\xF0\x9F\x98", 1},
      {"\xF0\x9F\x98\xF0\x9F\x98\x80", 2},
      {"\xED\xA0\x80", 3},   // half a surrogate pair
      {"\xC0\xAF", 2},       // longer than needed
      {"\xE0\x80\xAF", 3},
      {"\xF4\x90\x80\x80", 4},   // above U+10FFFF
      {"\x80\xBF", 2},
      {"\xF0\x9F"
       "é\xC3",
       3},
      {"", 0},
  };
  for (const auto& [text, units] : cases) EXPECT_EQ(OffsetMap(text, OffsetUnit::codepoint).size(), units) << text;
  EXPECT_EQ(OffsetMap("\xF0\x9F\x98\x80\xE2", OffsetUnit::utf16).size(), 3u);
}

// A unit is one U+FFFD where it is written.
TEST(Offsets, CountWhatIsWritten) {
  for (const std::string text : {"\xFF\xC3", "é\xE2\x80 \xF0\x9F\x98\xF0\x9F\x98\x80", "\xED\xA0\x80", "a\xE2\x80"}) {
    std::string written;
    output::append_utf8(text, written);
    for (const OffsetUnit unit : {OffsetUnit::utf16, OffsetUnit::codepoint})
      EXPECT_EQ(OffsetMap(text, unit).size(), OffsetMap(written, unit).size()) << text;
  }
}

TEST(Offsets, LeadBothWays) {
  std::string text = "\xEF\xBB\xBF";
  for (int i = 0; i < 40; ++i) text += "Été 1€ 𝄞 e\u0301 👩\u200D🚒 « œ »\n\xFF\xE2\x80 abcdefghijklmnopqrstuvwxyz";
  for (const OffsetUnit unit : {OffsetUnit::utf8, OffsetUnit::utf16, OffsetUnit::codepoint}) {
    const OffsetMap map(text, unit);
    for (std::uint32_t i = 0; i <= map.size(); ++i) ASSERT_EQ(map(map.byte(i)), i) << name_of(unit);
    EXPECT_EQ(map.byte(map.size()), text.size());
    EXPECT_EQ(map.byte(map.size() + 1), text.size());
    EXPECT_EQ(map.byte(static_cast<std::uint32_t>(-1)), text.size());
    EXPECT_EQ(map(static_cast<std::uint32_t>(-1)), map.size());
  }
  const OffsetMap codepoint("é𝄞a", OffsetUnit::codepoint);
  for (const auto& [unit, byte] : {std::pair(0u, 0u), {1u, 2u}, {2u, 6u}, {3u, 7u}}) EXPECT_EQ(codepoint.byte(unit), byte);
}

/// The offsets that a user of the JSON output cuts with.
TEST(Offsets, InTheOutput) {
  const std::string text = "\xEF\xBB\xBF👏 Été. « Oui », a déclaré Jeanne Roux.";
  const Document document = analyzer().analyze(text);
  const std::pair<OffsetUnit, const char*> cases[] = {
      {OffsetUnit::utf8, R"("start":18,"end":21,"text":"Oui")"},
      {OffsetUnit::utf16, R"("start":11,"end":14,"text":"Oui")"},
      {OffsetUnit::codepoint, R"("start":10,"end":13,"text":"Oui")"},
  };
  for (const auto& [unit, expected] : cases) {
    std::string out;
    write_jsonl(document, text, "x", unit, out);
    EXPECT_NE(out.find(expected), std::string::npos) << out;
  }
}

}   // namespace
}   // namespace propos
