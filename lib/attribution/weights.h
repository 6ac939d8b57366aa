// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

/// What the features of a candidate weigh (lib/fr/weights/speakers.tsv).
namespace propos::attribution {

enum class Feature : std::uint8_t {
  words_name_it,
  names_itself,
  name_asked,
  same_report,
  answers_questions,
  asks_questions,
  own_words,
  author,
  same_source,
  two_together,
  titled,
  has_its_word,
  same_description,
  just_spoke,
  nearby,
  presented_before,
  presented_behind,
  spoke_before,
  same_words,
  takes_turns,
  answers_it,
  said_below,
  speaks_below,
  quoted_most,
  in_sentence,
  named_ahead,
  one_back,
  two_back,
  three_back,
  nearest,
  sentences_back,
  topic,
  subject,
  object,
  governed,
  owner,
  person,
  gender_agrees,
  gender_unknown,
  surname_alone,
  attribute,
  spoke_last,
  spoke_last_further,
  speaks_here,
  answers_itself,
  body_spoke,
  thing_spoke,
  beside_description,
  named_before,
  stand_together,
  names_nobody,
  fit_belongs,
  fit_possible,
  fit_wider,
  fit_sure,
  title_words,
  named_just_before,
  same_paragraph,
  speaks_on,
  most_named,
  spoke_above,
  says_more,
  other_function,
  rival_function,
  named_later,
  goes_on,
  in_dialogue,
  in_scene,
  told_of,
  acts_before,
  acts_behind,
  acted,
  called_so,
  reported_before,
  no_break,
  words_mean_it,
  may_mean,
  described_so,
  described_again,
  not_introduced,
  presented,
  told_so,
  calls_it,
  told_to,
  called_before,
  called_behind,
  other_gender,
  line_gender_agrees,
  speaks_twice,
  speaks_again,
  answers_later,
  turns_later,
  in_speech,
  told_just_before,
  does_it,
  body_does_it,
  spoke_here,
  further_back,
  told_it_is,
  told_it_does,
  feels_it,
  leads_here,
  in_its_words,
  holds_office,
  count
};
inline constexpr std::size_t feature_count = static_cast<std::size_t>(Feature::count);

/// The name of a feature in the table: "one-back".
std::string_view name_of(Feature feature) noexcept;

/// The features that hold of a candidate, each added once, with how often.
class Evidence {
 public:
  struct Item {
    Feature feature = Feature::count;
    std::int8_t times = 0;
  };
  static constexpr std::size_t most = 20;

  Evidence& add(Feature feature, int times = 1) {
    if (times == 0) return *this;
    const auto known =
        std::find_if(items_.begin(), items_.begin() + size_, [&](const Item& item) { return item.feature == feature; });
    if (known != items_.begin() + size_) known->times = static_cast<std::int8_t>(known->times + times);
    else items_.at(size_++) = {feature, static_cast<std::int8_t>(times)};
    return *this;
  }
  bool has(Feature feature) const {
    return std::any_of(begin(), end(), [feature](const Item& item) { return item.feature == feature; });
  }
  const Item* begin() const { return items_.data(); }
  const Item* end() const { return items_.data() + size_; }

 private:
  std::array<Item, most> items_;
  std::size_t size_ = 0;
};

/// The weights. Immutable; threads may share it.
class Weights {
 public:
  /// Throws Error where the table lacks a feature or has one that is none.
  Weights();

  int operator[](Feature feature) const { return weights_[static_cast<std::size_t>(feature)]; }
  int score(const Evidence& evidence) const {
    int out = 0;
    for (const Evidence::Item& item : evidence) out += (*this)[item.feature] * item.times;
    return out;
  }

 private:
  std::array<int, feature_count> weights_{};
};

}   // namespace propos::attribution
