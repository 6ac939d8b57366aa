// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "input/record.h"
#include "input/source.h"
#include "propos/document.h"

namespace propos::cli {

struct TextOptions {
  std::string encoding;           ///< of all texts; empty: found out
  bool strict_encoding = false;   ///< a guess is an error
  FieldOptions fields;
  std::string language;   ///< texts in others are skipped; empty: all are taken
};

/// A text that can be analysed, and what goes out with it.
struct Text {
  std::string bytes;                                       ///< UTF-8; what offsets refer to
  std::vector<Paragraph> zones;                            ///< that its markup says
  std::string encoding;                                    ///< that it was converted from; empty where it was UTF-8
  std::string language;                                    ///< where it is known not to be French
  std::string id;                                          ///< JSON; empty where the text has none but its place
  std::vector<std::pair<std::string, std::string>> kept;   ///< name and JSON value
  std::string warning;                                     ///< a guess
};

/// Reads what is still to be read of a text, converts it and takes it out of its markup. Throws Error; Skip for what is no text.
Text make_text(RawText raw, const TextOptions& options);

}   // namespace propos::cli
