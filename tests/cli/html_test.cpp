// SPDX-License-Identifier: Apache-2.0
#include "cli.h"

namespace propos::cli {
namespace {

/// What a reader of a page sees.
class Html : public Cli {
 protected:
  std::string text_of(const std::string& html) const {
    put("a.html", html);
    run("extract a.html --text-out texts");
    return get("texts/a.html.txt");
  }
};

TEST_F(Html, VisibleText) {
  const std::pair<const char*, const char*> cases[] = {
      {"<p>&laquo;&nbsp;Oui&nbsp;&raquo;, dit-il &agrave; l&#233;t&#xE9; &amp; &lt;b&gt; &inconnu;",
       "«\u00A0Oui\u00A0», dit-il à lété & <b> &inconnu;"},
      {"<p>un\n   deux\t<b>trois</b>quatre <i> cinq </i>", "un deux troisquatre cinq"},
      {"<div>a<div>b</div>c</div>", "a\n\nb\n\nc"},
      {"<ul><li>a<li>b</ul><table><tr><td>c</td><td>d</td></table>", "a\n\nb\n\nc\n\nd"},
      {"a<br>b<br><br><br>c<pre>d\n  e</pre>", "a\nb\n\nc\n\nd\ne"},
      {"<title>non</title><style>p{}</style><p>a<script>var b = '« Non », a dit Jean.';</script><noscript>c</noscript><p hidden>d</p>"
       "<p style='display : none'>e</p><select><option>f</select><textarea>g</textarea><svg><text>h</text></svg><!-- i --><template>j</template>",
       "a"},
      {"Il a dit <q>oui</q>.", "Il a dit «\u00A0oui\u00A0»."},
      {"<p>1<sup>er</sup> mai", "1er mai"},
      {"", ""},
  };
  for (const auto& [html, text] : cases) EXPECT_EQ(text_of(html), text) << html;
}

TEST_F(Html, OffsetsReferToTheTextThatIsWritten) {
  put("a.html", "<body><h1>Grève</h1>\n<p>&laquo; <em>Nous irons</em> &raquo;, a d&eacute;clar&eacute; Anne Roux.</p>");
  const Result result = run("extract a.html --text-out texts");
  EXPECT_EQ(get("texts/a.html.txt"), "Grève\n\n« Nous irons », a déclaré Anne Roux.");
  EXPECT_TRUE(contains(result.out, R"("start":33,"end":42,"text":"Anne Roux")")) << result.out;
  EXPECT_TRUE(contains(result.out, R"("text_file":"a.html.txt")"));
}

TEST_F(Html, TagsSayZones) {
  put("a.html",
      "<nav>« Menu », a dit Jean Un.</nav><h1>« Titre », a dit Jean Deux.</h1><address>« Auteur », a dit Jean Trois.</address>"
      "<p>« Corps », a dit Jean Quatre.</p><figure><img><figcaption>« Image », a dit Jean Cinq.</figcaption></figure>");
  const std::string out = run("extract a.html").out;
  const std::pair<const char*, const char*> cases[] = {
      {"Menu", "related-links"}, {"Titre", "headline"}, {"Auteur", "byline"}, {"Corps", "body"}, {"Image", "caption"}};
  for (const auto& [words, zone] : cases) {
    const auto at = out.rfind("\"text\":\"" + std::string(words) + "\"");
    ASSERT_NE(at, std::string::npos) << words << out;
    const auto found = out.find("\"zone\":\"", at);
    EXPECT_EQ(out.substr(found + 8, std::string(zone).size()), zone) << words;
  }
}

TEST_F(Html, EncodingThatThePageDeclares) {
  put("a.html",
      encoded(
          "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-1\"></head><p>« Là », a dit Anne Roux.",
          "latin1"));
  put("b.html", encoded("<meta charset='iso-8859-5'><p>« Привет », a dit Anne Roux.", "iso-8859-5"));
  put("c.html", "<meta charset='iso-8859-1'><p>« Là », a dit Anne Roux.");   // wrongly: it is UTF-8
  put("d.txt", encoded("\uFEFF<!DOCTYPE html><html><p>« Là », a dit Anne Roux.", "utf-16le"));
  const Result result = run("extract a.html b.html c.html d.txt");
  EXPECT_EQ(times(result.out, R"("text":"Là")"), 3u) << result.out;
  EXPECT_EQ(result.err, "propos: 4 read (3 converted), 0 skipped, 0 failed\n");
}

// Refused before gumbo, which takes quadratic time; what is only long is read.
TEST_F(Html, PagesThatAreTooDeep) {
  const auto many = [](const std::string& part, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += part;
    return out;
  };
  std::string fonts;
  for (int i = 0; i < 600; ++i) fonts += "<p><font size=" + std::to_string(i) + ">x</p>";
  std::string attributes = "<p ";
  for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "=1";
  const std::pair<std::string, bool> cases[] = {{many("<div>", 600) + "x", false},
                                                {many("<b>", 200'000), false},
                                                {fonts, false},
                                                {attributes + ">x", false},
                                                {many("<p>x", 100'000), true},
                                                {many("<li>x", 20'000), true},
                                                {many("<div>x</div>", 50'000), true},
                                                {many("<br><img src=x>", 50'000), true},
                                                {"<script>" + many("<div>", 600) + "</script>x", true},
                                                {"<!--" + many("<div>", 600) + "-->x", true},
                                                {many("<div>", 400) + "x", true}};
  for (const auto& [html, is_read] : cases) {
    put("a.html", html);
    const Result result = run("extract a.html", "timeout 30");
    EXPECT_EQ(result.status, is_read ? 0 : 2) << html.substr(0, 40) << result.err;
    EXPECT_EQ(contains(result.err, "propos: a.html: HTML: "), !is_read) << result.err;
  }
}

}   // namespace
}   // namespace propos::cli
