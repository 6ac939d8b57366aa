// SPDX-License-Identifier: Apache-2.0
#include "formats/brat.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "formats/writers.h"
#include "output/json.h"
#include "output/utf8.h"

namespace propos::formats {
namespace {

constexpr std::string_view annotation_conf = R"([entities]

Person
Organization
Place
Direct
Indirect
Mixed
Term
Cue

[relations]

Introduced_by	Arg1:Direct|Indirect|Mixed|Term, Arg2:Cue
Said_by	Arg1:Direct|Indirect|Mixed|Term, Arg2:Person|Organization|Place
Source	Arg1:Direct|Indirect|Mixed|Term, Arg2:Person|Organization|Place
Inside	Arg1:Direct|Indirect|Mixed|Term, Arg2:Direct|Indirect|Mixed|Term
Coref	Arg1:Person|Organization|Place, Arg2:Person|Organization|Place, <REL-TYPE>:symmetric-transitive
<OVERLAP>	Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]

Form	Arg:Person|Organization|Place, Value:acronym|description|pronoun
Kind	Arg:Cue, Value:preposition|noun|typography
Stance	Arg:Cue, Value:denied|doubted|negated|asked|demanded|announced|hypothetical
Zone	Arg:Direct|Indirect|Mixed|Term, Value:headline|byline|caption|credit|related-links|tags
)";

constexpr std::string_view visual_conf = R"([labels]

Person | Person | Pers
Organization | Organization | Org
Place | Place | Place
Direct | Direct quote | Direct
Indirect | Indirect quote | Indirect
Mixed | Mixed quote | Mixed
Term | Term | Term
Cue | Cue | Cue
Introduced_by | Introduced by | Cue
Said_by | Said by | By
Source | Source | Src
Inside | Inside | In
Coref | Same entity | Same

[drawing]

SPAN_DEFAULT	fgColor:black, bgColor:#eeeeee, borderColor:darken
ARC_DEFAULT	color:#444444, arrowHead:triangle-5
Person	bgColor:#ffd9a8
Organization	bgColor:#b9d4ff
Place	bgColor:#c3ecb9
Direct	bgColor:#fff3a3
Indirect	bgColor:#e6dcff
Mixed	bgColor:#ffe0ec
Term	bgColor:#dddddd
Cue	bgColor:#c9f0ee
Said_by	color:#a33b00
Introduced_by	color:#00686a
Source	color:#a33b00, dashArray:3-3
Inside	color:#777777, dashArray:1-2
Coref	color:#3355bb, arrowHead:none
)";

bool goes_along(const output::Field& field) { return field.name == "rule" || field.name == "confidence"; }
bool is_of_speaker(const output::Field& field) { return field.name != "mention" && field.name != "entity"; }
bool is_lemma(const output::Field& field) { return field.name == "lemma"; }

class BratWriter {
 public:
  BratWriter(const Input& input, std::string& out, const Pass& pass)
      : document_(input.document),
        text_(input.text),
        label_(input.label),
        places_(text_),
        no_unit_({}, OffsetUnit::utf8),
        out_(out),
        pass_(pass) {}

  void run() {
    for (Id m = 0; m < document_.mentions.size(); ++m) mention(m);
    for (Id q = 0; q < document_.quotes.size(); ++q) quote(q);
    for (const Entity& entity : document_.entities) group(entity);
  }

 private:
  // --- lines --------------------------------------------------------------------------------------------------------------

  // Pieces, so many of each span.
  std::uint32_t text_bound(std::string_view type, const std::vector<Span>& pieces) {
    const std::uint32_t id = ++texts_;
    out_ += fmt::format("T{}\t{} ", id, type);
    const char* between = "";
    for (const Span piece : pieces) {
      out_ += fmt::format("{}{} {}", between, places_(piece.begin), places_(piece.end));
      between = ";";
    }
    const char* before = "\t";
    for (const Span piece : pieces) {
      out_ += before;
      output::append_utf8(piece.of(text_), out_);
      before = " ";
    }
    out_ += '\n';
    return id;
  }
  void attribute(std::string_view name, std::uint32_t of, std::string_view value) {
    out_ += fmt::format("A{}\t{} T{} {}\n", ++attributes_, name, of, value);
  }
  std::uint32_t relation(std::string_view name, std::uint32_t from, std::uint32_t to) {
    out_ += fmt::format("R{}\t{} Arg1:T{} Arg2:T{}\n", ++relations_, name, from, to);
    return relations_;
  }
  void note(char letter, std::uint32_t of, const std::string& members) {
    if (!members.empty()) out_ += fmt::format("#{}\tAnnotatorNotes {}{}\t{{{}}}\n", ++notes_, letter, of, members);
  }
  std::string members(output::Part part, Id id, bool (*wanted)(const output::Field&)) {
    std::string out;
    output::append_members(part, {document_, text_, label_, no_unit_, scratch_, true, id}, wanted, out);
    return out;
  }

  // --- what there is ------------------------------------------------------------------------------------------------------

  static std::uint32_t of_mention(Id mention) { return mention + 1; }
  std::uint32_t of_first_mention(Id entity) const { return of_mention(document_.entities[entity].mentions.front()); }
  bool is_first(Id mention) const {
    const Id entity = document_.mentions[mention].entity;
    return entity != none && !document_.entities[entity].mentions.empty() && of_first_mention(entity) == of_mention(mention);
  }

  void mention(Id m) {
    const Mention& mention = document_.mentions[m];
    const std::uint32_t id = text_bound(mention_types[static_cast<int>(mention.type)], lines_of(mention.span, text_));
    if (mention.form != MentionForm::name) attribute("Form", id, name_of(mention.form));
    std::string said = members(output::Part::mention, m, goes_along);
    if (is_first(m)) {
      said += ",\"entity\":{";
      said += members(output::Part::entity, mention.entity, nullptr);
      said += '}';
    }
    note('T', id, said);
    pass_();
  }

  void quote(Id q) {
    const Quote& quote = document_.quotes[q];
    std::vector<Span> pieces;
    std::vector<std::size_t> counts;
    for (const Span span : quote.spans) {
      const std::vector<Span> lines = lines_of(span, text_);
      pieces.insert(pieces.end(), lines.begin(), lines.end());
      counts.push_back(lines.size());
    }
    const std::uint32_t id = text_bound(quote_types[static_cast<int>(quote.type)], pieces);
    quotes_.push_back(id);
    if (quote.zone != Zone::body) attribute("Zone", id, name_of(quote.zone));
    std::string said = members(output::Part::quote, q, goes_along);
    said += fmt::format(",\"outer\":{{\"start\":{},\"end\":{}}}", places_(quote.outer.begin), places_(quote.outer.end));
    if (spans_of(pieces, text_) != quote.spans) said += fmt::format(",\"lines\":[{}]", fmt::join(counts, ","));
    if (quote.has_speaker && !has_arc(quote.speaker))
      said += ",\"speaker\":{" + members(output::Part::speaker, q, is_of_speaker) + '}';
    note('T', id, said);
    if (quote.has_cue) relation(to_cue, id, cue(q));
    if (quote.has_speaker) speaker(id, q);
    if (quote.parent != none) relation(to_parent, id, quotes_[quote.parent]);
    pass_();
  }

  // A cue serves all quotes that have the same.
  std::uint32_t cue(Id q) {
    const Cue& cue = document_.quotes[q].cue;
    const auto [known, added] = cues_.try_emplace({cue.span, cue.lemma, cue.kind, cue.stance}, 0u);
    if (!added) return known->second;
    const std::uint32_t id = known->second = text_bound(cue_type, lines_of(cue.span, text_));
    if (cue.kind != CueKind::verb) attribute("Kind", id, name_of(cue.kind));
    if (cue.stance != Stance::asserted) attribute("Stance", id, name_of(cue.stance));
    note('T', id, members(output::Part::cue, q, is_lemma));
    return id;
  }

  Id entity_of_words(const Speaker& speaker) const {
    return speaker.mention == none ? none : document_.mentions[speaker.mention].entity;
  }
  bool has_arc_to_entity(const Speaker& speaker) const {
    return speaker.entity != none && speaker.entity != entity_of_words(speaker) &&
           !document_.entities[speaker.entity].mentions.empty();
  }
  bool has_arc(const Speaker& speaker) const { return speaker.mention != none || has_arc_to_entity(speaker); }

  void speaker(std::uint32_t id, Id q) {
    const Speaker& speaker = document_.quotes[q].speaker;
    std::string said = members(output::Part::speaker, q, is_of_speaker);
    if (speaker.entity == none && entity_of_words(speaker) != none) said += ",\"entity\":null";
    if (speaker.mention != none) note('R', relation(to_mention, id, of_mention(speaker.mention)), said);
    if (!has_arc_to_entity(speaker)) return;
    const std::uint32_t arc = relation(to_entity, id, of_first_mention(speaker.entity));
    if (speaker.mention == none) note('R', arc, said);
  }

  void group(const Entity& entity) {
    if (entity.mentions.size() < 2) return;
    out_ += fmt::format("*\t{}", same_entity);
    for (const Id mention : entity.mentions) out_ += fmt::format(" T{}", of_mention(mention));
    out_ += '\n';
    pass_();
  }

  const Document& document_;
  std::string_view text_;
  const Label& label_;
  BratOffsets places_;
  OffsetMap no_unit_;   // of fields that are no places
  std::string scratch_;
  std::string& out_;
  const Pass& pass_;
  std::uint32_t texts_ = 0, attributes_ = 0, relations_ = 0, notes_ = 0;
  std::vector<std::uint32_t> quotes_;
  std::map<std::tuple<Span, std::string, CueKind, Stance>, std::uint32_t> cues_;
};

}   // namespace

BratOffsets::BratOffsets(std::string_view text) : units_(text, OffsetUnit::codepoint) {
  for (std::size_t at = text.find("\r\n"); at != text.npos; at = text.find("\r\n", at + 2))
    feeds_.push_back(static_cast<std::uint32_t>(at + 1));
}

std::uint32_t BratOffsets::operator()(std::uint32_t byte) const {
  const auto before = std::lower_bound(feeds_.begin(), feeds_.end(), byte) - feeds_.begin();
  return units_(byte) - static_cast<std::uint32_t>(before);
}

std::uint32_t BratOffsets::byte(std::uint32_t offset) const {
  std::size_t low = 0, high = feeds_.size();   // the first feed that stands behind the offset
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (units_(feeds_[middle]) - middle <= offset) low = middle + 1;
    else high = middle;
  }
  return units_.byte(offset + static_cast<std::uint32_t>(low));
}

std::vector<Span> lines_of(Span span, std::string_view text) {
  std::vector<Span> out;
  std::uint32_t begin = span.begin;
  const auto end = std::min<std::uint32_t>(span.end, static_cast<std::uint32_t>(text.size()));
  for (std::uint32_t at = span.begin; at <= end; ++at) {
    if (at < end && text[at] != '\n' && text[at] != '\r') continue;
    const Span line{begin, at};
    begin = at + 1;
    if (line.of(text).find_first_not_of(" \t") != std::string_view::npos) out.push_back(line);
  }
  if (out.empty()) out.push_back(span);
  return out;
}

std::vector<Span> spans_of(const std::vector<Span>& pieces, std::string_view text) {
  std::vector<Span> out;
  for (const Span piece : pieces) {
    const std::string_view gap = out.empty() ? std::string_view() : Span{out.back().end, piece.begin}.of(text);
    const bool goes_on = gap.find_first_of("\n\r") != gap.npos && gap.find_first_not_of(" \t\n\r") == gap.npos;
    if (goes_on) out.back().end = piece.end;
    else out.push_back(piece);
  }
  return out;
}

void write_brat(const Input& input, std::string& out, const Pass& pass) { BratWriter(input, out, pass).run(); }

std::span<const FormatFile> brat_configuration() {
  static constexpr FormatFile files[] = {{"annotation.conf", annotation_conf}, {"visual.conf", visual_conf}};
  return files;
}

}   // namespace propos::formats
