// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <unordered_map>

#include "formats/brat.h"
#include "formats/gather.h"

namespace propos::formats {
namespace {

using Value = Gathered::Value;

// Words of other schemes for the same, as people use them.
constexpr std::pair<std::string_view, std::string_view> synonyms[] = {
    {"PER", "Person"}, {"Persons", "Person"}, {"ORG", "Organization"}, {"Organisation", "Organization"},
    {"LOC", "Place"},  {"Location", "Place"}, {"GPE", "Place"},
};

template <std::size_t size>
std::optional<std::uint8_t> index_of(std::string_view type, const std::string_view (&types)[size]) {
  for (const auto& [other, own] : synonyms)
    if (type == other) type = own;
  const auto found = std::find(std::begin(types), std::end(types), type);
  if (found == std::end(types)) return std::nullopt;
  return static_cast<std::uint8_t>(found - std::begin(types));
}

// What stands before the separator, which is taken off with it.
std::string_view next(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view out = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return out;
}

class BratReader {
 public:
  BratReader(std::string_view annotations, std::string_view text, std::string_view file)
      : rest_(annotations), text_(text), file_(file), places_(text), gathered_(text, file) {}

  Annotated run() {
    while (!rest_.empty()) {
      ++number_;
      line(next(rest_, '\n'));
    }
    for (const Line& note : notes_) at(note, [&] { add_note(note.rest); });
    for (const Line& attribute : attributes_) at(attribute, [&] { add_attribute(attribute.rest); });
    for (const Line& group : groups_) at(group, [&] { add_group(group.rest); });
    for (const Line& relation : relations_) at(relation, [&] { add_relation(relation); });
    for (TextBound& one : bounds_) settle(one);
    link();
    return gathered_.finish({});
  }

 private:
  enum class Layer : std::uint8_t { mention, quote, cue };
  struct TextBound {
    Layer layer;
    std::vector<Span> pieces;
    Value fields;      // of the schema; those of a note and of attributes
    Id index = none;   // in what is gathered
  };
  struct Line {
    std::string_view id, rest;
    std::uint32_t number;
  };
  struct Relation {
    std::string_view type;
    std::size_t from, to;   // in bounds_
    std::string_view note;
    std::uint32_t number;
  };

  [[noreturn]] void fail(const std::string& message) const { output::Place{file_, number_}.fail(message); }

  template <class Action>
  void at(const Line& line, const Action& action) {
    number_ = line.number;
    action();
  }

  void line(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) return;
    const std::string_view id = next(line, '\t');
    const Line rest{id, line, number_};
    switch (id.front()) {
      case 'T': return text_bound(id, line);
      case 'A':
      case 'M': return attributes_.push_back(rest);
      case 'R': return relations_.push_back(rest);
      case '*': return groups_.push_back(rest);
      case '#': return notes_.push_back(rest);
      default: return;   // events and normalizations: nothing of ours
    }
  }

  std::uint32_t offset(std::string_view digits) const {
    std::uint32_t out = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (error != std::errc() || end != digits.data() + digits.size()) fail("expected «T1<tab>Type START END<tab>words»");
    if (out > places_.size()) fail(fmt::format("the text ends before {}: it is another one", out));
    return places_.byte(out);
  }

  void text_bound(std::string_view id, std::string_view rest) {
    std::string_view where = next(rest, '\t');
    const std::string_view type = next(where, ' ');
    TextBound out;
    while (!where.empty()) {
      std::string_view pair = next(where, ';');
      const std::string_view begin = next(pair, ' ');
      out.pieces.push_back({offset(begin), offset(pair)});
      if (out.pieces.back().begin >= out.pieces.back().end) fail("expected the end of a span behind its begin");
    }
    if (out.pieces.empty()) fail("expected «T1<tab>Type START END<tab>words»");
    std::sort(out.pieces.begin(), out.pieces.end());
    out.fields.SetObject();
    if (const auto mention = index_of(type, mention_types)) {
      out.layer = Layer::mention;
      gathered_.set(out.fields, "type", gathered_.word(name_of(static_cast<EntityType>(*mention))));
    } else if (const auto quote = index_of(type, quote_types)) {
      out.layer = Layer::quote;
      gathered_.set(out.fields, "type", gathered_.word(name_of(static_cast<QuoteType>(*quote))));
    } else if (type == cue_type) {
      out.layer = Layer::cue;
    } else {
      return;
    }
    if (!ids_.emplace(id, bounds_.size()).second) fail(fmt::format("a second «{}»", id));
    bounds_.push_back(std::move(out));
  }

  TextBound* find(std::string_view id) {
    const auto found = ids_.find(id);
    return found == ids_.end() ? nullptr : &bounds_[found->second];
  }

  // AnnotatorNotes T1<tab>{…}. What is no object is a remark of a person.
  void add_note(std::string_view rest) {
    std::string_view head = next(rest, '\t');
    next(head, ' ');
    if (!rest.starts_with('{')) return;
    if (head.starts_with('R')) {
      arc_notes_[head] = rest;
      return;
    }
    TextBound* const of = find(head);
    if (of == nullptr) return;
    Value fields = gathered_.object(rest, number_);
    for (auto& member : fields.GetObject()) gathered_.set(of->fields, member.name.GetString(), std::move(member.value));
  }

  // Form T1 pronoun
  void add_attribute(std::string_view rest) {
    const std::string_view name = next(rest, ' '), id = next(rest, ' ');
    TextBound* const of = find(id);
    if (of == nullptr || rest.empty()) return;
    for (const auto& [own, layer, field] : {std::tuple("Form", Layer::mention, "form"), std::tuple("Kind", Layer::cue, "kind"),
                                            std::tuple("Stance", Layer::cue, "stance"), std::tuple("Zone", Layer::quote, "zone")})
      if (name == own && of->layer == layer) gathered_.set(of->fields, field, gathered_.word(rest));
  }

  // Coref T1 T4 T9
  void add_group(std::string_view rest) {
    next(rest, ' ');
    const std::string key = fmt::format("*{}", number_);
    while (!rest.empty()) {
      const auto found = ids_.find(next(rest, ' '));
      if (found != ids_.end()) groups_of_.emplace(found->second, key);
    }
  }

  // Said_by Arg1:T1 Arg2:T2
  void add_relation(const Line& line) {
    std::string_view rest = line.rest;
    const std::string_view type = next(rest, ' ');
    std::string_view from = next(rest, ' '), to = next(rest, ' ');
    next(from, ':');
    next(to, ':');
    const auto a = ids_.find(from), b = ids_.find(to);
    if (a == ids_.end() || b == ids_.end()) return;
    if (type == same_entity) {   // an arc of two, as other tools write it
      const std::string key = groups_of_.emplace(a->second, fmt::format("*{}", line.id)).first->second;
      groups_of_.emplace(b->second, key);
      return;
    }
    const auto note = arc_notes_.find(line.id);
    arcs_.push_back({type, a->second, b->second, note == arc_notes_.end() ? std::string_view() : note->second, line.number});
  }

  // --- what is gathered ---------------------------------------------------------------------------------------------------

  Value take(Value& object, const char* name) {
    const auto found = object.FindMember(name);
    if (found == object.MemberEnd()) return {};
    Value out = std::move(found->value);
    object.EraseMember(found);
    return out;
  }

  void settle(TextBound& one) {
    if (one.layer == Layer::mention) settle_mention(one);
    if (one.layer == Layer::quote) settle_quote(one);
  }

  void settle_mention(TextBound& one) {
    Gathered::Mention out;
    out.span = {one.pieces.front().begin, one.pieces.back().end};
    out.made = has(one.fields, "confidence");
    out.card = take(one.fields, "entity");
    const auto group = groups_of_.find(static_cast<std::size_t>(&one - bounds_.data()));
    if (group != groups_of_.end()) out.entity = group->second;
    else if (out.card.IsObject()) out.entity = fmt::format("/{}", gathered_.mentions.size());
    out.fields = std::move(one.fields);
    one.index = static_cast<Id>(gathered_.mentions.size());
    gathered_.mentions.push_back(std::move(out));
  }

  void settle_quote(TextBound& one) {
    Gathered::Quote out;
    if (const Value lines = take(one.fields, "lines"); lines.IsArray()) out.spans = joined(one.pieces, lines);
    if (out.spans.empty()) out.spans = spans_of(one.pieces, text_);
    if (const Value outer = take(one.fields, "outer"); has(outer, "start") && has(outer, "end"))
      if (outer["start"].IsUint() && outer["end"].IsUint() && outer["end"].GetUint() <= places_.size())
        out.outer = {places_.byte(outer["start"].GetUint()), places_.byte(outer["end"].GetUint())};
    out.speaker.fields = take(one.fields, "speaker");
    out.speaker.there = out.speaker.fields.IsObject();
    out.fields = std::move(one.fields);
    one.index = static_cast<Id>(gathered_.quotes.size());
    gathered_.quotes.push_back(std::move(out));
  }

  // So many pieces of each span; nothing where pieces were added or taken away.
  static std::vector<Span> joined(const std::vector<Span>& pieces, const Value& counts) {
    std::vector<Span> out;
    std::size_t at = 0;
    for (const Value& count : counts.GetArray()) {
      const std::size_t size = count.IsUint() ? count.GetUint() : 0;
      if (size == 0 || size > pieces.size() - at) return {};
      out.push_back({pieces[at].begin, pieces[at + size - 1].end});
      at += size;
    }
    return at == pieces.size() ? out : std::vector<Span>();
  }

  void link() {
    for (const Relation& arc : arcs_) {
      number_ = arc.number;
      TextBound &from = bounds_[arc.from], &to = bounds_[arc.to];
      if (from.layer != Layer::quote) continue;
      Gathered::Quote& quote = gathered_.quotes[from.index];
      if (arc.type == to_cue && to.layer == Layer::cue) {
        quote.cue.CopyFrom(to.fields, gathered_.memory());
        quote.cue_span = {to.pieces.front().begin, to.pieces.back().end};
      } else if (arc.type == to_parent && to.layer == Layer::quote) {
        quote.parent = to.index;
      } else if (to.layer == Layer::mention && (arc.type == to_mention || arc.type == to_entity)) {
        add_speaker(quote.speaker, arc, to.index);
      }
    }
  }

  void add_speaker(Gathered::Speaker& speaker, const Relation& arc, Id mention) {
    Id& end = arc.type == to_mention ? speaker.words : speaker.other;
    if (end != none) fail(fmt::format("a second «{}» of one quote", arc.type));
    end = mention;
    speaker.there = true;
    if (arc.note.empty()) return;
    speaker.fields = gathered_.object(arc.note, number_);
    const auto entity = speaker.fields.FindMember("entity");
    if (entity == speaker.fields.MemberEnd()) return;
    speaker.nobody = entity->value.IsNull();
    speaker.fields.EraseMember(entity);
  }

  std::string_view rest_, text_, file_;
  BratOffsets places_;
  Gathered gathered_;
  std::uint32_t number_ = 0;   // of the line at hand
  std::vector<TextBound> bounds_;
  std::unordered_map<std::string_view, std::size_t> ids_;
  std::vector<Line> notes_, attributes_, groups_, relations_;
  std::unordered_map<std::string_view, std::string_view> arc_notes_;   // by the id of a relation
  std::unordered_map<std::size_t, std::string> groups_of_;             // of mentions
  std::vector<Relation> arcs_;
};

}   // namespace
}   // namespace propos::formats

namespace propos {

Annotated read_brat(std::string_view annotations, std::string_view text, std::string_view file) {
  return formats::BratReader(annotations, text, file).run();
}

}   // namespace propos
