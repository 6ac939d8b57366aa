// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "formats/tokens.h"
#include "formats/writers.h"
#include "output/utf8.h"

/// CoNLL-U Plus: a line for each token, a blank one behind each sentence.
namespace propos::formats {
namespace {

constexpr std::string_view columns =
    "# global.columns = ID FORM MISC PROPOS:NE PROPOS:ENTITY PROPOS:QUOTE PROPOS:IN PROPOS:CUE PROPOS:SPEAKER\n";

/// What is said of a token.
struct Row {
  std::string name, quote, cue, speaker;   // BIO
  Id entity = none;
  std::string inside, cue_of, speaker_of;   // ids of quotes
};

class ConllWriter {
 public:
  ConllWriter(const Input& input, std::string& out, const Pass& pass)
      : input_(input),
        document_(input.document),
        offsets_(input.text, OffsetUnit::codepoint),
        rows_(document_.tokens.size()),
        out_(out),
        pass_(pass) {}

  void run() {
    for (const Mention& mention : document_.mentions) note(mention);
    for (Id q = 0; q < document_.quotes.size(); ++q) note(q);
    out_ += columns;
    out_ += "# newdoc id = ";
    output::append_line(input_.name(), out_);
    out_ += '\n';
    std::size_t sentence = 0, number = 0;
    for (std::size_t t = 0; t < rows_.size(); ++t) {
      const Span token = document_.tokens[t];
      while (sentence < document_.sentences.size() && document_.sentences[sentence].span.end <= token.begin) ++sentence;
      const bool begins =
          t == 0 || (sentence < document_.sentences.size() && document_.sentences[sentence].span.begin <= token.begin &&
                     document_.tokens[t - 1].begin < document_.sentences[sentence].span.begin);
      if (begins) {
        if (t > 0) out_ += '\n';
        head(sentence);
        number = 0;
      }
      line(t, ++number);
      pass_();
    }
    out_ += '\n';
  }

 private:
  // The first of the tokens begins what the others go on with; what is there already stays.
  void bio(Span span, std::string_view label, std::string Row::*column) {
    const auto [first, last] = tokens_of(span, document_.tokens);
    for (std::size_t t = first; t < last; ++t)
      if (!(rows_[t].*column).empty()) return;
    for (std::size_t t = first; t < last; ++t) rows_[t].*column = fmt::format("{}-{}", t == first ? 'B' : 'I', label);
  }
  void add(Span span, Id quote, std::string Row::*column, char separator) {
    const auto [first, last] = tokens_of(span, document_.tokens);
    for (std::size_t t = first; t < last; ++t) {
      std::string& ids = rows_[t].*column;
      if (!ids.empty()) ids += separator;
      ids += fmt::format("q{}", quote + 1);
    }
  }

  void note(const Mention& mention) {
    if (is_name(mention)) bio(mention.span, tag_of(mention.type), &Row::name);
    const auto [first, last] = tokens_of(mention.span, document_.tokens);
    for (std::size_t t = first; t < last; ++t)
      if (rows_[t].entity == none) rows_[t].entity = mention.entity;
  }
  void note(Id q) {
    const Quote& quote = document_.quotes[q];
    for (const Span span : quote.spans) {
      bio(span, name_of(quote.type), &Row::quote);
      add(span, q, &Row::inside, '|');
    }
    if (quote.has_cue) {
      bio(quote.cue.span, name_of(quote.cue.kind), &Row::cue);
      add(quote.cue.span, q, &Row::cue_of, ',');
    }
    if (quote.has_speaker && quote.speaker.mention != none) {
      const Span words = document_.mentions[quote.speaker.mention].span;
      bio(words, tag_of(document_.mentions[quote.speaker.mention].type), &Row::speaker);
      add(words, q, &Row::speaker_of, ',');
    }
  }

  void head(std::size_t index) {
    if (index >= document_.sentences.size()) {
      out_ += "# sent_id = 1\n";
      return;
    }
    const Sentence& sentence = document_.sentences[index];
    const bool begins = index == 0 || sentence.paragraph != document_.sentences[index - 1].paragraph;
    if (begins && sentence.paragraph < document_.paragraphs.size())
      out_ += fmt::format("# newpar id = p{}\n# zone = {}\n", sentence.paragraph + 1,
                          name_of(document_.paragraphs[sentence.paragraph].zone));
    out_ += fmt::format("# sent_id = {}\n# text = ", index + 1);
    output::append_line(sentence.span.of(input_.text), out_);
    out_ += '\n';
  }

  void line(std::size_t t, std::size_t number) {
    const Span token = document_.tokens[t];
    const Row& row = rows_[t];
    const auto tag = [](const std::string& value) { return value.empty() ? std::string_view("O") : std::string_view(value); };
    out_ += fmt::format("{}\t", number);
    output::append_line(token.of(input_.text), out_);
    out_ += fmt::format("\tstart_char={}|end_char={}", offsets_(token.begin), offsets_(token.end));
    if (t + 1 < document_.tokens.size() && document_.tokens[t + 1].begin == token.end) out_ += "|SpaceAfter=No";
    if (!row.cue_of.empty()) out_ += "|Cue=" + row.cue_of;
    if (!row.speaker_of.empty()) out_ += "|Speaker=" + row.speaker_of;
    out_ +=
        fmt::format("\t{}\t{}\t{}\t{}\t{}\t{}\n", tag(row.name), row.entity == none ? "_" : fmt::format("e{}", row.entity + 1),
                    tag(row.quote), row.inside.empty() ? "_" : row.inside, tag(row.cue), tag(row.speaker));
  }

  const Input& input_;
  const Document& document_;
  OffsetMap offsets_;
  std::vector<Row> rows_;   // of the tokens
  std::string& out_;
  const Pass& pass_;
};

}   // namespace

void write_conll(const Input& input, std::string& out, const Pass& pass) { ConllWriter(input, out, pass).run(); }

}   // namespace propos::formats
