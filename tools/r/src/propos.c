/* SPDX-License-Identifier: Apache-2.0 */
/* Texts in, columns out. Whatever R may jump away from is held by an external pointer, whose finalizer frees it. */
#include <math.h>
#include <propos/c.h>
#include <stdlib.h>
#include <string.h>

#include <R.h>
#include <R_ext/Rdynload.h>
#include <Rinternals.h>

/* --- strings, lists and errors -------------------------------------------------------------------------------------------- */

static SEXP charsxp(propos_string string) { return Rf_mkCharLenCE(string.data, (int)string.size, CE_UTF8); }

static SEXP filled(propos_string string) { return string.size == 0 ? NA_STRING : charsxp(string); }

static SEXP name_of(propos_enum which, uint32_t value) { return charsxp(propos_name(which, value)); }

static propos_string string_of(SEXP string) {
  const propos_string out = {CHAR(string), (size_t)LENGTH(string)};
  return out;
}

static SEXP id_of(char letter, uint32_t index) {
  if (index == PROPOS_NONE) return NA_STRING;
  char text[16];
  snprintf(text, sizeof text, "%c%u", letter, index + 1);
  return Rf_mkChar(text);
}

/* An error of the library as a list that R makes a condition of. Frees it. */
static SEXP failure_of(propos_status status, propos_error* error) {
  static const char* const names[] = {"message", "kind", "file", "line", "column", ""};
  SEXP out = PROTECT(Rf_mkNamed(VECSXP, (const char**)names));
  SET_VECTOR_ELT(out, 0, Rf_ScalarString(error == NULL ? Rf_mkChar("out of memory") : charsxp(error->message)));
  SET_VECTOR_ELT(out, 1, Rf_ScalarString(name_of(PROPOS_STATUS, status)));
  SET_VECTOR_ELT(out, 2, Rf_ScalarString(error == NULL ? R_BlankString : charsxp(error->file)));
  SET_VECTOR_ELT(out, 3, Rf_ScalarInteger(error == NULL ? 0 : (int)error->line));
  SET_VECTOR_ELT(out, 4, Rf_ScalarInteger(error == NULL ? 0 : (int)error->column));
  Rf_setAttrib(out, R_ClassSymbol, Rf_mkString("propos_failure"));
  propos_error_free(error);
  UNPROTECT(1);
  return out;
}

/* --- analyzers ------------------------------------------------------------------------------------------------------------ */

static void free_analyzer(SEXP handle) {
  propos_analyzer_free(R_ExternalPtrAddr(handle));
  R_ClearExternalPtr(handle);
}

/* Files as lists of a name and raw bytes. */
static propos_source* sources_of(SEXP files) {
  propos_source* const out = (propos_source*)R_alloc((size_t)Rf_length(files) + 1, sizeof(propos_source));
  for (int i = 0; i < Rf_length(files); ++i) {
    SEXP file = VECTOR_ELT(files, i), bytes = VECTOR_ELT(file, 1);
    out[i].name = string_of(STRING_ELT(VECTOR_ELT(file, 0), 0));
    out[i].content.data = (const char*)RAW(bytes);
    out[i].content.size = (size_t)XLENGTH(bytes);
  }
  return out;
}

SEXP propos_r_analyzer(SEXP rules, SEXP words) {
  propos_analyzer_options options = {.size = sizeof options};
  options.rules = sources_of(rules);
  options.rule_count = (size_t)Rf_length(rules);
  options.words = sources_of(words);
  options.word_count = (size_t)Rf_length(words);
  SEXP handle = PROTECT(R_MakeExternalPtr(NULL, R_NilValue, R_NilValue));
  R_RegisterCFinalizerEx(handle, free_analyzer, TRUE);
  propos_analyzer* analyzer = NULL;
  propos_error* error = NULL;
  const propos_status status = propos_analyzer_new(&options, &analyzer, &error);
  if (status != PROPOS_OK) handle = failure_of(status, error);
  else R_SetExternalPtrAddr(handle, analyzer);
  UNPROTECT(1);
  return handle;
}

SEXP propos_r_version(void) { return Rf_ScalarString(charsxp(propos_version())); }

/* --- pages ---------------------------------------------------------------------------------------------------------------- */

static void free_page(SEXP handle) {
  propos_html_text_free(R_ExternalPtrAddr(handle));
  R_ClearExternalPtr(handle);
}

/* The text of a page in UTF-8, and its zones: start, end and kind of each, one behind the other. */
SEXP propos_r_html(SEXP html) {
  static const char* const names[] = {"text", "zones", ""};
  const propos_string page = string_of(STRING_ELT(html, 0)), utf8 = {"utf-8", 5};
  SEXP held = PROTECT(R_MakeExternalPtr(NULL, R_NilValue, R_NilValue));
  R_RegisterCFinalizerEx(held, free_page, FALSE);
  propos_html_text* read = NULL;
  propos_error* error = NULL;
  const propos_status status = propos_read_html(page.data, page.size, utf8, &read, &error);
  if (status != PROPOS_OK) {
    UNPROTECT(1);
    return failure_of(status, error);
  }
  R_SetExternalPtrAddr(held, read);
  SEXP out = PROTECT(Rf_mkNamed(VECSXP, (const char**)names));
  SET_VECTOR_ELT(out, 0, Rf_ScalarString(charsxp(read->text)));
  SET_VECTOR_ELT(out, 1, Rf_allocVector(INTSXP, (R_xlen_t)(3 * read->zone_count)));
  int* const zones = INTEGER(VECTOR_ELT(out, 1));
  for (size_t i = 0; i < read->zone_count; ++i) {
    zones[3 * i] = (int)read->zones[i].start;
    zones[3 * i + 1] = (int)read->zones[i].end;
    zones[3 * i + 2] = (int)read->zones[i].zone;
  }
  free_page(held);
  UNPROTECT(2);
  return out;
}

/* --- columns -------------------------------------------------------------------------------------------------------------- */

/* What a cell is of: an item of a document. */
struct row {
  const propos_document* document;
  int text; /* in the batch, from 1 on */
  uint32_t index;
  const propos_quote* quote;
  const propos_mention* mention;
  const propos_entity* entity; /* of a mention or quote: who is meant or speaks; NULL for nobody */
};

struct column {
  const char* name;
  SEXPTYPE type;
  SEXP (*string)(const struct row*);   /* of STRSXP */
  double (*number)(const struct row*); /* of all others; NA_REAL for no value */
};

#define STRING(name, of) \
  static SEXP name(const struct row* at) { return of; }
#define NUMBER(name, of) \
  static double name(const struct row* at) { return of; }
#define OF_CUE(value) (at->quote->has_cue ? (value) : NA_STRING)
#define OF_SPEAKER(value) (at->quote->has_speaker ? (value) : NA_STRING)
#define OF_ENTITY(value) (at->entity != NULL ? filled(at->entity->value) : NA_STRING)

/* Three decimals, as in JSON and tables. */
static double rounded(float confidence) { return round((double)confidence * 1000) / 1000; }

/* Parts with something between them. */
struct joined {
  char* bytes;
  size_t size;
};
static void join(struct joined* out, const char* between, const char* bytes, size_t size) {
  const size_t gap = out->size > 0 ? strlen(between) : 0;
  char* const grown = R_alloc(out->size + gap + size + 1, 1);
  if (out->size > 0) memcpy(grown, out->bytes, out->size);
  memcpy(grown + out->size, between, gap);
  if (size > 0) memcpy(grown + out->size + gap, bytes, size);
  out->bytes = grown;
  out->size += gap + size;
}
static SEXP joined_charsxp(struct joined parts, const void* mark) {
  SEXP out = parts.size == 0 ? NA_STRING : Rf_mkCharLenCE(parts.bytes, (int)parts.size, CE_UTF8);
  vmaxset(mark);
  return out;
}

static SEXP quote_text(const struct row* at) {
  if (at->quote->span_count == 1) return charsxp(at->quote->spans[0].text);
  const void* const mark = vmaxget();
  struct joined parts = {NULL, 0};
  for (size_t i = 0; i < at->quote->span_count; ++i)
    join(&parts, " [\xE2\x80\xA6] ", at->quote->spans[i].text.data, at->quote->spans[i].text.size);
  return joined_charsxp(parts, mark);
}

static SEXP quote_spans(const struct row* at) {
  const void* const mark = vmaxget();
  struct joined parts = {NULL, 0};
  for (size_t i = 0; i < at->quote->span_count; ++i) {
    char text[32];
    const propos_span* const span = &at->quote->spans[i];
    join(&parts, "|", text, (size_t)snprintf(text, sizeof text, "%u-%u", span->start + 1, span->end));
  }
  return joined_charsxp(parts, mark);
}

static SEXP entity_aliases(const struct row* at) {
  const void* const mark = vmaxget();
  struct joined parts = {NULL, 0};
  for (size_t i = 0; i < at->entity->alias_count; ++i)
    join(&parts, "|", at->entity->aliases[i].data, at->entity->aliases[i].size);
  return joined_charsxp(parts, mark);
}

static SEXP speaker_words(const struct row* at) {
  const propos_mention* const words = propos_document_mention(at->document, at->quote->mention);
  return words != NULL ? charsxp(words->span.text) : NA_STRING;
}

NUMBER(text_number, at->text)

STRING(quote_id, id_of('q', at->index))
STRING(quote_type, name_of(PROPOS_QUOTE_TYPE, at->quote->type))
STRING(cue_text, OF_CUE(charsxp(at->quote->cue.text)))
STRING(cue_lemma, OF_CUE(filled(at->quote->cue_lemma)))
STRING(cue_kind, OF_CUE(name_of(PROPOS_CUE_KIND, at->quote->cue_kind)))
STRING(stance, OF_CUE(name_of(PROPOS_STANCE, at->quote->stance)))
STRING(speaker, OF_SPEAKER(filled(at->quote->speaker)))
STRING(entity_key, OF_ENTITY(key))
STRING(entity_title, OF_ENTITY(title))
STRING(speaker_gender, at->quote->speaker_gender ? name_of(PROPOS_GENDER, at->quote->speaker_gender) : NA_STRING)
STRING(speaker_kind, at->quote->speaker_kind ? name_of(PROPOS_SPEAKER_KIND, at->quote->speaker_kind) : NA_STRING)
NUMBER(speaker_named, at->quote->has_speaker ? at->entity != NULL : NA_REAL)
STRING(speaker_by, OF_SPEAKER(name_of(PROPOS_SPEAKER_BY, at->quote->speaker_by)))
NUMBER(quote_confidence, rounded(at->quote->confidence))
NUMBER(speaker_confidence, at->quote->has_speaker ? rounded(at->quote->speaker_confidence) : NA_REAL)
NUMBER(quote_start, at->quote->spans[0].start + 1)
NUMBER(quote_end, at->quote->spans[at->quote->span_count - 1].end)
NUMBER(outer_start, at->quote->outer.start + 1)
NUMBER(outer_end, at->quote->outer.end)
NUMBER(cue_start, at->quote->has_cue ? at->quote->cue.start + 1 : NA_REAL)
NUMBER(cue_end, at->quote->has_cue ? at->quote->cue.end : NA_REAL)
STRING(zone, name_of(PROPOS_ZONE_TYPE, at->quote->zone))
STRING(parent, id_of('q', at->quote->parent))
STRING(quote_rule, filled(at->quote->rule))
STRING(quote_mention, id_of('m', at->quote->mention))
STRING(quote_entity, id_of('e', at->quote->entity))

STRING(mention_id, id_of('m', at->index))
STRING(mention_type, name_of(PROPOS_ENTITY_TYPE, at->mention->type))
STRING(mention_form, name_of(PROPOS_MENTION_FORM, at->mention->form))
STRING(mention_text, charsxp(at->mention->span.text))
STRING(entity_name, OF_ENTITY(name))
NUMBER(mention_confidence, rounded(at->mention->confidence))
NUMBER(mention_start, at->mention->span.start + 1)
NUMBER(mention_end, at->mention->span.end)
STRING(mention_rule, filled(at->mention->rule))
STRING(mention_entity, id_of('e', at->mention->entity))

STRING(entity_id, id_of('e', at->index))
STRING(entity_type, name_of(PROPOS_ENTITY_TYPE, at->entity->type))
STRING(entity_gender, at->entity->gender ? name_of(PROPOS_GENDER, at->entity->gender) : NA_STRING)
STRING(first_name, OF_ENTITY(first_name))
STRING(last_name, OF_ENTITY(last_name))
STRING(acronym, OF_ENTITY(acronym))
STRING(country, OF_ENTITY(country))
STRING(stands_for, OF_ENTITY(stands_for))
NUMBER(entity_mentions, (double)at->entity->mention_count)

/* As docs/schema.md has them, without those of the record. */
static const struct column quote_columns[] = {
    {"doc_id", INTSXP, NULL, text_number},
    {"quote", STRSXP, quote_id, NULL},
    {"type", STRSXP, quote_type, NULL},
    {"text", STRSXP, quote_text, NULL},
    {"cue", STRSXP, cue_text, NULL},
    {"cue_lemma", STRSXP, cue_lemma, NULL},
    {"cue_kind", STRSXP, cue_kind, NULL},
    {"stance", STRSXP, stance, NULL},
    {"speaker_words", STRSXP, speaker_words, NULL},
    {"speaker", STRSXP, speaker, NULL},
    {"speaker_key", STRSXP, entity_key, NULL},
    {"speaker_title", STRSXP, entity_title, NULL},
    {"speaker_gender", STRSXP, speaker_gender, NULL},
    {"speaker_kind", STRSXP, speaker_kind, NULL},
    {"speaker_named", LGLSXP, NULL, speaker_named},
    {"speaker_by", STRSXP, speaker_by, NULL},
    {"confidence", REALSXP, NULL, quote_confidence},
    {"speaker_confidence", REALSXP, NULL, speaker_confidence},
    {"start", INTSXP, NULL, quote_start},
    {"end", INTSXP, NULL, quote_end},
    {"spans", STRSXP, quote_spans, NULL},
    {"outer_start", INTSXP, NULL, outer_start},
    {"outer_end", INTSXP, NULL, outer_end},
    {"cue_start", INTSXP, NULL, cue_start},
    {"cue_end", INTSXP, NULL, cue_end},
    {"zone", STRSXP, zone, NULL},
    {"parent", STRSXP, parent, NULL},
    {"rule", STRSXP, quote_rule, NULL},
    {"mention", STRSXP, quote_mention, NULL},
    {"entity", STRSXP, quote_entity, NULL},
};
static const struct column mention_columns[] = {
    {"doc_id", INTSXP, NULL, text_number},  {"mention", STRSXP, mention_id, NULL},
    {"type", STRSXP, mention_type, NULL},   {"form", STRSXP, mention_form, NULL},
    {"text", STRSXP, mention_text, NULL},   {"name", STRSXP, entity_name, NULL},
    {"key", STRSXP, entity_key, NULL},      {"confidence", REALSXP, NULL, mention_confidence},
    {"start", INTSXP, NULL, mention_start}, {"end", INTSXP, NULL, mention_end},
    {"rule", STRSXP, mention_rule, NULL},   {"entity", STRSXP, mention_entity, NULL},
};
static const struct column entity_columns[] = {
    {"doc_id", INTSXP, NULL, text_number},    {"entity", STRSXP, entity_id, NULL},
    {"type", STRSXP, entity_type, NULL},      {"name", STRSXP, entity_name, NULL},
    {"key", STRSXP, entity_key, NULL},        {"aliases", STRSXP, entity_aliases, NULL},
    {"title", STRSXP, entity_title, NULL},    {"gender", STRSXP, entity_gender, NULL},
    {"first_name", STRSXP, first_name, NULL}, {"last_name", STRSXP, last_name, NULL},
    {"acronym", STRSXP, acronym, NULL},       {"country", STRSXP, country, NULL},
    {"stands_for", STRSXP, stands_for, NULL}, {"mentions", INTSXP, NULL, entity_mentions},
};
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
static const struct {
  const char* name;
  const struct column* columns;
  size_t count;
} tables[] = {
    {"quotes", quote_columns, COUNT(quote_columns)},
    {"mentions", mention_columns, COUNT(mention_columns)},
    {"entities", entity_columns, COUNT(entity_columns)},
};

/* --- documents ------------------------------------------------------------------------------------------------------------ */

/* The documents of a batch; NULL for a text that is not there. */
struct batch {
  propos_document** documents;
  R_xlen_t count;
};

static void free_batch(SEXP handle) {
  struct batch* const batch = R_ExternalPtrAddr(handle);
  if (batch == NULL) return;
  for (R_xlen_t i = 0; i < batch->count; ++i) propos_document_free(batch->documents[i]);
  free(batch->documents);
  free(batch);
  R_ClearExternalPtr(handle);
}

static size_t rows_of(const propos_document* document, propos_table table) {
  const propos_info* const info = propos_document_info(document);
  if (info == NULL) return 0;
  const size_t rows[] = {info->quotes, info->mentions, info->entities};
  return rows[table];
}

static struct row row_of(const propos_document* document, R_xlen_t text, propos_table table, size_t index) {
  struct row at = {.document = document, .text = (int)text + 1, .index = (uint32_t)index};
  uint32_t entity = (uint32_t)index;
  if (table == PROPOS_QUOTES) entity = (at.quote = propos_document_quote(document, index))->entity;
  if (table == PROPOS_MENTIONS) entity = (at.mention = propos_document_mention(document, index))->entity;
  at.entity = propos_document_entity(document, entity);
  return at;
}

static void set(SEXP out, R_xlen_t row, const struct column* column, const struct row* at) {
  if (column->type == STRSXP) {
    SET_STRING_ELT(out, row, column->string(at));
    return;
  }
  const double value = column->number(at);
  if (column->type == REALSXP) REAL(out)[row] = value;
  else if (column->type == INTSXP) INTEGER(out)[row] = ISNA(value) ? NA_INTEGER : (int)value;
  else LOGICAL(out)[row] = ISNA(value) ? NA_LOGICAL : value != 0;
}

static SEXP table_of(const struct batch* batch, propos_table table) {
  const size_t count = tables[table].count;
  R_xlen_t rows = 0;
  for (R_xlen_t i = 0; i < batch->count; ++i) rows += (R_xlen_t)rows_of(batch->documents[i], table);
  SEXP out = PROTECT(Rf_allocVector(VECSXP, (R_xlen_t)count)), names = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)count));
  for (size_t c = 0; c < count; ++c) {
    const struct column* const column = &tables[table].columns[c];
    SET_STRING_ELT(names, (R_xlen_t)c, Rf_mkChar(column->name));
    SET_VECTOR_ELT(out, (R_xlen_t)c, Rf_allocVector(column->type, rows));
  }
  R_xlen_t row = 0;
  for (R_xlen_t i = 0; i < batch->count; ++i)
    for (size_t index = 0; index < rows_of(batch->documents[i], table); ++index, ++row) {
      const struct row at = row_of(batch->documents[i], i, table, index);
      for (size_t c = 0; c < count; ++c) set(VECTOR_ELT(out, (R_xlen_t)c), row, &tables[table].columns[c], &at);
    }
  Rf_setAttrib(out, R_NamesSymbol, names);
  UNPROTECT(2);
  return out;
}

static SEXP tables_of(const struct batch* batch, SEXP wanted) {
  SEXP out = PROTECT(Rf_allocVector(VECSXP, COUNT(tables))), names = PROTECT(Rf_allocVector(STRSXP, COUNT(tables)));
  for (size_t i = 0; i < COUNT(tables); ++i) {
    SET_STRING_ELT(names, (R_xlen_t)i, Rf_mkChar(tables[i].name));
    if (LOGICAL(wanted)[i]) SET_VECTOR_ELT(out, (R_xlen_t)i, table_of(batch, (propos_table)i));
  }
  Rf_setAttrib(out, R_NamesSymbol, names);
  UNPROTECT(2);
  return out;
}

/* What is known of a text, and wanted of it. */
static propos_options options_of(const int* day, int detect, const double* limits) {
  propos_options out = {.size = sizeof out};
  out.unit = PROPOS_CODEPOINT;
  out.language = detect ? PROPOS_DETECT : PROPOS_FRENCH;
  out.year = day[0];
  out.month = (uint32_t)day[1];
  out.day = (uint32_t)day[2];
  out.max_bytes = (uint64_t)limits[0];
  out.max_entities = (uint64_t)limits[1];
  out.max_quotes = (uint64_t)limits[2];
  out.max_nanoseconds = (uint64_t)(limits[3] * 1e9);
  return out;
}

/* Zones as propos_r_html gives them. */
static void set_zones(SEXP zones, propos_options* out) {
  out->zone_count = (size_t)XLENGTH(zones) / 3;
  propos_zone* const all = (propos_zone*)R_alloc(out->zone_count + 1, sizeof(propos_zone));
  for (size_t i = 0; i < out->zone_count; ++i) {
    const int* const zone = INTEGER(zones) + 3 * i;
    const propos_zone one = {(uint32_t)zone[0], (uint32_t)zone[1], (uint32_t)zone[2]};
    all[i] = one;
  }
  out->zones = all;
}

/* `texts` are UTF-8 or NA, `zones` a list with those of each, or NULL, `days` three numbers of each, `wanted` says which tables. */
SEXP propos_r_annotate(SEXP handle, SEXP texts, SEXP zones, SEXP days, SEXP detect, SEXP limits, SEXP threads, SEXP wanted) {
  propos_analyzer* const analyzer = R_ExternalPtrAddr(handle);
  const R_xlen_t count = XLENGTH(texts);
  propos_job* const jobs = (propos_job*)R_alloc((size_t)count + 1, sizeof(propos_job));
  propos_options* const options = (propos_options*)R_alloc((size_t)count + 1, sizeof(propos_options));
  for (R_xlen_t i = 0; i < count; ++i) {
    SEXP text = STRING_ELT(texts, i);
    options[i] = options_of(INTEGER(days) + 3 * i, Rf_asLogical(detect), REAL(limits));
    if (zones != R_NilValue) set_zones(VECTOR_ELT(zones, i), &options[i]);
    jobs[i].text = text == NA_STRING ? string_of(R_BlankString) : string_of(text);
    jobs[i].options = &options[i];
  }
  SEXP held = PROTECT(R_MakeExternalPtr(NULL, R_NilValue, R_NilValue));
  R_RegisterCFinalizerEx(held, free_batch, FALSE);
  struct batch* const batch = calloc(1, sizeof *batch);
  if (batch == NULL) Rf_error("out of memory");
  R_SetExternalPtrAddr(held, batch);
  batch->documents = calloc((size_t)count + 1, sizeof *batch->documents);
  if (batch->documents == NULL) Rf_error("out of memory");
  batch->count = count;
  propos_error* error = NULL;
  const propos_status status =
      propos_analyze_many(analyzer, jobs, (size_t)count, (uint32_t)Rf_asInteger(threads), batch->documents, &error);
  SEXP out = PROTECT(status == PROPOS_OK ? tables_of(batch, wanted) : failure_of(status, error));
  free_batch(held);
  UNPROTECT(2);
  return out;
}

/* -------------------------------------------------------------------------------------------------------------------------- */

static const R_CallMethodDef calls[] = {
    {"propos_r_analyzer", (DL_FUNC)&propos_r_analyzer, 2},
    {"propos_r_annotate", (DL_FUNC)&propos_r_annotate, 8},
    {"propos_r_html", (DL_FUNC)&propos_r_html, 1},
    {"propos_r_version", (DL_FUNC)&propos_r_version, 0},
    {NULL, NULL, 0},
};

void R_init_propos(DllInfo* library) {
  R_registerRoutines(library, NULL, calls, NULL, NULL);
  R_useDynamicSymbols(library, FALSE);
  R_forceSymbols(library, TRUE);
}
