// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "formats/writers.h"
#include "output/json.h"

/// The Web Annotation Data Model in JSON-LD: an AnnotationPage for each text, on a line of its own.
namespace propos::formats {
namespace {

constexpr std::string_view context = R"({"@context":["http://www.w3.org/ns/anno.jsonld",{"propos":"urn:propos:"}],)";
constexpr std::uint32_t around = 32;   // code points of prefix and suffix

/// A reference: what no IRI has in it is percent-encoded.
std::string iri(std::string_view name) {
  constexpr std::string_view kept = "-._~/:?=&@!$'()*+,;%";
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kept.find(c) != kept.npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return out;
}

class PageWriter {
 public:
  PageWriter(const Input& input, std::string& out, const Pass& pass)
      : input_(input),
        document_(input.document),
        offsets_(input.text, OffsetUnit::codepoint),
        source_(iri(input.name())),
        out_(out),
        pass_(pass) {}

  void run() {
    out_ += context;
    out_ += fmt::format(R"("id":"{}#page","type":"AnnotationPage","items":[)", source_);
    for (Id m = 0; m < document_.mentions.size(); ++m) mention(m);
    for (Id q = 0; q < document_.quotes.size(); ++q) quote(q);
    out_ += "]}\n";
  }

 private:
  void string(std::string_view name, std::string_view value) {
    out_ += fmt::format(",\"{}\":", name);
    output::append_json_string(value, out_);
  }
  std::string id(char letter, Id index) const { return fmt::format("{}#{}{}", source_, letter, index + 1); }

  void begin(const std::string& id, std::string_view motivation) {
    out_ += fmt::format(R"({}{{"id":"{}","type":"Annotation","motivation":"{}")", std::exchange(between_, ","), id, motivation);
  }
  void end() {
    out_ += '}';
    pass_();
  }
  // --- targets --------------------------------------------------------------------------------------------------------------

  std::string_view before(Span at) const {
    const std::uint32_t units = offsets_(at.begin);
    return Span{offsets_.byte(units - std::min(units, around)), at.begin}.of(input_.text);
  }
  std::string_view behind(Span at) const {
    return Span{at.end, offsets_.byte(std::min(offsets_(at.end) + around, offsets_.size()))}.of(input_.text);
  }
  void target(Span at) {
    out_ += fmt::format(R"({{"source":"{}","selector":[{{"type":"TextQuoteSelector")", source_);
    string("exact", at.of(input_.text));
    string("prefix", before(at));
    string("suffix", behind(at));
    out_ += fmt::format(R"(}},{{"type":"TextPositionSelector","start":{},"end":{}}}]}})", offsets_(at.begin), offsets_(at.end));
  }
  void targets(const std::vector<Span>& all) {
    out_ += ",\"target\":[";
    const char* between = "";
    for (const Span one : all) {
      out_ += between;
      target(one);
      between = ",";
    }
    out_ += ']';
  }

  // --- bodies ---------------------------------------------------------------------------------------------------------------

  void tag(std::string_view value) {
    out_ += fmt::format(R"(,"body":[{{"type":"TextualBody","purpose":"tagging","value":"{}"}})", value);
  }
  void agent(Id entity) {
    constexpr std::string_view types[] = {"Person", "Organization", "propos:Place"};
    const Entity& one = document_.entities[entity];
    out_ += fmt::format(R"(,{{"id":"{}","type":"{}")", id('e', entity), types[static_cast<int>(one.type)]);
    string("name", one.name);
    if (!one.title.empty()) string("propos:title", one.title);
    out_ += '}';
  }

  void mention(Id m) {
    const Mention& mention = document_.mentions[m];
    begin(id('m', m), "identifying");
    tag(name_of(mention.type));
    if (mention.entity != none) agent(mention.entity);
    out_ += ']';
    said(mention);
    if (mention.form != MentionForm::name) string("propos:form", name_of(mention.form));
    targets({mention.span});
    end();
  }

  void quote(Id q) {
    const Quote& quote = document_.quotes[q];
    begin(id('q', q), "classifying");
    tag(name_of(quote.type));
    if (quote.has_speaker && quote.speaker.entity != none) agent(quote.speaker.entity);
    out_ += ']';
    if (quote.zone != Zone::body) string("propos:zone", name_of(quote.zone));
    said(quote);
    if (quote.has_speaker) {
      if (!quote.speaker.name.empty()) string("propos:speaker", quote.speaker.name);
      string("propos:by", name_of(quote.speaker.by));
    }
    targets(quote.spans);
    end();
    if (quote.has_cue) {
      begin(id('c', q), "linking");
      out_ += fmt::format(R"(,"body":"{}","propos:role":"cue","propos:stance":"{}")", id('q', q), name_of(quote.cue.stance));
      if (!quote.cue.lemma.empty()) string("propos:lemma", quote.cue.lemma);
      targets({quote.cue.span});
      end();
    }
    if (!quote.has_speaker || quote.speaker.mention == none) return;
    begin(id('s', q), "linking");
    out_ += fmt::format(R"(,"body":"{}","propos:role":"speaker","target":"{}")", id('m', quote.speaker.mention), id('q', q));
    end();
  }

  // How sure it is, and by which rule.
  void said(const auto& result) {
    out_ += fmt::format(",\"propos:confidence\":{}", std::round(static_cast<double>(result.confidence) * 1000) / 1000);
    if (!result.rule.empty()) string("propos:rule", result.rule);
  }

  const Input& input_;
  const Document& document_;
  OffsetMap offsets_;
  std::string source_;
  std::string& out_;
  const Pass& pass_;
  const char* between_ = "";
};

}   // namespace

void write_web_annotation(const Input& input, std::string& out, const Pass& pass) { PageWriter(input, out, pass).run(); }

}   // namespace propos::formats
