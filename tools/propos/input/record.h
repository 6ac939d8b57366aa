// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace propos::cli {

/// Which fields of a record are what.
struct FieldOptions {
  std::string text = "text", id = "id";    ///< of JSON, by path: "article.body"
  std::vector<std::string> text_columns;   ///< of a table; empty: "text"
  std::string id_column = "id";
  std::vector<std::string> keep;   ///< names or paths of those that go out as they came in
  bool keep_all = false;           ///< all but the text
  std::string date;                ///< of those that are kept, the one with the day of the text; empty: none
};

/// What a record holds.
struct Record {
  std::string text;                                        ///< UTF-8
  std::string id;                                          ///< JSON as it came in; empty where there is none
  std::vector<std::pair<std::string, std::string>> kept;   ///< name and JSON as it came in
};

/// `text` as a JSON string.
std::string json_string(std::string_view text);

}   // namespace propos::cli
