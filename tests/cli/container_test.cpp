// SPDX-License-Identifier: Apache-2.0
#include "cli.h"

namespace propos::cli {
namespace {

// By what they hold, whatever they are called.
TEST_F(Cli, PackedFiles) {
  for (const char* by : {"gzip", "bzip2", "xz", "zstd"}) {
    for (const char* name : {"a.txt.gz", "b.txt", "c"}) {
      put(name, packed(article, by));
      const Result result = run(std::string("extract ") + name);
      EXPECT_EQ(result.status, 0) << by << result.err;
      EXPECT_TRUE(contains(result.out, std::string("\"doc\":\"") + name + "\",")) << by << result.out;
      EXPECT_TRUE(contains(result.out, R"("text":"Anne Roux")")) << by;
    }
    put("d.jsonl.gz", packed("{\"text\":\"x\"}\n{\"text\":\"Anne Roux a dit non.\"}\n", by));
    EXPECT_TRUE(contains(run("extract d.jsonl.gz").out, R"("doc":"d.jsonl.gz:2",)")) << by;
    put("empty.gz", packed("", by));
    EXPECT_EQ(lines(run("extract empty.gz").out), 1) << by;
  }
  put("two.gz", packed("« Nous irons », ", "gzip") + packed("a déclaré Anne Roux.", "gzip") + std::string(512, '\0'));
  EXPECT_TRUE(contains(run("extract two.gz").out, R"("text":"Nous irons")"));
  EXPECT_TRUE(contains(run("extract -", "cat two.gz |").out, R"("doc":"-",)"));
}

TEST_F(Cli, PackedFilesThatAreDamaged) {
  std::string long_text;
  for (int i = 0; i < 3000; ++i) long_text += std::to_string(i * 7919) + " « Nous irons », a déclaré Anne Roux.\n";
  for (const char* by : {"gzip", "bzip2", "xz", "zstd"}) {
    const std::string whole = packed(long_text, by);
    put("a.txt", whole.substr(0, whole.size() / 2));
    const Result cut = run("extract a.txt");
    EXPECT_EQ(cut.status, 2) << by;
    EXPECT_EQ(cut.out, "") << by;
    EXPECT_EQ(cut.err.rfind("propos: a.txt: ", 0), 0u) << by << cut.err;
  }
  // What stands before the damage is read, the damage is named.
  put("b.jsonl", packed("{\"text\":\"x\"}\n", "gzip") + packed(long_text, "gzip").substr(0, 2000));
  EXPECT_EQ(run("extract b.jsonl").status, 1);
  std::string sum = packed(article, "gzip");
  sum[sum.size() - 6] = static_cast<char>(sum[sum.size() - 6] ^ 1);
  put("sum.gz", sum);
  EXPECT_EQ(run("extract sum.gz").err, "propos: sum.gz: gzip: damaged: incorrect data check\n");
}

TEST_F(Cli, ArchivesAndArchivesInThem) {
  const Members members = {{"a.txt", article},
                           {"x/é.html", "<p>« Oui », a dit Jean Petit.</p>"},
                           {"x/b.jsonl", "{\"id\":1,\"text\":\"x\"}\n{oops\n"},
                           {"x/c.txt.gz", packed(article, "gzip")},
                           {"x/.hidden.txt", article},
                           {"x/d.png", "\x89PNG"},
                           {"old.txt", encoded("« Là », a dit Anne Roux, à l'été.", "windows-1252")}};
  for (const char* format : {"zip", "tar"}) {
    put("a", archive({{"in/inner", archive(members, format)}, {"z.txt", article}}, "tar"));
    put("b.tgz", packed(archive(members, format), "gzip"));
    put("c", archive({{"in/inner", archive(members, "tar")}, {"z.txt", article}}, format));
    const Result result = run("extract a b.tgz c");
    EXPECT_EQ(result.status, 1) << result.err;
    EXPECT_EQ(lines(result.out), 3 * 5 + 2) << result.out;
    EXPECT_TRUE(contains(result.out, R"("doc":"a!in/inner!a.txt",)")) << result.out;
    EXPECT_TRUE(contains(result.out, R"("doc":"a!in/inner!x/é.html",)"));
    EXPECT_TRUE(contains(result.out, R"("doc":"c!in/inner!x/c.txt.gz",)"));
    EXPECT_TRUE(contains(result.out, R"("doc":"b.tgz!old.txt",)"));
    EXPECT_TRUE(contains(result.err, "propos: a!in/inner!x/b.jsonl:2: not JSON")) << result.err;
    EXPECT_TRUE(contains(result.err, "propos: b.tgz!x/d.png: skipped: a picture, which is not read\n"));
    EXPECT_EQ(lines(run("extract a --include '*.html'").out), 0);   // the inner archive is not called so
    EXPECT_EQ(lines(run("extract b.tgz --include '*.html'").out), 1);
    EXPECT_EQ(lines(run("extract b.tgz --hidden").out), 6);
  }
}

#ifdef PROPOS_LIBARCHIVE
// Files that are not packed, and gzip, do without it.
TEST_F(Cli, WithoutLibarchive) {
  put("broken/" PROPOS_LIBARCHIVE, "");
  put("a.txt", article);
  put("b.gz", packed(article, "gzip"));
  put("c.zip", archive({{"a.txt", article}}, "zip"));
  put("d.xz", packed(article, "xz"));
  const Result result = run("extract a.txt b.gz c.zip d.xz", "LD_LIBRARY_PATH=broken");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(lines(result.out), 2) << result.out;
  for (const char* name : {"c.zip", "d.xz"})
    EXPECT_TRUE(contains(result.err, std::string("propos: ") + name +
                                         ": archives are read by libarchive, which cannot be loaded: broken/" PROPOS_LIBARCHIVE))
        << result.err;
}
#endif

TEST_F(Cli, ArchivesThatAreDamaged) {
  Members members;
  for (int i = 0; i < 40; ++i)
    members.emplace_back(std::to_string(i) + ".txt", std::string(2000, 'a' + static_cast<char>(i % 26)) + " " + article);
  const std::string zip = archive(members, "zip"), tar = archive(members, "tar");
  put("cut.tar", tar.substr(0, tar.size() / 2));
  put("cut.zip", zip.substr(0, zip.size() / 2));
  for (const char* name : {"cut.tar", "cut.zip"}) {
    const Result result = run(std::string("extract ") + name);
    EXPECT_EQ(result.status, 1) << result.err;
    EXPECT_GT(lines(result.out), 1);
    EXPECT_LT(lines(result.out), 40);
    EXPECT_TRUE(contains(result.err, std::string("propos: ") + name)) << result.err;
  }
  put("empty.zip", archive({}, "zip"));
  EXPECT_EQ(run("extract empty.zip").err, "propos: empty.zip: no member in it: empty, or damaged\n");
  // A byte of one member: the others are read.
  std::string bad = zip;
  bad[bad.find("3.txt") + 40] = static_cast<char>(bad[bad.find("3.txt") + 40] ^ 0x55);
  put("bad.zip", bad);
  const Result one = run("extract bad.zip");
  EXPECT_EQ(one.status, 1);
  EXPECT_EQ(lines(one.out), 39) << one.err;
  EXPECT_TRUE(contains(one.err, "propos: bad.zip!3.txt: damaged: ")) << one.err;
}

TEST_F(Cli, BombsAreRefused) {
  const std::string zeros(130'000'000, ' ');
  put("bomb.gz", packed(packed(zeros, "gzip"), "gzip"));
  put("bomb.zip", archive({{"a.txt", zeros}, {"b.txt", article}}, "zip"));
  put("bomb.jsonl.gz", packed(zeros + "\n", "gzip"));
  for (const char* name : {"bomb.gz", "bomb.zip", "bomb.jsonl.gz"}) {
    const Result result = run(std::string("extract ") + name, "ulimit -v 4000000; timeout 60");
    EXPECT_NE(result.status, 0) << name;
    EXPECT_NE(result.status, 124) << name;
    EXPECT_TRUE(contains(result.err, std::string("propos: ") + name)) << result.err;
  }
  std::string deep = article;
  for (int i = 0; i < 8; ++i) deep = archive({{"a", deep}}, "tar");
  put("deep.tar", deep);
  EXPECT_TRUE(contains(run("extract deep.tar").err, "too many archives one in the other"));
}

TEST_F(Cli, WhatIsNotReadIsNamed) {
  put("d/a.pdf", "%PDF-1.7 x");
  put("d/b.txt", "{\\rtf1 x}");
  put("d/c.docx",
      archive({{"[Content_Types].xml", "<?xml version='1.0'?><Types/>"}, {"word/document.xml", "<?xml version='1.0'?><w/>"}},
              "zip"));
  put("d/d.odt",
      archive({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<?xml version='1.0'?>"}}, "zip"));
  put("d/e.xml", "<?xml version=\"1.0\"?><article>Anne Roux</article>");
  put("d/f.rar", "Rar!\x1A\x07");
  put("d/g.epub", archive({{"mimetype", "application/epub+zip"},
                           {"OEBPS/1.xhtml", "<?xml version='1.0'?><html><p>« Oui », a dit Anne Roux.</p></html>"},
                           {"toc.ncx", "<ncx/>"}},
                          "zip"));
  const Result result = run("extract d");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(lines(result.out), 1);
  EXPECT_TRUE(contains(result.out, R"("doc":"d/g.epub!OEBPS/1.xhtml",)"));
  for (const char* said :
       {"d/a.pdf: skipped: a PDF", "d/b.txt: skipped: an RTF document", "d/c.docx: skipped: an Office document",
        "d/d.odt: skipped: an OpenDocument file", "d/e.xml: skipped: XML", "d/f.rar: skipped: a RAR archive"})
    EXPECT_TRUE(contains(result.err, said)) << said << "\n" << result.err;
}

// The pages, without the headers of the archive and of HTTP.
TEST_F(Cli, WebArchives) {
  const std::string page = "<html><head><title>T</title></head><body><p>« Oui », a dit Anne Roux.</p></body></html>";
  const std::string chunked =
      "5\r\n<p>« \r\n"
      "1a;x=y\r\nOui », a dit Jean Petit.</\r\n2\r\np>\r\n0\r\n\r\n";
  const std::string warc =
      warc_record("warcinfo", "", "application/warc-fields", "software: test") +
      warc_record("request", "http://a/", "application/http", "GET / HTTP/1.1\r\n\r\n") +
      warc_record("response", "http://a/", "application/http; msgtype=response", http("text/html; charset=utf-8", page)) +
      warc_record("response", "http://a/latin/", "application/http",
                  http("text/html; charset=iso-8859-1", encoded(page, "latin1"))) +
      warc_record("response", "http://a/chunked", "application/http",
                  http("text/html", chunked, "Transfer-Encoding: chunked\r\n")) +
      warc_record("response", "http://a/packed", "application/http",
                  http("text/html", packed(page, "gzip"), "Content-Encoding: gzip\r\n")) +
      warc_record("response", "http://a/i.png", "application/http", http("image/png", "\x89PNG")) +
      warc_record("response", "http://a/gone", "application/http", http("text/html", "<p>Introuvable</p>", "", "404 Not Found")) +
      warc_record("response", "http://a/br", "application/http", http("text/html", "xx", "Content-Encoding: br\r\n")) +
      warc_record("resource", "http://a/plain", "text/plain", article) +
      warc_record("conversion", "<http://a/converted/>", "text/plain", article) +
      warc_record("revisit", "http://a/", "application/http", "HTTP/1.1 200 OK\r\n\r\n");
  put("a.warc", warc);
  put("b.warc.gz",
      packed(warc.substr(0, warc.find("WARC/1.0", 10)), "gzip") + packed(warc.substr(warc.find("WARC/1.0", 10)), "gzip"));
  for (const char* name : {"a.warc", "b.warc.gz"}) {
    const Result result = run(std::string("extract --keep WARC-Date ") + name);
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(lines(result.out), 6) << result.out << result.err;
    for (const char* address :
         {"http://a/", "http://a/latin/", "http://a/chunked", "http://a/packed", "http://a/plain", "http://a/converted/"})
      EXPECT_TRUE(contains(result.out, "\"doc\":\"" + std::string(address) + "\",")) << address << result.out;
    EXPECT_EQ(times(result.out, R"("text":"Oui")"), 4u) << result.out;
    EXPECT_EQ(times(result.out, R"("fields":{"WARC-Date":"2020-05-04T00:00:00Z"})"), 6u);
    EXPECT_FALSE(contains(result.out, "HTTP"));
    const std::string place = std::string("propos: ") + name;
    EXPECT_TRUE(contains(result.err, place + ":7: skipped: image/png, which is not read (http://a/i.png)\n")) << result.err;
    EXPECT_TRUE(contains(result.err, place + ":8: skipped: HTTP status 404 (http://a/gone)\n"));
    EXPECT_TRUE(contains(result.err, place + ":9: HTTP: packed as br, which is not read (http://a/br)\n"));
  }
}

TEST_F(Cli, WebArchivesThatAreDamaged) {
  const std::string one = warc_record("resource", "http://a/1", "text/plain", article),
                    two = warc_record("resource", "http://a/2", "text/plain", article);
  std::string no_length = one;
  no_length.replace(no_length.find("Content-Length"), 14, "Content-Lenght");
  std::string short_length = one;
  short_length.replace(short_length.find("Length: "), 10, "Length: 9\r");
  const std::pair<std::string, int> cases[] = {{no_length + two, 1},
                                               {one + "garbage\n" + two, 2},
                                               {one.substr(0, one.size() - 20), 0},
                                               {one + two.substr(0, 30), 1},
                                               {short_length + two, 2}};
  for (const auto& [bytes, expected] : cases) {
    put("a.warc", bytes);
    const Result result = run("extract a.warc");
    EXPECT_EQ(lines(result.out), expected) << bytes << result.err;
    const bool is_whole = bytes == cases[1].first || bytes == cases[4].first;
    EXPECT_EQ(result.status == 0, is_whole) << bytes << result.err;
  }
}

}   // namespace
}   // namespace propos::cli
