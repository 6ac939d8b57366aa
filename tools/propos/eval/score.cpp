// SPDX-License-Identifier: Apache-2.0
#include "eval/score.h"

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <utility>

#include "messages.h"
#include "propos/error.h"

namespace propos::cli {
namespace {

constexpr std::u32string_view blanks_and_marks = U" \t\r\n\u00a0\u202f\u2009«»“”\"‘’'‹›";
constexpr std::u32string_view punctuation = U" \t\r\n\u00a0\u202f\u2009«»“”\"‘’'‹›,;:.!?…—–-()";

Range trim(const std::u32string& text, Range range, std::u32string_view chars) {
  range.end = std::min<std::uint32_t>(range.end, text.size());
  while (range.begin < range.end && chars.find(text[range.begin]) != chars.npos) ++range.begin;
  while (range.end > range.begin && chars.find(text[range.end - 1]) != chars.npos) --range.end;
  return range;
}

std::string utf8(const std::u32string& text, Range range) {
  std::string out;
  const auto size = static_cast<std::uint32_t>(text.size());
  const std::uint32_t begin = std::min(range.begin, size);
  const std::uint32_t end = std::clamp(range.end, begin, size);
  icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data() + begin), end - begin).toUTF8String(out);
  for (char& c : out) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  return out;
}

/// A set of characters as ranges that neither overlap nor touch, in order.
using Characters = std::vector<Range>;

Characters characters(const std::u32string& text, const std::vector<Range>& spans) {
  Characters parts;
  for (const Range& span : spans) {
    const Range part = trim(text, span, punctuation);
    if (part.begin < part.end) parts.push_back(part);
  }
  std::sort(parts.begin(), parts.end());
  Characters merged;
  for (const Range& part : parts) {
    if (!merged.empty() && part.begin <= merged.back().end) merged.back().end = std::max(merged.back().end, part.end);
    else merged.push_back(part);
  }
  return merged;
}

std::uint64_t size(const Characters& set) {
  std::uint64_t sum = 0;
  for (const Range& part : set) sum += part.end - part.begin;
  return sum;
}

std::uint64_t size_of_intersection(const Characters& a, const Characters& b) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const std::uint32_t begin = std::max(a[i].begin, b[j].begin);
    const std::uint32_t end = std::min(a[i].end, b[j].end);
    if (begin < end) sum += end - begin;
    if (a[i].end < b[j].end) ++i;
    else ++j;
  }
  return sum;
}

/// For each gold quote the predicted one that it is paired with, or -1: best intersection over union first.
std::vector<int> pair(const std::vector<Characters>& gold, const std::vector<Characters>& predicted, double least) {
  struct Candidate {
    double overlap;
    std::size_t gold, predicted;
  };
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < gold.size(); ++i) {
    for (std::size_t j = 0; j < predicted.size(); ++j) {
      const std::uint64_t both = size_of_intersection(gold[i], predicted[j]);
      if (both == 0) continue;
      const double overlap = static_cast<double>(both) / (size(gold[i]) + size(predicted[j]) - both);
      if (overlap >= least) candidates.push_back({overlap, i, j});
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.overlap > b.overlap; });
  std::vector<int> pairs(gold.size(), -1);
  std::vector<bool> used(predicted.size());
  for (const Candidate& c : candidates) {
    if (pairs[c.gold] >= 0 || used[c.predicted]) continue;
    pairs[c.gold] = static_cast<int>(c.predicted);
    used[c.predicted] = true;
  }
  return pairs;
}

bool is_blank(UChar32 c) { return u_isUWhiteSpace(c) || (c >= 0x1c && c <= 0x1f); }

/// Without case, accents, and blanks at the ends; runs of blanks become one.
icu::UnicodeString fold(const std::string& name) {
  icu::UnicodeString folded = icu::UnicodeString::fromUTF8(name);
  folded.findAndReplace(icu::UnicodeString(u'’'), icu::UnicodeString(u'\''));
  folded.foldCase();
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) throw Error(tr("ICU: {}", u_errorName(status)));
  const icu::UnicodeString decomposed = normalizer->normalize(folded, status);
  icu::UnicodeString out;
  bool blank = false;
  for (int at = 0; at < decomposed.length(); at = decomposed.moveIndex32(at, 1)) {
    const UChar32 c = decomposed.char32At(at);
    if (is_blank(c)) {
      blank = true;
    } else if (u_getCombiningClass(c) == 0) {
      if (blank && !out.isEmpty()) out.append(u' ');
      blank = false;
      out.append(c);
    }
  }
  return out;
}

std::vector<icu::UnicodeString> words(const icu::UnicodeString& text) {
  constexpr std::uint32_t letter_or_number = U_GC_L_MASK | U_GC_N_MASK;
  std::vector<icu::UnicodeString> out;
  bool inside = false;
  for (int at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    const UChar32 c = text.char32At(at);
    const bool word = c == u'_' || (U_GET_GC_MASK(c) & letter_or_number) != 0;
    if (word && !inside) out.emplace_back();
    if (word) out.back().append(c);
    inside = word;
  }
  return out;
}

bool begins_upper(const std::string& name) { return u_isUUppercase(icu::UnicodeString::fromUTF8(name).char32At(0)); }

bool one_of(const icu::UnicodeString& word, std::initializer_list<const char16_t*> list) {
  return std::any_of(list.begin(), list.end(), [&](const char16_t* other) { return word == other; });
}

std::vector<icu::UnicodeString> names_only(const std::vector<icu::UnicodeString>& words) {
  std::vector<icu::UnicodeString> out;
  for (const icu::UnicodeString& word : words) {
    if (!one_of(word, {u"m", u"mm", u"mme", u"mmes", u"mlle", u"me", u"mgr", u"dr", u"pr"})) out.push_back(word);
  }
  return out;
}

std::set<icu::UnicodeString> content_words(const std::vector<icu::UnicodeString>& words) {
  std::set<icu::UnicodeString> out;
  for (const icu::UnicodeString& word : words) {
    if (!one_of(word, {u"le", u"la", u"les", u"l", u"un", u"une", u"des", u"du", u"de", u"d", u"a", u"au", u"aux", u"et"}))
      out.insert(word);
  }
  return out;
}

/// "direct, cue before": the type of a gold quote and where its cue stands.
std::string construct_of(const ScoredQuote& quote) {
  std::string_view place = "no cue";
  if (quote.cue && !quote.spans.empty())
    place = quote.cue->end <= quote.spans.front().begin  ? "cue before"
            : quote.cue->begin >= quote.spans.back().end ? "cue after"
                                                         : "cue inside";
  return fmt::format("{}, {}", quote.type, place);
}

/// What keeps the source of a quote that was found from being right.
std::pair<std::string, std::string> loss_of(const ScoredQuote& gold, const ScoredQuote& found) {
  if (!found.has_speaker) return {"no source given", found.certainty.rule};
  const bool same_cue = !gold.cue || (found.cue && found.cue->begin < gold.cue->end && gold.cue->begin < found.cue->end);
  return {same_cue ? "wrong source" : "wrong source, by another cue", found.of_speaker.rule};
}

Name trimmed(const std::u32string& text, const Name& name) { return {trim(text, name.range, blanks_and_marks), name.type}; }

}   // namespace

std::string folded(const std::string& name) {
  std::string out;
  return fold(name).toUTF8String(out);
}

Range without_marks(const std::u32string& text, Range range) { return trim(text, range, blanks_and_marks); }

std::string words_at(const std::u32string& text, Range range) { return utf8(text, range); }

Pairing pair_quotes(const GoldDocument& gold, const Prediction& predicted) {
  std::vector<Characters> g, p;
  for (const ScoredQuote& quote : *gold.quotes) g.push_back(characters(gold.text, quote.spans));
  for (const ScoredQuote& quote : predicted.quotes) p.push_back(characters(gold.text, quote.spans));
  return {pair(g, p, 0.8), pair(g, p, 0.5)};
}

double Ratio::f1() const {
  const double p = precision(), r = recall();
  return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

bool same_source(const std::string& gold, const std::string& predicted, const Clusters& clusters) {
  const icu::UnicodeString g = fold(gold), p = fold(predicted);
  if (g.isEmpty() || p.isEmpty()) return false;
  if (g == p) return true;
  for (const auto& [name, others] : clusters) {
    std::set<icu::UnicodeString> forms = {fold(name)};
    for (const std::string& other : others) forms.insert(fold(other));
    if (forms.count(g) && forms.count(p)) return true;
  }
  const std::vector<icu::UnicodeString> gold_words = names_only(words(g)), predicted_words = names_only(words(p));
  if (gold_words.empty() || predicted_words.empty()) return false;
  if (begins_upper(gold) && begins_upper(predicted)) {
    return gold_words.back() == predicted_words.back() &&
           (gold_words.size() == 1 || predicted_words.size() == 1 || gold_words.front() == predicted_words.front());
  }
  const std::set<icu::UnicodeString> a = content_words(gold_words), b = content_words(predicted_words);
  const auto both =
      static_cast<std::size_t>(std::count_if(a.begin(), a.end(), [&](const auto& word) { return b.count(word) != 0; }));
  return !a.empty() && !b.empty() && 2 * both >= a.size() && 2 * both >= b.size();
}

void Score::add_names(const std::string& doc, const GoldDocument& gold, const Prediction& predicted,
                      std::vector<std::string>& errors) {
  std::set<Name> g, p;
  for (const Name& name : gold.names) g.insert(trimmed(gold.text, name));
  for (const auto& [name, certainty] : predicted.names) {
    const Name found = trimmed(gold.text, name);
    p.insert(found);
    judged.push_back({"mention", certainty, g.contains(found)});
  }
  for (const Name& name : g) ++names.by_type[name.type].gold;
  for (const Name& name : p) ++names.by_type[name.type].predicted;
  names.exact.gold += g.size();
  names.exact.predicted += p.size();
  names.overlap.gold += g.size();
  names.overlap.predicted += p.size();
  std::vector<Name> left(p.begin(), p.end());
  for (const Name& name : g) {
    if (p.count(name)) {
      ++names.exact.right;
      ++names.by_type[name.type].right;
    }
    const auto hit = std::find_if(left.begin(), left.end(), [&](const Name& other) {
      return other.type == name.type && other.range.begin < name.range.end && name.range.begin < other.range.end;
    });
    if (hit == left.end()) continue;
    left.erase(hit);
    ++names.overlap.right;
  }
  std::vector<Name> different;
  std::set_symmetric_difference(g.begin(), g.end(), p.begin(), p.end(), std::back_inserter(different));
  for (const Name& name : different)
    errors.push_back(fmt::format("{} entity {} {} {}-{} « {} »", doc, g.count(name) ? "missed" : "wrong ", name.type,
                                 name.range.begin, name.range.end, utf8(gold.text, name.range)));
}

void Score::add_quotes(const std::string& doc, const GoldDocument& gold, const Prediction& predicted,
                       std::vector<std::string>& errors) {
  if (!gold.quotes) return;
  const std::u32string& text = gold.text;
  const auto [close, loose] = pair_quotes(gold, predicted);
  const auto text_number = static_cast<std::uint32_t>(quotes.who_by_text.size());
  const Ratio before = quotes.who;
  const auto pairs = [](const std::vector<int>& list) {
    return static_cast<std::uint32_t>(list.size() - std::count(list.begin(), list.end(), -1));
  };
  const auto words_of = [&](const ScoredQuote& quote) {
    return quote.spans.empty() ? std::string() : utf8(text, quote.spans.front());
  };
  quotes.close.right += pairs(close);
  quotes.loose.right += pairs(loose);
  for (Ratio* ratio : {&quotes.close, &quotes.loose}) {
    ratio->gold += gold.quotes->size();
    ratio->predicted += predicted.quotes.size();
  }
  for (const ScoredQuote& quote : predicted.quotes) {
    ++quotes.by_type[quote.type].predicted;
    quotes.who.predicted += quote.has_speaker;
  }
  std::vector<bool> used(predicted.quotes.size());
  for (std::size_t i = 0; i < gold.quotes->size(); ++i) {
    const ScoredQuote& quote = (*gold.quotes)[i];
    QuoteTypeScore& type = quotes.by_type[quote.type];
    QuoteTypeScore& construct = quotes.by_construct[construct_of(quote)];
    ++type.gold;
    ++construct.gold;
    quotes.who.gold += !quote.who.empty();
    if (loose[i] < 0) {
      errors.push_back(fmt::format("{} quote missed {} « {} »", doc, quote.type, words_of(quote)));
      if (!quote.who.empty()) ++losses[{"quote not found", construct_of(quote)}];
      continue;
    }
    used[loose[i]] = true;
    const ScoredQuote& found = predicted.quotes[loose[i]];
    for (QuoteTypeScore* counts : {&type, &construct}) {
      ++counts->found;
      counts->close += close[i] >= 0;
      counts->type_right += found.type == quote.type;
    }
    quotes.types_right += found.type == quote.type;
    if (quote.type == "term") {
      quotes.terms_right += found.type == quote.type;
      quotes.terms_with_source += !found.who.empty();
    }
    if (quote.speaker) {
      ++quotes.speaker_words;
      quotes.speaker_words_found +=
          found.speaker && found.speaker->begin < quote.speaker->end && quote.speaker->begin < found.speaker->end;
    }
    if (quote.cue) {
      ++quotes.cues;
      quotes.cues_found += found.cue && found.cue->begin < quote.cue->end && quote.cue->begin < found.cue->end;
    }
    if (found.has_speaker) {
      judged.push_back({"speaker", found.of_speaker, same_source(quote.who, found.who, gold.clusters)});
      given.push_back({found.of_speaker.confidence, judged.back().right, text_number});
    }
    if (quote.who.empty()) {
      if (found.has_speaker)
        ++losses[{quote.type == "term" ? "a source given to a term" : "a source given where there is none",
                  found.certainty.rule}];
      continue;
    }
    const bool right = same_source(quote.who, found.who, gold.clusters);
    quotes.who.right += right;
    type.who_right += right;
    construct.who_right += right;
    if (!right) ++losses[loss_of(quote, found)];
    if (!right)
      errors.push_back(
          fmt::format("{} source wrong: gold « {} », got « {} », quote « {} »", doc, quote.who, found.who, words_of(quote)));
  }
  for (std::size_t j = 0; j < predicted.quotes.size(); ++j) {
    judged.push_back({"quote", predicted.quotes[j].certainty, used[j]});
    if (!used[j] && predicted.quotes[j].has_speaker) {
      ++losses[{"a false quote with a source", predicted.quotes[j].certainty.rule}];
      given.push_back({predicted.quotes[j].of_speaker.confidence, false, text_number});
    }
    if (!used[j])
      errors.push_back(fmt::format("{} quote wrong {} « {} »", doc, predicted.quotes[j].type, words_of(predicted.quotes[j])));
  }
  quotes.who_by_text.push_back(
      {quotes.who.right - before.right, quotes.who.predicted - before.predicted, quotes.who.gold - before.gold});
}

}   // namespace propos::cli
