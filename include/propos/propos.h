// SPDX-License-Identifier: Apache-2.0
#pragma once

/// All of Propos: French text in, who is named and who said what out.
///
///     const propos::Analyzer analyzer;                               // built once, shared by all threads
///     const std::string text = "« Nous irons », a déclaré Anne Roux.";
///     const propos::Document document = analyzer.analyze(text);
///     document.quotes.at(0).speaker.name;                            // == "Anne Roux"
///     propos::text_of(document.quotes.at(0), text);                  // == "Nous irons"
///
/// Each header is the manual of its part, and opens with what it is for, what it costs, what threads may do, what fails, and
/// examples of what works and what does not, which the tests run:
///
///  - analyzer.h   reads a text, or many: options, limits, cancellation
///  - document.h   what is found, and the names of all values
///  - output.h     a Document as JSON Lines, tables or text, and back from JSON Lines
///  - formats.h    a Document in the formats of other tools, and back from those in which people correct it
///  - offsets.h    bytes to code points or UTF-16 units, and back
///  - encoding.h   any encoding to UTF-8
///  - html.h       a page of HTML to its text
///  - error.h      the one type that is thrown
///  - span.h       a piece of the text
///  - version.h    which Propos this is
///
/// c.h is the same for C, and for languages that call C; it is not part of this header.
///
/// None of it prints, ends the program, reads a file, an environment variable or the locale, or keeps state between calls but in the
/// Analyzer. Each header compiles alone.

#include "propos/analyzer.h"
#include "propos/document.h"
#include "propos/encoding.h"
#include "propos/error.h"
#include "propos/formats.h"
#include "propos/html.h"
#include "propos/offsets.h"
#include "propos/output.h"
#include "propos/span.h"
#include "propos/version.h"
