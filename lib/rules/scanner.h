// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "rules/grammar.h"

/// The words and signs that rule files are made of.
namespace propos::rules {

/// Reads one file from its begin on. Refers to the source. What does not read is thrown as Error.
class Scanner {
 public:
  explicit Scanner(const Source& source);

  std::size_t size() const { return text_.size(); }
  bool done() const { return at_ >= text_.size(); }
  /// The byte that is read next.
  std::size_t at() const { return at_; }
  const std::string& file() const { return source_.name; }
  /// O(log lines).
  Place place(std::size_t at) const;
  [[noreturn]] void fail(std::size_t at, const std::string& expected) const;

  bool peek(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool peek(std::string_view sign) const { return text_.substr(at_, sign.size()) == sign; }
  bool peek_digit(std::size_t ahead) const {
    return at_ + ahead < text_.size() && text_[at_ + ahead] >= '0' && text_[at_ + ahead] <= '9';
  }
  /// The name that stands here, or nothing.
  std::string_view next_name() const;

  /// Goes on behind blanks and remarks.
  void skip();
  /// Goes on by one byte, and behind blanks too if it is `c` that is accepted or expected.
  void step() { ++at_; }
  bool accept(char c);
  void expect(char c);
  void expect(std::string_view sign, const std::string& expected);

  std::string name(const std::string& expected);
  /// A text in "quotation marks".
  std::string quoted();
  /// Words as tokens have them, so that a rule may say "Aujourd’hui"; a blank between tokens.
  std::string key();
  /// ~/expression/
  std::string expression();
  std::uint32_t number();

  /// The first byte that is not UTF-8, or the size of the file. O(bytes).
  std::size_t first_bad_byte() const;

  /// After a mistake in the item that begins at byte `start`: goes on where a line begins as the next item does.
  void go_to_next_item(std::size_t start);
  /// After a mistake in a statement that begins at byte `start`: goes on at the next sentence of the rule or the next item.
  void go_to_next_statement(std::size_t start);

 private:
  bool begins_line(std::initializer_list<std::string_view> words) const;
  void go_to(std::initializer_list<std::string_view> words, std::size_t start);

  const Source& source_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::size_t> lines_;   // where they begin
};

}   // namespace propos::rules
