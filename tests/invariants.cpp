// SPDX-License-Identifier: Apache-2.0
#include "invariants.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <tuple>
#include <vector>

#include "output/utf8.h"

namespace propos {
namespace {

class Check {
 public:
  Check(const Document& document, std::string_view text) : d_(document), text_(text), boundary_(text.size() + 1, false) {
    const auto* const data = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
      boundary_[static_cast<std::size_t>(i)] = true;
      UChar32 c = 0;
      U8_NEXT(data, i, size, c);
    }
    boundary_[text.size()] = true;
  }

  std::string run() {
    frame();
    for (Id m = 0; m < d_.mentions.size(); ++m) mention(m);
    for (Id e = 0; e < d_.entities.size(); ++e) entity(e);
    for (Id q = 0; q < d_.quotes.size(); ++q) quote(q);
    return wrong_;
  }

 private:
  // Keeps the first that does not hold.
  void hold(bool holds, std::string_view what, std::size_t number) {
    if (!holds && wrong_.empty()) wrong_ = fmt::format("{} ({})", what, number);
  }
  bool good(Span s) const { return s.begin < s.end && s.end <= text_.size() && boundary_[s.begin] && boundary_[s.end]; }
  static bool refers(Id id, std::size_t size) { return id == none || id < size; }
  static bool is_share(float value) { return value >= 0 && value <= 1; }
  bool clean(std::string_view value) const { return output::is_utf8(value) || !output::is_utf8(text_); }
  // By begin, then the longest first.
  static bool in_order(Span a, Span b) { return a.begin != b.begin ? a.begin < b.begin : a.end >= b.end; }

  void frame() {
    for (std::size_t i = 0; i < d_.paragraphs.size(); ++i) {
      hold(good(d_.paragraphs[i].span), "span of a paragraph", i);
      hold(i == 0 || d_.paragraphs[i - 1].span.end <= d_.paragraphs[i].span.begin, "order of paragraphs", i);
    }
    for (std::size_t i = 0; i < d_.tokens.size(); ++i) {
      hold(good(d_.tokens[i]), "span of a token", i);
      hold(i == 0 || d_.tokens[i - 1].end <= d_.tokens[i].begin, "order of tokens", i);
    }
    for (std::size_t i = 0; i < d_.sentences.size(); ++i) {
      const Sentence& s = d_.sentences[i];
      hold(good(s.span), "span of a sentence", i);
      hold(i == 0 || d_.sentences[i - 1].span.end <= s.span.begin, "order of sentences", i);
      hold(s.paragraph < d_.paragraphs.size() && d_.paragraphs[s.paragraph].span.contains(s.span), "paragraph of a sentence", i);
    }
  }

  void mention(Id m) {
    const Mention& one = d_.mentions[m];
    hold(good(one.span), "span of a mention", m);
    hold(!one.rule.empty(), "rule of a mention", m);
    hold(is_share(one.confidence), "confidence of a mention", m);
    hold(refers(one.entity, d_.entities.size()), "entity of a mention", m);
    if (one.entity < d_.entities.size()) hold(one.type == d_.entities[one.entity].type, "type of a mention", m);
    if (m > 0) hold(in_order(d_.mentions[m - 1].span, one.span) && d_.mentions[m - 1].span != one.span, "order of mentions", m);
    if (one.form != MentionForm::name && one.form != MentionForm::acronym) return;
    hold(named_until_ <= one.span.begin, "names overlap", m);
    named_until_ = one.span.end;
    hold(one.entity != none, "name without an entity", m);
  }

  void entity(Id e) {
    const Entity& one = d_.entities[e];
    hold(!one.name.empty(), "name of an entity", e);
    for (const std::string* value :
         {&one.name, &one.key, &one.title, &one.first_name, &one.last_name, &one.acronym, &one.country, &one.stands_for})
      hold(clean(*value), "UTF-8 of an entity", e);
    std::set<std::string_view> forms = {one.name};
    for (const std::string& alias : one.aliases)
      hold(clean(alias) && !alias.empty() && forms.insert(alias).second, "aliases of an entity", e);
    hold(!one.mentions.empty(), "entity without mentions", e);
    for (std::size_t i = 0; i < one.mentions.size(); ++i) {
      const Id m = one.mentions[i];
      hold(m < d_.mentions.size() && d_.mentions[m].entity == e, "mentions of an entity", e);
      hold(i == 0 || one.mentions[i - 1] < m, "order of the mentions of an entity", e);
    }
    const auto theirs = std::count_if(d_.mentions.begin(), d_.mentions.end(), [](const Mention& m) { return m.entity != none; });
    if (e == 0) {
      std::size_t listed = 0;
      for (const Entity& other : d_.entities) listed += other.mentions.size();
      hold(listed == static_cast<std::size_t>(theirs), "mentions that no entity has", e);
    }
  }

  void quote(Id q) {
    const Quote& one = d_.quotes[q];
    hold(!one.spans.empty() && good(one.outer), "span of a quote", q);
    for (std::size_t i = 0; i < one.spans.size(); ++i) {
      hold(good(one.spans[i]) && one.outer.contains(one.spans[i]), "span of a quote", q);
      hold(i == 0 || one.spans[i - 1].end <= one.spans[i].begin, "order of the spans of a quote", q);
    }
    if (q > 0) hold(in_order(d_.quotes[q - 1].outer, one.outer), "order of quotes", q);
    hold(contents_.insert(one.spans).second, "two quotes of the same words", q);
    hold(!one.rule.empty(), "rule of a quote", q);
    hold(is_share(one.confidence), "confidence of a quote", q);
    hold(one.parent == none || (one.parent < q && d_.quotes[one.parent].outer.contains(one.outer)), "parent of a quote", q);
    if (one.has_cue) hold(good(one.cue.span) && clean(one.cue.lemma), "cue of a quote", q);
    if (one.has_speaker) speaker(one.speaker, q);
  }

  void speaker(const Speaker& who, Id q) {
    hold(refers(who.mention, d_.mentions.size()) && refers(who.entity, d_.entities.size()), "ids of a speaker", q);
    if (!wrong_.empty()) return;
    hold(who.mention != none || who.entity != none || !who.name.empty(), "speaker that is nobody", q);
    if (who.mention != none) hold(d_.mentions[who.mention].entity == who.entity, "entity of the words of a speaker", q);
    if (who.entity != none) hold(who.name == d_.entities[who.entity].name, "name of a speaker", q);
    hold(clean(who.name) && is_share(who.confidence), "name or confidence of a speaker", q);
  }

  const Document& d_;
  std::string_view text_;
  std::vector<bool> boundary_;
  std::uint32_t named_until_ = 0;
  std::set<std::vector<Span>> contents_;   // of the quotes so far
  std::string wrong_;
};

}   // namespace

std::string first_contradiction(const Document& document, std::string_view text) { return Check(document, text).run(); }

}   // namespace propos
