// SPDX-License-Identifier: Apache-2.0
#include "lexicon/roles.h"

#include <algorithm>

#include "lexicon/words.h"

namespace propos::lexicon {

Roles::Roles(const Lexicon& lexicon)
    : lexicon_(lexicon), preposition_(lexicon.feature("preposition")), determiner_(lexicon.feature("determiner")) {}

std::string_view Roles::class_of(const Entry& entry) const {
  std::string_view out;
  each_value(lexicon_.info(entry), "class", [&](std::string_view value) { out = value; });
  return out.empty() ? lexicon_.lemma(entry) : out;
}

const std::vector<std::string>& Roles::wider(std::string_view role) const {
  if (const auto known = wider_.find(role); known != wider_.end()) return known->second;
  std::vector<std::string> out;
  // Breadth first; words that a caller adds may make a circle.
  const auto add_wider_of = [&](std::string_view one) {
    const Entry* entry = lexicon_.find(key_of(one));
    if (entry == nullptr) return;
    each_value(lexicon_.info(*entry), "is", [&](std::string_view wide) {
      if (out.size() < most_wider && wide != role && std::find(out.begin(), out.end(), wide) == out.end()) out.emplace_back(wide);
    });
  };
  add_wider_of(role);
  for (std::size_t i = 0; i < out.size(); ++i) add_wider_of(std::string(out[i]));
  // « le rapporteur » may be the « rapporteur général », but no other kind of one.
  if (const std::size_t blank = role.find(' '); blank != role.npos)
    if (const Entry* first = lexicon_.find(key_of(role.substr(0, blank))); first != nullptr) {
      const std::string_view own = class_of(*first);
      const bool is_class = !own.empty() && std::find(out.begin(), out.end(), own) == out.end();
      if (is_class && out.size() < most_wider) out.emplace_back(own);
    }
  return wider_.emplace(std::string(role), std::move(out)).first->second;
}

const std::vector<std::string>& Roles::against(std::string_view role) const {
  if (const auto known = against_.find(role); known != against_.end()) return known->second;
  std::vector<std::string> out;
  const auto add = [&](std::string_view one) {
    if (const Entry* entry = lexicon_.find(key_of(one)); entry != nullptr)
      each_value(lexicon_.info(*entry), "against", [&](std::string_view other) { out.emplace_back(other); });
  };
  add(role);
  for (const std::string& wide : wider(role)) add(wide);
  return against_.emplace(std::string(role), std::move(out)).first->second;
}

const std::vector<std::string>& Roles::said_by(std::string_view role) const {
  if (const auto known = said_.find(role); known != said_.end()) return known->second;
  std::vector<std::string> out;
  const std::string key = key_of(role);
  for (std::size_t begin = key.find(' '); begin != std::string::npos;) {
    const std::size_t end = key.find(' ', ++begin);
    const std::string_view word = std::string_view(key).substr(begin, end == std::string::npos ? end : end - begin);
    const Entry* entry = lexicon_.find(word);
    const auto is = [&](int feature) {
      return entry != nullptr && feature >= 0 && entry->common[static_cast<std::size_t>(feature)];
    };
    if (!is(preposition_) && !is(determiner_)) out.emplace_back(word);
    begin = end;
  }
  return said_.emplace(std::string(role), std::move(out)).first->second;
}

}   // namespace propos::lexicon
