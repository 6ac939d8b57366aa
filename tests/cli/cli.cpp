// SPDX-License-Identifier: Apache-2.0
#include "cli.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/wait.h>
#include <unicode/ucnv.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace propos::cli {

void Cli::SetUp() {
  std::string name = (fs::temp_directory_path() / "propos-cli-XXXXXX").string();
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  folder_ = name;
}

void Cli::TearDown() { fs::remove_all(folder_); }

void Cli::put(const std::string& name, const std::string& content) const {
  fs::create_directories((folder_ / name).parent_path());
  std::ofstream(folder_ / name, std::ios::binary) << content;
}

std::string Cli::get(const std::string& name) const {
  std::ifstream file(folder_ / name, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

Result Cli::run(const std::string& arguments, const std::string& before) const {
  const std::string command = "cd '" + folder_.string() + "' && " + before + " '" PROPOS_BINARY "' " + arguments +
                              " >.out 2>.err" + (before.empty() ? " </dev/null" : "");
  Result result;
  result.status = WEXITSTATUS(std::system(command.c_str()));
  result.out = get(".out");
  result.err = get(".err");
  return result;
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t out = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++out;
  return out;
}

std::string encoded(const std::string& text, const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(4 * text.size() + 16, '\0');
  const std::int32_t size = ucnv_convert(encoding.c_str(), "UTF-8", out.data(), static_cast<std::int32_t>(out.size()),
                                         text.data(), static_cast<std::int32_t>(text.size()), &status);
  if (U_FAILURE(status)) throw std::runtime_error(encoding);
  out.resize(static_cast<std::size_t>(size));
  return out;
}

namespace {

std::string written(::archive* out, const Members& members) {
  std::string bytes(1 << 20, '\0');
  for (const auto& member : members) bytes.resize(bytes.size() + 2 * member.second.size());
  std::size_t size = 0;
  archive_write_set_bytes_in_last_block(out, 1);
  if (archive_write_open_memory(out, bytes.data(), bytes.size(), &size) != ARCHIVE_OK)
    throw std::runtime_error(archive_error_string(out));
  for (const auto& [name, content] : members) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    if (archive_write_header(out, entry) != ARCHIVE_OK) throw std::runtime_error(archive_error_string(out));
    archive_write_data(out, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(out);
  archive_write_free(out);
  bytes.resize(size);
  return bytes;
}

}   // namespace

std::string packed(const std::string& content, const std::string& by) {
  ::archive* const out = archive_write_new();
  archive_write_set_format_raw(out);
  if (archive_write_add_filter_by_name(out, by.c_str()) != ARCHIVE_OK) throw std::runtime_error(by);
  return written(out, {{"content", content}});
}

std::string archive(const Members& members, const std::string& format) {
  ::archive* const out = archive_write_new();
  if (format == "zip") archive_write_set_format_zip(out);
  else archive_write_set_format_gnutar(out);
  return written(out, members);
}

std::string warc_record(const std::string& type, const std::string& address, const std::string& media, const std::string& body) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + address +
         "\r\nWARC-Date: 2020-05-04T00:00:00Z\r\nContent-Type: " + media + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body + "\r\n\r\n";
}

std::string http(const std::string& media, const std::string& body, const std::string& more, const std::string& status) {
  return "HTTP/1.1 " + status + "\r\nContent-Type: " + media + "\r\n" + more + "\r\n" + body;
}

}   // namespace propos::cli
