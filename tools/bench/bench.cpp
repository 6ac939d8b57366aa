// SPDX-License-Identifier: Apache-2.0
// propos-bench TEXT [options of Google Benchmark]: the whole pipeline and ICU's word BreakIterator on the same text.
#include <benchmark/benchmark.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "propos/propos.h"
#include "text/text.h"
#include "token/token.h"

namespace {

std::vector<std::string> texts;   // one a document

void count(benchmark::State& state) {
  std::size_t size = 0;
  for (const std::string& text : texts) size += text.size();
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(size));
}

void icu_words(benchmark::State& state) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance(icu::Locale::getFrench(), status));
  for (auto _ : state) {
    std::size_t n = 0;
    for (const std::string& text : texts) {
      UText* view = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
      words->setText(view, status);
      while (words->next() != icu::BreakIterator::DONE) ++n;
      utext_close(view);
    }
    benchmark::DoNotOptimize(n);
  }
  count(state);
}

void tokens(benchmark::State& state) {
  for (auto _ : state)
    for (const std::string& text : texts) benchmark::DoNotOptimize(propos::token::tokenize(propos::text::read(text)).tokens.size());
  count(state);
}

void pipeline(benchmark::State& state) {
  const propos::Analyzer analyzer;
  const auto run = [&] {
    for (const std::string& text : texts) benchmark::DoNotOptimize(analyzer.analyze(text));
  };
  run();
  for (auto _ : state) run();
  count(state);
}

void pipeline_jsonl(benchmark::State& state) {
  const propos::Analyzer analyzer;
  std::string out;
  const auto run = [&] {
    for (const std::string& text : texts) {
      out.clear();
      propos::write_jsonl(analyzer.analyze(text), text, "text", propos::OffsetUnit::codepoint, out);
      benchmark::DoNotOptimize(out.size());
    }
  };
  run();
  for (auto _ : state) run();
  count(state);
}

BENCHMARK(icu_words)->Unit(benchmark::kMillisecond);
BENCHMARK(tokens)->Unit(benchmark::kMillisecond);
BENCHMARK(pipeline)->Unit(benchmark::kMillisecond);
BENCHMARK(pipeline_jsonl)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);   // takes its own options out
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    if (!file) {
      std::fprintf(stderr, "%s: expected a text\n", argv[i]);
      return 2;
    }
    texts.push_back(content.str());
  }
  if (texts.empty()) {
    std::fprintf(stderr, "usage: propos-bench TEXT… [--benchmark_…]\n");
    return 2;
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
