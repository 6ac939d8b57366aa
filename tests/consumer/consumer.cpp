// SPDX-License-Identifier: Apache-2.0
#include <propos/propos.h>

#include <iostream>

int main() {
  const propos::Analyzer analyzer;
  const std::string text = "« Nous irons jusqu'au bout », a déclaré Anne Roux.";
  const propos::Document document = analyzer.analyze(text);
  for (const propos::Quote& quote : document.quotes)
    std::cout << quote.speaker.name << ": " << quote.spans.front().of(text) << '\n';
  std::string json;
  propos::write_jsonl(document, text, "example", propos::OffsetUnit::codepoint, json);
  std::cout << json;
  try {
    propos::to_utf8("", "no such encoding");
    return 1;
  } catch (const propos::Error&) {   // the type must be the same on both sides of the library's border
    return document.quotes.size() == 1 && document.quotes[0].speaker.name == "Anne Roux" ? 0 : 2;
  }
}
