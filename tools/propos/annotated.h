// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "propos/formats.h"

namespace propos::cli {

/// A text with what a file says of it.
struct AnnotatedFile {
  std::string file;   ///< for messages: with the line, where there are many
  std::string name;   ///< of the text: in its folder "agency/strike.txt"; in JSON Lines what they call it
  Annotated content;
  bool quotes = true;   ///< quotes were looked for: else that there are none says nothing
};

/// Calls `each` for what `path` holds, in order: JSON Lines of propos extract, or a folder with brat's .ann beside .txt or with CAS in
/// .json. The texts of JSON Lines are looked for in `texts` (empty: where the lines say). Throws Error for what is none
/// of these, and for a text that is not there.
void read_annotated_files(const std::string& path, const std::string& texts, const std::function<void(AnnotatedFile)>& each);

}   // namespace propos::cli
