// SPDX-License-Identifier: Apache-2.0
#include "annotated.h"

#include <fmt/format.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "input.h"
#include "input/files.h"
#include "input/kinds.h"
#include "input/stream.h"
#include "messages.h"
#include "propos/error.h"

namespace fs = std::filesystem;

namespace propos::cli {
namespace {

using Each = std::function<void(AnnotatedFile)>;

constexpr std::size_t longest_line = std::size_t{1} << 28;   // bytes

// --- JSON Lines -----------------------------------------------------------------------------------------------------------

std::string member(const rapidjson::Document& record, const char* name) {
  const auto found = record.FindMember(name);
  if (found == record.MemberEnd() || !found->value.IsString()) return {};
  return {found->value.GetString(), found->value.GetStringLength()};
}

// Where the text of a line lies: as --text-out left it, or the file that was read.
std::string text_of(const std::string& line, const std::string& name, const std::string& texts, const std::string& where) {
  rapidjson::Document record;
  record.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
  const std::string text_file = record.IsObject() ? member(record, "text_file") : "";
  std::vector<fs::path> candidates;
  for (const std::string& path : {text_file, name, name + ".txt", fs::path(name).filename().string()}) {
    if (path.empty()) continue;
    if (texts.empty()) candidates.emplace_back(path);
    else candidates.push_back(fs::path(texts) / fs::path(path).relative_path());
  }
  for (const fs::path& path : candidates) {
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) return read_text(path.string(), "utf-8");
  }
  throw Error(tr("{}: the text {} is not there (see --texts)", where, candidates.front().string()));
}

void read_lines(const std::string& path, const std::string& texts, const Each& each) {
  Stream file(open_file(path, nullptr));
  std::string line;
  for (std::uint32_t number = 1; file.read_line(line, longest_line); ++number) {
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    const std::string where = fmt::format("{}:{}", shown(path), number);
    const std::string name = doc_of_jsonl(line, shown(path), number);
    each({where, name, read_annotated(line, text_of(line, name, texts, where), shown(path), number)});
  }
}

// --- folders --------------------------------------------------------------------------------------------------------------

// A folder of brat's says in its configuration which annotations are made there; those of the folders above it hold, too.
bool looks_for_quotes(fs::path folder, const fs::path& top) {
  for (;; folder = folder.parent_path()) {
    std::error_code ignored;
    const fs::path configuration = folder / "annotation.conf";
    if (fs::exists(configuration, ignored)) return read_file(configuration.string()).find("\nDirect") != std::string::npos;
    if (folder == top || folder == folder.parent_path()) return false;
  }
}

void read_ann(const fs::path& path, const fs::path& top, const Each& each) {
  fs::path text = path;
  text.replace_extension(".txt");
  AnnotatedFile out{path.string(), text.lexically_relative(top).generic_string(), {}, true};
  out.content = read_brat(read_file(path.string()), read_file(text.string()), path.string());
  out.quotes = !out.content.document.quotes.empty() || looks_for_quotes(path.parent_path(), top);
  each(std::move(out));
}

void read_cas(const fs::path& path, const fs::path& top, const Each& each) {
  fs::path text = path;
  text.replace_extension(".txt");
  each({path.string(), text.lexically_relative(top).generic_string(), read_cas_json(read_file(path.string()), path.string())});
}

bool is_cas(const std::string& path) {
  std::string head(1u << 16, '\0');
  Stream file(open_file(path, nullptr));
  const std::string_view begin = file.peek(head.size());
  return begin.find("\"%TYPES\"") != begin.npos || begin.find("\"%FEATURE_STRUCTURES\"") != begin.npos;
}

// Not JSON Lines: what lies in a folder of gold may be the results that are to be compared with it.
void read_folder(const std::string& path, const Each& each) {
  const fs::path top = path;
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(top, fs::directory_options::follow_directory_symlink))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const std::string ending = file.extension().string();
    std::error_code ignored;
    if (fs::exists(fs::path(file).replace_extension(".gold.json"), ignored)) continue;   // made of what stands in that
    if (ending == ".ann" && fs::exists(fs::path(file).replace_extension(".txt"), ignored)) read_ann(file, top, each);
    else if (ending == ".json" && is_cas(file.string())) read_cas(file, top, each);
  }
}

}   // namespace

void read_annotated_files(const std::string& path, const std::string& texts, const Each& each) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return read_folder(path, each);
  const std::string ending = fs::path(path).extension().string();
  const fs::path folder = fs::path(path).has_parent_path() ? fs::path(path).parent_path() : fs::path(".");
  if (ending == ".ann") read_ann(path, folder, each);
  else if (ending == ".json") read_cas(path, folder, each);
  else read_lines(path, texts, each);
}

}   // namespace propos::cli
