// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "propos/formats.h"

namespace propos::cli {

/// The folder of a format that wants a file for each text: brat's .ann and .txt, a CAS, a TEI document. Any thread may write.
class TextFiles {
 public:
  /// Writes what lies beside the files: configurations, type systems. Throws Error.
  TextFiles(std::string folder, propos::Format format);

  /// `place`: the text's, below which its files are called so, without a .txt at its end. Throws Error, also where another text has
  /// these files already.
  void write(const Document& document, std::string_view text, const Label& label, const std::string& place);

 private:
  void put(const std::string& path, std::string_view bytes) const;

  std::string folder_;
  propos::Format format_;
  std::mutex mutex_;
  std::set<std::string> names_;
};

}   // namespace propos::cli
