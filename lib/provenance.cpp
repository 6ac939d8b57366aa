// SPDX-License-Identifier: Apache-2.0
#include "provenance.h"

#include "data.h"
#include "hash.h"
#include "lexicon/lexicon.h"
#include "propos/version.h"

namespace propos {
namespace {

std::uint64_t built_in() {
  std::uint64_t out = lexicon::built_in_hash();
  for (const DataFile& file : data_files()) out = (out ^ hash(file.path)) * hash_factor ^ hash(file.content);
  return out;
}

std::vector<Provenance::File> hashed(const std::vector<Source>& files) {
  std::vector<Provenance::File> out;
  out.reserve(files.size());
  for (const Source& file : files) out.push_back({file.name, hash(file.content)});
  return out;
}

}   // namespace

std::shared_ptr<const Provenance> provenance_of(const AnalyzerOptions& options) {
  static const std::uint64_t data = built_in();
  return std::make_shared<const Provenance>(
      Provenance{std::string(version()), data, hashed(options.rules), hashed(options.words)});
}

}   // namespace propos
