// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>
#include <tuple>

#include "formats/cas.h"
#include "formats/writers.h"
#include "output/json.h"
#include "output/utf8.h"

namespace propos::formats {
namespace cas {
namespace {

constexpr std::string_view string = "uima.cas.String", number = "uima.cas.Integer", real = "uima.cas.Double",
                           annotation = "uima.tcas.Annotation", top = "uima.cas.TOP", array = "uima.cas.FSArray";

constexpr Feature meta_data_features[] = {{"documentId", string}, {"documentTitle", string}};
constexpr Feature record_features[] = {{"json", string}};
constexpr Feature mention_features[] = {
    {"value", string},   {"form", string},       {"entity", string},
    {"rule", string},    {"confidence", real},   {"entity_type", string},
    {"name", string},    {"key", string},        {"aliases", "uima.cas.StringArray"},
    {"title", string},   {"first_name", string}, {"last_name", string},
    {"acronym", string}, {"country", string},    {"stands_for", string},
    {"gender", string},
};
constexpr Feature quote_features[] = {
    {"value", string},
    {"zone", string},
    {"rule", string},
    {"confidence", real},
    {"outer_begin", number},
    {"outer_end", number},
    {"parts", array, part_link},
    {"cue", array, cue_link},
    {"speaker", array, mention_link},
    {"parent", array, quote_link},
};
constexpr Feature cue_features[] = {{"lemma", string}, {"kind", string}, {"stance", string}};
constexpr Feature part_link_features[] = {{"role", string}, {"target", quote_part}};
constexpr Feature cue_link_features[] = {{"role", string}, {"target", cue}};
constexpr Feature quote_link_features[] = {{"role", string}, {"target", quote}};
constexpr Feature mention_link_features[] = {
    {"role", string}, {"target", mention}, {"entity", string}, {"name", string},
    {"by", string},   {"kind", string},    {"gender", string}, {"confidence", real},
};

constexpr Type all_types[] = {
    {token, annotation, {}},
    {sentence, annotation, {}},
    {meta_data, "uima.tcas.DocumentAnnotation", meta_data_features},
    {record, top, record_features},
    {mention, annotation, mention_features},
    {cue, annotation, cue_features},
    {quote_part, annotation, {}},
    {quote, annotation, quote_features},
    {part_link, top, part_link_features},
    {cue_link, top, cue_link_features},
    {quote_link, top, quote_link_features},
    {mention_link, top, mention_link_features},
};

}   // namespace

std::span<const Type> types() { return all_types; }

}   // namespace cas

namespace {

using output::Field;
using output::Part;

bool is_of_record(const Field& field) {
  return field.name != "schema" && field.name != "offsets" && field.name != "entities" && field.name != "mentions" &&
         field.name != "quotes" && field.name != "read";
}
bool is_of_mention(const Field& field) {
  return field.name == "form" || field.name == "entity" || field.name == "rule" || field.name == "confidence";
}
bool is_of_entity(const Field& field) { return field.name != "id" && field.name != "type" && field.name != "aliases"; }
bool is_of_quote(const Field& field) { return field.name == "zone" || field.name == "rule" || field.name == "confidence"; }
bool is_of_cue(const Field& field) { return field.name == "lemma" || field.name == "kind" || field.name == "stance"; }
bool is_of_speaker(const Field& field) { return field.name != "mention" && field.name != "entity"; }

std::string declarations() {
  std::string out = "{";
  for (const cas::Type& type : cas::types()) {
    out +=
        fmt::format(R"({}"{}":{{"%NAME":"{}","%SUPER_TYPE":"{}")", out.size() > 1 ? "," : "", type.name, type.name, type.super);
    for (const auto& [name, range, element] : type.features) {
      const std::string full = !element.empty()                  ? fmt::format("{}[]", element)
                               : range == "uima.cas.StringArray" ? "uima.cas.String[]"
                                                                 : std::string(range);
      out += fmt::format(R"(,"{}":{{"%NAME":"{}","%RANGE":"{}"}})", name, name, full);
    }
    out += '}';
  }
  return out + '}';
}

std::string description() {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n  <name>Propos</name>\n  <types>\n";
  for (const cas::Type& type : cas::types()) {
    out += fmt::format(
        "    <typeDescription>\n      <name>{}</name>\n      <description/>\n      <supertypeName>{}</supertypeName>\n",
        type.name, type.super);
    if (!type.features.empty()) out += "      <features>\n";
    for (const auto& [name, range, element] : type.features) {
      out += fmt::format(
          "        <featureDescription>\n          <name>{}</name>\n          <description/>\n"
          "          <rangeTypeName>{}</rangeTypeName>\n",
          name, range);
      if (!element.empty()) out += fmt::format("          <elementType>{}</elementType>\n", element);
      out += "        </featureDescription>\n";
    }
    if (!type.features.empty()) out += "      </features>\n";
    out += "    </typeDescription>\n";
  }
  return out + "  </types>\n</typeSystemDescription>\n";
}

class CasWriter {
 public:
  CasWriter(const Input& input, std::string& out, const Pass& pass)
      : input_(input), document_(input.document), offsets_(input.text, OffsetUnit::utf16), out_(out), pass_(pass) {}

  void run() {
    static const std::string types = declarations();
    out_ += "{\"%TYPES\":" + types + ",\"%FEATURE_STRUCTURES\":[\n";
    sofa();
    about();
    for (const Sentence& one : document_.sentences) plain(cas::sentence, one.span);
    for (const Span one : document_.tokens) plain(cas::token, one);
    first_mention_ = last_ + 1;
    for (Id m = 0; m < document_.mentions.size(); ++m) mention(m);
    arrays_of_aliases();
    for (Id q = 0; q < document_.quotes.size(); ++q) quote(q);
    out_ += "\n],\"%VIEWS\":{\"_InitialView\":{\"%SOFA\":1,\"%MEMBERS\":[";
    out_ += fmt::format("{}", fmt::join(members_, ","));
    out_ += "]}}}\n";
  }

 private:
  // --- feature structures ---------------------------------------------------------------------------------------------------

  std::uint32_t begin(std::string_view type) {
    if (++last_ > 1) out_ += ",\n";
    out_ += fmt::format(R"({{"%ID":{},"%TYPE":"{}")", last_, type);
    return last_;
  }
  std::uint32_t begin(std::string_view type, Span at) {
    begin(type);
    out_ += fmt::format(R"(,"@sofa":1,"begin":{},"end":{})", offsets_(at.begin), offsets_(at.end));
    members_.push_back(last_);
    return last_;
  }
  void end() {
    out_ += '}';
    pass_();
  }
  void string(std::string_view name, std::string_view value) {
    out_ += fmt::format(",\"{}\":", name);
    output::append_json_string(value, out_);
  }
  void fields(Part part, Id id, bool (*wanted)(const Field&)) {
    std::string members;
    output::append_members(part, {document_, input_.text, input_.label, offsets_, scratch_, true, id}, wanted, members);
    if (!members.empty()) out_ += ',';
    out_ += members;
  }
  void plain(std::string_view type, Span at) {
    begin(type, at);
    end();
  }

  // --- the document ---------------------------------------------------------------------------------------------------------

  void sofa() {
    begin("uima.cas.Sofa");
    out_ += R"(,"sofaNum":1,"sofaID":"_InitialView","mimeType":"text/plain")";
    string("sofaString", input_.text);
    end();
  }

  void about() {
    const auto size = static_cast<std::uint32_t>(input_.text.size());
    begin(cas::meta_data, {0, size});
    string("language", input_.label.language.empty() ? "fr" : input_.label.language);
    string("documentId", input_.name());
    string("documentTitle", input_.name());
    end();
    begin(cas::record);
    members_.push_back(last_);
    std::string record = "{";
    output::append_members(Part::record, {document_, input_.text, input_.label, offsets_, scratch_, true}, is_of_record, record);
    if (document_.limit != Limit::unmet) record += fmt::format(",\"read\":{}", document_.read);
    string("json", record + '}');
    end();
  }

  bool is_first(Id m) const {
    const Id entity = document_.mentions[m].entity;
    return entity != none && !document_.entities[entity].mentions.empty() && document_.entities[entity].mentions.front() == m;
  }

  // What is said of an entity stands with its first mention.
  void mention(Id m) {
    const Mention& mention = document_.mentions[m];
    begin(cas::mention, mention.span);
    string("value", name_of(mention.type));
    fields(Part::mention, m, is_of_mention);
    if (is_first(m)) {
      const Entity& entity = document_.entities[mention.entity];
      if (entity.type != mention.type) string("entity_type", name_of(entity.type));
      fields(Part::entity, mention.entity, is_of_entity);
      if (!entity.aliases.empty()) {
        out_ += fmt::format(R"(,"@aliases":{})", first_mention_ + document_.mentions.size() + with_aliases_.size());
        with_aliases_.push_back(mention.entity);
      }
    }
    end();
  }
  void arrays_of_aliases() {
    for (const Id entity : with_aliases_) {
      begin("uima.cas.StringArray");
      out_ += R"(,"%ELEMENTS":[)";
      const char* between = "";
      for (const std::string& alias : document_.entities[entity].aliases) {
        out_ += between;
        output::append_json_string(alias, out_);
        between = ",";
      }
      out_ += ']';
      end();
    }
  }

  // Links come first, as they are told by their ids.
  void quote(Id q) {
    const Quote& quote = document_.quotes[q];
    std::vector<std::uint32_t> parts, cue, speaker, parent;
    for (std::size_t s = 1; s < quote.spans.size(); ++s) {
      plain(cas::quote_part, quote.spans[s]);
      parts.push_back(link(cas::part_link, "part", last_));
    }
    if (quote.has_cue) cue.push_back(link(cas::cue_link, "cue", this->cue(q)));
    if (quote.has_speaker) speaker = speakers(q);
    if (quote.parent != none) parent.push_back(link(cas::quote_link, "inside", quotes_[quote.parent]));
    const std::uint32_t all[] = {array(parts), array(cue), array(speaker), array(parent)};
    quotes_.push_back(begin(cas::quote, quote.spans.empty() ? quote.outer : quote.spans.front()));
    string("value", name_of(quote.type));
    fields(Part::quote, q, is_of_quote);
    out_ += fmt::format(R"(,"outer_begin":{},"outer_end":{})", offsets_(quote.outer.begin), offsets_(quote.outer.end));
    constexpr const char* names[] = {"parts", "cue", "speaker", "parent"};
    for (std::size_t i = 0; i < 4; ++i)
      if (all[i] != 0) out_ += fmt::format(R"(,"@{}":{})", names[i], all[i]);
    end();
  }

  std::uint32_t array(const std::vector<std::uint32_t>& elements) {
    if (elements.empty()) return 0;
    begin("uima.cas.FSArray");
    out_ += fmt::format(R"(,"%ELEMENTS":[{}])", fmt::join(elements, ","));
    end();
    return last_;
  }

  std::uint32_t link(std::string_view type, std::string_view role, std::uint32_t target) {
    begin(type);
    string("role", role);
    out_ += fmt::format(R"(,"@target":{})", target);
    end();
    return last_;
  }

  // A cue serves all quotes that have the same.
  std::uint32_t cue(Id q) {
    const Cue& cue = document_.quotes[q].cue;
    const auto [known, added] = cues_.try_emplace({cue.span, cue.lemma, cue.kind, cue.stance}, 0u);
    if (!added) return known->second;
    known->second = begin(cas::cue, cue.span);
    fields(Part::cue, q, is_of_cue);
    end();
    return known->second;
  }

  // The words that name the source, and some mention of the entity where it is another one than theirs.
  std::vector<std::uint32_t> speakers(Id q) {
    const Speaker& speaker = document_.quotes[q].speaker;
    const Id of_words = speaker.mention == none ? none : document_.mentions[speaker.mention].entity;
    const bool other =
        speaker.entity != none && speaker.entity != of_words && !document_.entities[speaker.entity].mentions.empty();
    std::vector<std::uint32_t> out;
    if (speaker.mention != none || !other) out.push_back(speaker_link("by", speaker.mention, q));
    if (other) out.push_back(speaker_link("source", document_.entities[speaker.entity].mentions.front(), q));
    return out;
  }
  std::uint32_t speaker_link(std::string_view role, Id mention, Id q) {
    const Speaker& speaker = document_.quotes[q].speaker;
    begin(cas::mention_link);
    string("role", role);
    if (mention != none) out_ += fmt::format(R"(,"@target":{})", first_mention_ + mention);
    if (speaker.entity == none && mention != none && document_.mentions[mention].entity != none) string("entity", "none");
    fields(Part::speaker, q, is_of_speaker);
    end();
    return last_;
  }

  const Input& input_;
  const Document& document_;
  OffsetMap offsets_;
  std::string scratch_;
  std::string& out_;
  const Pass& pass_;
  std::uint32_t last_ = 0, first_mention_ = 0;   // ids
  std::vector<std::uint32_t> members_, quotes_;
  std::vector<Id> with_aliases_;
  std::map<std::tuple<Span, std::string, CueKind, Stance>, std::uint32_t> cues_;
};

}   // namespace

void write_cas_json(const Input& input, std::string& out, const Pass& pass) { CasWriter(input, out, pass).run(); }

std::span<const FormatFile> cas_type_system() {
  static const std::string xml = description();
  static const FormatFile files[] = {{"TypeSystem.xml", xml}};
  return files;
}

}   // namespace propos::formats
