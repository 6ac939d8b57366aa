// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <utility>

#include "formats/tokens.h"
#include "formats/writers.h"
#include "output/json.h"

/// What displaCy draws with manual=True: `ents` for style="ent", `spans` over `tokens` for style="span". A line for each text.
namespace propos::formats {
namespace {

class DisplacyWriter {
 public:
  DisplacyWriter(const Input& input, std::string& out, const Pass& pass)
      : input_(input), document_(input.document), offsets_(input.text, OffsetUnit::codepoint), out_(out), pass_(pass) {}

  void run() {
    out_ += '{';
    string("text", input_.text);
    out_ += ',';
    string("title", input_.name());
    out_ += ",\"ents\":[";
    std::uint32_t end = 0;   // displaCy draws none inside another
    for (const Mention& mention : document_.mentions) {
      if (!is_name(mention) || mention.span.begin < end) continue;
      entity(mention);
      end = mention.span.end;
    }
    out_ += "],\"spans\":[";
    between_ = "";
    for (const Quote& quote : document_.quotes) this->quote(quote);
    out_ += "],\"tokens\":[";
    between_ = "";
    for (const Span token : document_.tokens) {
      out_ += std::exchange(between_, ",");
      output::append_json_string(token.of(input_.text), out_);
      pass_();
    }
    out_ += "]}\n";
  }

 private:
  void string(std::string_view name, std::string_view value) {
    out_ += fmt::format("\"{}\":", name);
    output::append_json_string(value, out_);
  }

  void entity(const Mention& mention) {
    out_ += fmt::format("{}{{\"start\":{},\"end\":{},\"label\":\"{}\"", std::exchange(between_, ","),
                        offsets_(mention.span.begin), offsets_(mention.span.end), tag_of(mention.type));
    out_ += '}';
    pass_();
  }

  void span(Span at, std::string_view label, std::string_view more = {}) {
    const auto [first, last] = tokens_of(at, document_.tokens);
    if (first == last) return;
    out_ +=
        fmt::format("{}{{\"start_token\":{},\"end_token\":{},\"label\":\"{}\"", std::exchange(between_, ","), first, last, label);
    if (!more.empty()) {
      out_ += ",\"kb_url\":\"#\",";
      string("kb_id", more);
    }
    out_ += '}';
  }

  void quote(const Quote& quote) {
    for (const Span one : quote.spans)
      span(one, name_of(quote.type), quote.has_speaker ? quote.speaker.name : std::string_view());
    if (quote.has_cue) span(quote.cue.span, "cue");
    if (quote.has_speaker && quote.speaker.mention != none) span(document_.mentions[quote.speaker.mention].span, "speaker");
    pass_();
  }

  const Input& input_;
  const Document& document_;
  OffsetMap offsets_;
  std::string& out_;
  const Pass& pass_;
  const char* between_ = "";
};

}   // namespace

void write_displacy(const Input& input, std::string& out, const Pass& pass) { DisplacyWriter(input, out, pass).run(); }

}   // namespace propos::formats
