// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/fields.h"
#include "propos/formats.h"

/// The formats of other tools, each with a writer of its own. What of docs/schema.md a format has no place for goes along as JSON or
/// as a feature of that name, so that nothing is lost on the way back.
namespace propos::formats {

/// What a writer writes of.
struct Input {
  const Document& document;
  std::string_view text;
  const Label& label;

  /// The name of the text, as it goes out; of an id that is no string, its JSON.
  std::string name() const;
};

/// Calls `pass()` between pieces: what there is then may be handed over.
using Pass = std::function<void()>;

void write_conll(const Input& input, std::string& out, const Pass& pass);
void write_brat(const Input& input, std::string& out, const Pass& pass);
void write_cas_json(const Input& input, std::string& out, const Pass& pass);
void write_tei(const Input& input, std::string& out, const Pass& pass);
void write_web_annotation(const Input& input, std::string& out, const Pass& pass);
void write_displacy(const Input& input, std::string& out, const Pass& pass);

/// What lies beside them.
std::span<const FormatFile> brat_configuration();
std::span<const FormatFile> cas_type_system();

}   // namespace propos::formats
