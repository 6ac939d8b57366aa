// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace propos::cli {

struct Result {
  int status = 0;
  std::string out, err;
};

/// Runs the executable in a folder of its own, as a user would from a shell.
class Cli : public testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  void put(const std::string& name, const std::string& content) const;
  std::string get(const std::string& name) const;
  /// `before` stands in front of the command: "echo … |".
  Result run(const std::string& arguments, const std::string& before = "") const;

  fs::path folder_;
};

inline constexpr const char* article = "« Nous irons », a déclaré Anne Roux.\n";

inline std::ptrdiff_t lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }
inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
/// How often a part is there.
std::size_t times(const std::string& text, const std::string& part);

/// `text` (UTF-8) in another encoding.
std::string encoded(const std::string& text, const std::string& encoding);

using Members = std::vector<std::pair<std::string, std::string>>;   // name and content
/// Packed by gzip, bzip2, xz or zstd.
std::string packed(const std::string& content, const std::string& by);
/// An archive, "zip" or "tar".
std::string archive(const Members& members, const std::string& format);
/// A record of a web archive.
std::string warc_record(const std::string& type, const std::string& address, const std::string& media, const std::string& body);
std::string http(const std::string& media, const std::string& body, const std::string& more = "",
                 const std::string& status = "200 OK");

}   // namespace propos::cli
