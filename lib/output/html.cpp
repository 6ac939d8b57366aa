// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "output/marked_text.h"
#include "output/markup.h"
#include "output/pieces.h"
#include "output/reasons.h"
#include "output/words.h"
#include "propos/output.h"
#include "propos/version.h"

namespace propos {
namespace {

using output::append_markup;
using output::PageWords;

constexpr std::size_t longest_words = 300;   // bytes of a quote that are said again beside the text

/// Who speaks: an entity, somebody without a name, or nobody who is known.
struct Source {
  std::string id;   // "e7", "u1", "nobody"
  std::string_view name;
  const Entity* entity = nullptr;
  std::vector<Id> mentions;
  std::uint32_t quotes = 0;
  std::uint64_t words = 0;
};

/// The sources of a document, entities first, and which of them says each quote. Terms, which nobody says, are not counted.
class Sources {
 public:
  explicit Sources(const Document& document, std::string_view text, std::string_view nobody) : document_(document) {
    for (const Entity& entity : document.entities)
      all_.push_back({fmt::format("e{}", all_.size() + 1), entity.name, &entity, entity.mentions, 0, 0});
    for (const Quote& quote : document.quotes) of_.push_back(source_of(quote, nobody));
    for (const auto& [name, source] : unnamed_) {   // one mention may say several quotes
      auto& mentions = all_[source].mentions;
      std::sort(mentions.begin(), mentions.end());
      mentions.erase(std::unique(mentions.begin(), mentions.end()), mentions.end());
    }
    for (Id id = 0; id < of_.size(); ++id) count(id, text);
  }

  const std::vector<Source>& all() const { return all_; }
  /// Nullptr for a term that nobody says.
  const Source* of(Id quote) const { return of_[quote] == none ? nullptr : &all_[of_[quote]]; }
  std::uint64_t words() const {
    return std::accumulate(all_.begin(), all_.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const Source& s) { return sum + s.words; });
  }

 private:
  Id source_of(const Quote& quote, std::string_view nobody) {
    if (!quote.has_speaker) return quote.type == QuoteType::term ? none : unnamed({}, nobody, none);
    if (quote.speaker.entity != none) return quote.speaker.entity;
    return unnamed(quote.speaker.name, quote.speaker.name, quote.speaker.mention);
  }

  Id unnamed(std::string_view key, std::string_view name, Id mention) {
    const auto [found, is_new] = unnamed_.try_emplace(key, static_cast<Id>(all_.size()));
    if (is_new) all_.push_back({key.empty() ? "nobody" : fmt::format("u{}", unnamed_.size()), name, nullptr, {}, 0, 0});
    if (mention != none) all_[found->second].mentions.push_back(mention);
    return found->second;
  }

  // Words inside other words of the same source are counted once.
  void count(Id id, std::string_view text) {
    const Quote& quote = document_.quotes[id];
    if (of_[id] == none || quote.type == QuoteType::term) return;
    Source& source = all_[of_[id]];
    ++source.quotes;
    if (quote.parent != none && of_[quote.parent] == of_[id]) return;
    for (const Span& span : quote.spans) source.words += output::count_words(span.of(text));
  }

  const Document& document_;
  std::vector<Source> all_;
  std::vector<Id> of_;
  std::map<std::string_view, Id> unnamed_;
};

template <class Pass>
class HtmlWriter {
 public:
  HtmlWriter(const Document& document, std::string_view text, const Label& label, const HtmlOptions& options, std::string& out,
             const Pass& pass)
      : document_(document),
        text_(text),
        label_(label),
        options_(options),
        out_(out),
        pass_(pass),
        words_(options.language),
        sources_(document, text, words_("no source")),
        pieces_(document, text, words_),
        reasons_(document, text, options.reasons, words_) {}

  void page() {
    head();
    masthead();
    out_ += "<main>\n<article lang=\"fr\" dir=\"ltr\">\n<svg id=\"lines\" aria-hidden=\"true\"></svg>\n";
    pieces_.write(out_, pass_);
    out_ += "</article>\n";
    panel();
    out_ += "</main>\n";
    foot();
  }

 private:
  template <class... Values>
  void put(fmt::format_string<Values...> format, Values&&... values) {
    out_ += fmt::format(format, std::forward<Values>(values)...);
  }
  void bdi(std::string_view words) {
    out_ += "<bdi>";
    append_markup(words, out_);
    out_ += "</bdi>";
  }

  void head() {
    output::append_head(words_.language(), output::page_file("report.js.sha256"), out_);
    out_ += "<title>";
    append_markup(label_.name, out_);
    put(" – Propos</title>\n<style>\n{}</style>\n</head>\n<body>\n", output::page_file("report.css"));
  }

  void masthead() {
    put("<a class=\"skip\" href=\"#panel\">{}</a>\n<header>\n<p class=\"brand\">", words_("To who is quoted"));
    if (!options_.home.empty()) {
      out_ += "<a href=\"";
      append_markup(options_.home, out_);
      put("\">{}</a>", words_("All texts"));
    } else out_ += "Propos";
    out_ += "</p>\n<h1>";
    bdi(label_.name);
    out_ += "</h1>\n<p class=\"sum\">";
    std::size_t quoted = 0;
    for (const Source& source : sources_.all()) quoted += source.quotes > 0 && source.id != "nobody";
    put("{}, {}", words_.count(document_.quotes.size(), "{} quote", "{} quotes"),
        words_.count(quoted, "{} source", "{} sources"));
    if (document_.limit != Limit::unmet)
      put(". <strong>{}</strong>",
          fmt::format(fmt::runtime(words_("Only the first {} of {} bytes were read")), document_.read, text_.size()));
    put("</p>\n<button type=\"button\" id=\"theme\" hidden>{}</button>\n</header>\n", words_("Light or dark"));
  }

  void panel() {
    put("<aside id=\"panel\" tabindex=\"-1\" aria-label=\"{}\">\n", words_("Who is quoted"));
    selected();
    quoted();
    filters();
    unquoted();
    out_ += "</aside>\n";
  }

  // --- quotes

  void selected() {
    put("<section id=\"selected\" aria-label=\"{0}\">\n<div class=\"bar\"><h2>{0}</h2><span id=\"place\" role=\"status\" data-of=\"{1}\"></span>"
        "<button type=\"button\" id=\"before\" aria-label=\"{2}\" hidden>←</button>"
        "<button type=\"button\" id=\"next\" aria-label=\"{3}\" hidden>→</button>"
        "<button type=\"button\" id=\"close\" aria-label=\"{4}\" hidden>×</button></div>\n",
        words_("Quotes"), words_("{} of {}"), words_("Quote before"), words_("Next quote"), words_("Close"));
    put("<p id=\"hint\" hidden>{}</p>\n<ol id=\"quotes\">\n", words_("Point at a quote in the text, or choose who speaks."));
    for (Id id = 0; id < document_.quotes.size(); ++id) {
      card(id);
      pass_();
    }
    out_ += "</ol>\n</section>\n";
  }

  std::string range(const Span& span) const {
    const auto pieces = pieces_.of(span);
    return fmt::format("{}-{}", pieces.begin, pieces.end);
  }

  // The words that speak, and where these are no name, the name next to them.
  void place_of_source(const Quote& quote) {
    if (!quote.has_speaker) return;
    const Mention* const by = quote.speaker.mention == none ? nullptr : &document_.mentions[quote.speaker.mention];
    if (by != nullptr) put(" data-by=\"{}\"", range(by->span));
    if (quote.speaker.entity == none || (by != nullptr && by->form <= MentionForm::acronym)) return;
    const std::uint32_t here = by != nullptr ? by->span.begin : quote.outer.begin;
    if (const Mention* const name = name_near(document_.entities[quote.speaker.entity], here); name != nullptr)
      put(" data-far=\"{}\"", range(name->span));
  }

  // Among the next mentions the last name before this place, else the first behind it.
  const Mention* name_near(const Entity& entity, std::uint32_t here) const {
    constexpr std::ptrdiff_t furthest = 100;   // mentions
    const auto is_name = [&](Id id) { return document_.mentions[id].form <= MentionForm::acronym; };
    const auto& ids = entity.mentions;
    const auto at =
        std::partition_point(ids.begin(), ids.end(), [&](Id id) { return document_.mentions[id].span.begin <= here; });
    const auto first = at - std::min(furthest, at - ids.begin()), last = at + std::min(furthest, ids.end() - at);
    const auto before = std::find_if(std::reverse_iterator(at), std::reverse_iterator(first), is_name);
    if (before != std::reverse_iterator(first)) return &document_.mentions[*before];
    const auto behind = std::find_if(at, last, is_name);
    return behind == last ? nullptr : &document_.mentions[*behind];
  }

  void card(Id id) {
    const Quote& quote = document_.quotes[id];
    const Source* const source = sources_.of(id);
    const Stance stance = quote.has_cue ? quote.cue.stance : Stance::asserted;
    const float confidence = quote.has_speaker ? std::min(quote.confidence, quote.speaker.confidence) : quote.confidence;
    put("<li id=\"q{}\" tabindex=\"-1\" data-type=\"{}\" data-stance=\"{}\" data-who=\"{}\" data-sure=\"{:.2f}\" data-s=\"",
        id + 1, name_of(quote.type), name_of(stance), source == nullptr ? "" : source->id, confidence);
    for (const Span& span : quote.spans) put("{}{}", &span == &quote.spans.front() ? "" : " ", range(span));
    out_ += '"';
    if (quote.has_cue && !quote.cue.span.empty()) put(" data-cue=\"{}\"", range(quote.cue.span));
    place_of_source(quote);
    put("><p class=\"who\"><span class=\"no\">{}</span> ", id + 1);
    who(source);
    found(quote);
    put("</p>\n<blockquote lang=\"fr\"><span class=\"q {} d0\">", name_of(quote.type));
    said(quote);
    out_ += "</span></blockquote>\n<p class=\"facts\">";
    facts(quote, stance);
    out_ += "</p>\n";
    why(id);
    out_ += "</li>\n";
  }

  void who(const Source* source) {
    if (source == nullptr) put("<span class=\"quiet\">{}</span>", words_("nobody says it"));
    else {
      put("<strong class=\"{}\">", source->entity == nullptr ? "unnamed" : name_of(source->entity->type));
      bdi(source->name);
      out_ += "</strong>";
      title(source->entity);
    }
  }

  // How the source was found.
  void found(const Quote& quote) {
    if (!quote.has_speaker) return;
    put("<br><span class=\"quiet\">{}", words_(name_of(quote.speaker.by)));
    if (quote.speaker.mention != none && quote.speaker.by != SpeakerBy::name) {
      out_ += ": « ";
      bdi(document_.mentions[quote.speaker.mention].span.of(text_));
      out_ += " »";
    }
    out_ += "</span>";
  }

  void title(const Entity* entity) {
    if (entity == nullptr || entity->title.empty()) return;
    out_ += "<span class=\"title\" lang=\"fr\">, ";
    bdi(entity->title);
    out_ += "</span>";
  }

  void said(const Quote& quote) {
    const std::string whole = text_of(quote, text_);
    const std::string_view head = output::head_of(whole, longest_words);
    bdi(head);
    if (head.size() < whole.size()) out_ += " …";
  }

  void facts(const Quote& quote, Stance stance) {
    put("<span>{}</span>", words_(name_of(quote.type)));
    if (quote.has_cue && !quote.cue.span.empty()) {
      out_ += "<span lang=\"fr\" class=\"cue\">";
      bdi(quote.cue.span.of(text_));
      out_ += "</span>";
    }
    if (stance != Stance::asserted) put("<span>{}</span>", words_(name_of(stance)));
    if (quote.zone != Zone::body) put("<span>{}</span>", words_(name_of(quote.zone)));
    if (quote.parent != none)
      put("<span>{} <a href=\"#q{}\">{}</a></span>", words_("inside"), quote.parent + 1, quote.parent + 1);
    put("<span>{} {}", words_("quote sure to"), words_.percent(quote.confidence));
    if (quote.has_speaker) put(", {} {}", words_("source to"), words_.percent(quote.speaker.confidence));
    out_ += "</span>";
  }

  void why(Id id) {
    const Quote& quote = document_.quotes[id];
    if (quote.rule.empty() && options_.reasons.empty()) return;
    put("<details class=\"why\"><summary>{}</summary>\n<p>{} <code>", words_("Why"), words_("Rule"));
    append_markup(quote.rule, out_);
    out_ += "</code></p>\n";
    reasons_.of_quote(id, out_);
    out_ += "</details>\n";
  }

  // --- sources

  void quoted() {
    std::vector<const Source*> sources;
    for (const Source& source : sources_.all())
      if (source.quotes > 0) sources.push_back(&source);
    std::stable_sort(sources.begin(), sources.end(), [](const Source* a, const Source* b) {
      return std::pair(a->words, a->quotes) > std::pair(b->words, b->quotes);
    });
    if (sources.empty()) return;
    put("<section aria-label=\"{0}\">\n<h2>{0}</h2>\n<p class=\"quiet\">{1}</p>\n<ul class=\"sources\">\n",
        words_("Who is quoted"), words_("Shares are of all quoted words. Choose a name to walk through its quotes."));
    const std::uint64_t all = std::max<std::uint64_t>(sources_.words(), 1);
    for (const Source* source : sources) {
      const double share = static_cast<double>(source->words) / static_cast<double>(all);
      put("<li id=\"{}\"><button type=\"button\" data-who=\"{}\" aria-pressed=\"false\">", source->id, source->id);
      name_and_title(*source);
      put("<svg class=\"share\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"100\" "
          "height=\"4\"/><rect width=\"{:.1f}\" height=\"4\"/></svg>",
          100 * share);
      put("<span class=\"numbers\">{} · {} · {}</span></button>\n", words_.count(source->quotes, "{} quote", "{} quotes"),
          words_.count(source->words, "{} word", "{} words"), words_.percent(share));
      mentions(*source);
      out_ += "</li>\n";
      pass_();
    }
    out_ += "</ul>\n</section>\n";
  }

  void name_and_title(const Source& source) {
    const std::string_view kind = source.entity != nullptr ? name_of(source.entity->type) : "unnamed";
    put("<span class=\"name {}\">", kind);
    bdi(source.name);
    out_ += "</span>";
    title(source.entity);
  }

  void unquoted() {
    for (const auto& [type, name] : {std::pair(EntityType::person, "People who are named and not quoted"),
                                     std::pair(EntityType::organization, "Organizations that are named and not quoted"),
                                     std::pair(EntityType::place, "Places")}) {
      std::vector<const Source*> sources;
      for (const Source& source : sources_.all())
        if (source.quotes == 0 && source.entity != nullptr && source.entity->type == type) sources.push_back(&source);
      if (sources.empty()) continue;
      std::stable_sort(sources.begin(), sources.end(),
                       [](const Source* a, const Source* b) { return a->mentions.size() > b->mentions.size(); });
      put("<section aria-label=\"{0}\">\n<details class=\"others\"><summary>{0} ({1})</summary>\n<ul class=\"sources\">\n",
          words_(name), sources.size());
      for (const Source* source : sources) {
        put("<li id=\"{}\"><p>", source->id);
        name_and_title(*source);
        out_ += "</p>\n";
        mentions(*source);
        out_ += "</li>\n";
        pass_();
      }
      out_ += "</ul>\n</details>\n</section>\n";
    }
  }

  // Where it is named, and why.
  void mentions(const Source& source) {
    if (source.mentions.empty()) return;
    put("<details class=\"mentions\"><summary>{}</summary>\n<ul>\n",
        words_.count(source.mentions.size(), "{} place in the text", "{} places in the text"));
    for (const Id id : source.mentions) {
      const Mention& mention = document_.mentions[id];
      put("<li id=\"m{}\" data-s=\"{}\"><button type=\"button\" class=\"go\" lang=\"fr\">", id + 1, range(mention.span));
      bdi(mention.span.of(text_));
      put("</button> <span class=\"quiet\">{} · {} · <code>", words_(name_of(mention.form)), words_.percent(mention.confidence));
      append_markup(mention.rule, out_);
      out_ += "</code></span>";
      reasons_.of_mention(id, out_);
      out_ += "</li>\n";
      pass_();
    }
    out_ += "</ul></details>\n";
  }

  // --- filters

  void filters() {
    if (document_.quotes.empty()) return;
    put("<section aria-label=\"{0}\">\n<h2>{0}</h2>\n<form id=\"filters\">\n<fieldset><legend>{1}</legend>\n",
        words_("What is shown"), words_("Type"));
    constexpr std::pair<QuoteType, std::string_view> types[] = {{QuoteType::direct, "said in these words"},
                                                                {QuoteType::mixed, "partly in these words"},
                                                                {QuoteType::indirect, "reported in others"},
                                                                {QuoteType::term, "a term, which nobody says"}};
    for (const auto& [type, says] : types) {
      const QuoteType wanted = type;
      const auto count = std::count_if(document_.quotes.begin(), document_.quotes.end(),
                                       [wanted](const Quote& quote) { return quote.type == wanted; });
      if (count == 0) continue;
      put("<label><input type=\"checkbox\" name=\"type\" value=\"{0}\" checked> <span class=\"q {0} d0\">{1}</span> <span "
          "class=\"quiet\">{2} ({3})</span></label>\n",
          name_of(type), words_(name_of(type)), words_(says), count);
    }
    out_ += "</fieldset>\n";
    stances();
    persons();
    put("<label class=\"field\">{} <output id=\"least\">{}</output><input type=\"range\" id=\"sure\" min=\"0\" max=\"100\" step=\"5\" "
        "value=\"0\"></label>\n",
        words_("Quote and source at least this sure:"), words_.percent(0));
    put("<p class=\"legend\">{}: <span class=\"person\">{}</span> <span class=\"organization\">{}</span> <span "
        "class=\"place\">{}</span></p>\n",
        words_("Names"), words_("person"), words_("organization"), words_("place"));
    put("<p><span id=\"shown\" role=\"status\" data-of=\"{}\"></span> <button type=\"reset\">{}</button></p>\n</form>\n</section>\n",
        words_("{} of {} quotes are shown"), words_("Show all"));
  }

  void option(std::string_view value, std::string_view says) {
    put("<option value=\"{}\">", value);
    append_markup(says, out_);
    out_ += "</option>";
  }

  void stances() {
    put("<label class=\"field\">{} <select id=\"stance\">", words_("Stance"));
    option("", words_("any"));
    for (std::uint8_t value = 0; !name_of(static_cast<Stance>(value)).empty(); ++value) {
      const auto stance = static_cast<Stance>(value);
      const bool there = std::any_of(document_.quotes.begin(), document_.quotes.end(), [stance](const Quote& quote) {
        return (quote.has_cue ? quote.cue.stance : Stance::asserted) == stance;
      });
      if (there) option(name_of(stance), words_(name_of(stance)));
    }
    out_ += "</select></label>\n";
  }

  void persons() {
    put("<label class=\"field\">{} <select id=\"who\">", words_("Who speaks"));
    option("", words_("anybody"));
    for (const Source& source : sources_.all())
      if (source.quotes > 0) option(source.id, source.name);
    out_ += "</select></label>\n";
  }

  void foot() {
    out_ += "<footer><p>";
    out_ += words_(
        "Found by a program, which errs. How sure a result is says how often such results were right in texts that people annotated.");
    put("</p>\n<p>Propos {}", version());
    if (document_.provenance != nullptr) put(", {} {:016x}", words_("data"), document_.provenance->data);
    put("</p></footer>\n<script>{}</script>\n<script>{}</script>\n</body>\n</html>\n", output::page_file("theme.js"),
        output::page_file("report.js"));
  }

  const Document& document_;
  std::string_view text_;
  const Label& label_;
  const HtmlOptions& options_;
  std::string& out_;
  const Pass& pass_;
  PageWords words_;
  Sources sources_;
  output::MarkedText pieces_;
  output::Reasons reasons_;
};

}   // namespace

void write_html(const Document& document, std::string_view text, const Label& label, const HtmlOptions& options,
                std::string& out) {
  HtmlWriter(document, text, label, options, out, output::keep).page();
}

void write_html(const Document& document, std::string_view text, const Label& label, const HtmlOptions& options,
                const Sink& sink) {
  output::write_in_pieces(
      sink, [&](std::string& out, const auto& pass) { HtmlWriter(document, text, label, options, out, pass).page(); });
}

}   // namespace propos
