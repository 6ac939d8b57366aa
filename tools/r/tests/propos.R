# SPDX-License-Identifier: Apache-2.0
# What the manual pages promise.
library(propos)

article <- paste0("\u00ab Nous irons \U0001F600 \u00bb, a d\u00e9clar\u00e9 Anne Roux, la maire de Dole, \u00ab jusqu'au bout. \u00bb ",
                  "Roux a ajout\u00e9 que la SNCF attendrait.")
corpus <- data.frame(doc_id = c("b", "a", "c"), text = c(article, NA, "Il pleut sur Dole."),
                     outlet = c("X", "Y", "Z"), stringsAsFactors = FALSE)

error_of <- function(expression) tryCatch({ expression; NULL }, propos_error = identity)
refused <- function(expression, pattern) {
  condition <- error_of(expression)
  stopifnot(inherits(condition, "propos_input"), inherits(condition, "error"), grepl(pattern, conditionMessage(condition)))
}

# --- tables
found <- quotes(corpus)
stopifnot(is.data.frame(found), nrow(found) == 2L, identical(found$doc_id, c("b", "b")),
          identical(names(found)[1:6], c("doc_id", "quote", "type", "text", "cue", "cue_lemma")),
          identical(found$type, c("direct", "indirect")), identical(found$speaker, c("Anne Roux", "Anne Roux")),
          identical(found$text[1], "Nous irons \U0001F600 [\u2026] jusqu'au bout."), Encoding(found$text[1]) == "UTF-8",
          identical(found$cue_lemma, c("d\u00e9clarer", "ajouter")), identical(found$speaker_key[1], "anne roux"),
          identical(found$speaker_gender, c("f", "f")), identical(found$speaker_named, c(TRUE, TRUE)),
          is.integer(found$start), is.double(found$confidence), all(found$confidence > 0 & found$confidence <= 1))
everything <- annotate(corpus, keep = "outlet")
stopifnot(identical(names(everything), c("quotes", "mentions", "entities")),
          identical(everything$quotes[names(found)], found), identical(everything$quotes$outlet, c("X", "X")),
          identical(everything$mentions, mentions(corpus, keep = "outlet")),
          identical(everything$entities, entities(corpus, keep = "outlet")),
          setequal(everything$entities$name[everything$entities$doc_id == "b"], c("Anne Roux", "Dole", "SNCF")),
          identical(everything$entities$outlet[everything$entities$doc_id == "c"], "Z"))

# --- offsets are those of substr
spans <- strsplit(strsplit(found$spans[1], "|", fixed = TRUE)[[1]], "-")
parts <- vapply(spans, function(span) substr(article, as.integer(span[1]), as.integer(span[2])), "")
stopifnot(identical(paste(parts, collapse = " [\u2026] "), found$text[1]),
          identical(substr(rep(article, 2), found$cue_start, found$cue_end), found$cue),
          identical(substr(article, found$start[2], found$end[2]), found$text[2]))
said <- everything$mentions[everything$mentions$doc_id == "b", ]
stopifnot(identical(substr(rep(article, nrow(said)), said$start, said$end), said$text))

# --- corpora of both kinds
named <- c(one = article, two = "Il pleut.")
stopifnot(identical(quotes(named)$doc_id, c("one", "one")), identical(quotes(unname(named))$doc_id, c("text1", "text1")),
          identical(quotes(data.frame(doc_id = 7:8, text = unname(named)))$doc_id, c(7L, 7L)))
none <- quotes(character())
stopifnot(identical(names(none), names(found)), nrow(none) == 0L,
          identical(vapply(none[-1], typeof, ""), vapply(found[-1], typeof, "")))
stopifnot(nrow(quotes(NA_character_)) == 0L, nrow(entities("")) == 0L)

refused(quotes(data.frame(doc_id = c("a", NA), text = "Il pleut.")), "text 2 has no doc_id")
refused(quotes(c(a = "Il pleut.", "Il neige.")), "text 2 has no doc_id")

# --- pages of HTML
page <- "<title>x</title><h1>Gr&egrave;ve</h1><p>&laquo; Non &raquo;, a dit <b>Anne\n Roux</b>.<figcaption>\u00ab Oui \u00bb, a dit Paul Ott."
shown <- page_text(c(page, NA))
stopifnot(identical(shown, c("Gr\u00e8ve\n\n\u00ab Non \u00bb, a dit Anne Roux.\n\n\u00ab Oui \u00bb, a dit Paul Ott.", NA)))
read <- quotes(c(a = page, b = NA), html = TRUE)
stopifnot(identical(read$text, c("Non", "Oui")), identical(read$zone, c("body", "caption")), identical(read$doc_id, c("a", "a")),
          identical(substr(rep(shown[1], 2), read$start, read$end), read$text), nrow(quotes(character(), html = TRUE)) == 0L)
deep <- error_of(quotes(c(a = page, z = strrep("<div>", 1000)), html = TRUE))
stopifnot(inherits(deep, "propos_html"), grepl("^the page of z: HTML: more than", conditionMessage(deep)))

# --- encodings
summer <- "\u00ab \u00c9t\u00e9 \u00bb, a dit Zo\u00e9 Roux."
latin1 <- iconv(summer, "UTF-8", "latin1")
stopifnot(Encoding(latin1) == "latin1", identical(quotes(latin1), quotes(summer)), nrow(quotes(latin1)) == 1L)
bytes <- "\xc2\xab Non \xff \xc2\xbb, a dit Anne Roux."
seen <- NULL
wrong <- withCallingHandlers(quotes(c("Il pleut.", bytes)), propos_invalid_text = function(w) {
  seen <<- w
  invokeRestart("muffleWarning")
})
stopifnot(identical(seen$texts, 2L), nrow(wrong) == 1L,
          identical(substr(suppressWarnings(as_utf8(bytes)), wrong$start, wrong$end), wrong$text))

# --- many texts, threads: the order of the texts, and the same result
many <- sprintf("\u00ab Non %d \u00bb, a dit Anne Roux. %s", 1:500, strrep("Il pleut. ", 100))
names(many) <- sprintf("t%d", 1:500)
all <- quotes(many)
stopifnot(identical(all$doc_id, names(many)), identical(all$text, sprintf("Non %d", 1:500)),
          identical(all, quotes(many, threads = 2)))

# --- options
dated <- data.frame(doc_id = "a", text = article, day = "2025-03-01")
stopifnot(identical(quotes(dated, date = "day"), quotes(dated, date = as.Date("2025-03-01"))))
stopifnot(nrow(quotes(article, limits = list(quotes = 1))) == 1L, nrow(quotes(article, limits = list(seconds = 60))) == 2L)
english <- paste("The mayor said that the bridge would be closed for the whole of the winter, and that was that.",
                 "Nobody in the town had asked Anne Roux about it, and the people on the other side were not amused.")
stopifnot(nrow(mentions(english)) > 0L, nrow(mentions(english, language = "detect")) == 0L)
words <- tempfile(fileext = ".tsv")
writeLines("Zorgblatt\tlast-name", words)
with_words <- analyzer(words = words)
stopifnot(inherits(with_words, "propos_analyzer"), nrow(quotes(article, analyzer = with_words)) == 2L,
          any(grepl(basename(words), capture.output(print(with_words)), fixed = TRUE)))

# --- errors are conditions
rules <- tempfile(fileext = ".rules")
writeLines(c("phase names", "rule x {no-such-feature} => person(confidence = 0.5)"), rules)
condition <- error_of(analyzer(rules = rules))
stopifnot(inherits(condition, "propos_rules"), condition$kind == "rules", condition$line == 2L, condition$column > 0L,
          condition$file == rules)
refused(analyzer(words = "/no/such/file.tsv"), "no file")
refused(quotes(data.frame(text = "a")), "doc_id")
refused(quotes(data.frame(doc_id = 1, text = 1)), "text")
refused(quotes(1), "data frame")
refused(quotes(c(a = "x", a = "y")), "twice")
refused(quotes(article, keep = "outlet"), "keep")
refused(quotes(article, limits = list(minutes = 1)), "minutes")
refused(quotes(article, date = "yesterday"), "date")
refused(quotes(article, date = as.Date(c("2025-01-01", "2025-01-02"))), "date")
refused(quotes(article, threads = 0), "threads")
refused(quotes(article, analyzer = "x"), "analyzer")
stopifnot(grepl("^[0-9]+[.][0-9]+[.][0-9]+$", library_version()))

# An analyzer of another session is none.
file <- tempfile()
saveRDS(with_words, file)
stopifnot(inherits(error_of(quotes(article, analyzer = readRDS(file))), "propos_argument"))
