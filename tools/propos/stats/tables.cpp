// SPDX-License-Identifier: Apache-2.0
#include "stats/tables.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace propos::cli::stats {
namespace {

/// How many sources of a confidence are right, on texts that nobody had read: docs/accuracy.md, « Confidence »; neighbours that are
/// about as often right are one.
struct Measured {
  double from, right;
};
constexpr Measured measured[] = {{0, .09}, {.5, .54}, {.6, .70}, {.8, .89}, {.9, .95}};

/// Counts the lines of a table, text by text. Each quote is of one line, or of none.
class Counter {
 public:
  explicit Counter(std::vector<std::string> values) : rows_(values.size()), at_hand_(values.size()) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      rows_[i].row.value = std::move(values[i]);
      rows_[i].row.id = static_cast<std::uint32_t>(i);
    }
  }

  void add(std::size_t line, const Quote& quote) {
    if (quote.text != text_) end_text();
    text_ = quote.text;
    if (at_hand_[line].all++ == 0) touched_.push_back(line);
    at_hand_[line].women += quote.sex == Sex::woman;
    at_hand_[line].known += quote.sex != Sex::unknown && quote.kind == Kind::person;
    ++all_at_hand_;
    rows_[line].row.words += quote.words;
  }

  /// With `women`, their share in each line.
  std::vector<Row> finish(bool women) {
    end_text();
    std::vector<Row> out;
    for (Line& line : rows_) {
      line.row.quotes = static_cast<std::uint64_t>(line.share.sum);
      line.row.share = share_of(line.share, all_);
      if (women) line.row.women = share_of(line.women, line.known);
      if (line.row.quotes > 0) out.push_back(std::move(line.row));
    }
    return out;
  }

 private:
  struct Line {
    Row row;
    PartOfTexts share, women;
    AllOfTexts known;   // women and men
  };
  struct InText {
    double all = 0, women = 0, known = 0;
  };

  void end_text() {
    if (touched_.empty()) return;
    for (const std::size_t line : touched_) {
      const InText in_text = std::exchange(at_hand_[line], {});
      rows_[line].share.add(in_text.all, all_at_hand_);
      rows_[line].women.add(in_text.women, in_text.known);
      if (in_text.known > 0) rows_[line].known.add(in_text.known);
      ++rows_[line].row.texts;
    }
    all_.add(all_at_hand_);
    touched_.clear();
    all_at_hand_ = 0;
  }

  std::vector<Line> rows_;
  std::vector<InText> at_hand_;
  std::vector<std::size_t> touched_;
  double all_at_hand_ = 0;
  std::uint32_t text_ = nobody;
  AllOfTexts all_;
};

constexpr std::string_view without_source = "without a source";

Table by_kind(const Corpus& corpus) {
  Counter counter({"women", "men", "people of unknown gender", "organizations", "places", "groups", "documents",
                   "of unknown kind", std::string(without_source)});
  for (const Quote& quote : corpus.quotes()) counter.add(source_line(quote), quote);
  return {"sources", "shares of all quotes", counter.finish(false)};
}

Table by_gender(const Corpus& corpus) {
  Counter all({"women", "men"}), named({"women, named", "men, named"}), unnamed({"women, unnamed", "men, unnamed"});
  for (const Quote& quote : corpus.quotes()) {
    if (quote.kind != Kind::person || quote.sex == Sex::unknown) continue;
    const std::size_t line = quote.sex == Sex::man;
    all.add(line, quote);
    (quote.source == nobody ? unnamed : named).add(line, quote);
  }
  Table table{"gender", "shares of the quotes of women and men: of all, of those with a name, of those without", {}};
  std::uint32_t part = 0;
  for (Counter* counter : {&all, &named, &unnamed}) {
    for (Row& row : counter->finish(false)) {
      row.id += 2 * part;
      table.rows.push_back(std::move(row));
    }
    ++part;
  }
  return table;
}

Table by_naming(const Corpus& corpus) {
  Counter counter({"named", "unnamed", std::string(without_source)});
  for (const Quote& quote : corpus.quotes()) counter.add(naming_line(quote), quote);
  return {"naming", "shares of all quotes", counter.finish(true)};
}

template <class Words, class Index>
Table by_word(const Corpus& corpus, std::string name, const Words& words, Index index) {
  Counter counter(std::vector<std::string>(words.begin(), words.end()));
  for (const Quote& quote : corpus.quotes()) counter.add(index(quote), quote);
  return {std::move(name), "shares of all quotes", counter.finish(true)};
}

Table by_group(const Corpus& corpus, std::size_t by, const std::string& field) {
  std::vector<std::string> values = corpus.values(by);
  std::replace(values.begin(), values.end(), std::string(), std::string("(none)"));
  Table table = by_word(corpus, field, values, [&](const Quote& quote) { return corpus.group(by, quote.text); });
  std::sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) { return a.value < b.value; });
  return table;
}

Table most_quoted(const Corpus& corpus, std::size_t top) {
  std::vector<std::string> names;
  for (const Source& source : corpus.sources()) names.push_back(source.name);
  Counter counter(std::move(names));
  Table table{"most quoted", "shares of the quotes of sources with a name", {}};
  // Lines are found again by their number: finish() leaves out those without quotes.
  std::vector<std::uint64_t> quotes(corpus.sources().size());
  for (const Quote& quote : corpus.quotes()) {
    if (quote.source == nobody) continue;
    counter.add(quote.source, quote);
    ++quotes[quote.source];
  }
  std::vector<std::uint32_t> quoted;
  for (std::uint32_t s = 0; s < quotes.size(); ++s)
    if (quotes[s] > 0) quoted.push_back(s);
  std::vector<Row> rows = counter.finish(false);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Source& source = corpus.sources()[quoted[i]];
    if (!source.joined) continue;
    rows[i].kind = kinds[static_cast<std::size_t>(source.kind)];
    rows[i].gender = source.sex == Sex::woman ? "f" : source.sex == Sex::man ? "m" : "";
    rows[i].title = source.title;
    table.rows.push_back(std::move(rows[i]));
  }
  const auto before = [](const Row& a, const Row& b) {
    return std::tie(b.quotes, b.texts, a.value, a.kind, a.gender) < std::tie(a.quotes, a.texts, b.value, b.kind, b.gender);
  };
  const auto last = table.rows.begin() + static_cast<std::ptrdiff_t>(std::min(top, table.rows.size()));
  std::partial_sort(table.rows.begin(), last, table.rows.end(), before);
  table.rows.erase(last, table.rows.end());
  return table;
}

}   // namespace

std::uint32_t source_line(const Quote& quote) {
  if (!quote.has_source) return 8;
  if (quote.kind != Kind::person) return static_cast<std::uint32_t>(quote.kind) + 2;
  return quote.sex == Sex::woman ? 0 : quote.sex == Sex::man ? 1 : 2;
}

std::uint32_t naming_line(const Quote& quote) { return !quote.has_source ? 2 : quote.source == nobody ? 1 : 0; }

std::vector<Table> make_tables(const Corpus& corpus, const std::vector<std::string>& fields, std::size_t top) {
  std::vector<Table> tables = {by_kind(corpus), by_gender(corpus), by_naming(corpus)};
  tables.push_back(by_word(corpus, "type", types, [](const Quote& quote) { return quote.type; }));
  tables.push_back(by_word(corpus, "stance", stances, [](const Quote& quote) { return quote.stance; }));
  for (std::size_t by = 0; by < fields.size(); ++by) tables.push_back(by_group(corpus, by, fields[by]));
  tables.push_back(most_quoted(corpus, top));
  return tables;
}

std::optional<double> expected_right(const Corpus& corpus) {
  double sum = 0;
  std::size_t count = 0;
  for (const Quote& quote : corpus.quotes()) {
    if (!quote.has_source) continue;
    const auto* bin = std::upper_bound(std::begin(measured), std::end(measured), quote.confidence,
                                       [](double confidence, const Measured& one) { return confidence < one.from; });
    sum += bin[-1].right;
    ++count;
  }
  return count == 0 ? std::nullopt : std::optional(sum / static_cast<double>(count));
}

}   // namespace propos::cli::stats
