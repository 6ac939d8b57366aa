// SPDX-License-Identifier: Apache-2.0
#include "provenance.h"

#include "hash.h"
#include "propos/version.h"
#include "rules/engine.h"

namespace propos {
namespace {

std::vector<Provenance::File> hashed(const std::vector<Source>& files) {
  std::vector<Provenance::File> out;
  out.reserve(files.size());
  for (const Source& file : files) out.push_back({file.name, hash(file.content)});
  return out;
}

}   // namespace

std::shared_ptr<const Provenance> provenance_of(const AnalyzerOptions& options) {
  return std::make_shared<const Provenance>(
      Provenance{std::string(version()), rules::built_in_hash(), hashed(options.rules), hashed(options.words)});
}

}   // namespace propos
