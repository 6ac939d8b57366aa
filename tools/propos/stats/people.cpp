// SPDX-License-Identifier: Apache-2.0
#include "stats/people.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <utility>

#include "input.h"
#include "messages.h"
#include "propos/error.h"

namespace propos::cli::stats {
namespace {

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == '\t') cells.emplace_back();
    else if (c != '\r') cells.back() += c;
  }
  cells.resize(std::max<std::size_t>(cells.size(), 4));
  return cells;
}

}   // namespace

std::string key_of(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString folded =
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int32_t>(name.size()))).foldCase();
  const icu::UnicodeString parts = icu::Normalizer2::getNFDInstance(status)->normalize(folded, status);
  icu::UnicodeString out;
  bool blank = false;
  for (int32_t at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) {
    const UChar32 c = parts.char32At(at);
    if (u_isUWhiteSpace(c) || u_charType(c) == U_DASH_PUNCTUATION) {
      blank = !out.isEmpty();
    } else if (u_getCombiningClass(c) == 0) {
      if (std::exchange(blank, false)) out.append(u' ');
      out.append(c == u'’' ? u'\'' : c);
    }
  }
  std::string bytes;
  return out.toUTF8String(bytes);
}

People::People(const std::string& path) {
  const std::string content = read_file(path);
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < content.size();) {
    const std::size_t end = std::min(content.find('\n', begin), content.size());
    const std::string_view line(content.data() + begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.empty() || line == "\r" || line.front() == '#') continue;
    const std::vector<std::string> cells = cells_of(line);
    if (cells.size() > 4 || cells[0].empty() || cells[1].empty())
      throw Error(
          path, number, 1,
          tr("expected a name, a tab and the person; then, where wanted, a tab and f or m, a tab and words of the title"));
    if (!cells[2].empty() && cells[2] != "f" && cells[2] != "m")
      throw Error(path, number, 1, tr("expected f or m as gender, or nothing"));
    settled_[key_of(cells[0])].push_back({key_of(cells[1]), cells[1], cells[2], key_of(cells[3])});
  }
}

const Settled* People::find(std::string_view key, std::string_view title) const {
  if (settled_.empty()) return nullptr;
  const auto found = settled_.find(key_of(key));
  if (found == settled_.end()) return nullptr;
  for (const Settled& settled : found->second)
    if (settled.title.empty() || key_of(title).find(settled.title) != std::string::npos) return &settled;
  return nullptr;
}

}   // namespace propos::cli::stats
