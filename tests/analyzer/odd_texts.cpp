// SPDX-License-Identifier: Apache-2.0
#include "odd_texts.h"

#include <string_view>

namespace propos {
namespace {

constexpr const char* sentences[] = {
    "VÉRANBURG - Le feu a pris dans une grange.",
    "« Nous irons », a déclaré Élise Varenne.",
    "« Démarre-t-il ? » a demandé l’abbé Noël Kerguen.",
    "Il a dit que l'été serait sec, a-t-elle ajouté.",
    "Selon Anne-Sophie de La Tréville, la CGT-Métaux n’ira pas.",
    "La lettre a fait sourire Paule Varenne : « Magnifique. »",
    "\"Il faut parti \"Il faut partir\", assure Anne Roux.",
    "Y. K. : Non.",
    "Yara Khalifé est arrivée à Besançon.",
    "Le maire de Vézelay, Jean Lefèvre, estime que « la mer est loin ».",
    "– Oui, dit-elle.\n– Non !",
    "ABoT et AboT, OTAN et Otan, McDonald et Mcdonald, l’Été et L'ÉTÉ.",
    "« L'un dit “oui”, l'autre dit “non” », répète-t-on à l'Élysée.",
    "L'ex-ministre José García (PS, 45) a promis de « tout » revoir.",
    "Parle-t-on de lui ? « Jamais », jurent-ils.",
    "Qu'en pense-t-il ?\n\n« Rien. »\n\nEt vous, qu'en dites-vous ?\n\n« Moins que rien. »",
    "D'après la préfète, élu·e·s et agriculteur.rice.s ont été reçus par Mme Œuvrard.",
    "Le Dr. Ångström-Ñandú, né en 1956, dénonce des «mensonges».",
    "Ajoutant qu'il partait, M. Roux a salué Zoë.",
    "À l'en croire, Kim Jong-il dort-il ?",
};
constexpr const char* pieces[] = {"😀",      "👩🏽‍🚒",
                                  "🇫🇷",     "«",
                                  "»",      "\"",
                                  "“",      "’",
                                  "'",      "(",
                                  "…",      "—",
                                  "- ",     "12e",
                                  "3,5",    "\n",
                                  "\n\n",   " ",
                                  "\u00AD", "\u200D",
                                  "\u2011", "\u0301",
                                  "É",      "E\u0301",
                                  "#tag",   "@nom",
                                  "a@b.fr", "http://a.b/c",
                                  "X. ",    "et",
                                  "\t",     ":",
                                  "?",      ";"};
// Speech taken to pieces.
constexpr const char* words[] = {"« ",
                                 " »",
                                 "\"",
                                 " \"",
                                 "“",
                                 "”",
                                 "’",
                                 " : ",
                                 ", ",
                                 ". ",
                                 " ? ",
                                 "… ",
                                 "; ",
                                 "\n",
                                 "\n\n",
                                 "\n— ",
                                 "(",
                                 ") ",
                                 "dit-il",
                                 "a-t-elle dit",
                                 "a dit Anne Roux",
                                 "selon le maire",
                                 "Selon Anne Roux, ",
                                 "Anne Roux ",
                                 "M. Petit ",
                                 "Y. K. ",
                                 "Yara Khalifé ",
                                 "le maire ",
                                 "le texte ",
                                 "la ministre Claire Varenne ",
                                 "que ",
                                 "a déclaré ",
                                 "estime ",
                                 "répondre ",
                                 "affirmer ",
                                 "promet ",
                                 "il ",
                                 "elle ",
                                 "on ",
                                 "la pluie ",
                                 "est venue ",
                                 "à Lyon ",
                                 "l'OTAN ",
                                 "un communiqué de la CGT ",
                                 "des « menaces » ",
                                 "ajoutant ",
                                 "et que ",
                                 "qui ",
                                 "Nous irons",
                                 "Non",
                                 "ce dernier ",
                                 "selon lui",
                                 "de ",
                                 "À l'en croire, ",
                                 "Le Soir : ",
                                 "Qu'en dites-vous ? ",
                                 "vous ",
                                 "je ",
                                 "1. "};
const std::string broken[] = {std::string(1, '\0'), "\xFF", "\xC3", "\xE2\x80", "\xED\xA0\x80", "\xF0\x9F"};

class Writer {
 public:
  explicit Writer(std::uint32_t seed) : random_(seed) {}

  std::string text() {
    std::string out;
    if (below(3) == 0) {
      for (std::size_t n = 3 + below(24); n > 0; --n) out += words[below(std::size(words))];
    } else {
      for (std::size_t n = 1 + below(3); n > 0; --n) {
        if (!out.empty()) out += below(3) == 0 ? "\n" : " ";
        out += sentences[below(std::size(sentences))];
      }
    }
    for (std::size_t n = below(4); n > 0; --n) out.insert(place_in(out), pieces[below(std::size(pieces))]);
    if (below(4) == 0) out = with_odd_capitals(out);
    if (below(12) == 0) out.insert(below(out.size() + 1), broken[below(std::size(broken))]);
    return out;
  }
  // The same text to a reader.
  std::string spelled_otherwise(const std::string& text) {
    std::string out;
    const std::size_t hyphens = below(3);   // none, few, many
    for (std::size_t i = 0; i < text.size();) {
      std::size_t size = 1;
      while (i + size < text.size() && (text[i + size] & 0xC0) == 0x80) ++size;
      const std::string_view c = std::string_view(text).substr(i, size);
      out += decomposed(c);
      if (hyphens > 0 && below(12 / hyphens) == 0 && size == 1 && (c[0] | 0x20) >= 'a' && (c[0] | 0x20) <= 'z') out += "\u00AD";
      i += size;
    }
    return out;
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  std::size_t place_in(const std::string& text) {   // between characters
    std::size_t out = below(text.size() + 1);
    while (out < text.size() && (text[out] & 0xC0) == 0x80) ++out;
    return out;
  }
  std::string with_odd_capitals(std::string text) {
    for (char& c : text)
      if (below(6) == 0 && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
  }
  static std::string decomposed(std::string_view c) {
    static constexpr std::pair<std::string_view, std::string_view> letters[] = {
        {"é", "e\u0301"}, {"É", "E\u0301"}, {"è", "e\u0300"}, {"ë", "e\u0308"}, {"à", "a\u0300"},
        {"À", "A\u0300"}, {"ç", "c\u0327"}, {"í", "i\u0301"}, {"Å", "A\u030A"}, {"ö", "o\u0308"},
        {"Ñ", "N\u0303"}, {"ú", "u\u0301"}, {"ê", "e\u0302"}};
    for (const auto& [whole, parts] : letters)
      if (c == whole) return std::string(parts);
    return std::string(c);
  }

  std::mt19937 random_;
};

}   // namespace

std::vector<std::string> odd_texts(std::size_t count, std::uint32_t seed) {
  Writer writer(seed);
  std::vector<std::string> out;
  while (out.size() < count) {
    out.push_back(writer.text());
    out.push_back(writer.spelled_otherwise(out.back()));
  }
  out.resize(count);
  return out;
}

}   // namespace propos
