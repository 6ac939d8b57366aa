// SPDX-License-Identifier: Apache-2.0
#include "output/reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace propos::output {
namespace {

constexpr std::size_t most_beaten = 6;      // matches that gave way to one, as they are told
constexpr std::size_t longest_words = 80;   // bytes of what a rule took

std::string_view field(const Record& record, std::string_view name) {
  for (const auto& [key, value] : record.fields)
    if (key == name) return value;
  return {};
}

int number(std::string_view text) {
  int out = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// "q12" to 11.
Id id_of(std::string_view text) { return text.empty() ? none : static_cast<Id>(number(text.substr(1))) - 1; }

void code(std::string_view text, std::string& out) {
  out += "<code>";
  append_markup(text, out);
  out += "</code>";
}

}   // namespace

Reasons::Reasons(const Document& document, std::string_view text, std::span<const Record> records, const PageWords& words)
    : document_(document), text_(text), words_(words), quotes_(document.quotes.size()), mentions_(document.mentions.size()) {
  for (auto record = records.begin(); record != records.end();) {
    const auto end = std::find_if(record + 1, records.end(), [](const Record& r) { return r.depth == 0; });
    std::vector<Records>* const of = record->verb == "quote" ? &quotes_ : record->verb == "mention" ? &mentions_ : nullptr;
    if (const Id id = id_of(field(*record, "id")); of != nullptr && id < of->size()) (*of)[id] = Records(record + 1, end);
    record = end;
  }
}

void Reasons::write(Records records, std::string& out) const {
  rules(records, out);
  candidates(records, out);
}

// --- rules

void Reasons::rules(Records records, std::string& out) const {
  std::size_t beaten = 0;
  bool open = false;
  for (const Record& record : records) {
    if (record.verb == "beat" && ++beaten > most_beaten) continue;
    if (record.verb != "rule" && record.verb != "capture" && record.verb != "beat" && record.verb != "because") continue;
    if (!std::exchange(open, true)) out += "<ul class=\"steps\">";
    out += "<li>";
    if (record.verb == "rule") rule(record, out);
    else step(record, out);
    out += "</li>";
  }
  if (beaten > most_beaten) out += fmt::format("<li>{}</li>", words_.count(beaten - most_beaten, "and {} more", "and {} more"));
  if (open) out += "</ul>\n";
}

void Reasons::rule(const Record& record, std::string& out) const {
  code(field(record, "name"), out);
  out += " <span class=\"quiet\">";
  append_markup(field(record, "at"), out);
  out += fmt::format(", {} ", words_("priority"));
  append_markup(field(record, "priority"), out);
  out += "</span>";
}

void Reasons::step(const Record& record, std::string& out) const {
  if (record.verb == "capture") {
    append_markup(field(record, "label"), out);
    out += ' ';
    words_of(record, out);
  } else if (record.verb == "beat") {
    out += fmt::format("{} ", words_("before"));
    code(field(record, "rule"), out);
    out += ' ';
    words_of(record, out);
    out += fmt::format(" <span class=\"quiet\">{} ", words_("by"));
    append_markup(words_(field(record, "by")), out);
    out += "</span>";
  } else {
    const std::string_view quote = field(record, "quote"), mention = field(record, "mention");
    out += fmt::format("{} <a href=\"#", words_("because of"));
    append_markup(quote.empty() ? mention : quote, out);
    out += "\">";
    append_markup(quote.empty() ? mention : quote, out);
    out += "</a>";
  }
}

void Reasons::words_of(const Record& record, std::string& out) const {
  const std::string_view whole = record.span.of(text_), head = head_of(whole, longest_words);
  if (whole.empty()) return;
  out += "« <bdi lang=\"fr\">";
  append_markup(head, out);
  out += head.size() < whole.size() ? " …</bdi> »" : "</bdi> »";
}

// --- candidates

void Reasons::candidates(Records records, std::string& out) const {
  const auto is_candidate = [](const Record& record) { return record.verb == "candidate"; };
  const auto first = std::find_if(records.begin(), records.end(), is_candidate);
  if (first == records.end()) return;
  out += fmt::format(
      "<table class=\"candidates\"><caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
      "scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      words_("Who might say it"), words_("Candidate"), words_("Score"), words_("What speaks for and against"));
  const int best = number(field(*first, "score"));
  bool is_best = true;
  for (const Record& record : records) {
    if (!is_candidate(record)) continue;
    out += is_best ? "<tr class=\"won\">" : "<tr>";
    is_best = false;
    candidate(record, best, out);
    out += "</tr>\n";
  }
  out += "</tbody></table>\n";
}

void Reasons::candidate(const Record& record, int best, std::string& out) const {
  const Id entity = id_of(field(record, "entity"));
  out += "<th scope=\"row\">";
  if (entity < document_.entities.size()) {
    out += "<bdi lang=\"fr\">";
    append_markup(document_.entities[entity].name, out);
    out += "</bdi> ";
  }
  words_of(record, out);
  if (entity >= document_.entities.size() && record.span.empty()) out += words_("nobody with a name");
  const int score = number(field(record, "score"));
  out += fmt::format("</th><td>{}", score);
  if (score < best)
    out += fmt::format("<br><span class=\"quiet\">{}</span>",
                       words_.count(static_cast<std::size_t>(best - score), "lost by {}", "lost by {}"));
  out += "</td><td>";
  for (const auto& [key, value] : record.fields) {
    if (key == "entity" || key == "score") continue;
    out += fmt::format("<span class=\"feature{}\">", value.starts_with('-') ? " against" : "");
    append_markup(key, out);
    out += ' ';
    append_markup(value, out);
    out += "</span> ";
  }
  out += "</td>";
}

}   // namespace propos::output
