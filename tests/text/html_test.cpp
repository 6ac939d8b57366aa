// SPDX-License-Identifier: Apache-2.0
#include "propos/html.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>

#include "propos/encoding.h"
#include "propos/error.h"

namespace propos {
namespace {

TEST(Html, ACharsetIsTakenWhereBytesDoNotShowWhatTheyAre) {
  const std::string latin1 =
                        "<p>L'\xE9t\xE9 \xE0 Orl\xE9"
                        "ans.",
                    utf8 = "<p>L'été à Orléans.", cyrillic = "<p>\xBF\xE0\xD8\xD2\xD5\xE2";
  const std::tuple<std::string, std::string, std::string> cases[] = {
      {latin1, "", "L'été à Orléans."},
      {latin1, "ISO-8859-1", "L'été à Orléans."},
      {utf8, "iso-8859-1", "L'été à Orléans."},   // wrongly
      {"<meta charset=latin1>" + utf8, "", "L'été à Orléans."},
      {"<meta charset=iso-8859-5>" + cyrillic, "", "Привет"},
      {"<meta charset=iso-8859-1>" + cyrillic, "iso-8859-5", "Привет"},
      {"<meta charset=no-such-one>" + latin1, "", "L'été à Orléans."},
      {latin1, "utf-8", "L'\uFFFDt\uFFFD \uFFFD Orl\uFFFDans."},
      {"\xEF\xBB\xBF" + utf8, "", "L'été à Orléans."},
      {std::string("\xFF\xFE<\0p\0>\0\xE9\0", 10), "", "é"},
      {std::string("<p>a\0\1\2\3", 8), "", "a\uFFFD\uFFFD\uFFFD"},   // no text, and read all the same
  };
  for (const auto& [html, charset, text] : cases) EXPECT_EQ(read_html(html, charset).text, text) << html << " " << charset;
}

TEST(Html, ZonesLieInTheTextInOrder) {
  const HtmlText page = read_html("<nav>a</nav>b<h2>c<br>d</h2><table><caption>e</caption><tr><td>f</table><address>g</address>");
  EXPECT_EQ(page.text, "a\n\nb\n\nc\nd\n\ne\n\nf\n\ng");
  const std::vector<Paragraph> zones = {
      {{0, 1}, Zone::related_links}, {{6, 9}, Zone::headline}, {{11, 12}, Zone::caption}, {{17, 18}, Zone::byline}};
  EXPECT_EQ(page.zones, zones);
}

TEST(Html, WhatCannotBeIsTold) {
  const auto kind_of = [](const std::string& html, const std::string& charset) {
    try {
      read_html(html, charset);
    } catch (const Error& error) {
      return std::string(name_of(error.kind()));
    }
    return std::string();
  };
  EXPECT_EQ(kind_of(std::string(max_html, ' '), ""), "");
  EXPECT_EQ(kind_of(std::string(max_html + 1, ' '), ""), "html");
  EXPECT_EQ(kind_of("<p>a", "utf-9"), "encoding");
}

}   // namespace
}   // namespace propos
