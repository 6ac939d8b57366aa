// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "c/handles.h"

/// A Document in the structs of C.
namespace propos::c {
namespace {

propos_span span_of(const propos_document& document, Span span) {
  return {string(span.of(document.text)), document.offsets(span.begin), document.offsets(span.end)};
}

void add_cue(const propos_document& document, const Cue& cue, propos_quote& out) {
  out.has_cue = 1;
  out.cue_kind = static_cast<std::uint32_t>(cue.kind);
  out.cue = span_of(document, cue.span);
  out.cue_lemma = string(cue.lemma);
  out.stance = static_cast<std::uint32_t>(cue.stance);
}

void add_speaker(const Speaker& speaker, propos_quote& out) {
  out.has_speaker = 1;
  out.speaker = string(speaker.name);
  out.mention = speaker.mention;
  out.entity = speaker.entity;
  out.speaker_by = static_cast<std::uint32_t>(speaker.by);
  out.speaker_kind = static_cast<std::uint32_t>(speaker.kind);
  out.speaker_gender = static_cast<std::uint32_t>(speaker.gender);
  out.speaker_confidence = speaker.confidence;
}

propos_quote quote_of(propos_document& document, const Quote& quote) {
  propos_quote out = {};
  out.type = static_cast<std::uint32_t>(quote.type);
  out.zone = static_cast<std::uint32_t>(quote.zone);
  out.spans = document.spans.data() + document.spans.size();
  out.span_count = quote.spans.size();
  for (const Span span : quote.spans) document.spans.push_back(span_of(document, span));
  out.text = quote.spans.size() == 1 ? out.spans[0].text : string(document.together.emplace_back(text_of(quote, document.text)));
  out.outer = span_of(document, quote.outer);
  out.parent = quote.parent;
  out.confidence = quote.confidence;
  out.rule = string(quote.rule);
  out.mention = out.entity = none;
  if (quote.has_cue) add_cue(document, quote.cue, out);
  if (quote.has_speaker) add_speaker(quote.speaker, out);
  return out;
}

propos_mention mention_of(const propos_document& document, const Mention& mention) {
  propos_mention out = {};
  out.type = static_cast<std::uint32_t>(mention.type);
  out.form = static_cast<std::uint32_t>(mention.form);
  out.span = span_of(document, mention.span);
  out.entity = mention.entity;
  out.confidence = mention.confidence;
  out.rule = string(mention.rule);
  return out;
}

propos_entity entity_of(propos_document& document, const Entity& entity) {
  propos_entity out = {};
  out.type = static_cast<std::uint32_t>(entity.type);
  out.gender = static_cast<std::uint32_t>(entity.gender);
  out.name = string(entity.name);
  out.key = string(entity.key);
  out.aliases = document.aliases.data() + document.aliases.size();
  out.alias_count = entity.aliases.size();
  for (const std::string& alias : entity.aliases) document.aliases.push_back(string(alias));
  out.title = string(entity.title);
  out.first_name = string(entity.first_name);
  out.last_name = string(entity.last_name);
  out.acronym = string(entity.acronym);
  out.country = string(entity.country);
  out.stands_for = string(entity.stands_for);
  out.mentions = entity.mentions.data();
  out.mention_count = entity.mentions.size();
  return out;
}

// The sets of features stand one behind the other; `begins` tells where each does.
void add_tokens(propos_document& document) {
  std::vector<std::size_t> begins;
  for (const std::vector<std::string>& set : document.found.features) {
    begins.push_back(document.features.size());
    for (const std::string& feature : set) document.features.push_back(string(feature));
  }
  document.tokens.reserve(document.found.tokens.size());
  for (const Span span : document.found.tokens) document.tokens.push_back({span_of(document, span), {}, nullptr, 0});
  for (std::size_t i = 0; i < document.found.words.size(); ++i) {
    const Word& word = document.found.words[i];
    propos_token& out = document.tokens[i];
    out.lemma = string(word.lemma);
    out.features = document.features.data() + begins[word.features];
    out.feature_count = document.found.features[word.features].size();
  }
}

void add_structure(propos_document& document) {
  for (const Sentence& sentence : document.found.sentences)
    document.sentences.push_back({span_of(document, sentence.span), sentence.paragraph});
  for (const Paragraph& paragraph : document.found.paragraphs)
    document.paragraphs.push_back({span_of(document, paragraph.span), static_cast<std::uint32_t>(paragraph.zone)});
}

// Views refer to items of these, which must not move when others are added.
void reserve(propos_document& document) {
  std::size_t spans = 0, together = 0, aliases = 0;
  for (const Quote& quote : document.found.quotes) {
    spans += quote.spans.size();
    together += quote.spans.size() != 1;
  }
  for (const Entity& entity : document.found.entities) aliases += entity.aliases.size();
  document.spans.reserve(spans);
  document.together.reserve(together);
  document.aliases.reserve(aliases);
  document.quotes.reserve(document.found.quotes.size());
  document.mentions.reserve(document.found.mentions.size());
  document.entities.reserve(document.found.entities.size());
}

propos_info info_of(const propos_document& document) {
  propos_info out = {};
  out.text = string(document.text);
  out.language = string(document.found.language);
  out.quotes = document.quotes.size();
  out.mentions = document.mentions.size();
  out.entities = document.entities.size();
  out.tokens = document.tokens.size();
  out.sentences = document.sentences.size();
  out.paragraphs = document.paragraphs.size();
  out.unit = static_cast<std::uint32_t>(document.offsets.unit());
  out.limit = static_cast<std::uint32_t>(document.found.limit);
  out.read = document.offsets(document.found.read);
  out.text_end = document.offsets.size();
  return out;
}

template <class T>
const T* item(const propos_document* document, const std::vector<T> propos_document::*items, std::size_t index) noexcept {
  return document != nullptr && index < (document->*items).size() ? &(document->*items)[index] : nullptr;
}

}   // namespace
}   // namespace propos::c

using namespace propos;

propos_document::propos_document(std::string_view words, OffsetUnit unit, Document document)
    : text(words), offsets(text, unit), found(std::move(document)) {
  c::reserve(*this);
  for (const Quote& quote : found.quotes) quotes.push_back(c::quote_of(*this, quote));
  for (const Mention& mention : found.mentions) mentions.push_back(c::mention_of(*this, mention));
  for (const Entity& entity : found.entities) entities.push_back(c::entity_of(*this, entity));
  c::add_tokens(*this);
  c::add_structure(*this);
  info = c::info_of(*this);
}

void propos_document_free(propos_document* document) { delete document; }

const propos_info* propos_document_info(const propos_document* document) {
  return document != nullptr ? &document->info : nullptr;
}

const propos_quote* propos_document_quote(const propos_document* document, size_t index) {
  return c::item(document, &propos_document::quotes, index);
}

const propos_mention* propos_document_mention(const propos_document* document, size_t index) {
  return c::item(document, &propos_document::mentions, index);
}

const propos_entity* propos_document_entity(const propos_document* document, size_t index) {
  return c::item(document, &propos_document::entities, index);
}

const propos_token* propos_document_token(const propos_document* document, size_t index) {
  return c::item(document, &propos_document::tokens, index);
}

const propos_sentence* propos_document_sentence(const propos_document* document, size_t index) {
  return c::item(document, &propos_document::sentences, index);
}

const propos_paragraph* propos_document_paragraph(const propos_document* document, size_t index) {
  return c::item(document, &propos_document::paragraphs, index);
}
