# SPDX-License-Identifier: Apache-2.0
# The tables of the command line, with offsets that count from 1. PROPOS_CLI names the program, PROPOS_TEXTS a folder of texts.
library(propos)

# What a cell of a table of the command line is here.
here <- function(cell, column, type) {
  if (column == "spans") {
    spans <- strsplit(cell, "|", fixed = TRUE)
    return(vapply(spans, function(span) {
      begin <- as.integer(sub("-.*", "", span)) + 1L
      paste0(begin, sub("[^-]*", "", span), collapse = "|")
    }, ""))
  }
  if (type == "integer") return(as.integer(cell) + grepl("start$", column))
  if (type == "double") return(as.numeric(cell))
  if (type == "logical") return(cell == "true")
  sub("^'(['[:space:]]*[=+@-])", "\\1", cell)   # an apostrophe before what a spreadsheet would compute
}

compare <- function(table, rows, cli, files) {
  csv <- tempfile()
  system2(cli, c("extract", "--format", "csv", "--table", table, "-o", csv, shQuote(files)), stdout = FALSE, stderr = FALSE)
  expected <- read.csv(csv, na.strings = "", colClasses = "character", encoding = "UTF-8", check.names = FALSE)
  names(expected)[names(expected) == "doc"] <- "doc_id"
  stopifnot(nrow(rows) > 100, nrow(rows) == nrow(expected), names(rows) == names(expected)[seq_along(rows)])
  for (column in names(rows)) {
    wanted <- here(expected[[column]], column, typeof(rows[[column]]))
    differs <- which(!mapply(identical, wanted, rows[[column]], USE.NAMES = FALSE))
    if (length(differs)) stop(table, " ", column, ", row ", differs[1], ": ", rows[[column]][differs[1]], ", not ", wanted[differs[1]])
  }
  cat(table, ": ", nrow(rows), " rows as the command line has them\n", sep = "")
}

cli <- Sys.getenv("PROPOS_CLI")
folder <- Sys.getenv("PROPOS_TEXTS")
if (nzchar(cli) && nzchar(folder)) {
  files <- list.files(folder, "[.]txt$", recursive = TRUE, full.names = TRUE)
  texts <- vapply(files, function(file) readChar(file, file.size(file), useBytes = TRUE), "")
  Encoding(texts) <- "UTF-8"
  found <- annotate(texts, threads = 2)
  for (table in names(found)) compare(table, found[[table]], cli, files)
} else {
  cat("skipped: PROPOS_CLI and PROPOS_TEXTS say nothing\n")
}
