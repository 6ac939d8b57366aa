// SPDX-License-Identifier: Apache-2.0
// rulec OUTPUT: compiles the grammar of lib/fr/grammar into the bytes that lib/rules/compiled.cpp reads, behind the hash of all that is
// built in.
#include <fmt/format.h>

#include <exception>
#include <fstream>

#include "data.h"
#include "lexicon/lexicon.h"
#include "propos/error.h"
#include "rules/engine.h"

int main(int argc, char** argv) try {
  if (argc != 2) {
    fmt::print(stderr, "usage: rulec OUTPUT\n");
    return 2;
  }
  const propos::lexicon::Lexicon lexicon;
  propos::rules::Engine engine(propos::rules::built_in_with({}), lexicon);
  engine.expect_room();
  const std::string image = engine.image();
  const std::uint64_t hash = propos::hash_of_data_files(propos::lexicon::built_in_hash());
  std::ofstream out(argv[1], std::ios::binary);
  out.write(reinterpret_cast<const char*>(&hash), sizeof(hash));
  out.write(image.data(), static_cast<std::streamsize>(image.size()));
  out.close();
  if (!out) throw propos::Error(argv[1], 0, 0, "cannot be written");
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "rulec: {}\n", error.what());
  return 1;
}
