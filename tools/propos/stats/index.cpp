// SPDX-License-Identifier: Apache-2.0
#include "stats/index.h"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "data.h"
#include "messages.h"
#include "output/markup.h"
#include "propos/version.h"

namespace propos::cli::stats {

const std::vector<DataFile>& page_files();   // written by the build: index.css, index.js, index.js.sha256

namespace {

using output::append_markup;

std::string_view page_file(std::string_view name) {
  const auto& files = page_files();
  const auto found = std::find_if(files.begin(), files.end(), [&](const DataFile& file) { return file.path == name; });
  return found == files.end() ? std::string_view() : found->content;
}

std::string markup(std::string_view text) {
  std::string out;
  append_markup(text, out);
  return out;
}

std::string percent(double share) { return fmt::format("{}\u00A0%", std::lround(100 * share)); }

// Of plots, in units of their drawings.
constexpr double plot_width = 440, name_width = 150, row_height = 26, plot_height = 190, left = 34, bottom = 34;

class IndexWriter {
 public:
  IndexWriter(const Index& index, std::string& out) : index_(index), out_(out) {}

  void page() {
    head();
    out_ += "<main class=\"index\">\n<div class=\"figures\">\n";
    plot_of_women();
    most_quoted();
    for (const Table& table : index_.tables)
      if (table.name != "most quoted") figures(table);
    out_ += "</div>\n";
    list();
    out_ += "</main>\n";
    foot();
  }

 private:
  template <class... Values>
  void put(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
  }

  const Table* table(std::string_view name) const {
    const auto found =
        std::find_if(index_.tables.begin(), index_.tables.end(), [&](const Table& each) { return each.name == name; });
    return found == index_.tables.end() ? nullptr : &*found;
  }

  void head() {
    const Summary& sum = index_.summary;
    output::append_head(language(), page_file("index.js.sha256"), out_);
    put("<title>{0} – Propos</title>\n<style>\n{1}{2}</style>\n"
        "</head>\n<body>\n<a class=\"skip\" href=\"#list\">{3}</a>\n<header>\n<p class=\"brand\">Propos</p>\n<h1>{0}</h1>\n<p class=\"sum\">",
        tr("Who is quoted"), output::page_file("report.css"), page_file("index.css"), tr("To the quotes"));
    out_ += tr("{} texts, {} quotes", sum.texts, sum.quotes);
    if (sum.copies > 0) out_ += "; " + tr("{} copies left out", sum.copies);
    if (sum.terms > 0) out_ += "; " + tr("{} terms that nobody says left out", sum.terms);
    if (sum.unsure > 0)
      out_ += "; " + tr("{} sources less sure than {} count as none", sum.unsure, percent(sum.least_confidence));
    if (sum.expected) out_ += ". " + tr("Of the sources, expect {} in 100 to be right.", std::lround(100 * *sum.expected));
    put("</p>\n<button type=\"button\" id=\"theme\" hidden>{}</button>\n</header>\n", tr("Light or dark"));
  }

  // A figure is a link to its quotes.
  static std::string link(std::string_view filter) { return fmt::format("#{}", filter); }

  // --- plots

  // The share of women by the first date, else by the first field; without these by whether sources have a name.
  const Table* table_of_women() const {
    for (auto field = index_.fields.rbegin(); field != index_.fields.rend(); ++field)
      if (const Table* each = table(*field); each != nullptr && each->rows.size() > 1) return each;
    return table("naming");
  }

  std::string filter_of(const Table& table, const Row& row) const {
    const auto field = std::find(index_.fields.begin(), index_.fields.end(), table.name);
    if (field != index_.fields.end()) return fmt::format("f{}={}", field - index_.fields.begin(), row.id);
    if (table.name == "sources") return fmt::format("kind={}", row.id);
    if (table.name == "gender")
      return fmt::format("kind={}", row.id % 2) + (row.id < 2 ? "" : fmt::format("&named={}", row.id / 2 - 1));
    if (table.name == "naming") return fmt::format("named={}", row.id);
    return fmt::format("{}={}", table.name == "most quoted" ? "who" : table.name, row.id);
  }

  void plot_of_women() {
    const Table* const of = table_of_women();
    std::vector<const Row*> rows;
    if (of != nullptr)
      for (const Row& row : of->rows)
        if (row.women) rows.push_back(&row);
    if (rows.empty()) return;
    const std::string name = tr("Women among the women and men who are quoted, by {}", markup(translated(of->name)));
    put("<figure>\n<figcaption>{}. <span class=\"quiet\">{}</span></figcaption>\n", name,
        tr("Bars: what other texts of this kind would show, 95 in 100 times"));
    put("<svg class=\"plot\" viewBox=\"0 0 {} {}\" role=\"group\" aria-label=\"{}\">\n", plot_width, plot_height + bottom, name);
    for (const int tick : {0, 25, 50, 75, 100}) {
      const double y = at(tick / 100.);
      put("<line class=\"grid\" x1=\"{}\" x2=\"{}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/><text class=\"tick\" x=\"{}\" y=\"{:.1f}\">{}</text>\n",
          left, plot_width, y, y, left - 6, y + 4, tick);
    }
    const double step = (plot_width - left) / static_cast<double>(rows.size());
    const std::size_t every = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(60 / step)));   // room for a name
    for (std::size_t i = 0; i < rows.size(); ++i)
      point(*of, *rows[i], left + step * (static_cast<double>(i) + .5), i % every == 0);
    out_ += "</svg>\n</figure>\n";
  }

  static double at(double share) { return 8 + (plot_height - 16) * (1 - share); }

  void point(const Table& table, const Row& row, double x, bool named) {
    const std::string value = translated(row.value);
    put("<a href=\"{}\"><title>{}: {} ({} – {}), {}</title>", link(markup(filter_of(table, row))), markup(value),
        percent(row.women->share), percent(row.women->low), percent(row.women->high), tr("quotes: {}", row.quotes));
    put("<rect class=\"hit\" x=\"{:.1f}\" y=\"0\" width=\"16\" height=\"{}\"/>", x - 8, plot_height);
    put("<line class=\"whisker\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/><circle cx=\"{0:.1f}\" cy=\"{3:.1f}\" r=\"4\"/>",
        x, at(row.women->high), at(row.women->low), at(row.women->share));
    const std::string_view head = output::head_of(value, 12);
    if (named)
      put("<text class=\"name\" x=\"{:.1f}\" y=\"{}\">{}{}</text>", x, plot_height + 16, markup(head),
          head.size() < value.size() ? "…" : "");
    out_ += "</a>\n";
  }

  void most_quoted() {
    const Table* const most = table("most quoted");
    if (most == nullptr || most->rows.empty()) return;
    const auto& rows = most->rows;
    put("<figure>\n<figcaption>{}</figcaption>\n", tr("Who is quoted most, in quotes"));
    put("<p class=\"key\"><span class=\"swatch women\"></span>{} <span class=\"swatch men\"></span>{} <span class=\"swatch\"></span>{}</p>\n",
        tr("women"), tr("men"), tr("others"));
    put("<svg class=\"plot bars\" viewBox=\"0 0 {} {}\" role=\"group\" aria-label=\"{}\">\n", plot_width,
        row_height * static_cast<double>(rows.size()), tr("Who is quoted most, in quotes"));
    out_ +=
        "<defs><pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect "
        "class=\"ground\" width=\"5\" height=\"5\"/><rect class=\"stroke\" width=\"2\" height=\"5\"/></pattern></defs>\n";
    for (std::size_t i = 0; i < rows.size(); ++i) bar(*most, rows[i], row_height * static_cast<double>(i), rows.front().quotes);
    out_ += "</svg>\n</figure>\n";
  }

  void bar(const Table& table, const Row& row, double y, std::uint64_t most) {
    const double width = (plot_width - name_width - 44) * static_cast<double>(row.quotes) / static_cast<double>(most);
    const std::string_view head = output::head_of(row.value, 19);
    put("<a href=\"{}\"><title>{}{}: {}</title><rect class=\"hit\" x=\"0\" y=\"{:.0f}\" width=\"{}\" height=\"{}\"/>",
        link(filter_of(table, row)), markup(row.value), row.title.empty() ? "" : ", " + markup(row.title),
        tr("quotes: {}", row.quotes), y, plot_width, row_height);
    put("<text class=\"who\" x=\"{}\" y=\"{:.0f}\">{}{}</text>", name_width - 8, y + 17, markup(head),
        head.size() < row.value.size() ? "…" : "");
    put("<rect class=\"bar {}\" x=\"{}\" y=\"{:.0f}\" width=\"{:.1f}\" height=\"14\"/><text class=\"value\" x=\"{:.1f}\" y=\"{:.0f}\">{}</text></a>\n",
        row.gender == "f"   ? "women"
        : row.gender == "m" ? "men"
                            : "others",
        name_width, y + 6, std::max(width, 1.), name_width + width + 6, y + 17, row.quotes);
  }

  // --- tables

  void figures(const Table& table) {
    if (table.rows.empty()) return;
    const bool women = std::any_of(table.rows.begin(), table.rows.end(), [](const Row& row) { return row.women.has_value(); });
    put("<table class=\"figures\">\n<caption>{} <span class=\"quiet\">({})</span></caption>\n<thead><tr><td></td><th scope=\"col\">{}</th><th "
        "scope=\"col\">{}</th><th scope=\"col\">{}</th>",
        markup(translated(table.name)), translated(table.says), tr("texts"), tr("quotes"), tr("share"));
    if (women) put("<th scope=\"col\">{}</th>", tr("women"));
    out_ += "</tr></thead>\n<tbody>\n";
    for (const Row& row : table.rows) {
      put("<tr><th scope=\"row\"><a href=\"{}\">{}</a></th><td>{}</td><td>{}</td><td>", link(filter_of(table, row)),
          markup(translated(row.value)), row.texts, row.quotes);
      share(row.share);
      if (women) {
        out_ += "</td><td>";
        share(row.women);
      }
      out_ += "</td></tr>\n";
    }
    out_ += "</tbody>\n</table>\n";
  }

  void share(const std::optional<Share>& share) {
    if (share)
      put("{} <span class=\"quiet\">{}–{}</span>", percent(share->share), std::lround(100 * share->low),
          std::lround(100 * share->high));
  }

  // --- quotes

  void choice(std::string_view id, const std::string& says, const std::vector<std::pair<std::uint32_t, std::string>>& values) {
    put("<label class=\"field\">{} <select id=\"{}\"><option value=\"\">{}</option>", says, id, tr("all"));
    for (const auto& [value, name] : values) put("<option value=\"{}\">{}</option>", value, markup(name));
    out_ += "</select></label>\n";
  }

  void choice(std::string_view id, const std::string& says, const Table* table) {
    if (table == nullptr || table->rows.size() < 2) return;
    std::vector<std::pair<std::uint32_t, std::string>> values;
    for (const Row& row : table->rows) values.emplace_back(row.id, translated(row.value));
    choice(id, says, values);
  }

  void list() {
    put("<section id=\"list\" tabindex=\"-1\" aria-label=\"{0}\">\n<h2>{0}</h2>\n<noscript><p>{1}</p></noscript>\n<form id=\"filters\" hidden>\n"
        "<label class=\"field search\">{2} <input type=\"search\" id=\"search\" autocomplete=\"off\"></label>\n",
        tr("Quotes"), tr("The list of quotes needs scripts; the figures do not."), tr("Search words and names"));
    out_ += "<div class=\"choices\">\n";
    choice("kind", tr("Who speaks"), table("sources"));
    choice("named", tr("With a name or without"), table("naming"));
    choice("type", tr("Type"), table("type"));
    choice("stance", tr("Stance"), table("stance"));
    for (std::size_t field = 0; field < index_.fields.size(); ++field)
      choice(fmt::format("f{}", field), markup(translated(index_.fields[field])), table(index_.fields[field]));
    out_ += "</div>\n";
    put("<p><span id=\"shown\" role=\"status\" data-of=\"{}\"></span> <button type=\"reset\">{}</button></p>\n</form>\n",
        translated("{} of {} quotes, in {} texts"), tr("Show all"));
    put("<div id=\"most\" data-says=\"{}\" hidden></div>\n<ol id=\"quotes\"></ol>\n<p><button type=\"button\" id=\"more\" hidden>{}</button></p>\n</section>\n",
        tr("Of these most by"), tr("More"));
  }

  void foot() {
    put("<footer><p>{}</p>\n<p>Propos {}</p></footer>\n",
        tr("Found by a program, which errs. docs/stats.md says what is counted and how sure it is."), version());
    out_ += "<script type=\"application/json\" id=\"data\">";
    data();
    put("</script>\n<script>{}</script>\n<script>{}</script>\n</body>\n</html>\n", output::page_file("theme.js"),
        page_file("index.js"));
  }

  // All quotes, for the script: texts [name, page, value of each field], sources [name, title, kind], quotes [text, source, kind, named, type,
  // stance, id, words, description of a source without a name].
  void data() {
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    const Corpus& corpus = index_.corpus;
    json.StartObject();
    json.Key("unnamed");
    string(json, tr("without a name"));
    json.Key("nobody");
    string(json, tr("no source"));
    json.Key("types");
    json.StartArray();
    for (const std::string_view type : types) string(json, type);
    json.EndArray();
    json.Key("texts");
    json.StartArray();
    for (std::uint32_t text = 0; text < index_.texts.size(); ++text) {
      json.StartArray();
      string(json, index_.texts[text].name);
      string(json, index_.texts[text].page);
      for (std::size_t field = 0; field < index_.fields.size(); ++field) json.Uint(corpus.group(field, text));
      json.EndArray();
    }
    json.EndArray();
    json.Key("sources");
    json.StartArray();
    for (const Source& source : corpus.sources()) {
      json.StartArray();
      string(json, source.name);
      string(json, source.title);
      string(json, kinds[static_cast<std::size_t>(source.kind)]);
      json.EndArray();
    }
    json.EndArray();
    json.Key("quotes");
    json.StartArray();
    for (std::size_t q = 0; q < corpus.quotes().size(); ++q) quote(json, corpus.quotes()[q], index_.quotes[q]);
    json.EndArray();
    json.EndObject();
    // Nothing in it may end the element that it stands in.
    for (const char c : std::string_view(buffer.GetString(), buffer.GetSize())) {
      if (c == '<') out_ += "\\u003C";
      else out_ += c;
    }
  }

  using Json = rapidjson::Writer<rapidjson::StringBuffer>;

  static void quote(Json& json, const Quote& quote, const ListedQuote& listed) {
    json.StartArray();
    json.Uint(quote.text);
    json.Int(quote.source == nobody ? -1 : static_cast<int>(quote.source));
    json.Uint(source_line(quote));
    json.Uint(naming_line(quote));
    json.Uint(quote.type);
    json.Uint(quote.stance);
    string(json, listed.id);
    string(json, listed.words);
    if (!listed.description.empty()) string(json, listed.description);
    json.EndArray();
  }

  static void string(Json& json, std::string_view text) {
    std::string visible;
    output::append_visible(text, visible);
    json.String(visible.data(), static_cast<rapidjson::SizeType>(visible.size()));
  }

  const Index& index_;
  std::string& out_;
};

}   // namespace

void write_index(const Index& index, std::string& out) { IndexWriter(index, out).page(); }

}   // namespace propos::cli::stats
