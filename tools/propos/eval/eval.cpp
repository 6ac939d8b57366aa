// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <tuple>

#include "annotated.h"
#include "commands.h"
#include "eval/changes.h"
#include "eval/interval.h"
#include "eval/links.h"
#include "eval/score.h"
#include "input.h"
#include "input/files.h"
#include "input/kinds.h"
#include "input/stream.h"
#include "propos/error.h"

namespace fs = std::filesystem;

namespace propos::cli {
namespace {

using Json = rapidjson::Value;

constexpr std::size_t longest_line = std::size_t{1} << 28;   // bytes

std::unique_ptr<Bytes> open_named(const std::string& path) {
  try {
    return open_file(path, nullptr);
  } catch (const Error& error) {
    throw Error(fmt::format("{}: {}", shown(path), error.what()));
  }
}

struct Options {
  std::string gold;
  std::string predicted;
  std::string texts;
  bool json = false;
  bool by_text = false;
  bool reliability = false;
  bool losses = false;
  bool coverage = false;
  std::string since;
  std::size_t errors = 0;
  std::string parts = "entities,quotes";
};

std::string scored_type(std::string_view type) {
  if (type == "person" || type == "Person") return "PER";
  if (type == "organization" || type == "Organization") return "ORG";
  if (type == "place" || type == "Location") return "LOC";
  return {};
}

rapidjson::Document parse(const std::string& content, const std::string& file, std::size_t line) {
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(content.data(), content.size());
  if (json.HasParseError()) throw Error(file, line, json.GetErrorOffset() + 1, rapidjson::GetParseError_En(json.GetParseError()));
  if (!json.IsObject()) throw Error(file, line, 1, "a JSON object was expected");
  return json;
}

const Json* find(const Json& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto member = object.FindMember(name);
  return member == object.MemberEnd() || member->value.IsNull() ? nullptr : &member->value;
}

double number(const Json& object, const char* name) {
  const Json* value = find(object, name);
  return value && value->IsNumber() ? value->GetDouble() : 0;
}

std::string string(const Json& object, const char* name) {
  const Json* value = find(object, name);
  return value && value->IsString() ? std::string(value->GetString(), value->GetStringLength()) : std::string();
}

/// The elements of an array member; none where there is no such member.
std::vector<const Json*> elements(const Json& object, const char* name) {
  std::vector<const Json*> out;
  if (const Json* value = find(object, name); value && value->IsArray()) {
    for (const Json& element : value->GetArray()) out.push_back(&element);
  }
  return out;
}

Range range(const Json& object, const std::string& where) {
  const Json* begin = find(object, "start");
  const Json* end = find(object, "end");
  if (!begin || !end || !begin->IsUint() || !end->IsUint()) throw Error(where + ": \"start\" and \"end\" were expected");
  return {begin->GetUint(), end->GetUint()};
}

Range pair(const Json& array, const std::string& where) {
  if (!array.IsArray() || array.Size() != 2 || !array[0].IsUint() || !array[1].IsUint())
    throw Error(where + ": a pair of offsets was expected");
  return {array[0].GetUint(), array[1].GetUint()};
}

std::u32string utf32(const std::string& bytes) {
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(bytes);
  std::u32string out(static_cast<std::size_t>(text.countChar32()), U'\0');
  UErrorCode status = U_ZERO_ERROR;
  text.toUTF32(reinterpret_cast<UChar32*>(out.data()), static_cast<int32_t>(out.size()), status);
  return out;
}

void read_gold_json(const std::string& path, GoldDocument& document) {
  const rapidjson::Document json = parse(read_file(path), path, 1);
  for (const Json* entity : elements(json, "entities")) document.names.push_back({range(*entity, path), string(*entity, "type")});
  if (find(json, "quotes")) document.quotes.emplace();
  for (const Json* quote : elements(json, "quotes")) {
    ScoredQuote& out = document.quotes->emplace_back();
    out.type = string(*quote, "type");
    for (const Json* span : elements(*quote, "spans")) out.spans.push_back(pair(*span, path));
    if (const Json* cue = find(*quote, "cue")) out.cue = pair(*cue, path);
    if (const Json* speaker = find(*quote, "speaker")) out.speaker = pair(*speaker, path);
    out.who = string(*quote, "who");
  }
  if (const Json* clusters = find(json, "clusters"); clusters && clusters->IsObject()) {
    for (const auto& cluster : clusters->GetObject()) {
      std::vector<std::string>& forms =
          document.clusters.emplace_back(cluster.name.GetString(), std::vector<std::string>()).second;
      for (const Json& form : cluster.value.GetArray()) forms.emplace_back(form.GetString());
    }
  }
}

/// Names of names are not names: of those inside others only the outermost count.
std::vector<Name> outermost(const std::vector<Name>& names) {
  std::vector<Name> out;
  std::uint32_t end = 0;
  for (const Name& name : names) {   // by begin, then longest first
    if (!out.empty() && name.range.end <= end) continue;
    out.push_back(name);
    end = name.range.end;
  }
  return out;
}

/// What people say of a text in a format of docs/formats.md.
GoldDocument gold_of(const AnnotatedFile& file) {
  const Document& document = file.content.document;
  const OffsetMap offsets(file.content.text, OffsetUnit::codepoint);
  const auto range = [&](Span span) { return Range{offsets(span.begin), offsets(span.end)}; };
  GoldDocument out;
  out.text = utf32(file.content.text);
  std::vector<Name> names;
  for (const Mention& mention : document.mentions)
    if (mention.form == MentionForm::name || mention.form == MentionForm::acronym)
      names.push_back({range(mention.span), scored_type(name_of(mention.type))});
  out.names = outermost(names);
  for (const Entity& entity : document.entities) {
    out.clusters.emplace_back(entity.name, entity.aliases);
    if (entity.gender != Gender::unknown) out.genders.emplace_back(entity.name, name_of(entity.gender).front());
  }
  if (!file.quotes) return out;
  out.quotes.emplace();
  for (const Quote& quote : document.quotes) {
    ScoredQuote& one = out.quotes->emplace_back();
    one.type = name_of(quote.type);
    for (const Span span : quote.spans) one.spans.push_back(range(span));
    if (quote.has_cue) one.cue = range(quote.cue.span);
    if (!quote.has_speaker) continue;
    if (quote.speaker.mention != none) one.speaker = range(document.mentions[quote.speaker.mention].span);
    const Entity* const entity = document.entity_of(quote);
    one.who = entity != nullptr ? entity->name : quote.speaker.name;
  }
  return out;
}

/// genders.tsv beside the texts: text, name, and m, f or ?. None where there is no such file.
std::multimap<std::string, std::pair<std::string, char>> read_genders(const std::string& folder) {
  std::multimap<std::string, std::pair<std::string, char>> out;
  const std::string path = (fs::path(folder) / "genders.tsv").string();
  if (!fs::exists(path)) return out;
  Stream file(open_named(path));
  for (std::string line; file.read_line(line, longest_line);) {
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    if (first == line.npos || second == line.npos || second + 1 >= line.size()) continue;
    out.emplace(line.substr(0, first), std::pair(line.substr(first + 1, second - first - 1), line[second + 1]));
  }
  return out;
}

/// What a text is called in gold and in predictions: the name of its file, without .txt.
std::string key_of(const std::string& name) {
  std::string out = fs::path(name).filename().string();
  if (out.size() > 4 && out.ends_with(".txt")) out.resize(out.size() - 4);
  return out;
}

using Gold = std::map<std::string, GoldDocument>;

void read_gold_folder(const std::string& folder, Gold& documents) {
  Choice texts;
  texts.endings = {".txt"};
  for (const InputFile& file : find_files({folder}, texts)) {
    if (file.path == folder) continue;   // there is none in it
    if (!file.failure.empty()) throw Error(fmt::format("{}: {}", file.path, file.failure));
    const std::string base = fs::path(file.path).replace_extension().string();
    if (!fs::exists(base + ".gold.json")) continue;
    GoldDocument document;
    read_gold_json(base + ".gold.json", document);
    document.path = fs::path(base).lexically_relative(folder).generic_string();
    document.text = utf32(read_file(file.path));
    documents.insert_or_assign(key_of(base), std::move(document));
  }
}

Gold read_gold(const std::string& path, const std::string& texts) {
  Gold documents;
  std::error_code ignored;
  const bool is_folder = fs::is_directory(path, ignored);
  if (is_folder) read_gold_folder(path, documents);
  read_annotated_files(path, texts, [&](const AnnotatedFile& file) {
    GoldDocument document = gold_of(file);
    document.path = fs::path(file.name).replace_extension().generic_string();
    documents.insert_or_assign(key_of(file.name), std::move(document));
  });
  if (!is_folder) return documents;
  for (const auto& [text, told] : read_genders(path))
    if (const auto found = documents.find(text); found != documents.end()) found->second.genders.push_back(told);
  return documents;
}

Prediction read_prediction(const Json& json, const GoldDocument& gold, const std::string& where) {
  Prediction prediction;
  std::map<std::string, std::string> names;
  for (const Json* entity : elements(json, "entities")) {
    names[string(*entity, "id")] = string(*entity, "name");
    if (const std::string gender = string(*entity, "gender"); !gender.empty())
      prediction.genders[string(*entity, "id")] = gender.front();
  }
  std::map<std::string, Range> mentions;
  for (const Json* mention : elements(json, "mentions")) {
    const Range at = range(*mention, where);
    mentions[string(*mention, "id")] = at;
    const std::string form = string(*mention, "form");
    const std::string type = scored_type(string(*mention, "type"));
    if (type.empty() || !(form.empty() || form == "name" || form == "acronym")) continue;
    prediction.names.push_back({{at, type}, {string(*mention, "rule"), number(*mention, "confidence")}});
    prediction.entities.push_back(string(*mention, "entity"));
  }
  for (const Json* quote : elements(json, "quotes")) {
    ScoredQuote& out = prediction.quotes.emplace_back();
    out.type = string(*quote, "type");
    for (const Json* span : elements(*quote, "spans")) out.spans.push_back(range(*span, where));
    if (const Json* cue = find(*quote, "cue"); cue && cue->IsObject()) out.cue = range(*cue, where);
    out.certainty = {string(*quote, "rule"), number(*quote, "confidence")};
    const Json* speaker = find(*quote, "speaker");
    if (!speaker) continue;
    const std::string entity = string(*speaker, "entity"), mention = string(*speaker, "mention");
    const std::string name = string(*speaker, "name");
    out.of_speaker = {string(*speaker, "by"), number(*speaker, "confidence")};
    out.has_speaker = !entity.empty() || !name.empty() || !mention.empty();
    if (const auto known = mentions.find(mention); known != mentions.end()) out.speaker = known->second;
    if (const auto known = names.find(entity); known != names.end()) out.who = known->second;
    if (out.who.empty()) out.who = name;
    if (const auto known = mentions.find(mention); out.who.empty() && known != mentions.end()) {
      const std::size_t begin = std::min<std::size_t>(known->second.begin, gold.text.size());
      const std::u32string words = gold.text.substr(begin, known->second.end - known->second.begin);
      icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(words.data()), static_cast<int32_t>(words.size()))
          .toUTF8String(out.who);
    }
  }
  return prediction;
}

/// What was left out of a record would count as not found.
void expect_parts(const Json& record, const std::string& where, bool names, bool quotes) {
  for (const auto& [part, wanted] : {std::pair("entities", true), std::pair("mentions", names), std::pair("quotes", quotes)})
    if (wanted && find(record, part) == nullptr)
      throw Error(tr("{}: \"{}\" is not there: made with --only? (see --parts)", where, part));
}

std::map<std::string, Prediction> read_predictions(const std::string& path, const std::map<std::string, GoldDocument>& gold,
                                                   bool names, bool quotes) {
  std::map<std::string, Prediction> predictions;
  Stream file(open_named(path));
  std::string line;
  for (std::size_t number = 1; file.read_line(line, longest_line); ++number) {
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    const rapidjson::Document json = parse(line, path, number);
    const std::string where = fmt::format("{}:{}", path, number);
    if (const std::string unit = string(json, "offsets"); !unit.empty() && unit != "codepoint")
      throw Error(tr("{}: offsets are in {}; codepoint is needed", where, unit));
    expect_parts(json, where, names, quotes);
    const Json* const id = find(json, "doc");
    const std::string doc = id != nullptr && id->IsInt64() ? std::to_string(id->GetInt64()) : key_of(string(json, "doc"));
    if (const auto known = gold.find(doc); known != gold.end())
      predictions.insert_or_assign(doc, read_prediction(json, known->second, where));
  }
  return predictions;
}

/// Writes the report; the names of its fields are a schema of their own, which other tools read.
template <typename Writer>
class Report {
 public:
  explicit Report(Writer& json) : json_(json) {}

  void write(std::size_t docs, std::size_t missing, const Score& score, const LinkScore& links, bool names, bool quotes) {
    json_.StartObject();
    count("docs", docs);
    count("docs_missing", missing);
    if (names) {
      object("entities");
      ratio("exact", score.names.exact);
      ratio("overlap", score.names.overlap);
      object("exact_by_type");
      for (const char* type : {"PER", "LOC", "ORG"}) {
        const auto found = score.names.by_type.find(type);
        ratio(type, found == score.names.by_type.end() ? Ratio() : found->second);
      }
      json_.EndObject();
      json_.EndObject();
      write(links);
    }
    if (quotes) {
      object("quotes");
      ratio("close", score.quotes.close);
      ratio("loose", score.quotes.loose);
      ratio("who_f1", score.quotes.who);
      number("who_95", half_width(score.quotes.who_by_text, [](const Ratio& ratio) { return ratio.f1(); }));
      share("type_right", score.quotes.types_right, score.quotes.loose.right);
      share("speaker_words", score.quotes.speaker_words_found, score.quotes.speaker_words);
      object("terms");
      const auto terms = score.quotes.by_type.find("term");
      share("right", score.quotes.terms_right, terms == score.quotes.by_type.end() ? 0 : terms->second.gold);
      count("with_source", score.quotes.terms_with_source);
      json_.EndObject();
      share("cue_recall_on_matched", score.quotes.cues_found, score.quotes.cues);
      object("by_type");
      for (const auto& [type, figures] : score.quotes.by_type) {
        object(type.c_str());
        count("gold", figures.gold);
        count("pred", figures.predicted);
        count("found", figures.found);
        count("close", figures.close);
        share("recall", figures.found, figures.gold);
        count("type_right", figures.type_right);
        count("who_right", figures.who_right);
        json_.EndObject();
      }
      json_.EndObject();
      json_.EndObject();
    }
    json_.EndObject();
  }

 private:
  void write(const LinkScore& links) {
    object("links");
    count("names", links.names);
    object("pairs");
    rates(proportion(links.pairs_right, links.pairs_predicted), proportion(links.pairs_right, links.pairs_gold));
    json_.EndObject();
    object("b3");
    rates(proportion(links.b3_precision, links.names), proportion(links.b3_recall, links.names));
    json_.EndObject();
    if (links.gender_right + links.gender_wrong + links.gender_none + links.gender_not_found > 0) {
      object("gender");
      count("right", links.gender_right);
      count("wrong", links.gender_wrong);
      count("none", links.gender_none);
      count("not_found", links.gender_not_found);
      json_.EndObject();
    }
    json_.EndObject();
  }
  static double proportion(double part, std::uint64_t whole) { return whole == 0 ? 0 : part / static_cast<double>(whole); }
  void rates(double precision, double recall) {
    number("p", precision);
    number("r", recall);
    number("f1", precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0);
  }
  void object(const char* name) {
    json_.Key(name);
    json_.StartObject();
  }
  void count(const char* name, std::size_t value) {
    json_.Key(name);
    json_.Uint64(value);
  }
  void number(const char* name, double value) {
    json_.Key(name);
    // Four decimals, rounded as decimals and not as the double's bits.
    json_.Double(std::strtod(fmt::format("{:.4f}", value).c_str(), nullptr));
  }
  void share(const char* name, std::uint32_t part, std::uint32_t whole) {
    if (whole != 0) return number(name, static_cast<double>(part) / whole);
    json_.Key(name);
    json_.Null();
  }
  void ratio(const char* name, const Ratio& ratio) {
    object(name);
    number("p", ratio.precision());
    number("r", ratio.recall());
    number("f1", ratio.f1());
    count("tp", ratio.right);
    count("pred", ratio.predicted);
    count("gold", ratio.gold);
    json_.EndObject();
  }

  Writer& json_;
};

/// Counts text by text, then construct by construct, without shares: what changed from one run to the next shows as a
/// diff of lines. A cell reads right/predicted/gold.
void print_table(const std::map<std::string, Score>& texts, const Score& all) {
  const auto row = [](std::string_view name, const Score& score) {
    const auto cell = [](const Ratio& ratio) { return fmt::format("{}/{}/{}", ratio.right, ratio.predicted, ratio.gold); };
    std::string line(name);
    for (const char* type : {"PER", "LOC", "ORG"}) {
      const auto found = score.names.by_type.find(type);
      line += '\t' + cell(found == score.names.by_type.end() ? Ratio() : found->second);
    }
    for (const Ratio* ratio : {&score.quotes.loose, &score.quotes.close, &score.quotes.who}) line += '\t' + cell(*ratio);
    fmt::print("{}\n", line);
  };
  fmt::print("text\tperson\tplace\torganization\tquotes, loose\tquotes, close\tsource\n");
  for (const auto& [path, score] : texts) row(path, score);
  row("all", all);
  fmt::print("\nconstruct\tgold\tfound, loose\tfound, close\ttype right\tsource right\n");
  for (const auto& [name, counts] : all.quotes.by_construct)
    fmt::print("{}\t{}\t{}\t{}\t{}\t{}\n", name, counts.gold, counts.found, counts.close, counts.type_right, counts.who_right);
}

/// How often results of a confidence are right: in bins, then by the rule that made them.
void print_reliability(const std::vector<Judged>& judged) {
  struct Sum {
    std::size_t count = 0, right = 0;
    double confidence = 0;
    void add(const Judged& one) {
      ++count;
      right += one.right;
      confidence += one.certainty.confidence;
    }
  };
  constexpr double bounds[] = {0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0001};
  std::map<std::string, std::map<double, Sum>> bins;
  std::map<std::pair<std::string, std::string>, Sum> rules;
  for (const Judged& one : judged) {
    bins[one.what][*(std::upper_bound(std::begin(bounds), std::end(bounds) - 1, one.certainty.confidence) - 1)].add(one);
    rules[{one.what, one.certainty.rule}].add(one);
  }
  const auto row = [](const std::string& head, const Sum& sum) {
    fmt::print("{}\t{}\t{}\t{:.3f}\t{:.3f}\n", head, sum.count, sum.right, sum.confidence / sum.count,
               static_cast<double>(sum.right) / sum.count);
  };
  fmt::print("of\tconfidence from\tcount\tright\tmean confidence\tshare right\n");
  for (const auto& [what, by_bin] : bins)
    for (const auto& [from, sum] : by_bin) row(fmt::format("{}\t{:.2f}", what, from), sum);
  fmt::print("\nof\trule\tcount\tright\tmean confidence\tshare right\n");
  for (const auto& [name, sum] : rules) row(fmt::format("{}\t{}", name.first, name.second), sum);
}

/// Where sources are lost, kind by kind and, within, by rule, construct or how the source was found; the most frequent first.
void print_losses(const Score& score) {
  std::map<std::string, std::uint32_t> kinds;
  std::vector<std::pair<std::pair<std::string, std::string>, std::uint32_t>> rows(score.losses.begin(), score.losses.end());
  for (const auto& [what, count] : rows) kinds[what.first] += count;
  std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
    return std::tuple(kinds[b.first.first], a.first.first, b.second) < std::tuple(kinds[a.first.first], b.first.first, a.second);
  });
  fmt::print("loss\tof the kind\tby\tcount\n");
  for (const auto& [what, count] : rows) fmt::print("{}\t{}\t{}\t{}\n", what.first, kinds[what.first], what.second, count);
  fmt::print("right\t{}\tof gold\t{}\n", score.quotes.who.right, score.quotes.who.gold);
}

/// How many sources are left, and how many of them are right, where those of less than a confidence are not taken. The source of a
/// quote that is none is wrong.
void print_coverage(const Score& score) {
  fmt::print("confidence from\tsources\tof all\tright\tprecision\t± 95 %\tof gold\n");
  for (const double from : {0., 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95}) {
    std::vector<Ratio> texts(score.quotes.who_by_text.size());
    Ratio all;
    for (const Given& given : score.given) {
      if (given.confidence < from) continue;
      for (Ratio* ratio : {&all, &texts[given.text]}) {
        ++ratio->predicted;
        ratio->right += given.right;
      }
    }
    all.gold = score.quotes.who.gold;
    const double share = score.given.empty() ? 0 : static_cast<double>(all.predicted) / static_cast<double>(score.given.size());
    fmt::print("{:.2f}\t{}\t{:.3f}\t{}\t{:.3f}\t{:.3f}\t{:.3f}\n", from, all.predicted, share, all.right, all.precision(),
               half_width(texts, [](const Ratio& ratio) { return ratio.precision(); }), all.recall());
  }
}

/// What an earlier run had otherwise, quote by quote; then how often.
void print_changes(const std::map<std::string, GoldDocument>& gold, const std::map<std::string, Prediction>& before,
                   const std::map<std::string, Prediction>& now) {
  static const Prediction nothing;
  const auto of = [](const std::map<std::string, Prediction>& run, const std::string& doc) -> const Prediction& {
    const auto found = run.find(doc);
    return found == run.end() ? nothing : found->second;
  };
  std::vector<Change> changes;
  for (const auto& [doc, document] : gold) find_changes(doc, document, of(before, doc), of(now, doc), changes);
  std::map<std::string, std::size_t> counts;
  fmt::print("text\tchange\tsource before\tsource now\tquote\n");
  for (const Change& change : changes) {
    ++counts[change.what];
    fmt::print("{}\t{}\t{}\t{}\t{}\n", change.doc, change.what, change.before, change.now, change.words);
  }
  fmt::print("\nchange\tcount\n");
  for (const auto& [what, count] : counts) fmt::print("{}\t{}\n", what, count);
}

int eval(const Options& options) {
  bool names = false, quotes = false;
  for (const std::string& part : CLI::detail::split(options.parts, ',')) {
    if (part == "entities") names = true;
    else if (part == "quotes") quotes = true;
    else throw Error(tr("--parts: \"{}\" is neither entities nor quotes", part));
  }
  const std::map<std::string, GoldDocument> gold = read_gold(options.gold, options.texts);
  if (gold.empty()) throw Error(tr("{}: expected texts with annotations", options.gold));
  const std::map<std::string, Prediction> predictions = read_predictions(options.predicted, gold, names, quotes);
  if (predictions.empty()) throw Error(tr("{}: no record of a text of {}", options.predicted, options.gold));
  std::size_t missing = 0;
  Score score;
  LinkScore links;
  std::vector<std::string> link_errors;
  std::map<std::string, Score> texts;
  std::vector<std::string> name_errors, quote_errors;
  for (const auto& [doc, document] : gold) {
    static const Prediction nothing;
    const auto found = predictions.find(doc);
    missing += found == predictions.end();
    const Prediction& prediction = found == predictions.end() ? nothing : found->second;
    if (names) score.add_names(doc, document, prediction, name_errors);
    if (names) links.add(doc, document, prediction, link_errors);
    if (quotes) score.add_quotes(doc, document, prediction, quote_errors);
    if (!options.by_text) continue;
    std::vector<std::string> counted;
    Score& own = texts[document.path];
    if (names) own.add_names(doc, document, prediction, counted);
    if (quotes) own.add_quotes(doc, document, prediction, counted);
  }
  if (options.by_text) print_table(texts, score);
  if (options.reliability) print_reliability(score.judged);
  if (options.losses) print_losses(score);
  if (options.coverage) print_coverage(score);
  if (!options.since.empty()) print_changes(gold, read_predictions(options.since, gold, false, true), predictions);
  if (options.by_text || options.reliability || options.losses || options.coverage || !options.since.empty()) return ok;
  quotes = quotes && std::any_of(gold.begin(), gold.end(), [](const auto& item) { return item.second.quotes; });

  rapidjson::StringBuffer buffer;
  if (options.json) {
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    Report(writer).write(gold.size(), missing, score, links, names, quotes);
  } else {
    rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
    writer.SetIndent(' ', 1);
    Report(writer).write(gold.size(), missing, score, links, names, quotes);
  }
  fmt::print("{}\n", buffer.GetString());
  name_errors.insert(name_errors.end(), link_errors.begin(), link_errors.end());
  name_errors.insert(name_errors.end(), quote_errors.begin(), quote_errors.end());
  for (std::size_t i = 0; i < std::min(options.errors, name_errors.size()); ++i) fmt::print("{}\n", name_errors[i]);
  return ok;
}

}   // namespace

void add_eval(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("eval", "Compare a run with texts that people annotated");
  command.footer("Exit status: 0 it was compared, 2 it was not. docs/accuracy.md says what the figures mean.");
  command
      .add_option("gold", options->gold,
                  "Folder of texts with what people say of them: .gold.json, or .ann (brat), beside .txt; CAS in .json;\n"
                  "or JSON Lines. docs/formats.md")
      ->type_name("GOLD")
      ->required();
  command.add_option("predicted", options->predicted, "JSON Lines, as propos extract writes them")->type_name("FILE")->required();
  command.add_option("--texts", options->texts, "Folder with the texts of a GOLD in JSON Lines (default: where the lines say)")
      ->type_name("FOLDER");
  CLI::Option* const json = command.add_flag("--json", options->json, "The report on one line");
  CLI::Option* const errors = command.add_option("--errors", options->errors, "Print the first N differences")->type_name("N");
  // Each of these writes something of its own in place of the report.
  std::vector<CLI::Option*> modes = {
      command.add_flag("--by-text", options->by_text, "Counts text by text and construct by construct, in columns"),
      command.add_flag("--reliability", options->reliability,
                       "How often results of a confidence are right, by confidence and by rule"),
      command.add_flag("--losses", options->losses, "What keeps sources from being right, by kind and by rule"),
      command.add_flag("--coverage", options->coverage, "How many sources are left and right from a confidence on"),
      command
          .add_option("--since", options->since,
                      "What changed since an earlier run: quotes gained and lost, sources right, wrong or others")
          ->type_name("FILE"),
  };
  for (std::size_t i = 0; i < modes.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) modes[i]->excludes(modes[k]);
    modes[i]->excludes(json)->excludes(errors);
  }
  command.add_option("--parts", options->parts, "What to compare: entities, quotes, or both with a comma")
      ->type_name("PARTS")
      ->capture_default_str();
  command.callback([options, &run] { run = [options] { return eval(*options); }; });
}

}   // namespace propos::cli
