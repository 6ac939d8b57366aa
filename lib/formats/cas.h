// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

/// The type system of a CAS: what the writer declares and the reader knows. Layers as INCEpTION has them: spans with features, and
/// links with a role and a target.
namespace propos::formats::cas {

inline constexpr std::string_view mention = "propos.Mention", quote = "propos.Quote", quote_part = "propos.QuotePart",
                                  cue = "propos.Cue", record = "propos.Record";
inline constexpr std::string_view cue_link = "propos.CueLink", part_link = "propos.PartLink", quote_link = "propos.QuoteLink",
                                  mention_link = "propos.MentionLink";
inline constexpr std::string_view token = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token",
                                  sentence = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence",
                                  meta_data = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData",
                                  named_entity = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";

struct Feature {
  std::string_view name, range, element = {};   ///< `element`: of an array
};
struct Type {
  std::string_view name, super;
  std::span<const Feature> features;
};

/// In the order in which they are declared.
std::span<const Type> types();

}   // namespace propos::formats::cas
