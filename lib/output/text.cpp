// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include "output/pieces.h"
#include "output/utf8.h"
#include "propos/output.h"

namespace propos {
namespace {

// ECMA-48 sequences, one for each role that a part of the output plays.
constexpr std::string_view heading = "\x1b[1m";
constexpr std::string_view person = "\x1b[1;36m";
constexpr std::string_view said = "\x1b[33m";
constexpr std::string_view detail = "\x1b[2m";
constexpr std::string_view reset = "\x1b[0m";

template <class Pass>
class TextWriter {
 public:
  TextWriter(const Document& document, std::string_view text, bool colour, std::string& out, const Pass& pass)
      : document_(document), text_(text), colour_(colour), out_(out), pass_(pass) {}

  void document(std::string_view name) {
    in(heading, name);
    out_ += '\n';
    for (const Quote& quote : document_.quotes) this->quote(quote);
    std::vector<std::uint32_t> quotes(document_.entities.size());
    for (const Quote& quote : document_.quotes) {
      if (quote.has_speaker && quote.speaker.entity != none) ++quotes[quote.speaker.entity];
    }
    entities("People", EntityType::person, quotes);
    entities("Organizations", EntityType::organization, quotes);
    entities("Places", EntityType::place, quotes);
    out_ += '\n';
  }

 private:
  /// Who, as what type, by which cue; below it the words.
  void quote(const Quote& quote) {
    out_ += "\n  ";
    if (quote.has_speaker && !quote.speaker.name.empty())
      in(person, quote.speaker.name);
    else if (quote.has_speaker && quote.speaker.mention != none)
      in(person, document_.mentions[quote.speaker.mention].span.of(text_));
    else
      in(detail, quote.type == QuoteType::term ? "(said by nobody)" : "(no speaker)");
    begin(detail);
    out_ += " · ";
    out_ += name_of(quote.type);
    if (quote.has_cue && !quote.cue.span.empty()) {
      out_ += " · ";
      output::append_line(quote.cue.span.of(text_), out_);
      if (quote.cue.stance != Stance::asserted) {
        out_ += " (";
        out_ += name_of(quote.cue.stance);
        out_ += ')';
      }
    }
    if (quote.zone != Zone::body) {
      out_ += " · ";
      out_ += name_of(quote.zone);
    }
    end();
    out_ += "\n    ";
    begin(said);
    for (std::size_t i = 0; i < quote.spans.size(); ++i) {
      if (i > 0) out_ += " […] ";
      output::append_line(quote.spans[i].of(text_), out_);
    }
    end();
    out_ += '\n';
    pass_();
  }

  void entities(std::string_view title, EntityType type, const std::vector<std::uint32_t>& quotes) {
    std::vector<Id> ids;
    for (Id id = 0; id < document_.entities.size(); ++id) {
      if (document_.entities[id].type == type) ids.push_back(id);
    }
    if (ids.empty()) return;
    // Most named first; equals stay in order of the text.
    std::stable_sort(ids.begin(), ids.end(), [this](Id a, Id b) {
      return document_.entities[a].mentions.size() > document_.entities[b].mentions.size();
    });
    out_ += '\n';
    in(heading, title);
    out_ += '\n';
    for (const Id id : ids) {
      const Entity& entity = document_.entities[id];
      out_ += "  ";
      in(type == EntityType::person ? person : std::string_view(), entity.name);
      if (!entity.title.empty()) {
        out_ += ", ";
        output::append_line(entity.title, out_);
      }
      begin(detail);
      out_ += " (";
      count(entity.mentions.size(), "mention");
      if (quotes[id] > 0) {
        out_ += ", ";
        count(quotes[id], "quote");
      }
      out_ += ')';
      end();
      out_ += '\n';
      pass_();
    }
  }

  void count(std::size_t number, std::string_view thing) {
    out_ += std::to_string(number);
    out_ += ' ';
    out_ += thing;
    if (number != 1) out_ += 's';
  }

  void begin(std::string_view colour) {
    if (colour_) out_ += colour;
  }
  void end() {
    if (colour_) out_ += reset;
  }
  void in(std::string_view colour, std::string_view words) {
    if (!colour.empty()) begin(colour);
    output::append_line(words, out_);
    if (!colour.empty()) end();
  }

  const Document& document_;
  std::string_view text_;
  bool colour_;
  std::string& out_;
  const Pass& pass_;   // between quotes and entities
};

}  // namespace

void write_text(const Document& document, std::string_view text, std::string_view name, bool colour, std::string& out) {
  TextWriter(document, text, colour, out, output::keep).document(name);
}

void write_text(const Document& document, std::string_view text, std::string_view name, bool colour, const Sink& sink) {
  output::write_in_pieces(sink, [&](std::string& out, const auto& pass) { TextWriter(document, text, colour, out, pass).document(name); });
}

}  // namespace propos
