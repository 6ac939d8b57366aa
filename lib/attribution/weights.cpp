// SPDX-License-Identifier: Apache-2.0
#include "attribution/weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "data.h"
#include "propos/error.h"

namespace propos::attribution {
namespace {

constexpr std::string_view table = "weights/speakers.tsv";

// In the order of Feature.
constexpr std::array<std::string_view, feature_count> names = {"words-name-it",
                                                               "names-itself",
                                                               "name-asked",
                                                               "same-report",
                                                               "answers-questions",
                                                               "asks-questions",
                                                               "own-words",
                                                               "author",
                                                               "same-source",
                                                               "two-together",
                                                               "titled",
                                                               "has-its-word",
                                                               "same-description",
                                                               "just-spoke",
                                                               "nearby",
                                                               "presented-before",
                                                               "presented-behind",
                                                               "spoke-before",
                                                               "same-words",
                                                               "takes-turns",
                                                               "answers-it",
                                                               "said-below",
                                                               "speaks-below",
                                                               "quoted-most",
                                                               "in-sentence",
                                                               "named-ahead",
                                                               "one-back",
                                                               "two-back",
                                                               "three-back",
                                                               "nearest",
                                                               "sentences-back",
                                                               "topic",
                                                               "subject",
                                                               "object",
                                                               "governed",
                                                               "owner",
                                                               "person",
                                                               "gender-agrees",
                                                               "gender-unknown",
                                                               "surname-alone",
                                                               "attribute",
                                                               "spoke-last",
                                                               "spoke-last-further",
                                                               "speaks-here",
                                                               "answers-itself",
                                                               "body-spoke",
                                                               "thing-spoke",
                                                               "beside-description",
                                                               "named-before",
                                                               "stand-together",
                                                               "names-nobody",
                                                               "fit-belongs",
                                                               "fit-possible",
                                                               "fit-wider",
                                                               "fit-sure",
                                                               "title-words",
                                                               "named-just-before",
                                                               "same-paragraph",
                                                               "speaks-on",
                                                               "most-named",
                                                               "spoke-above",
                                                               "says-more",
                                                               "other-function",
                                                               "rival-function",
                                                               "named-later",
                                                               "goes-on",
                                                               "in-dialogue",
                                                               "in-scene",
                                                               "told-of",
                                                               "acts-before",
                                                               "acts-behind",
                                                               "acted",
                                                               "called-so",
                                                               "reported-before",
                                                               "no-break",
                                                               "words-mean-it",
                                                               "may-mean",
                                                               "described-so",
                                                               "described-again",
                                                               "not-introduced",
                                                               "presented",
                                                               "told-so",
                                                               "calls-it",
                                                               "told-to",
                                                               "called-before",
                                                               "called-behind",
                                                               "other-gender",
                                                               "line-gender-agrees",
                                                               "speaks-twice",
                                                               "speaks-again",
                                                               "answers-later",
                                                               "turns-later",
                                                               "in-speech",
                                                               "told-just-before",
                                                               "does-it",
                                                               "body-does-it",
                                                               "spoke-here",
                                                               "further-back",
                                                               "told-it-is",
                                                               "told-it-does",
                                                               "feels-it",
                                                               "leads-here",
                                                               "in-its-words",
                                                               "holds-office"};

}   // namespace

std::string_view name_of(Feature feature) noexcept { return names[static_cast<std::size_t>(feature)]; }

Weights::Weights() {
  std::array<bool, feature_count> set{};
  for (const auto& [name, rest] : data_table(table)) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) throw Error(fmt::format("{}: expected the name of a feature; «{}» is none", table, name));
    const std::size_t f = static_cast<std::size_t>(found - names.begin());
    const auto [end, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), weights_[f]);
    if (failure != std::errc() || (end != rest.data() + rest.size() && *end != '\t'))
      throw Error(fmt::format("{}: expected a whole number behind «{}»", table, name));
    set[f] = true;
  }
  if (const auto missing = std::find(set.begin(), set.end(), false); missing != set.end())
    throw Error(fmt::format("{}: expected a weight for «{}»", table, names[static_cast<std::size_t>(missing - set.begin())]));
}

}   // namespace propos::attribution
