// SPDX-License-Identifier: Apache-2.0
#include "text_files.h"

#include <filesystem>

#include "input/files.h"
#include "input/text.h"
#include "messages.h"
#include "output/utf8.h"
#include "output_file.h"
#include "propos/error.h"

namespace fs = std::filesystem;

namespace propos::cli {

TextFiles::TextFiles(std::string folder, propos::Format format) : folder_(std::move(folder)), format_(format) {
  for (const FormatFile& file : info_of(format_).beside) put(std::string(file.name), file.content);
}

void TextFiles::write(const Document& document, std::string_view text, const Label& label, const std::string& place) {
  std::string name = path_below(output::is_utf8(place) ? place : percent_encoded(place));
  if (name == "-") name = "stdin";
  if (name.size() > 4 && name.ends_with(".txt")) name.resize(name.size() - 4);
  {
    const std::lock_guard lock(mutex_);
    if (!names_.insert(name).second) throw Error(tr("{}: another text has the file of this name", name));
  }
  const FormatInfo& info = info_of(format_);
  std::string out;
  write_format(document, text, label, format_, out);
  put(name + std::string(info.ending), out);
  if (info.text_ending.empty()) return;
  out.clear();
  output::append_utf8(text, out);
  put(name + std::string(info.text_ending), out);
}

void TextFiles::put(const std::string& path, std::string_view bytes) const {
  const fs::path whole = fs::path(folder_) / path;
  std::error_code ignored;   // what cannot be made is told when the file is opened
  fs::create_directories(whole.parent_path(), ignored);
  OutputFile file(whole.string());
  file.write(bytes);
  file.finish();
}

}   // namespace propos::cli
