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

#include "propos/propos.h"
#include "text/text.h"
#include "token/token.h"

namespace {

std::string text;

void count(benchmark::State& state) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(text.size()));
}

void icu_words(benchmark::State& state) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance(icu::Locale::getFrench(), status));
  for (auto _ : state) {
    UText* view = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
    words->setText(view, status);
    std::size_t n = 0;
    while (words->next() != icu::BreakIterator::DONE) ++n;
    benchmark::DoNotOptimize(n);
    utext_close(view);
  }
  count(state);
}

void tokens(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(propos::token::tokenize(propos::text::read(text)).tokens.size());
  count(state);
}

void pipeline(benchmark::State& state) {
  const propos::Analyzer analyzer;
  benchmark::DoNotOptimize(analyzer.analyze(text));
  for (auto _ : state) benchmark::DoNotOptimize(analyzer.analyze(text));
  count(state);
}

void pipeline_jsonl(benchmark::State& state) {
  const propos::Analyzer analyzer;
  benchmark::DoNotOptimize(analyzer.analyze(text));
  std::string out;
  for (auto _ : state) {
    out.clear();
    propos::write_jsonl(analyzer.analyze(text), text, "text", propos::OffsetUnit::codepoint, out);
    benchmark::DoNotOptimize(out.size());
  }
  count(state);
}

BENCHMARK(icu_words)->Unit(benchmark::kMillisecond);
BENCHMARK(tokens)->Unit(benchmark::kMillisecond);
BENCHMARK(pipeline)->Unit(benchmark::kMillisecond);
BENCHMARK(pipeline_jsonl)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: propos-bench TEXT [--benchmark_…]\n");
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  text = content.str();
  if (text.empty()) {
    std::fprintf(stderr, "%s: expected a text\n", argv[1]);
    return 2;
  }
  --argc;
  benchmark::Initialize(&argc, ++argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
