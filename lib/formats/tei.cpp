// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <tuple>
#include <utility>

#include "formats/tokens.h"
#include "formats/writers.h"
#include "output/utf8.h"
#include "propos/version.h"

/// TEI P5. XML nests and annotations cross: an element that would cross another one, or the end of a paragraph, goes on in a second
/// one, and both say so (@next, @prev). The words of the body are those of the text, blank by blank.
namespace propos::formats {
namespace {

/// What becomes an element, in one piece or several.
struct Item {
  char letter;   // of its id: m, q, c
  Id id;
  std::vector<Span> spans;
};
struct Piece {
  Span span;
  std::size_t item;
  std::uint32_t number = 0;   // of the pieces of this item, from 0
};

// What stands around others comes first.
bool comes_before(const Piece& a, const Piece& b) {
  if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
  if (a.span.end != b.span.end) return a.span.end > b.span.end;
  return a.item < b.item;
}
struct ComesLater {
  bool operator()(const Piece& a, const Piece& b) const { return comes_before(b, a); }
};

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\n\r") == text.npos; }

// XML has neither controls nor the two code points that are no characters; a carriage return would be read as a line end.
void append_xml(std::string_view text, std::string& out) {
  std::string valid;
  output::append_utf8(text, valid);
  for (std::size_t at = 0; at < valid.size(); ++at) {
    const char c = valid[at];
    const std::string_view three = std::string_view(valid).substr(at, 3);
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (c == '\r') out += "&#13;";
    else if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') out += "\uFFFD";
    else if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") out += "\uFFFD", at += 2;
    else out += c;
  }
}

std::string xml(std::string_view text) {
  std::string out;
  append_xml(text, out);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

class TeiWriter {
 public:
  TeiWriter(const Input& input, std::string& out, const Pass& pass)
      : input_(input), document_(input.document), text_(input.text), out_(out), pass_(pass) {}

  void run() {
    collect_items();
    blocks();
    nest();
    number();
    header();
    body();
  }

 private:
  void collect_items() {
    for (Id q = 0; q < document_.quotes.size(); ++q) items_.push_back({'q', q, document_.quotes[q].spans});
    for (Id q = 0; q < document_.quotes.size(); ++q) {
      const Quote& quote = document_.quotes[q];
      if (!quote.has_cue) continue;
      std::vector<Id>& quotes = quotes_of_cue_[{quote.cue.span, quote.cue.kind, quote.cue.stance}];
      if (quotes.empty()) items_.push_back({'c', q, {quote.cue.span}});
      quotes.push_back(q);
    }
    for (Id m = 0; m < document_.mentions.size(); ++m) items_.push_back({'m', m, {document_.mentions[m].span}});
  }

  // --- blocks: paragraphs, and what of the text is in none ------------------------------------------------------------------

  void blocks() {
    std::uint32_t at = 0;
    for (const Paragraph& paragraph : document_.paragraphs) {
      lines(at, std::max(at, paragraph.span.begin));
      if (paragraph.span.begin >= at && !paragraph.span.empty()) blocks_.push_back(paragraph);
      at = std::max(at, paragraph.span.end);
    }
    lines(at, static_cast<std::uint32_t>(text_.size()));
  }
  // Of a text whose paragraphs are not known each line is one.
  void lines(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t at = begin; at < end;) {
      const auto line_end = static_cast<std::uint32_t>(std::min<std::size_t>(text_.find('\n', at), end));
      if (!is_blank(Span{at, line_end}.of(text_))) blocks_.push_back({{at, line_end}, Zone::body});
      at = line_end + 1;
    }
  }

  // --- pieces that nest -----------------------------------------------------------------------------------------------------

  void nest() {
    std::priority_queue<Piece, std::vector<Piece>, ComesLater> waiting;
    for (std::size_t i = 0; i < items_.size(); ++i)
      for (const Span span : items_[i].spans)
        if (!span.empty()) waiting.push({span, i});
    std::vector<Span> open;
    std::size_t block = 0;
    while (!waiting.empty()) {
      Piece piece = waiting.top();
      waiting.pop();
      while (block < blocks_.size() && blocks_[block].span.end <= piece.span.begin) ++block, open.clear();
      if (block == blocks_.size()) break;   // what stands behind all blocks is blank
      const Span around = blocks_[block].span;
      if (piece.span.begin < around.begin) {   // a blank before the block
        if (piece.span.end > around.begin) waiting.push({{around.begin, piece.span.end}, piece.item});
        continue;
      }
      while (!open.empty() && open.back().end <= piece.span.begin) open.pop_back();
      const std::uint32_t end = open.empty() ? around.end : open.back().end;
      if (piece.span.end > end) waiting.push({{end, piece.span.end}, piece.item});
      piece.span.end = std::min(piece.span.end, end);
      open.push_back(piece.span);
      pieces_.push_back(piece);
    }
  }

  void number() {
    counts_.assign(items_.size(), 0);
    for (Piece& piece : pieces_) piece.number = counts_[piece.item]++;
  }

  // --- the header -----------------------------------------------------------------------------------------------------------

  void header() {
    out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader>\n<fileDesc>\n";
    out_ += fmt::format("<titleStmt><title>{}</title></titleStmt>\n", xml(input_.name()));
    out_ += "<publicationStmt><p>Annotated by Propos.</p></publicationStmt>\n";
    out_ += fmt::format("<sourceDesc><p>{}</p></sourceDesc>\n</fileDesc>\n", xml(input_.name()));
    out_ += fmt::format(
        "<encodingDesc>\n<appInfo><application ident=\"propos\" version=\"{}\"><label>Propos</label></application></appInfo>\n",
        document_.provenance ? document_.provenance->version : std::string(version()));
    out_ += "<classDecl><taxonomy xml:id=\"stance\">";
    for (std::uint8_t stance = 0; !name_of(static_cast<Stance>(stance)).empty(); ++stance)
      out_ +=
          fmt::format("<category xml:id=\"stance.{0}\"><catDesc>{0}</catDesc></category>", name_of(static_cast<Stance>(stance)));
    out_ += "</taxonomy></classDecl>\n</encodingDesc>\n<profileDesc>\n";
    out_ += fmt::format("<langUsage><language ident=\"{}\"/></langUsage>\n",
                        input_.label.language.empty() ? "fr" : input_.label.language);
    const auto is_of = [](EntityType type) { return [type](const Entity& entity) { return entity.type == type; }; };
    const bool people = std::any_of(document_.entities.begin(), document_.entities.end(), is_of(EntityType::person));
    const bool bodies = std::any_of(document_.entities.begin(), document_.entities.end(), is_of(EntityType::organization));
    if (people || bodies) out_ += "<particDesc>\n";
    list(EntityType::person, "<listPerson>\n", "</listPerson>\n");
    list(EntityType::organization, "<listOrg>\n", "</listOrg>\n");
    if (people || bodies) out_ += "</particDesc>\n";
    list(EntityType::place, "<settingDesc><listPlace>\n", "</listPlace></settingDesc>\n");
    out_ += "</profileDesc>\n";
    out_ += "</teiHeader>\n";
  }

  void list(EntityType type, std::string_view begin, std::string_view end) {
    bool any = false;
    for (Id e = 0; e < document_.entities.size(); ++e) {
      if (document_.entities[e].type != type) continue;
      if (!std::exchange(any, true)) out_ += begin;
      entity(e);
      pass_();
    }
    if (any) out_ += end;
  }

  void entity(Id e) {
    const Entity& one = document_.entities[e];
    if (one.type == EntityType::place) {
      out_ += fmt::format("<place xml:id=\"e{}\"><placeName>{}</placeName></place>\n", e + 1, xml(one.name));
    } else if (one.type == EntityType::organization) {
      out_ += fmt::format("<org xml:id=\"e{}\"><orgName>{}</orgName></org>\n", e + 1, xml(one.name));
    } else {
      const char* gender = one.gender == Gender::feminine ? " sex=\"F\"" : one.gender == Gender::masculine ? " sex=\"M\"" : "";
      out_ += fmt::format("<person xml:id=\"e{}\"{}><persName>{}</persName>", e + 1, gender, xml(one.name));
      if (!one.title.empty()) out_ += fmt::format("<occupation>{}</occupation>", xml(one.title));
      out_ += "</person>\n";
    }
  }

  // --- the body -------------------------------------------------------------------------------------------------------------

  void body() {
    out_ += "<text>\n<body>";
    std::uint32_t at = 0;
    std::size_t piece = 0;
    for (const Paragraph& block : blocks_) {
      append_xml(Span{at, block.span.begin}.of(text_), out_);
      const bool plain = block.zone == Zone::body;
      out_ += plain ? "<p>" : fmt::format("<ab type=\"{}\">", name_of(block.zone));
      content(block.span, piece);
      out_ += plain ? "</p>" : "</ab>";
      at = block.span.end;
    }
    if (blocks_.empty()) out_ += "<p/>";
    append_xml(Span{at, static_cast<std::uint32_t>(text_.size())}.of(text_), out_);
    out_ += "</body>\n</text>\n</TEI>\n";
  }

  void content(Span block, std::size_t& next) {
    std::uint32_t at = block.begin;
    std::vector<std::size_t> open;   // pieces
    const auto close_until = [&](std::uint32_t end) {
      while (!open.empty() && pieces_[open.back()].span.end <= end) {
        const std::uint32_t own = pieces_[open.back()].span.end;
        append_xml(Span{at, own}.of(text_), out_);
        at = own;
        out_ += fmt::format("</{}>", name_of_element(pieces_[open.back()]));
        open.pop_back();
      }
    };
    for (; next < pieces_.size() && pieces_[next].span.begin < block.end; ++next) {
      const Piece& piece = pieces_[next];
      close_until(piece.span.begin);
      append_xml(Span{at, piece.span.begin}.of(text_), out_);
      at = piece.span.begin;
      begin(piece);
      open.push_back(next);
      pass_();
    }
    close_until(block.end);
    append_xml(Span{at, block.end}.of(text_), out_);
  }

  std::string_view name_of_element(const Piece& piece) const {
    const Item& item = items_[piece.item];
    if (item.letter == 'c') return "seg";
    if (item.letter == 'q') {
      constexpr std::string_view names[] = {"said", "said", "quote", "soCalled"};   // in the order of QuoteType
      return names[static_cast<int>(document_.quotes[item.id].type)];
    }
    const Mention& mention = document_.mentions[item.id];
    if (!is_name(mention)) return "rs";
    constexpr std::string_view names[] = {"persName", "orgName", "placeName"};
    return names[static_cast<int>(mention.type)];
  }

  std::string id_of(std::size_t item, std::uint32_t number) const {
    const std::string first = fmt::format("{}{}", items_[item].letter, items_[item].id + 1);
    return number == 0 ? first : fmt::format("{}.{}", first, number + 1);
  }

  void begin(const Piece& piece) {
    const Item& item = items_[piece.item];
    out_ += fmt::format("<{} xml:id=\"{}\"", name_of_element(piece), id_of(piece.item, piece.number));
    if (piece.number > 0) out_ += fmt::format(" prev=\"#{}\"", id_of(piece.item, piece.number - 1));
    if (piece.number + 1 < counts_[piece.item]) out_ += fmt::format(" next=\"#{}\"", id_of(piece.item, piece.number + 1));
    if (item.letter == 'q') quote(document_.quotes[item.id]);
    if (item.letter == 'm') mention(document_.mentions[item.id]);
    if (item.letter == 'c') cue(item.id);
    out_ += '>';
  }

  void certainty(float confidence) {
    out_ += fmt::format(" cert=\"{}\"", std::round(static_cast<double>(confidence) * 1000) / 1000);
  }

  void mention(const Mention& mention) {
    if (!is_name(mention)) out_ += fmt::format(" type=\"{}\"", name_of(mention.type));
    if (mention.entity != none) out_ += fmt::format(" ref=\"#e{}\"", mention.entity + 1);
    certainty(mention.confidence);
  }

  void quote(const Quote& quote) {
    const bool known = quote.has_speaker && quote.speaker.entity != none;
    if (quote.type == QuoteType::direct || quote.type == QuoteType::indirect) {
      if (known) out_ += fmt::format(" who=\"#e{}\"", quote.speaker.entity + 1);
      out_ += quote.type == QuoteType::direct ? " direct=\"true\"" : " direct=\"false\"";
    } else if (quote.type == QuoteType::mixed) {
      out_ += " type=\"mixed\"";
      if (known) out_ += fmt::format(" source=\"#e{}\"", quote.speaker.entity + 1);
    }
    if (quote.has_speaker && quote.speaker.mention != none) out_ += fmt::format(" corresp=\"#m{}\"", quote.speaker.mention + 1);
    certainty(quote.confidence);
  }

  void cue(Id q) {
    const Cue& cue = document_.quotes[q].cue;
    out_ += fmt::format(" type=\"cue\" subtype=\"{}\" ana=\"#stance.{}\" corresp=\"", name_of(cue.kind), name_of(cue.stance));
    const char* between = "";
    for (const Id quote : quotes_of_cue_.at({cue.span, cue.kind, cue.stance})) {   // all that it serves
      out_ += fmt::format("{}#q{}", between, quote + 1);
      between = " ";
    }
    out_ += '"';
  }

  const Input& input_;
  const Document& document_;
  std::string_view text_;
  std::string& out_;
  const Pass& pass_;
  std::vector<Item> items_;
  std::map<std::tuple<Span, CueKind, Stance>, std::vector<Id>> quotes_of_cue_;
  std::vector<Paragraph> blocks_;
  std::vector<Piece> pieces_;
  std::vector<std::uint32_t> counts_;   // pieces of each item
};

}   // namespace

void write_tei(const Input& input, std::string& out, const Pass& pass) { TeiWriter(input, out, pass).run(); }

}   // namespace propos::formats
