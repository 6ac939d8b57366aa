# SPDX-License-Identifier: Apache-2.0
# A corpus goes through the library in batches, from each of which come columns; here they become data frames.

# --- errors ------------------------------------------------------------------------------------------------------------------

# A condition that programs can tell apart by its class: propos_error for all, and one of its kind.
failure <- function(message, kind, file = "", line = 0L, column = 0L) {
  structure(class = c(paste0("propos_", gsub("-", "_", kind)), "propos_error", "error", "condition"),
            list(message = message, call = NULL, kind = kind, file = file, line = line, column = column))
}

refuse <- function(...) stop(failure(paste0(...), "input"))

# What C gives back is either a result or the parts of a failure.
checked <- function(result) {
  if (inherits(result, "propos_failure")) stop(do.call(failure, unclass(result)))
  result
}

# --- analyzers ---------------------------------------------------------------------------------------------------------------

read_sources <- function(paths) {
  missing <- paths[!file.exists(paths)]
  if (length(missing)) refuse("there is no file ", missing[1])
  lapply(paths, function(path) list(path, readBin(path, "raw", file.size(path))))
}

analyzer <- function(rules = character(), words = character()) {
  handle <- checked(.Call(C_propos_r_analyzer, read_sources(rules), read_sources(words)))
  structure(list(handle = handle, rules = rules, words = words), class = "propos_analyzer")
}

print.propos_analyzer <- function(x, ...) {
  cat("<propos analyzer ", library_version(), ">\n", sep = "")
  for (file in c(x$rules, x$words)) cat("  with ", file, "\n", sep = "")
  invisible(x)
}

library_version <- function() .Call(C_propos_r_version)

state <- new.env(parent = emptyenv())

# The built-in one is made when it is first asked for.
default_analyzer <- function() {
  if (is.null(state$analyzer)) state$analyzer <- analyzer()
  state$analyzer
}

# --- texts -------------------------------------------------------------------------------------------------------------------

as_utf8 <- function(x) {
  x <- as.character(x)
  # What says nothing is UTF-8 where the locale says so or knows no letters; R's own conversion would write <ff> for wrong bytes.
  unmarked <- l10n_info()[["UTF-8"]] || Sys.getlocale("LC_CTYPE") %in% c("C", "POSIX")
  taken <- which(Encoding(x) %in% c("bytes", if (unmarked) "unknown"))
  Encoding(x[taken]) <- "UTF-8"
  x <- enc2utf8(x)
  wrong <- which(!is.na(x) & !validUTF8(x))
  if (length(wrong)) {
    x[wrong] <- iconv(x[wrong], "UTF-8", "UTF-8", sub = rawToChar(as.raw(c(0xef, 0xbf, 0xbd))))
    warning(structure(class = c("propos_invalid_text", "warning", "condition"), list(
      message = paste0(length(wrong), " of the texts, the first of them number ", wrong[1],
                       ", are not UTF-8: offsets are those of as_utf8()"),
      call = NULL, texts = wrong)))
  }
  x
}

# Text and zones of each page, or a failure that names it.
read_pages <- function(pages, ids) {
  read <- function(page, id) {
    if (is.na(page)) return(list(text = NA_character_, zones = integer()))
    result <- .Call(C_propos_r_html, page)
    if (inherits(result, "propos_failure")) result$message <- paste0("the page of ", id, ": ", result$message)
    checked(result)
  }
  Map(read, pages, ids, USE.NAMES = FALSE)
}

texts_of <- function(pages) vapply(pages, `[[`, "", "text")

page_text <- function(x) texts_of(read_pages(as_utf8(x), seq_along(x)))

# A TIF corpus: a data frame with doc_id and text, or a character vector, whose names are the ids.
as_corpus <- function(x) {
  if (is.data.frame(x)) {
    lacking <- setdiff(c("doc_id", "text"), names(x))
    if (length(lacking)) refuse("the data frame lacks the column ", lacking[1])
    if (!is.character(x$text) && !is.factor(x$text)) refuse("expected text in the column text, not ", class(x$text)[1])
    corpus <- as.data.frame(x)
  } else if (is.character(x)) {
    id <- if (is.null(names(x))) sprintf("text%d", seq_along(x)) else names(x)
    corpus <- data.frame(doc_id = id, text = unname(x), stringsAsFactors = FALSE)
  } else {
    refuse("expected a data frame with doc_id and text, or a character vector, not ", class(x)[1])
  }
  nameless <- which(is.na(corpus$doc_id) | corpus$doc_id == "")
  if (length(nameless)) refuse("text ", nameless[1], " has no doc_id")
  if (anyDuplicated(corpus$doc_id)) refuse("doc_id ", corpus$doc_id[anyDuplicated(corpus$doc_id)], " is there twice")
  corpus$text <- as_utf8(corpus$text)
  corpus
}

# Year, month and day of each text, 0 where they are not known; `date` names a column, or holds one date or one of each text.
as_days <- function(date, corpus) {
  if (is.character(date) && length(date) == 1 && date %in% names(corpus)) date <- corpus[[date]]
  if (is.null(date)) date <- NA
  if (!length(date) %in% c(1L, nrow(corpus))) refuse("expected one date, or one for each of ", nrow(corpus), " texts")
  days <- tryCatch(as.POSIXlt(as.Date(date)), error = function(e) refuse("date: ", conditionMessage(e)))
  parts <- rbind(days$year + 1900L, days$mon + 1L, days$mday)
  parts[is.na(parts)] <- 0L
  parts <- matrix(as.integer(parts), nrow = 3)
  parts[, rep_len(seq_len(ncol(parts)), nrow(corpus)), drop = FALSE]
}

as_limits <- function(limits) {
  known <- c("bytes", "entities", "quotes", "seconds")
  unknown <- setdiff(names(limits), known)
  if (length(unknown)) refuse("there is no limit ", unknown[1], "; expected ", paste(known, collapse = ", "))
  values <- vapply(known, function(name) if (is.null(limits[[name]])) 0 else as.numeric(limits[[name]]), 0)
  if (anyNA(values) || any(values < 0)) refuse("a limit is a number above 0")
  values
}

# --- results -----------------------------------------------------------------------------------------------------------------

max_text <- 2^27   # bytes that the library takes

# Batches of so many texts and bytes, so that an interrupt need not wait and threads have something to do.
batches <- function(sizes, threads) {
  sizes[is.na(sizes)] <- 0
  split(seq_along(sizes), cumsum(as.numeric(sizes) + 2000) %/% (200000 * threads))
}

together <- function(parts, corpus, keep) {
  columns <- names(parts[[1]])
  out <- lapply(columns, function(column) unlist(lapply(parts, `[[`, column), use.names = FALSE))
  names(out) <- columns
  from <- out[["doc_id"]]
  out[["doc_id"]] <- corpus$doc_id[from]
  out <- as.data.frame(out, stringsAsFactors = FALSE)
  for (name in keep) out[[name]] <- corpus[[name]][from]
  out
}

annotate <- function(x, date = NULL, keep = character(), language = c("french", "detect"), limits = list(), threads = 1L,
                     analyzer = NULL, tables = c("quotes", "mentions", "entities"), html = FALSE) {
  tables <- match.arg(tables, several.ok = TRUE)
  language <- match.arg(language)
  threads <- as.integer(threads)
  if (length(threads) != 1 || is.na(threads) || threads < 1) refuse("expected a number of threads from 1 on")
  corpus <- as_corpus(x)
  lacking <- setdiff(keep, names(corpus))
  if (length(lacking)) refuse("there is no column ", lacking[1], " to keep")
  if (is.null(analyzer)) analyzer <- default_analyzer()
  if (!inherits(analyzer, "propos_analyzer")) refuse("expected what analyzer() gives, not ", class(analyzer)[1])
  days <- as_days(date, corpus)
  pages <- if (html) read_pages(corpus$text, corpus$doc_id)
  if (html) corpus$text <- texts_of(pages)
  zones <- lapply(pages, `[[`, "zones")
  limits <- as_limits(limits)
  sizes <- nchar(corpus$text, type = "bytes", keepNA = TRUE)
  too_long <- which(sizes > if (limits[["bytes"]] > 0) Inf else max_text)
  if (length(too_long)) stop(failure(paste0("the text of ", corpus$doc_id[too_long[1]], " has more than 128 MiB"), "too-long"))
  read <- function(batch) {
    parts <- checked(.Call(C_propos_r_annotate, analyzer$handle, corpus$text[batch], if (html) zones[batch], days[, batch, drop = FALSE],
                           language == "detect", limits, threads, c("quotes", "mentions", "entities") %in% tables))
    lapply(parts, function(part) { part$doc_id <- batch[part$doc_id]; part })
  }
  parts <- lapply(if (nrow(corpus)) batches(sizes, threads) else list(integer()), read)
  out <- lapply(tables, function(table) together(lapply(parts, `[[`, table), corpus, keep))
  names(out) <- tables
  out
}

quotes <- function(x, ...) annotate(x, ..., tables = "quotes")$quotes
mentions <- function(x, ...) annotate(x, ..., tables = "mentions")$mentions
entities <- function(x, ...) annotate(x, ..., tables = "entities")$entities
