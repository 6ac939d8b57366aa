// SPDX-License-Identifier: Apache-2.0
// What propos/c.h promises, held to by a program in C.
#include <propos/c.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

#define CHECK(claim)                                              \
  do {                                                            \
    if (!(claim)) {                                               \
      failures++;                                                 \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #claim); \
    }                                                             \
  } while (0)

static propos_string str(const char* text) {
  const propos_string out = {text, strlen(text)};
  return out;
}

static int is(propos_string string, const char* expected) {
  return string.size == strlen(expected) && (string.size == 0 || memcmp(string.data, expected, string.size) == 0);
}

static int has(propos_string string, const char* part) {
  const size_t size = strlen(part);
  for (size_t at = 0; at + size <= string.size; ++at)
    if (memcmp(string.data + at, part, size) == 0) return 1;
  return 0;
}

static propos_document* read_text(const propos_analyzer* analyzer, const char* text, const propos_options* options) {
  propos_document* document = NULL;
  propos_error* error = NULL;
  CHECK(propos_analyze(analyzer, text, strlen(text), options, &document, &error) == PROPOS_OK);
  CHECK(document != NULL && error == NULL);
  return document;
}

// What is written goes to a buffer; of those that are full, the sink wants no more.
struct buffer {
  char bytes[16384];
  size_t size, room;
};

static int keep(void* data, const char* bytes, size_t size) {
  struct buffer* const buffer = data;
  if (size > buffer->room - buffer->size) return 1;
  memcpy(buffer->bytes + buffer->size, bytes, size);
  buffer->size += size;
  return 0;
}

static propos_string kept(const struct buffer* buffer) {
  const propos_string out = {buffer->bytes, buffer->size};
  return out;
}

static const char* const article =
    "« Nous irons \xF0\x9F\x98\x80 », a déclaré Anne Roux, la maire de Dole, « jusqu'au bout. » Roux a ajouté que la SNCF attendrait.";

static void test_accessors(const propos_analyzer* analyzer) {
  propos_document* const document = read_text(analyzer, article, NULL);
  const propos_info* const info = propos_document_info(document);
  CHECK(is(info->text, article) && info->text.data != article);
  CHECK(info->quotes == 2 && info->entities == 3 && info->mentions >= 3);
  CHECK(info->unit == PROPOS_UTF8 && info->limit == PROPOS_UNMET && info->read == strlen(article) &&
        info->text_end == info->read);
  CHECK(info->language.size == 0);

  const propos_quote* const quote = propos_document_quote(document, 0);
  CHECK(quote->type == PROPOS_DIRECT && quote->zone == PROPOS_BODY && quote->parent == PROPOS_NONE);
  CHECK(quote->span_count == 2 && is(quote->spans[0].text, "Nous irons \xF0\x9F\x98\x80") &&
        is(quote->spans[1].text, "jusqu'au bout."));
  CHECK(is(quote->text, "Nous irons \xF0\x9F\x98\x80 jusqu'au bout."));
  CHECK(quote->outer.start == 0 && has(quote->outer.text, "Anne Roux"));
  CHECK(quote->has_cue == 1 && is(quote->cue.text, "a déclaré") && is(quote->cue_lemma, "déclarer"));
  CHECK(quote->cue_kind == PROPOS_VERB && quote->stance == PROPOS_ASSERTED);
  CHECK(quote->has_speaker == 1 && is(quote->speaker, "Anne Roux") && quote->speaker_by == PROPOS_BY_APPOSITION);
  CHECK(quote->speaker_kind == PROPOS_KIND_PERSON && quote->speaker_gender == PROPOS_FEMININE);
  CHECK(quote->confidence > 0 && quote->confidence <= 1 && quote->speaker_confidence > 0 && quote->rule.size > 0);

  const propos_entity* const entity = propos_document_entity(document, quote->entity);
  CHECK(entity->type == PROPOS_PERSON && entity->gender == PROPOS_FEMININE && is(entity->name, "Anne Roux"));
  CHECK(is(entity->key, "anne roux") && is(entity->first_name, "Anne") && is(entity->last_name, "Roux"));
  CHECK(is(entity->title, "maire de Dole") && entity->alias_count == 1 && is(entity->aliases[0], "Roux"));
  CHECK(entity->acronym.size == 0 && entity->mention_count == 2);

  const propos_mention* const mention = propos_document_mention(document, quote->mention);
  CHECK(is(mention->span.text, "Anne Roux") && mention->form == PROPOS_NAME && mention->type == PROPOS_PERSON);
  CHECK(mention->entity == quote->entity && entity->mentions[0] == quote->mention && mention->rule.size > 0);
  CHECK(memcmp(article + mention->span.start, "Anne Roux", mention->span.end - mention->span.start) == 0);

  CHECK(propos_document_quote(document, 1)->type == PROPOS_INDIRECT);
  CHECK(propos_document_quote(document, 2) == NULL && propos_document_mention(document, (size_t)-1) == NULL);
  CHECK(propos_document_entity(document, PROPOS_NONE) == NULL && propos_document_info(NULL) == NULL);
  propos_document_free(document);

  propos_document* const nobody = read_text(analyzer, "« Terminus » est un film.", NULL);
  const propos_quote* const term = propos_document_quote(nobody, 0);
  CHECK(term->type == PROPOS_TERM && term->has_cue == 0 && term->has_speaker == 0);
  CHECK(term->mention == PROPOS_NONE && term->entity == PROPOS_NONE && term->speaker.size == 0 && term->cue.text.size == 0);
  propos_document_free(nobody);
}

static void test_units(const propos_analyzer* analyzer) {
  uint32_t ends[3], lengths[3];
  for (uint32_t unit = PROPOS_UTF8; unit <= PROPOS_CODEPOINT; ++unit) {
    propos_options options = {.size = sizeof options};
    options.unit = unit;
    propos_document* const document = read_text(analyzer, "« Ça \xF0\x9F\x98\x80 », a dit Zoé Roux.", &options);
    const propos_quote* const quote = propos_document_quote(document, 0);
    ends[unit] = quote->spans[0].end;
    lengths[unit] = propos_document_info(document)->text_end;
    CHECK(is(quote->spans[0].text, "Ça \xF0\x9F\x98\x80"));
    propos_document_free(document);
  }
  CHECK(ends[PROPOS_UTF8] == 11 && ends[PROPOS_UTF16] == 7 && ends[PROPOS_CODEPOINT] == 6);
  CHECK(lengths[PROPOS_UTF8] == 32 && lengths[PROPOS_UTF16] == 26 && lengths[PROPOS_CODEPOINT] == 25);
}

static void test_odd_texts(const propos_analyzer* analyzer) {
  propos_document* document = NULL;
  CHECK(propos_analyze(analyzer, NULL, 0, NULL, &document, NULL) == PROPOS_OK);
  CHECK(propos_document_info(document)->quotes == 0);
  propos_document_free(document);
  static const char with_zero[] = "« A\0B », a dit Anne Roux.\xFF\xE2\x80";
  CHECK(propos_analyze(analyzer, with_zero, sizeof with_zero - 1, NULL, &document, NULL) == PROPOS_OK);
  CHECK(propos_document_quote(document, 0)->text.size == 3);
  propos_document_free(document);
  // Of what lies behind the size nothing is read.
  CHECK(propos_analyze(analyzer, article, 10, NULL, &document, NULL) == PROPOS_OK);
  CHECK(propos_document_info(document)->text.size == 10 && propos_document_info(document)->read == 10);
  propos_document_free(document);
}

static void expect_error(propos_status got, propos_status expected, propos_error** error, const char* part) {
  CHECK(got == expected);
  CHECK(*error != NULL && (*error)->status == expected && has((*error)->message, part));
  propos_error_free(*error);
}

static void test_errors(const propos_analyzer* analyzer) {
  propos_document* document = NULL;
  propos_error* error = NULL;
  propos_analyzer* none = NULL;
  const propos_source bad_rules = {str("mine.rules"), str("phase names\nrule x {no-such-feature} => person(confidence = 0.5)\n")};
  const propos_source bad_words = {str("mine.tsv"), str("abc\tno-such-class\n")};
  propos_analyzer_options files = {sizeof files, NULL, 0, NULL, 0};
  files.rules = &bad_rules, files.rule_count = 1;
  CHECK(propos_analyzer_new(&files, &none, &error) == PROPOS_RULES && none == NULL);
  CHECK(error->status == PROPOS_RULES && is(error->file, "mine.rules") && error->line == 2 && error->column > 0);
  CHECK(has(error->message, "mine.rules:2:"));
  propos_error_free(error);
  files.rules = NULL, files.rule_count = 0, files.words = &bad_words, files.word_count = 1;
  CHECK(propos_analyzer_new(&files, &none, &error) == PROPOS_WORDS && is(error->file, "mine.tsv") && error->line == 1);
  propos_error_free(error);
  files.words = NULL;
  expect_error(propos_analyzer_new(&files, &none, &error), PROPOS_ARGUMENT, &error, "not NULL");
  CHECK(propos_analyzer_new(NULL, NULL, NULL) == PROPOS_ARGUMENT);

  CHECK(propos_analyze(analyzer, article, (size_t)1 << 28, NULL, &document, NULL) == PROPOS_TOO_LONG && document == NULL);
  expect_error(propos_analyze(NULL, "", 0, NULL, &document, &error), PROPOS_ARGUMENT, &error, "analyzer");
  expect_error(propos_analyze(analyzer, NULL, 1, NULL, &document, &error), PROPOS_ARGUMENT, &error, "text");
  CHECK(propos_analyze(analyzer, "", 0, NULL, NULL, NULL) == PROPOS_ARGUMENT);
  propos_options options = {.size = sizeof options};
  options.unit = 3;
  expect_error(propos_analyze(analyzer, "", 0, &options, &document, &error), PROPOS_ARGUMENT, &error, "unit 3");
  options.unit = 0, options.year = 2025, options.month = 2, options.day = 30;
  expect_error(propos_analyze(analyzer, "", 0, &options, &document, &error), PROPOS_OPTION, &error, "");
  CHECK(document == NULL);
}

// Programs of other versions: a shorter struct, and a longer one that asks for something or does not.
static void test_versions(const propos_analyzer* analyzer) {
  struct {
    propos_options known;
    uint64_t later;
  } newer;
  propos_document* document = NULL;
  memset(&newer, 0, sizeof newer);
  newer.known.size = sizeof newer;
  CHECK(propos_analyze(analyzer, "", 0, &newer.known, &document, NULL) == PROPOS_OK);
  propos_document_free(document);
  newer.later = 1;
  CHECK(propos_analyze(analyzer, "", 0, &newer.known, &document, NULL) == PROPOS_ARGUMENT);
  propos_options older = {.size = offsetof(propos_options, year)};
  older.unit = PROPOS_CODEPOINT, older.year = -1, older.month = 99;
  CHECK(propos_analyze(analyzer, "é", 2, &older, &document, NULL) == PROPOS_OK);
  CHECK(propos_document_info(document)->text_end == 1);
  propos_document_free(document);
  older.size = 0;
  CHECK(propos_analyze(analyzer, "", 0, &older, &document, NULL) == PROPOS_ARGUMENT);
  CHECK(propos_version_number() == PROPOS_VERSION);
  CHECK(propos_version().size >= 5);
}

static int asked = 0;
static int stop_soon(void* data) { return ++*(int*)data > 3; }

static void test_options(const propos_analyzer* analyzer) {
  propos_options options = {.size = sizeof options};
  options.max_quotes = 1;
  propos_document* document = read_text(analyzer, article, &options);
  CHECK(propos_document_info(document)->quotes == 1 && propos_document_info(document)->limit == PROPOS_LIMIT_QUOTES);
  propos_document_free(document);

  memset(&options, 0, sizeof options);
  options.size = sizeof options, options.max_bytes = 30;
  document = read_text(analyzer, article, &options);
  CHECK(propos_document_info(document)->limit == PROPOS_LIMIT_BYTES && propos_document_info(document)->read <= 30);
  propos_document_free(document);

  memset(&options, 0, sizeof options);
  options.size = sizeof options, options.without_quotes = 1, options.max_nanoseconds = 60000000000u;
  document = read_text(analyzer, article, &options);
  CHECK(propos_document_info(document)->quotes == 0 && propos_document_info(document)->entities == 3);
  propos_document_free(document);

  memset(&options, 0, sizeof options);
  options.size = sizeof options, options.language = PROPOS_DETECT;
  static const char english[] =
      "The mayor said that the bridge would be closed for the whole of the winter, and that was that. Nobody in the town had "
      "asked her about it before, and the people who lived on the other side of the river were not amused at all by the news.";
  document = read_text(analyzer, english, &options);
  CHECK(is(propos_document_info(document)->language, "en") && propos_document_info(document)->quotes == 0);
  propos_document_free(document);

  const propos_zone zone = {0, 5, PROPOS_CAPTION};
  memset(&options, 0, sizeof options);
  options.size = sizeof options, options.zones = &zone, options.zone_count = 1;
  document = read_text(analyzer, article, &options);
  CHECK(propos_document_quote(document, 0)->zone == PROPOS_CAPTION);
  propos_document_free(document);

  memset(&options, 0, sizeof options);
  options.size = sizeof options, options.stop = stop_soon, options.stop_data = &asked;
  CHECK(propos_analyze(analyzer, article, strlen(article), &options, &document, NULL) == PROPOS_CANCELLED);
  CHECK(asked == 4 && document == NULL);
}

static void test_many(const propos_analyzer* analyzer) {
  propos_options options = {.size = sizeof options};
  options.unit = PROPOS_UTF16;
  propos_job jobs[64];
  propos_document* documents[64];
  char texts[64][64];
  for (int i = 0; i < 64; ++i) {
    snprintf(texts[i], sizeof texts[i], "« Non %d », a dit Anne Roux.", i);
    jobs[i].text = str(texts[i]);
    jobs[i].options = i % 2 ? &options : NULL;
  }
  CHECK(propos_analyze_many(analyzer, jobs, 64, 2, documents, NULL) == PROPOS_OK);
  for (int i = 0; i < 64; ++i) {
    char expected[16];
    snprintf(expected, sizeof expected, "Non %d", i);
    CHECK(is(propos_document_quote(documents[i], 0)->text, expected));
    CHECK(propos_document_quote(documents[i], 0)->spans[0].start == (i % 2 ? 2u : 3u));
    propos_document_free(documents[i]);
  }
  options.day = 1;   // of no month
  CHECK(propos_analyze_many(analyzer, jobs, 64, 2, documents, NULL) == PROPOS_OPTION);
  for (int i = 0; i < 64; ++i) CHECK(documents[i] == NULL);
  CHECK(propos_analyze_many(analyzer, NULL, 0, 0, NULL, NULL) == PROPOS_OK);
}

static void test_output(const propos_analyzer* analyzer) {
  propos_options options = {.size = sizeof options};
  options.unit = PROPOS_CODEPOINT;
  propos_document* const document = read_text(analyzer, article, &options);
  struct buffer line = {.room = sizeof line.bytes}, rows = {.room = sizeof rows.bytes}, small = {.room = 10};
  const propos_member day = {str("day"), str("\"2025-03-01\"")};
  propos_label label = {sizeof label, str("a.txt"), {NULL, 0}, &day, 1};
  propos_error* error = NULL;
  CHECK(propos_write_jsonl(document, &label, keep, &line, NULL) == PROPOS_OK);
  CHECK(has(kept(&line), "\"doc\":\"a.txt\"") && has(kept(&line), "\"offsets\":\"codepoint\""));
  CHECK(has(kept(&line), "\"fields\":{\"day\":\"2025-03-01\"}") && line.bytes[line.size - 1] == '\n');

  propos_document* back = NULL;
  CHECK(propos_read_jsonl(line.bytes, line.size, article, strlen(article), &back, NULL) == PROPOS_OK);
  CHECK(propos_document_info(back)->unit == PROPOS_CODEPOINT);
  CHECK(propos_document_quote(back, 0)->spans[1].start == propos_document_quote(document, 0)->spans[1].start);
  propos_document_free(back);
  expect_error(propos_read_jsonl("{}", 2, "", 0, &back, &error), PROPOS_RECORD, &error, "");
  CHECK(back == NULL);

  const propos_string column = str("day");
  propos_table_options table = {sizeof table, PROPOS_QUOTES, 1, 0, 0, &column, 1};
  CHECK(propos_write_table_head(&table, keep, &rows, NULL) == PROPOS_OK);
  CHECK(propos_write_table(document, &label, &table, keep, &rows, NULL) == PROPOS_OK);
  CHECK(has(kept(&rows), "doc\tquote\ttype\ttext") && has(kept(&rows), "\tfield_day\n") && has(kept(&rows), "\t2025-03-01\n"));
  CHECK(has(kept(&rows), "a.txt\tq1\tdirect\tNous irons"));
  rows.size = 0;
  CHECK(propos_write_table(document, NULL, NULL, keep, &rows, NULL) == PROPOS_OK && has(kept(&rows), ",q1,direct,"));

  expect_error(propos_write_jsonl(document, &label, keep, &small, &error), PROPOS_SINK, &error, "sink");
  expect_error(propos_write_jsonl(document, &label, NULL, NULL, &error), PROPOS_ARGUMENT, &error, "sink");
  expect_error(propos_write_jsonl(NULL, &label, keep, &line, &error), PROPOS_ARGUMENT, &error, "document");
  table.table = 3;
  CHECK(propos_write_table(document, &label, &table, keep, &rows, NULL) == PROPOS_ARGUMENT);
  propos_document_free(document);
}

static void test_tokens(const propos_analyzer* analyzer) {
  propos_options options = {.size = sizeof options};
  options.unit = PROPOS_CODEPOINT, options.with_words = 1;
  propos_document* document = read_text(analyzer, "Le pont\n\n« L'été fut long \xF0\x9F\x98\x80. Très », dit Zoé.", &options);
  const propos_info* info = propos_document_info(document);
  CHECK(info->tokens == 15 && info->sentences >= 2 && info->paragraphs == 2);
  const propos_token* const pont = propos_document_token(document, 1);
  CHECK(is(pont->span.text, "pont") && pont->span.start == 3 && pont->span.end == 7 && is(pont->lemma, "pont"));
  int noun = 0;
  for (size_t i = 0; i < pont->feature_count; ++i) noun |= is(pont->features[i], "noun");
  CHECK(noun && is(propos_document_token(document, 5)->lemma, "être"));
  CHECK(is(propos_document_token(document, 14)->span.text, ".") && propos_document_token(document, 15) == NULL);
  CHECK(is(propos_document_sentence(document, 0)->span.text, "Le pont") && propos_document_sentence(document, 1)->paragraph == 1);
  CHECK(propos_document_paragraph(document, 1)->span.start == 9 && propos_document_paragraph(document, 1)->zone == PROPOS_BODY);
  CHECK(propos_document_sentence(document, info->sentences) == NULL && propos_document_paragraph(NULL, 0) == NULL);
  propos_document_free(document);

  options.with_words = 0, options.with_tokens = 1;
  document = read_text(analyzer, "Le pont", &options);
  CHECK(propos_document_info(document)->tokens == 2 && propos_document_token(document, 1)->lemma.size == 0 &&
        propos_document_token(document, 1)->feature_count == 0);
  propos_document_free(document);
  document = read_text(analyzer, "Le pont", NULL);
  CHECK(propos_document_info(document)->tokens == 0 && propos_document_token(document, 0) == NULL);
  propos_document_free(document);
}

static void test_check_rules(void) {
  propos_errors* errors = NULL;
  propos_error* error = NULL;
  const char* const rules = "phase names\nrule mine {capitalised} => person(confidence = 0.5)\n  yes \"Le [pont] est là.\"\n";
  const propos_source sources[] = {{str("mine.rules"), str(rules)}, {str("other.rules"), str("phase names\nrule x {y}\n")}};
  propos_analyzer_options files = {sizeof files, sources, 1, NULL, 0};
  CHECK(propos_check_rules(&files, &errors, &error) == PROPOS_OK && error == NULL);
  CHECK(propos_errors_item(errors, 0)->status == PROPOS_RULES && is(propos_errors_item(errors, 0)->file, "mine.rules"));
  CHECK(propos_errors_item(errors, 0)->line == 3 && propos_errors_item(errors, 1) == NULL);
  propos_errors_free(errors);
  files.rule_count = 2;
  CHECK(propos_check_rules(&files, &errors, NULL) == PROPOS_OK && is(propos_errors_item(errors, 0)->file, "other.rules"));
  propos_errors_free(errors);
  files.rule_count = 0;
  CHECK(propos_check_rules(&files, &errors, NULL) == PROPOS_OK && propos_errors_item(errors, 0) == NULL);
  propos_errors_free(errors);
  files.rules = NULL, files.rule_count = 1;
  expect_error(propos_check_rules(&files, &errors, &error), PROPOS_ARGUMENT, &error, "not NULL");
  CHECK(errors == NULL && propos_errors_item(NULL, 0) == NULL);
  CHECK(propos_check_rules(NULL, NULL, NULL) == PROPOS_ARGUMENT);
  propos_errors_free(NULL);
}

static void test_explanation(const propos_analyzer* analyzer) {
  propos_explanation* explanation = NULL;
  propos_error* error = NULL;
  propos_options options = {.size = sizeof options};
  options.unit = PROPOS_CODEPOINT;
  CHECK(propos_explain(analyzer, article, strlen(article), &options, &explanation, &error) == PROPOS_OK && error == NULL);
  CHECK(propos_document_info(propos_explanation_document(explanation))->quotes == 2);
  const propos_record* record = NULL;
  size_t quotes = 0, deep = 0, i = 0;
  for (; (record = propos_explanation_record(explanation, i)) != NULL; ++i) {
    quotes += record->depth == 0 && is(record->verb, "quote");
    deep += record->depth > 0 && record->field_count > 0 && record->fields[0].name.size > 0;
  }
  CHECK(i > 10 && quotes == 2 && deep > 2);

  static struct buffer all, some, page;
  all.room = some.room = sizeof all.bytes;
  const uint32_t at = 3, nowhere = 1000000;
  CHECK(propos_write_explanation(explanation, NULL, keep, &all, NULL) == PROPOS_OK);
  CHECK(propos_write_explanation(explanation, &at, keep, &some, NULL) == PROPOS_OK && some.size > 0 && some.size < all.size);
  CHECK(has(kept(&some), "quote start=0 end="));
  some.size = 0;
  CHECK(propos_write_explanation(explanation, &nowhere, keep, &some, NULL) == PROPOS_OK && some.size == 0);
  page.room = 0;
  expect_error(propos_write_explanation(explanation, NULL, keep, &page, &error), PROPOS_SINK, &error, "sink");
  expect_error(propos_write_explanation(NULL, NULL, keep, &all, &error), PROPOS_ARGUMENT, &error, "explanation");
  propos_explanation_free(explanation);
  propos_explanation_free(NULL);

  CHECK(propos_explain(NULL, "", 0, NULL, &explanation, NULL) == PROPOS_ARGUMENT && explanation == NULL);
  CHECK(propos_explain(analyzer, "", 0, NULL, NULL, NULL) == PROPOS_ARGUMENT);
  CHECK(propos_explanation_document(NULL) == NULL && propos_explanation_record(NULL, 0) == NULL);
}

// Pages are greater than a buffer: a sink that looks for something in each piece, and counts.
struct seen {
  const char* part;
  size_t found, bytes;
};
static int look(void* data, const char* bytes, size_t size) {
  struct seen* const seen = data;
  const propos_string piece = {bytes, size};
  seen->found += has(piece, seen->part);
  seen->bytes += size;
  return 0;
}

static void test_formats(const propos_analyzer* analyzer) {
  propos_options options = {.size = sizeof options};
  options.with_tokens = 1;
  propos_document* const document = read_text(analyzer, article, &options);
  propos_error* error = NULL;
  propos_label label = {sizeof label, str("a.txt"), {NULL, 0}, NULL, 0};
  static const struct {
    uint32_t format;
    const char* part;
  } formats[] = {
      {PROPOS_CONLL, "# newdoc id = a.txt"}, {PROPOS_BRAT, "Anne Roux"},
      {PROPOS_UIMA_CAS_JSON, "\"%VIEWS\""},  {PROPOS_TEI, "<said"},
      {PROPOS_WEBANNOTATION, "\"target\""},  {PROPOS_DISPLACY, "\"ents\""},
  };
  static struct buffer out;
  for (size_t i = 0; i < sizeof formats / sizeof formats[0]; ++i) {
    out.size = 0, out.room = sizeof out.bytes;
    CHECK(propos_write_format(document, &label, formats[i].format, keep, &out, NULL) == PROPOS_OK);
    if (!has(kept(&out), formats[i].part)) fprintf(stderr, "%.*s\n", (int)out.size, out.bytes);
    CHECK(has(kept(&out), formats[i].part));
    propos_document* back = NULL;
    if (formats[i].format == PROPOS_BRAT) {
      CHECK(propos_read_brat(out.bytes, out.size, article, strlen(article), &back, NULL) == PROPOS_OK);
      CHECK(is(propos_document_quote(back, 0)->speaker, "Anne Roux"));
      propos_document_free(back);
      expect_error(propos_read_brat("T1 Person", 9, article, strlen(article), &back, &error), PROPOS_RECORD, &error, "");
    }
    if (formats[i].format == PROPOS_UIMA_CAS_JSON) {
      CHECK(propos_read_cas_json(out.bytes, out.size, &back, NULL) == PROPOS_OK);
      CHECK(is(propos_document_info(back)->text, article) && propos_document_info(back)->quotes == 2);
      propos_document_free(back);
      expect_error(propos_read_cas_json("{}", 2, &back, &error), PROPOS_RECORD, &error, "");
    }
    CHECK(back == NULL || formats[i].format != PROPOS_DISPLACY);
  }
  expect_error(propos_write_format(document, &label, 6, keep, &out, &error), PROPOS_ARGUMENT, &error, "format 6");

  out.size = 0;
  propos_page_options text_page = {sizeof text_page, 60, 0, 1, 0, {NULL, 0}};
  CHECK(propos_write_text(document, &label, &text_page, keep, &out, NULL) == PROPOS_OK && has(kept(&out), "Anne Roux"));
  CHECK(propos_write_text(document, NULL, NULL, keep, &out, NULL) == PROPOS_OK);

  propos_explanation* explanation = NULL;
  CHECK(propos_explain(analyzer, article, strlen(article), NULL, &explanation, NULL) == PROPOS_OK);
  propos_html_options page = {.size = sizeof page};
  page.language = str("fr"), page.reasons = explanation;
  struct seen french = {"lang=\"fr\"", 0, 0}, plain = {"lang=\"en\"", 0, 0};
  CHECK(propos_write_html(document, &label, &page, look, &french, NULL) == PROPOS_OK && french.found > 0);
  CHECK(propos_write_html(document, &label, NULL, look, &plain, NULL) == PROPOS_OK && plain.found > 0);
  CHECK(plain.bytes < french.bytes);
  propos_document* const other = read_text(analyzer, "Non.", NULL);
  expect_error(propos_write_html(other, NULL, &page, look, &plain, &error), PROPOS_ARGUMENT, &error, "same text");
  propos_document_free(other);
  propos_explanation_free(explanation);
  propos_document_free(document);
}

static void test_html(const propos_analyzer* analyzer) {
  const propos_string unsaid = {NULL, 0};
  propos_html_text* page = NULL;
  propos_error* error = NULL;
  const char html[] =
      "<html><head><title>x</title><style>p{}</style></head><h1>Gr&egrave;ve</h1><p>&laquo; \xF0\x9F\x98\x80 Non &raquo;, a dit "
      "<b>Anne\n Roux</b>.<script>y()</script><figcaption>\xC2\xAB Oui \xC2\xBB, a dit Paul Ott.</figcaption>";
  CHECK(propos_read_html(html, sizeof html - 1, unsaid, &page, &error) == PROPOS_OK && error == NULL);
  CHECK(is(page->text, "Grève\n\n« \xF0\x9F\x98\x80 Non », a dit Anne Roux.\n\n« Oui », a dit Paul Ott."));
  CHECK(page->zone_count == 2 && page->zones[0].zone == PROPOS_HEADLINE && page->zones[1].zone == PROPOS_CAPTION);
  CHECK(page->zones[0].start == 0 && page->zones[0].end == strlen("Grève") && page->zones[1].end == page->text.size);
  propos_options options = {.size = sizeof options};
  options.unit = PROPOS_UTF16;
  options.zones = page->zones;
  options.zone_count = page->zone_count;
  propos_document* document = NULL;
  CHECK(propos_analyze(analyzer, page->text.data, page->text.size, &options, &document, &error) == PROPOS_OK);
  propos_html_text_free(page);   // the document has its own
  CHECK(propos_document_info(document)->quotes == 2 && propos_document_quote(document, 0)->zone == PROPOS_BODY);
  CHECK(propos_document_quote(document, 1)->zone == PROPOS_CAPTION && is(propos_document_quote(document, 1)->text, "Oui"));
  propos_document_free(document);

  const char latin1[] = "<p>l'\xE9t\xE9 \xAB l\xE0 \xBB, a dit Anne Roux.";
  CHECK(propos_read_html(latin1, sizeof latin1 - 1, str("iso-8859-1"), &page, NULL) == PROPOS_OK);
  CHECK(is(page->text, "l'été « là », a dit Anne Roux.") && page->zone_count == 0);
  propos_html_text_free(page);
  CHECK(propos_read_html(NULL, 0, unsaid, &page, NULL) == PROPOS_OK && page->text.size == 0);
  propos_html_text_free(page);
  propos_html_text_free(NULL);

  expect_error(propos_read_html(html, sizeof html - 1, str("utf-9"), &page, &error), PROPOS_ENCODING, &error, "utf-9");
  CHECK(page == NULL);
  expect_error(propos_read_html(NULL, 3, unsaid, &page, &error), PROPOS_ARGUMENT, &error, "a page");
  expect_error(propos_read_html(html, 3, unsaid, NULL, &error), PROPOS_ARGUMENT, &error, "an address");
  char deep[6 * 1000];
  for (size_t i = 0; i < sizeof deep; ++i) deep[i] = "<span>"[i % 6];
  expect_error(propos_read_html(deep, sizeof deep, unsaid, &page, &error), PROPOS_HTML, &error, "one in the other");
}

static void test_names(void) {
  static const struct {
    propos_enum which;
    uint32_t value;
    const char* name;
  } names[] = {
      {PROPOS_STATUS, PROPOS_OK, "ok"},
      {PROPOS_STATUS, PROPOS_TOO_LONG, "too-long"},
      {PROPOS_STATUS, PROPOS_NO_MEMORY, "no-memory"},
      {PROPOS_STATUS, PROPOS_HTML, "html"},
      {PROPOS_STATUS, PROPOS_HTML + 1, ""},
      {PROPOS_UNIT, PROPOS_CODEPOINT, "codepoint"},
      {PROPOS_LANGUAGE, PROPOS_DETECT, "detect"},
      {PROPOS_LIMIT, PROPOS_LIMIT_TIME, "time"},
      {PROPOS_ZONE_TYPE, PROPOS_RELATED_LINKS, "related-links"},
      {PROPOS_ENTITY_TYPE, PROPOS_ORGANIZATION, "organization"},
      {PROPOS_MENTION_FORM, PROPOS_ACRONYM, "acronym"},
      {PROPOS_GENDER, PROPOS_FEMININE, "f"},
      {PROPOS_QUOTE_TYPE, PROPOS_MIXED, "mixed"},
      {PROPOS_CUE_KIND, PROPOS_NOUN, "noun"},
      {PROPOS_STANCE, PROPOS_DEMANDED, "demanded"},
      {PROPOS_SPEAKER_BY, PROPOS_BY_PREVIOUS_SPEAKER, "previous speaker"},
      {PROPOS_SPEAKER_KIND, PROPOS_KIND_GROUP, "group"},
      {PROPOS_TABLE, PROPOS_MENTIONS, "mentions"},
      {PROPOS_FORMAT, PROPOS_UIMA_CAS_JSON, "uima-cas-json"},
      {PROPOS_TABLE, 3, ""},
      {PROPOS_TABLE, 256, ""},
      {(propos_enum)99, 0, ""},
  };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i)
    CHECK(is(propos_name(names[i].which, names[i].value), names[i].name));
}

static void* read_often(void* data) {
  for (int i = 0; i < 20; ++i) {
    propos_document* document = NULL;
    if (propos_analyze(data, article, strlen(article), NULL, &document, NULL) != PROPOS_OK) return data;
    if (!is(propos_document_quote(document, 0)->speaker, "Anne Roux")) return data;
    propos_document_free(document);
  }
  return NULL;
}

static void test_threads(propos_analyzer* analyzer) {
  pthread_t threads[4];
  for (int i = 0; i < 4; ++i) CHECK(pthread_create(&threads[i], NULL, read_often, analyzer) == 0);
  for (int i = 0; i < 4; ++i) {
    void* failed = NULL;
    CHECK(pthread_join(threads[i], &failed) == 0 && failed == NULL);
  }
  propos_analyzer_trim_memory(analyzer);
}

int main(void) {
  propos_analyzer* analyzer = NULL;
  propos_error* error = NULL;
  if (propos_analyzer_new(NULL, &analyzer, &error) != PROPOS_OK || error != NULL) return 2;
  test_accessors(analyzer);
  test_units(analyzer);
  test_odd_texts(analyzer);
  test_errors(analyzer);
  test_versions(analyzer);
  test_options(analyzer);
  test_many(analyzer);
  test_output(analyzer);
  test_tokens(analyzer);
  test_check_rules();
  test_explanation(analyzer);
  test_formats(analyzer);
  test_html(analyzer);
  test_names();
  test_threads(analyzer);
  // A document needs its analyzer no more.
  propos_document* const document = read_text(analyzer, article, NULL);
  propos_analyzer_free(analyzer);
  CHECK(is(propos_document_quote(document, 0)->speaker, "Anne Roux") && propos_document_quote(document, 0)->rule.size > 0);
  propos_document_free(document);
  propos_document_free(NULL);
  propos_analyzer_free(NULL);
  propos_error_free(NULL);
  propos_analyzer_trim_memory(NULL);
  return failures > 0;
}
