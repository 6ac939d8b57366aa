// SPDX-License-Identifier: Apache-2.0
#include "data.h"
#include "errors.h"
#include "rules/grammar.h"
#include "rules/schema.h"

namespace propos::rules {

std::vector<Source> built_in() {
  std::vector<Source> out;
  for (const DataFile& file : data_files())
    if (file.path.ends_with(".rules")) out.push_back({std::string(file.path), std::string(file.content)});
  return out;
}

Grammar built_in_with(const std::vector<Source>& added, std::vector<Error>& errors, const lexicon::Lexicon* lexicon) {
  std::vector<Source> sources = built_in();
  sources.insert(sources.end(), added.begin(), added.end());
  Grammar out = parse(sources, errors);
  check_schema(out, errors);
  if (lexicon != nullptr) check_features(out, *lexicon, errors);
  sort_by_place(errors, sources);
  return out;
}

Grammar built_in_with(const std::vector<Source>& added) {
  std::vector<Error> errors;
  Grammar out = built_in_with(added, errors);
  if (!errors.empty()) throw errors.front();
  return out;
}

}   // namespace propos::rules
