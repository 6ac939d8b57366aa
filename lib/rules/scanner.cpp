// SPDX-License-Identifier: Apache-2.0
#include "rules/scanner.h"

#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>
#include <unicode/utf8.h>

#include "lexicon/words.h"

namespace propos::rules {
namespace {

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
         (c & 0x80) != 0;
}

}   // namespace

Scanner::Scanner(const Source& source) : source_(source), text_(source.content), lines_{0} {
  for (std::size_t end = text_.find('\n'); end != text_.npos; end = text_.find('\n', end + 1)) lines_.push_back(end + 1);
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  skip();
}

Place Scanner::place(std::size_t at) const {
  const auto line = std::upper_bound(lines_.begin(), lines_.end(), at) - 1;
  return {static_cast<std::uint32_t>(line - lines_.begin() + 1), static_cast<std::uint32_t>(at - *line + 1)};
}

void Scanner::fail(std::size_t at, const std::string& expected) const {
  const Place here = place(at);
  throw Error(source_.name, here.line, here.column, "expected " + expected);
}

void Scanner::skip() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '#') {
      while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      ++at_;
    } else {
      return;
    }
  }
}

bool Scanner::accept(char c) {
  if (!peek(c)) return false;
  ++at_;
  skip();
  return true;
}

void Scanner::expect(char c) {
  if (!accept(c)) fail(at_, fmt::format("«{}»", c));
}

void Scanner::expect(std::string_view sign, const std::string& expected) {
  if (!peek(sign)) fail(at_, expected);
  at_ += sign.size();
  skip();
}

std::string_view Scanner::next_name() const {
  std::size_t end = at_;
  while (end < text_.size() && is_name_byte(text_[end])) ++end;
  return text_.substr(at_, end - at_);
}

std::string Scanner::name(const std::string& expected) {
  const std::string_view out = next_name();
  if (out.empty()) fail(at_, expected);
  at_ += out.size();
  skip();
  return std::string(out);
}

std::string Scanner::quoted() {
  const std::size_t start = at_;
  if (!peek('"')) fail(at_, "a text in \"quotation marks\"");
  ++at_;
  std::string out;
  while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n') {
    if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n') {
      ++at_;
      out += text_[at_] == 'n' ? '\n' : text_[at_];
    } else {
      out += text_[at_];
    }
    ++at_;
  }
  if (!peek('"')) fail(start, "a closing \" on the same line");
  ++at_;
  skip();
  return out;
}

std::string Scanner::key() {
  const std::size_t start = at_;
  std::string out = lexicon::key_of(quoted());
  if (out.empty()) fail(start, "a word");
  return out;
}

std::string Scanner::expression() {
  const std::size_t start = at_;
  std::string out;
  at_ += 2;
  while (at_ < text_.size() && text_[at_] != '/' && text_[at_] != '\n') {
    if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == '/') ++at_;
    out += text_[at_++];
  }
  if (!peek('/')) fail(start, "a closing / on the same line");
  ++at_;
  skip();
  const RE2 check(out, RE2::Quiet);
  if (!check.ok()) fail(start, fmt::format("a regular expression: {}", check.error()));
  return out;
}

std::uint32_t Scanner::number() {
  std::uint32_t out = 0;
  const std::size_t start = at_;
  while (peek_digit(0) && out < 1000) out = out * 10 + static_cast<std::uint32_t>(text_[at_++] - '0');
  if (at_ == start) fail(start, "a number");
  return out;
}

std::size_t Scanner::first_bad_byte() const {
  std::size_t at = 0;
  while (at < text_.size()) {
    const std::size_t start = at;
    UChar32 c = 0;
    U8_NEXT(text_.data(), at, text_.size(), c);
    if (c < 0) return start;
  }
  return at;
}

bool Scanner::begins_line(std::initializer_list<std::string_view> words) const {
  const std::size_t line = *(std::upper_bound(lines_.begin(), lines_.end(), at_) - 1);
  if (text_.substr(line, at_ - line).find_first_not_of(" \t") != text_.npos) return false;
  return std::find(words.begin(), words.end(), next_name()) != words.end();
}

void Scanner::go_to(std::initializer_list<std::string_view> words, std::size_t start) {
  while (at_ < text_.size() && (at_ <= start || !begins_line(words))) {
    at_ = std::min(text_.find('\n', at_), text_.size());
    skip();
  }
}

void Scanner::go_to_next_item(std::size_t start) { go_to({"rule", "let", "phase"}, start); }

void Scanner::go_to_next_statement(std::size_t start) { go_to({"yes", "no", "rule", "let", "phase"}, start); }

}   // namespace propos::rules
