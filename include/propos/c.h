// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Propos for C (C99 or later), and for languages that call C. The C++ headers beside this one say what things mean; this one says
/// how to get them.
///
///     const char text[] = "« Non », a dit Anne Roux, la maire.";
///     propos_analyzer* analyzer = NULL;
///     propos_document* document = NULL;
///     propos_error* error = NULL;
///     propos_analyzer_new(NULL, &analyzer, &error);                  // == PROPOS_OK
///     propos_analyze(analyzer, text, sizeof text - 1, NULL, &document, &error);   // == PROPOS_OK
///     const propos_quote* const quote = propos_document_quote(document, 0);
///     printf("%.*s: %.*s\n", (int)quote->speaker.size, quote->speaker.data, (int)quote->text.size, quote->text.data);
///     quote->spans[0].start;                                         // == 3
///     memcmp(quote->speaker.data, "Anne Roux", quote->speaker.size); // == 0
///     propos_document_entity(document, quote->entity)->title.size;   // == 5
///     propos_document_quote(document, 1) == NULL;                    // == true
///     propos_document_free(document);
///
/// What fails gives a number and, where the caller wants it, an error to read and to free:
///
///     propos_options options = {.size = sizeof options};
///     options.year = 2025, options.month = 2, options.day = 30;
///     propos_analyze(analyzer, text, sizeof text - 1, &options, &document, &error);   // == PROPOS_OPTION
///     error->message.size > 0 && document == NULL;                   // == true
///     propos_error_free(error);
///
/// A page of HTML becomes a text, with the zones that its tags say:
///
///     const char html[] = "<h1>Gr&egrave;ve</h1><p>&laquo; Non &raquo;, a dit <b>Anne Roux</b>.";
///     propos_html_text* page = NULL;
///     propos_string charset = {NULL, 0};
///     propos_read_html(html, sizeof html - 1, charset, &page, &error);   // == PROPOS_OK
///     options.year = options.month = options.day = 0;
///     options.zones = page->zones, options.zone_count = page->zone_count;
///     propos_analyze(analyzer, page->text.data, page->text.size, &options, &document, &error);   // == PROPOS_OK
///     propos_document_info(document)->quotes;                        // == 1
///     propos_html_text_free(page);
///     propos_document_free(document);
///     propos_analyzer_free(analyzer);
///
/// **Strings** are an address and a size in bytes. Those that go in need no zero at their end, and the address may be NULL where the
/// size is 0; those that come out have none and are UTF-8 (words of a text that is not are as in the text).
///
/// **Who owns what.** What a function writes to its last arguments (`propos_analyzer**`, `propos_document**`, `propos_explanation**`,
/// `propos_errors**`, `propos_html_text**`, `propos_error**`) is the caller's, who frees it with the function of its name; NULL may be
/// freed. What a function returns as a pointer to const, and all that hangs on it, belongs to the handle it was asked of and lives as
/// long. Nothing that goes in is kept: texts, options and labels may be freed when the call is over.
///
/// **Errors.** A function that may fail returns a propos_status. Then what it was to write is NULL and `*error`, unless `error` is
/// NULL, a new propos_error (NULL still, where memory was lacking for it). Where all is well `*error` is NULL. No C++ exception
/// leaves a function; none prints or ends the program. A handle that is NULL where none may be is PROPOS_ARGUMENT.
///
/// **Threads.** An analyzer and a document are read by any number of threads at once; each is freed by one of them, when the others
/// are done. There is no state elsewhere.
///
/// **Versions.** Within one SONAME, functions, the numbers of values and the places of members stay; new ones may come. Structs that
/// the caller makes begin with `size`, `sizeof` of it: what is behind that has its default, and what a library does not know behind
/// its own must be zero, else it is PROPOS_ARGUMENT. Structs that the library makes grow at their end: a member that says «since»
/// is there where propos_version_number() is as great. propos_string, propos_span, propos_source, propos_member, propos_field,
/// propos_zone and propos_job, of which there are arrays, never grow.

#include <stddef.h>
#include <stdint.h>

#include "propos/export.h"
#include "propos/version.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct propos_string {
  const char* data;
  size_t size;   ///< bytes
} propos_string;

/// Which library is linked: "0.8.0", which lives as long as the program, and 800 for it, as PROPOS_VERSION is of these headers (version.h).
PROPOS_API propos_string propos_version(void);
PROPOS_API uint32_t propos_version_number(void);

// --- values ----------------------------------------------------------------------------------------------------------------

/// The index of nothing: a source without an entity, a quote that stands in no other.
#define PROPOS_NONE 0xFFFFFFFFu

typedef enum propos_status {
  PROPOS_OK,
  PROPOS_RULES,            ///< a file of rules does not read; file, line and column are known
  PROPOS_WORDS,            ///< a file of words does not read; the same
  PROPOS_OPTION,           ///< an option says what cannot be, as a 31 February
  PROPOS_ENCODING,         ///< a name that is no encoding's
  PROPOS_TOO_LONG,         ///< a text above 128 MiB
  PROPOS_CANCELLED,        ///< `stop` of the options said so
  PROPOS_MOVED,            ///< never of these functions
  PROPOS_RECORD,           ///< a line of JSON is no record of this text
  PROPOS_HTML,             ///< a page of HTML that is too great, or nested too deep; since 500
  PROPOS_ARGUMENT = 100,   ///< a call that is wrong: NULL, a size or a number that is none
  PROPOS_SINK,             ///< a propos_sink wanted no more
  PROPOS_NO_MEMORY,
  PROPOS_INTERNAL   ///< a defect of Propos; the message says what is known
} propos_status;

typedef enum propos_unit { PROPOS_UTF8, PROPOS_UTF16, PROPOS_CODEPOINT } propos_unit;
typedef enum propos_language { PROPOS_FRENCH, PROPOS_DETECT } propos_language;
typedef enum propos_limit {
  PROPOS_UNMET,
  PROPOS_LIMIT_BYTES,
  PROPOS_LIMIT_ENTITIES,
  PROPOS_LIMIT_QUOTES,
  PROPOS_LIMIT_TIME
} propos_limit;
typedef enum propos_zone_type {
  PROPOS_HEADLINE,
  PROPOS_BYLINE,
  PROPOS_CAPTION,
  PROPOS_CREDIT,
  PROPOS_BODY,
  PROPOS_RELATED_LINKS,
  PROPOS_TAGS
} propos_zone_type;
typedef enum propos_entity_type { PROPOS_PERSON, PROPOS_ORGANIZATION, PROPOS_PLACE } propos_entity_type;
typedef enum propos_mention_form { PROPOS_NAME, PROPOS_ACRONYM, PROPOS_DESCRIPTION, PROPOS_PRONOUN } propos_mention_form;
typedef enum propos_gender { PROPOS_GENDER_UNKNOWN, PROPOS_MASCULINE, PROPOS_FEMININE } propos_gender;
typedef enum propos_quote_type { PROPOS_DIRECT, PROPOS_INDIRECT, PROPOS_MIXED, PROPOS_TERM } propos_quote_type;
typedef enum propos_cue_kind { PROPOS_VERB, PROPOS_PREPOSITION, PROPOS_NOUN, PROPOS_TYPOGRAPHY } propos_cue_kind;
typedef enum propos_stance {
  PROPOS_ASSERTED,
  PROPOS_DENIED,
  PROPOS_DOUBTED,
  PROPOS_NEGATED,
  PROPOS_ASKED,
  PROPOS_DEMANDED,
  PROPOS_ANNOUNCED,
  PROPOS_HYPOTHETICAL
} propos_stance;
typedef enum propos_speaker_by {
  PROPOS_BY_NAME,
  PROPOS_BY_APPOSITION,
  PROPOS_BY_PRONOUN,
  PROPOS_BY_DESCRIPTION,
  PROPOS_BY_PREVIOUS_SPEAKER
} propos_speaker_by;
typedef enum propos_speaker_kind {
  PROPOS_KIND_UNKNOWN,
  PROPOS_KIND_PERSON,
  PROPOS_KIND_ORGANIZATION,
  PROPOS_KIND_PLACE,
  PROPOS_KIND_GROUP,
  PROPOS_KIND_DOCUMENT
} propos_speaker_kind;
typedef enum propos_table { PROPOS_QUOTES, PROPOS_MENTIONS, PROPOS_ENTITIES } propos_table;
/// The formats of other tools: docs/formats.md.
typedef enum propos_format {
  PROPOS_CONLL,
  PROPOS_BRAT,
  PROPOS_UIMA_CAS_JSON,
  PROPOS_TEI,
  PROPOS_WEBANNOTATION,
  PROPOS_DISPLACY
} propos_format;

/// The enums above whose values have names in JSON and tables.
typedef enum propos_enum {
  PROPOS_STATUS,
  PROPOS_UNIT,
  PROPOS_LANGUAGE,
  PROPOS_LIMIT,
  PROPOS_ZONE_TYPE,
  PROPOS_ENTITY_TYPE,
  PROPOS_MENTION_FORM,
  PROPOS_GENDER,
  PROPOS_QUOTE_TYPE,
  PROPOS_CUE_KIND,
  PROPOS_STANCE,
  PROPOS_SPEAKER_BY,
  PROPOS_SPEAKER_KIND,
  PROPOS_TABLE,
  PROPOS_FORMAT
} propos_enum;

/// The name of a value: "direct" of PROPOS_QUOTE_TYPE, PROPOS_DIRECT. Size 0 for a value that is none. Lives as long as the program. O(1).
PROPOS_API propos_string propos_name(propos_enum which, uint32_t value);

/// Why a call failed. The caller's, until propos_error_free.
typedef struct propos_error {
  propos_status status;
  uint32_t line, column;   ///< counted from 1, the column in bytes; 0 where they are not known
  propos_string message;   ///< one line: "mine.rules:2:8: …"
  propos_string file;      ///< the name of the propos_source, or size 0
} propos_error;
PROPOS_API void propos_error_free(propos_error* error);

// --- reading ---------------------------------------------------------------------------------------------------------------

/// Built once (ten milliseconds), read with by any number of threads.
typedef struct propos_analyzer propos_analyzer;

/// A file of rules or words (docs/rules.md), which the caller has read.
typedef struct propos_source {
  propos_string name;      ///< for messages
  propos_string content;   ///< UTF-8
} propos_source;

typedef struct propos_analyzer_options {
  size_t size;   ///< sizeof(propos_analyzer_options)
  const propos_source* rules;
  size_t rule_count;   ///< files in `rules`
  const propos_source* words;
  size_t word_count;   ///< files in `words`
} propos_analyzer_options;

/// A new analyzer for the caller, who frees it. `options` may be NULL. PROPOS_RULES, PROPOS_WORDS for a file that does not read.
PROPOS_API propos_status propos_analyzer_new(const propos_analyzer_options* options, propos_analyzer** analyzer,
                                             propos_error** error);
PROPOS_API void propos_analyzer_free(propos_analyzer* analyzer);
/// Gives back what calls that are over left for others to be faster. May be called at any time from any thread.
PROPOS_API void propos_analyzer_trim_memory(const propos_analyzer* analyzer);

/// What is wrong with files of rules and words.
typedef struct propos_errors propos_errors;

/// All that is wrong with the files of `options`, file by file: what propos_analyzer_new refuses, and, where it refuses nothing, the
/// «yes» and «no» sentences of the rules that do not hold. New for the caller, who frees it; empty where all is well. `options` may be
/// NULL: the rules of the library. PROPOS_ARGUMENT alone: mistakes are no failure. O(size of the files), and of the sentences.
PROPOS_API propos_status propos_check_rules(const propos_analyzer_options* options, propos_errors** errors, propos_error** error);
/// NULL from the last index on. O(1).
PROPOS_API const propos_error* propos_errors_item(const propos_errors* errors, size_t index);
PROPOS_API void propos_errors_free(propos_errors* errors);

/// Bytes of the text whose zone the caller knows.
typedef struct propos_zone {
  uint32_t start, end;
  uint32_t zone;   ///< propos_zone_type
} propos_zone;

/// What a reader sees of a page. The caller's, until propos_html_text_free.
typedef struct propos_html_text {
  propos_string text;         ///< UTF-8; an empty line between blocks
  const propos_zone* zones;   ///< what the tags say: headlines, captions, bylines, navigation; as propos_options takes them
  size_t zone_count;
} propos_html_text;

/// The visible text of `size` bytes of HTML: no scripts, styles, forms or hidden parts; entities decoded, blanks as a browser shows
/// them. `charset` is the encoding that somebody else says, as a server; it is taken, as that which the page itself declares where its
/// size is 0, where the bytes do not show what they are; "utf-8": they are. New for the caller, who frees it. PROPOS_HTML for a page of
/// more than 32 MiB, or one that is built so that reading it would take more than linear time; PROPOS_ENCODING. O(bytes); needs some
/// twenty times its size in memory meanwhile. May be called from any thread. Since 500.
PROPOS_API propos_status propos_read_html(const char* html, size_t size, propos_string charset, propos_html_text** page,
                                          propos_error** error);
PROPOS_API void propos_html_text_free(propos_html_text* page);

/// What is known of a text, and wanted of it. All zeros behind `size` is the default.
typedef struct propos_options {
  size_t size;         ///< sizeof(propos_options)
  uint32_t unit;       ///< propos_unit of all offsets that come out: bytes by default
  uint32_t language;   ///< propos_language
  int32_t year;        ///< the day of publication; 0, 0, 0 where it is not known
  uint32_t month, day;
  uint32_t without_names;                         ///< not 0: entities and mentions only where they say a quote
  uint32_t without_quotes;                        ///< not 0: half the time
  uint32_t reserved;                              ///< 0
  uint64_t max_bytes, max_entities, max_quotes;   ///< limits; 0 is none. Where one is met the document is a part, and says so
  uint64_t max_nanoseconds;
  const propos_zone* zones;   ///< in order
  size_t zone_count;
  /// Asked every few microseconds, from the thread that reads, until the call returns: not 0 ends it by PROPOS_CANCELLED. NULL: never.
  int (*stop)(void* stop_data);
  void* stop_data;
  uint32_t with_tokens;   ///< not 0: tokens, sentences and paragraphs
  uint32_t with_words;    ///< not 0: the same, with lemma and features of each token
} propos_options;

/// What was found in a text. It holds a copy of the text; it does not need its analyzer any more.
typedef struct propos_document propos_document;

/// Reads `size` bytes of `text`, UTF-8; bytes that are not are unknown characters. `options` may be NULL. A new document for the
/// caller, who frees it. PROPOS_TOO_LONG, PROPOS_OPTION, PROPOS_CANCELLED. O(bytes).
PROPOS_API propos_status propos_analyze(const propos_analyzer* analyzer, const char* text, size_t size,
                                        const propos_options* options, propos_document** document, propos_error** error);

typedef struct propos_job {
  propos_string text;
  const propos_options* options;   ///< may be NULL
} propos_job;

/// The same of `count` texts on `threads` threads, this one among them; writes `count` new documents in the order of the texts to
/// `documents`, an array of the caller's, who frees each. Where one fails all are NULL, and the error is the first in order.
PROPOS_API propos_status propos_analyze_many(const propos_analyzer* analyzer, const propos_job* jobs, size_t count,
                                             uint32_t threads, propos_document** documents, propos_error** error);

PROPOS_API void propos_document_free(propos_document* document);

// --- what was found --------------------------------------------------------------------------------------------------------

/// A part of the text: half-open, in the unit of the options.
typedef struct propos_span {
  propos_string text;
  uint32_t start, end;
} propos_span;

typedef struct propos_info {
  propos_string text;                     ///< the document's copy, bytes as they came
  propos_string language;                 ///< where it was to be detected: "fr", another code, size 0 where it cannot be told
  size_t quotes, mentions, entities;      ///< how many
  uint32_t unit;                          ///< propos_unit
  uint32_t limit;                         ///< propos_limit: what ended the reading before the end of the text
  uint32_t read;                          ///< where it ended
  uint32_t text_end;                      ///< where the text ends
  size_t tokens, sentences, paragraphs;   ///< how many; 0 where they were not asked for; since 400
} propos_info;

/// A word, number or mark.
typedef struct propos_token {
  propos_span span;
  propos_string lemma;             ///< as in a dictionary, else the token in small letters; size 0 without with_words
  const propos_string* features;   ///< what the dictionary knows of it: "noun", "masculine" …
  size_t feature_count;
} propos_token;

typedef struct propos_sentence {
  propos_span span;
  uint32_t paragraph;   ///< the one that it stands in
} propos_sentence;

typedef struct propos_paragraph {
  propos_span span;
  uint32_t zone;   ///< propos_zone_type
} propos_paragraph;

typedef struct propos_quote {
  uint32_t type;              ///< propos_quote_type
  uint32_t zone;              ///< propos_zone_type
  const propos_span* spans;   ///< content without marks, one at least
  size_t span_count;
  propos_string text;   ///< of all spans, a blank between them
  propos_span outer;    ///< from the first mark to the last
  uint32_t parent;      ///< the quote that it stands in, or PROPOS_NONE
  float confidence;
  propos_string rule;   ///< what made it

  uint32_t has_cue;    ///< 0: all of the cue is zero
  uint32_t cue_kind;   ///< propos_cue_kind
  propos_span cue;
  propos_string cue_lemma;
  uint32_t stance;   ///< propos_stance

  uint32_t has_speaker;      ///< 0: all of the speaker is zero, mention and entity PROPOS_NONE
  propos_string speaker;     ///< the name of the entity, or the description of a source without a name
  uint32_t mention;          ///< the words that name the source, or PROPOS_NONE
  uint32_t entity;           ///< who it is, or PROPOS_NONE
  uint32_t speaker_by;       ///< propos_speaker_by
  uint32_t speaker_kind;     ///< propos_speaker_kind
  uint32_t speaker_gender;   ///< propos_gender
  float speaker_confidence;
} propos_quote;

typedef struct propos_mention {
  uint32_t type;   ///< propos_entity_type
  uint32_t form;   ///< propos_mention_form
  propos_span span;
  uint32_t entity;   ///< whom it means, or PROPOS_NONE
  float confidence;
  propos_string rule;
} propos_mention;

/// Strings have size 0 where there is nothing to say: document.h tells what they are.
typedef struct propos_entity {
  uint32_t type;     ///< propos_entity_type
  uint32_t gender;   ///< propos_gender
  propos_string name, key;
  const propos_string* aliases;
  size_t alias_count;
  propos_string title, first_name, last_name, acronym, country, stands_for;
  const uint32_t* mentions;   ///< their indices, in order of the text
  size_t mention_count;
} propos_entity;

/// What the document has, in order of the text; NULL from the last index on, or of a document that is NULL. O(1).
PROPOS_API const propos_info* propos_document_info(const propos_document* document);
PROPOS_API const propos_quote* propos_document_quote(const propos_document* document, size_t index);
PROPOS_API const propos_mention* propos_document_mention(const propos_document* document, size_t index);
PROPOS_API const propos_entity* propos_document_entity(const propos_document* document, size_t index);
PROPOS_API const propos_token* propos_document_token(const propos_document* document, size_t index);
PROPOS_API const propos_sentence* propos_document_sentence(const propos_document* document, size_t index);
PROPOS_API const propos_paragraph* propos_document_paragraph(const propos_document* document, size_t index);

// --- why it was found ------------------------------------------------------------------------------------------------------

typedef struct propos_field {
  propos_string name, value;
} propos_field;

/// One step of an explanation: a verb of a closed vocabulary and its fields (docs/explain.md).
typedef struct propos_record {
  propos_string verb;   ///< "mention", "quote" or other at depth 0; "rule", "token", "beat" … below
  uint32_t depth;       ///< 0 begins what is explained; greater depths tell more of the record before them
  propos_span span;     ///< the words that it is about; empty where it is about none
  const propos_field* fields;
  size_t field_count;
} propos_record;

/// A document with the reasons for each of its mentions and quotes.
typedef struct propos_explanation propos_explanation;

/// As propos_analyze, some times as long and with much more memory. New for the caller, who frees it.
PROPOS_API propos_status propos_explain(const propos_analyzer* analyzer, const char* text, size_t size,
                                        const propos_options* options, propos_explanation** explanation, propos_error** error);
/// The document that propos_analyze gives; the explanation's. NULL of NULL. O(1).
PROPOS_API const propos_document* propos_explanation_document(const propos_explanation* explanation);
/// NULL from the last index on. O(1).
PROPOS_API const propos_record* propos_explanation_record(const propos_explanation* explanation, size_t index);
PROPOS_API void propos_explanation_free(propos_explanation* explanation);

// --- writing ---------------------------------------------------------------------------------------------------------------

/// Takes what is written, some kilobytes at a time: `bytes` are Propos's and gone when it returns. Not 0 ends the writing (PROPOS_SINK).
typedef int (*propos_sink)(void* sink_data, const char* bytes, size_t size);

typedef struct propos_member {
  propos_string name;
  propos_string json;   ///< a JSON value, which is written as it is
} propos_member;

/// How what is written names its text. The name goes in as bytes, UTF-8 or not.
typedef struct propos_label {
  size_t size;   ///< sizeof(propos_label)
  propos_string name;
  propos_string id;              ///< where not empty: a JSON value, which is written in place of the name
  const propos_member* fields;   ///< what came in with the text
  size_t field_count;
} propos_label;

typedef struct propos_table_options {
  size_t size;                   ///< sizeof(propos_table_options)
  uint32_t table;                ///< propos_table
  uint32_t tabs;                 ///< not 0: TSV, else CSV
  uint32_t without_text;         ///< not 0: no words of the text
  uint32_t all_fields;           ///< not 0: a column with all fields of the label, a JSON object
  const propos_string* fields;   ///< of the label, a column each
  size_t field_count;
} propos_table_options;

/// Writes a line of JSON Lines (docs/schema.md) with its newline. O(text + results).
PROPOS_API propos_status propos_write_jsonl(const propos_document* document, const propos_label* label, propos_sink sink,
                                            void* sink_data, propos_error** error);
/// Writes a table's line of names, and a line for each quote, mention or entity (docs/schema.md). `options` may be NULL: quotes.
PROPOS_API propos_status propos_write_table_head(const propos_table_options* options, propos_sink sink, void* sink_data,
                                                 propos_error** error);
PROPOS_API propos_status propos_write_table(const propos_document* document, const propos_label* label,
                                            const propos_table_options* options, propos_sink sink, void* sink_data,
                                            propos_error** error);

typedef struct propos_page_options {
  size_t size;          ///< sizeof(propos_page_options)
  uint32_t width;       ///< columns; 0: no line is broken
  uint32_t colour;      ///< not 0: sequences of ECMA-48 for a terminal
  uint32_t terms;       ///< not 0: what is folded is listed at the end, too
  uint32_t reserved;    ///< 0
  propos_string more;   ///< said to a reader where something is folded: how to see it
} propos_page_options;
/// Writes what a person reads: each quote with its speaker, then who is named how often. `options` may be NULL. O(text + results · log).
PROPOS_API propos_status propos_write_text(const propos_document* document, const propos_label* label,
                                           const propos_page_options* options, propos_sink sink, void* sink_data,
                                           propos_error** error);

typedef struct propos_html_options {
  size_t size;                         ///< sizeof(propos_html_options)
  propos_string language;              ///< of what the page says beside the text: "en" or "fr"; any other is "en"
  const propos_explanation* reasons;   ///< of the same text, or NULL: why each result is there
  propos_string home;                  ///< where not empty: the address of a page that this one leads back to
} propos_html_options;
/// Writes a page for a browser, one whole file (docs/report.md). `options` may be NULL. O(text + results · log).
PROPOS_API propos_status propos_write_html(const propos_document* document, const propos_label* label,
                                           const propos_html_options* options, propos_sink sink, void* sink_data,
                                           propos_error** error);

/// Writes the document in the format of another tool, a propos_format, with offsets in its unit (docs/formats.md). Of tokens, sentences
/// and paragraphs those are written that it has. O(text + results · log results).
PROPOS_API propos_status propos_write_format(const propos_document* document, const propos_label* label, uint32_t format,
                                             propos_sink sink, void* sink_data, propos_error** error);

/// Writes the records, a line each, those of greater depth indented (docs/explain.md): those of what stands at `*at`, or, where `at`
/// is NULL, all. O(text + records).
PROPOS_API propos_status propos_write_explanation(const propos_explanation* explanation, const uint32_t* at, propos_sink sink,
                                                  void* sink_data, propos_error** error);

/// A new document for the caller, who frees it, from a line that was written of this text, with offsets in the line's unit.
/// PROPOS_RECORD where it is no such line. O(line + text).
PROPOS_API propos_status propos_read_jsonl(const char* line, size_t line_size, const char* text, size_t text_size,
                                           propos_document** document, propos_error** error);

/// The same of standoff annotations of brat of this text, as propos_write_format wrote them or people changed them, and of a CAS in
/// JSON, which holds its text. Offsets are in bytes. PROPOS_RECORD where they are none. O(bytes · log).
PROPOS_API propos_status propos_read_brat(const char* annotations, size_t annotation_size, const char* text, size_t text_size,
                                          propos_document** document, propos_error** error);
PROPOS_API propos_status propos_read_cas_json(const char* json, size_t json_size, propos_document** document,
                                              propos_error** error);

#ifdef __cplusplus
}
#endif
