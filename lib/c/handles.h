// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <deque>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "propos/analyzer.h"
#include "propos/c.h"
#include "propos/document.h"
#include "propos/error.h"
#include "propos/formats.h"
#include "propos/offsets.h"
#include "propos/output.h"

/// The door for C, on the public C++ interface alone: what its handles hold, and how what is thrown becomes a number.

struct propos_analyzer {
  propos::Analyzer analyzer;
};

struct propos_document {
  /// Tells all that `found` holds in the structs of C. The views refer to the members, so that it is not copied.
  propos_document(std::string_view words, propos::OffsetUnit unit, propos::Document document);
  propos_document(const propos_document&) = delete;

  std::string text;
  propos::OffsetMap offsets;
  propos::Document found;

  propos_info info = {};
  std::vector<propos_span> spans;       // of all quotes
  std::vector<std::string> together;    // the words of each quote of several spans
  std::vector<propos_string> aliases;   // of all entities
  std::vector<propos_quote> quotes;
  std::vector<propos_mention> mentions;
  std::vector<propos_entity> entities;
  std::vector<propos_string> features;   // of all sets of Document::features, one behind the other
  std::vector<propos_token> tokens;
  std::vector<propos_sentence> sentences;
  std::vector<propos_paragraph> paragraphs;
};

struct propos_explanation {
  propos_explanation(std::string_view words, propos::OffsetUnit unit, propos::Explanation explanation);
  propos_explanation(const propos_explanation&) = delete;

  propos_document document;
  propos::Explanation found;          // the records; its document is the one above
  std::vector<propos_field> fields;   // of all records
  std::vector<propos_record> records;
};

namespace propos::c {

/// A call that is wrong, and a propos_sink that wants no more.
struct Misuse : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};
struct SinkEnded {};

/// What an error refers to lives in it.
struct OwnedError : propos_error {
  OwnedError(propos_status status, std::string_view message, const Error* known);
  OwnedError(const OwnedError&) = delete;

  std::string message_text, file_name;
};

inline std::string_view view(propos_string string) noexcept { return {string.data, string.size}; }
inline propos_string string(std::string_view view) noexcept { return {view.data(), view.size()}; }

template <class Handle>
Handle& given(Handle* handle, const char* what) {
  if (handle == nullptr) throw Misuse(std::string("expected ") + what + ", not NULL");
  return *handle;
}

/// `number` as a value of the C++ enum.
template <class Enum>
Enum value(std::uint32_t number, const char* what) {
  if (number > 0xFF || name_of(static_cast<Enum>(number)).empty())
    throw Misuse(std::string(what) + " " + std::to_string(number) + " is none");
  return static_cast<Enum>(number);
}

/// What the caller says of a text, and what it refers to.
struct Wanted {
  std::vector<Paragraph> zones;
  OffsetUnit unit = OffsetUnit::utf8;
  AnalyzeOptions options;
};
Wanted wanted_of(const propos_options* options);
/// They refer to zones of the same object, wherever it has come to.
inline AnalyzeOptions options_of(const Wanted& wanted) {
  AnalyzeOptions out = wanted.options;
  out.zones = wanted.zones;
  return out;
}

/// An array that came in.
template <class T>
std::span<const T> array(const T* items, std::size_t count, const char* what) {
  if (items == nullptr && count > 0) throw Misuse(std::string("expected ") + what + ", not NULL");
  return {items, count};
}

/// A struct that came in and begins with its size, as this library knows it: what it lacks is zero.
template <class Options>
Options taken(const Options* options) {
  Options all = {};
  if (options == nullptr) return all;
  if (options->size < sizeof(options->size)) throw Misuse("the size of a struct is less than that of its size");
  const auto* const bytes = reinterpret_cast<const unsigned char*>(options);
  for (std::size_t at = sizeof(Options); at < options->size; ++at)
    if (bytes[at] != 0) throw Misuse("a struct asks for what this version does not know");
  std::memcpy(&all, options, std::min(options->size, sizeof(Options)));
  return all;
}

inline propos_status status_of(const Error& error) noexcept {
  return static_cast<propos_status>(static_cast<int>(error.kind()) + 1);
}

/// Calls `act`; what it throws becomes a number and, where the caller wants it, an error.
propos_status status_of_thrown(propos_error** error) noexcept;
template <class Act>
propos_status guarded(propos_error** error, const Act& act) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    act();
    return PROPOS_OK;
  } catch (...) {
    return status_of_thrown(error);
  }
}

}   // namespace propos::c

struct propos_errors {
  std::deque<propos::c::OwnedError> all;
};
