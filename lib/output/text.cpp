// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "output/page.h"
#include "output/pieces.h"
#include "output/utf8.h"
#include "propos/output.h"

namespace propos {
namespace {

// ECMA-48 sequences, one for each role that a part of the output plays.
constexpr std::string_view heading = "\x1b[1m";
constexpr std::string_view person = "\x1b[1;36m";
constexpr std::string_view said = "\x1b[33m";
constexpr std::string_view detail = "\x1b[2m";

// Columns that parts are set in. What goes on of a heading stands behind the words below it.
constexpr std::size_t of_heading = 2, of_words = 4, of_rest = 6;

std::string counted(std::size_t number, std::string_view thing) {
  return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

/// What becomes of a quote on the page.
enum class Shown : std::uint8_t { whole, term, part, again };

template <class Pass>
class TextWriter {
 public:
  TextWriter(const Document& document, std::string_view text, const PageOptions& options, std::string& out, const Pass& pass)
      : document_(document), text_(text), options_(options), out_(out), page_(options.width, options.colour, out), pass_(pass) {}

  void document(std::string_view name) {
    title(name);
    const std::vector<Shown> shown = choose();
    for (std::size_t q = 0; q < shown.size(); ++q)
      if (shown[q] == Shown::whole) quote(document_.quotes[q]);
    std::vector<std::uint32_t> quotes(document_.entities.size());
    for (const Quote& quote : document_.quotes) {
      if (quote.has_speaker && quote.speaker.entity != none) ++quotes[quote.speaker.entity];
    }
    entities("People", EntityType::person, quotes);
    entities("Organizations", EntityType::organization, quotes);
    entities("Places", EntityType::place, quotes);
    if (options_.terms) folded(shown);
    else count_folded(shown);
    out_ += '\n';
  }

 private:
  void title(std::string_view words) {
    page_.begin(0, of_words);
    page_.add(words, heading);
    page_.end();
  }

  std::string words_of(const Quote& quote) const {
    std::string words;
    for (const Span& span : quote.spans) {
      if (!words.empty()) words += " […] ";
      output::append_line(span.of(text_), words);
    }
    return words;
  }

  /// Equal for quotes of one source; never for such without.
  std::string source_of(const Quote& quote) const {
    if (!quote.has_speaker) return {};
    if (quote.speaker.entity != none) return fmt::format("{}", quote.speaker.entity);
    return quote.speaker.name.empty() ? std::string() : ' ' + quote.speaker.name;
  }

  /// Terms are folded, and of what somebody says what stands in words of the same source, and what they said before.
  std::vector<Shown> choose() const {
    std::vector<Shown> shown(document_.quotes.size(), Shown::whole);
    std::map<std::pair<std::string, std::string>, std::size_t> before;
    for (std::size_t q = 0; q < shown.size(); ++q) {
      const Quote& quote = document_.quotes[q];
      if (quote.type == QuoteType::term) {
        shown[q] = Shown::term;
        continue;
      }
      std::string source = source_of(quote);
      if (quote.parent != none && source == source_of(document_.quotes[quote.parent]) && shown[quote.parent] != Shown::term)
        shown[q] = Shown::part;
      else if (!source.empty() && !before.try_emplace({std::move(source), words_of(quote)}, q).second) shown[q] = Shown::again;
    }
    return shown;
  }

  /// Who, as what type, by which cue; below it the words.
  void quote(const Quote& quote) {
    out_ += '\n';
    page_.begin(of_heading, of_rest);
    who(quote);
    further(name_of(quote.type));
    if (quote.has_cue && !quote.cue.span.empty()) {
      further(quote.cue.span.of(text_));
      if (quote.cue.stance != Stance::asserted) page_.add(fmt::format("({})", name_of(quote.cue.stance)), detail);
    }
    if (quote.zone != Zone::body) further(name_of(quote.zone));
    page_.end();
    page_.begin(of_words, of_words);
    page_.add(words_of(quote), said);
    page_.end();
    pass_();
  }

  void further(std::string_view words) { page_.add(fmt::format("· {}", words), detail); }

  void who(const Quote& quote) {
    if (quote.has_speaker && !quote.speaker.name.empty()) page_.add(quote.speaker.name, person);
    else if (quote.has_speaker && quote.speaker.mention != none)
      page_.add(document_.mentions[quote.speaker.mention].span.of(text_), person);
    else page_.add("(no speaker)", detail);
  }

  void entities(std::string_view name, EntityType type, const std::vector<std::uint32_t>& quotes) {
    std::vector<Id> ids;
    for (Id id = 0; id < document_.entities.size(); ++id) {
      if (document_.entities[id].type == type) ids.push_back(id);
    }
    if (ids.empty()) return;
    // Most named first; equals stay in order of the text.
    std::stable_sort(ids.begin(), ids.end(), [this](Id a, Id b) {
      return document_.entities[a].mentions.size() > document_.entities[b].mentions.size();
    });
    out_ += '\n';
    title(name);
    for (const Id id : ids) entity(document_.entities[id], quotes[id]);
  }

  void entity(const Entity& entity, std::uint32_t quotes) {
    const bool titled = !entity.title.empty();
    page_.begin(of_heading, of_rest);
    page_.add(titled ? entity.name + ',' : entity.name, entity.type == EntityType::person ? person : std::string_view());
    if (titled) page_.add(entity.title);
    std::string counts = counted(entity.mentions.size(), "mention");
    if (quotes > 0) counts += ", " + counted(quotes, "quote");
    page_.add('(' + counts + ')', detail);
    page_.end();
    pass_();
  }

  /// One line for all that is folded.
  void count_folded(const std::vector<Shown>& shown) {
    std::string counts;
    const auto add = [&](Shown kind, std::string_view one, std::string_view more) {
      const auto number = static_cast<std::size_t>(std::count(shown.begin(), shown.end(), kind));
      if (number > 0) counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", number, number == 1 ? one : more);
    };
    add(Shown::term, "term that nobody says", "terms that nobody says");
    add(Shown::part, "quote inside another", "quotes inside others");
    add(Shown::again, "quote said before", "quotes said before");
    if (counts.empty()) return;
    if (!options_.more.empty()) counts += fmt::format(" ({})", options_.more);
    out_ += '\n';
    page_.begin(0, of_words);
    page_.add("Folded: " + counts, detail);
    page_.end();
  }

  /// All that is folded, each once with how often it is there.
  void folded(const std::vector<Shown>& shown) {
    list("Terms that nobody says", shown, Shown::term);
    list("Inside other quotes", shown, Shown::part);
    list("Said before", shown, Shown::again);
  }

  void list(std::string_view name, const std::vector<Shown>& shown, Shown kind) {
    std::vector<std::pair<std::size_t, std::uint32_t>> items;   // quote, count
    std::unordered_map<std::string, std::size_t> known;
    for (std::size_t q = 0; q < shown.size(); ++q) {
      if (shown[q] != kind) continue;
      const auto [at, is_new] =
          known.try_emplace(source_of(document_.quotes[q]) + '\n' + words_of(document_.quotes[q]), items.size());
      if (is_new) items.emplace_back(q, 0);
      ++items[at->second].second;
    }
    if (items.empty()) return;
    out_ += '\n';
    title(name);
    for (const auto& [q, count] : items) {
      page_.begin(of_heading, of_rest);
      if (kind != Shown::term) {
        who(document_.quotes[q]);
        page_.add("·", detail);
      }
      page_.add(words_of(document_.quotes[q]), said);
      if (count > 1) page_.add(fmt::format("({} times)", count), detail);
      page_.end();
      pass_();
    }
  }

  const Document& document_;
  std::string_view text_;
  const PageOptions& options_;
  std::string& out_;
  output::Page page_;
  const Pass& pass_;
};

}   // namespace

void write_text(const Document& document, std::string_view text, std::string_view name, const PageOptions& options,
                std::string& out) {
  TextWriter(document, text, options, out, output::keep).document(name);
}

void write_text(const Document& document, std::string_view text, std::string_view name, const PageOptions& options,
                const Sink& sink) {
  output::write_in_pieces(
      sink, [&](std::string& out, const auto& pass) { TextWriter(document, text, options, out, pass).document(name); });
}

}   // namespace propos
