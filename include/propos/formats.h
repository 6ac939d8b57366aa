// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A Document in the formats of other tools, and back from those in which people correct it: docs/formats.md describes each.
///
/// Writers compute nothing and change nothing, as those of output.h, and cost O(text + results · log results). What of the text is not
/// UTF-8 is written as U+FFFD. Offsets have the unit that the tools of a format expect, whatever the caller's.
///
///     const propos::Analyzer analyzer;
///     const std::string text = "« Non », a dit Anne Roux.";
///     const propos::Document document = analyzer.analyze(text);
///     std::string annotations;
///     propos::write_format(document, text, "a.txt", propos::Format::brat, annotations);
///     const propos::Annotated back = propos::read_brat(annotations, text, "a.ann");
///     back.document.quotes == document.quotes;                       // == true
///     back.document.entities == document.entities;                   // == true
///
/// A person's correction needs no more than what her tool shows: a span, its type, an arc.
///
///     const std::string mended = "T1\tPerson 15 24\tAnne Roux\nT2\tDirect 2 5\tNon\nR1\tSaid_by Arg1:T2 Arg2:T1\n";
///     propos::read_brat(mended, text).document.quotes.at(0).speaker.name;   // == "Anne Roux"
///
/// What does not work: annotations are nothing without their text, and what is none of the format is refused with its line.
///
///     propos::read_brat(mended, "Oui.");                             // throws ErrorKind::record
///     propos::read_brat("T1 Person 15 24", text);                    // throws ErrorKind::record
///     propos::read_cas_json("{}");                                   // throws ErrorKind::record

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "propos/document.h"
#include "propos/export.h"
#include "propos/output.h"

namespace propos {

enum class Format : std::uint8_t { conll, brat, uima_cas_json, tei, webannotation, displacy };

/// "conll", "brat", "uima-cas-json", "tei", "webannotation", "displacy".
PROPOS_API std::string_view name_of(Format) noexcept;

/// A file, by its name or the end of its name.
struct FormatFile {
  std::string_view name, content;
};

/// How the files of a format are called and what lies beside them. Its strings live as long as the program.
struct FormatInfo {
  std::string_view ending;             ///< of the file for a text: ".ann"
  bool many = false;                   ///< a file may hold many texts, one behind the other; else there is one for each text
  std::string_view text_ending = {};   ///< of the file with the text itself, where the format wants one beside it
  std::span<const FormatFile> beside = {};   ///< what a folder of them has once: what the tool needs to know of the types
};
PROPOS_API const FormatInfo& info_of(Format) noexcept;

/// Appends the document, or hands it to a Sink in pieces. Of tokens, sentences and paragraphs those are written that it has.
PROPOS_API void write_format(const Document& document, std::string_view text, const Label& label, Format format,
                             std::string& out);
PROPOS_API void write_format(const Document& document, std::string_view text, const Label& label, Format format,
                             const Sink& sink);

/// What a file of another tool says.
struct Annotated {
  std::string doc;     ///< the name of the text; of an id that is no string, its JSON
  std::string text;    ///< the one that offsets of the document refer to, in bytes
  std::string label;   ///< JSON object: what JSON Lines say of a record beside what is in it; empty where nothing is known
  Document document;   ///< without tokens, sentences and paragraphs
};

/// Reads standoff annotations of brat of this `text`: as write_format has them, or made or changed by people. What they do not say is
/// taken from what they do: confidence is 1, a name without a group is an entity with all names that are written alike. Annotations of
/// other types are stepped over. O(bytes · log). Throws Error of kind `record` with `file` and the line for what is no annotation, or
/// none of this text.
PROPOS_API Annotated read_brat(std::string_view annotations, std::string_view text, std::string_view file = {});

/// The same of a CAS in JSON, which holds its text. Names that people marked in the layer `NamedEntity` of DKPro count, too.
PROPOS_API Annotated read_cas_json(std::string_view json, std::string_view file = {});

/// A line of JSON Lines of this `text`, as read_jsonl has it, with what it says of the record. Throws as that.
PROPOS_API Annotated read_annotated(std::string_view line, std::string_view text, std::string_view file = {},
                                    std::uint32_t number = 1);

}   // namespace propos
