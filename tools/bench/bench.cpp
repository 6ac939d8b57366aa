// SPDX-License-Identifier: Apache-2.0
// propos-bench TEXT… [options of Google Benchmark]: each stage, the whole pipeline, and ICU's word BreakIterator, all on the
// same texts, one a document. « unseen » and « unseen_many » read each text once, with an Analyzer that has read other texts only;
// « command_line » is the whole command line with JSON Lines, start included. These are of the same bytes as icu_words; the others
// are replays.
#include <benchmark/benchmark.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>

#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "attribution/attribution.h"
#include "entities/entities.h"
#include "lexicon/lexicon.h"
#include "propos/propos.h"
#include "quotes/quotes.h"
#include "rules/engine.h"
#include "rules/units.h"
#include "text/text.h"
#include "token/token.h"

namespace {

std::vector<std::string> texts;   // one a document
std::vector<std::string> paths;   // their files
std::string command;              // the command line beside this program

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

// What each stage takes, and what it costs alone: all before it are done beforehand.
struct Stages {
  struct Text {
    propos::text::Text text;
    propos::token::Tokens tokens;
    propos::rules::Units units;
    std::vector<propos::entities::Name> names;
    std::vector<propos::Entity> entities;
  };

  propos::lexicon::Lexicon lexicon;
  propos::lexicon::Roles roles{lexicon};
  propos::rules::Engine engine{propos::rules::parse(propos::rules::built_in()), lexicon};
  propos::rules::UnitMaker maker{engine, lexicon};
  propos::entities::Words name_words{engine};
  propos::clauses::Words words{engine};
  propos::attribution::Weights weights;
  propos::rules::Memory kinds;
  propos::rules::TokenMemory known;
  std::vector<Text> done;

  Stages() {
    for (const std::string& text : texts) {
      Text& t = done.emplace_back();
      t.text = propos::text::read(text);
      t.tokens = propos::token::tokenize(t.text);
      t.units = units(t);
      t.names = propos::entities::find_names(reading(t), name_words);
      t.entities = propos::entities::make_entities(reading(t), name_words, t.names);
      quotes(t);
    }
  }
  propos::rules::Units units(const Text& t) { return maker.make(t.tokens, t.text.bytes, kinds, known); }
  propos::entities::Reading reading(const Text& t) { return {t.text.bytes, t.tokens, engine, t.units, lexicon, roles, kinds}; }
  std::size_t quotes(const Text& t) {
    const propos::entities::Reading here = reading(t);
    propos::clauses::Clauses clauses(here, words, t.names);
    propos::mentions::Mentions mentions(here, words, t.text, t.names, t.entities, clauses);
    mentions.learn_titles();
    const auto drafts = propos::quotes::find_quotes(here, words, t.text, t.names, t.entities, clauses, mentions);
    return propos::attribution::Attribution(here, words, weights, t.names, t.entities, clauses, mentions, drafts).run().size();
  }
};

template <class Work>
void stage(benchmark::State& state, const Work& work) {
  Stages stages;
  for (auto _ : state)
    for (Stages::Text& t : stages.done) benchmark::DoNotOptimize(work(stages, t));
  count(state);
}

void stage_text(benchmark::State& state) {
  stage(state, [](Stages&, Stages::Text& t) { return propos::text::read(t.text.bytes).paragraphs.size(); });
}
void stage_tokens(benchmark::State& state) {
  stage(state, [](Stages&, Stages::Text& t) { return propos::token::tokenize(t.text).tokens.size(); });
}
void stage_units(benchmark::State& state) {
  stage(state, [](Stages& s, Stages::Text& t) { return s.units(t).around(0).last; });
}
void stage_names(benchmark::State& state) {
  stage(state, [](Stages& s, Stages::Text& t) { return propos::entities::find_names(s.reading(t), s.name_words).size(); });
}
void stage_entities(benchmark::State& state) {
  stage(state,
        [](Stages& s, Stages::Text& t) { return propos::entities::make_entities(s.reading(t), s.name_words, t.names).size(); });
}
void stage_quotes(benchmark::State& state) {
  stage(state, [](Stages& s, Stages::Text& t) { return s.quotes(t); });
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

// Half of the texts, every second one, read once by an Analyzer that knows the other half; then the other way round: all of the
// texts, none seen before.
template <class Read>
void read_unseen(benchmark::State& state, const Read& read) {
  for (auto _ : state) {
    for (const std::size_t half : {0u, 1u}) {
      state.PauseTiming();
      auto analyzer = std::make_unique<propos::Analyzer>();
      std::vector<propos::Job> jobs;
      for (std::size_t i = half; i < texts.size(); i += 2) jobs.push_back({texts[i]});
      for (std::size_t i = 1 - half; i < texts.size(); i += 2) benchmark::DoNotOptimize(analyzer->analyze(texts[i]));
      state.ResumeTiming();
      read(*analyzer, jobs);
      state.PauseTiming();
      analyzer.reset();
      state.ResumeTiming();
    }
  }
  count(state);
}

void unseen(benchmark::State& state) {
  read_unseen(state, [](const propos::Analyzer& analyzer, const std::vector<propos::Job>& jobs) {
    for (const propos::Job& job : jobs) benchmark::DoNotOptimize(analyzer.analyze(job.text));
  });
}

// The same in calls for 64 texts each.
void unseen_many(benchmark::State& state) {
  read_unseen(state, [](const propos::Analyzer& analyzer, const std::vector<propos::Job>& jobs) {
    constexpr std::size_t together = 64;
    for (std::size_t i = 0; i < jobs.size(); i += together)
      benchmark::DoNotOptimize(analyzer.analyze_many(std::span(jobs).subspan(i, std::min(together, jobs.size() - i))));
  });
}

// Processor time of `propos extract --threads 1 --format jsonl` over all of the texts, as the system counts it.
void command_line(benchmark::State& state) {
  std::vector<std::string> arguments = {command, "extract", "--threads", "1", "--format", "jsonl", "--output", "/dev/null"};
  arguments.insert(arguments.end(), paths.begin(), paths.end());
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  for (auto _ : state) {
    pid_t child = 0;
    int status = 0;
    rusage used{};
    if (posix_spawn(&child, command.c_str(), nullptr, nullptr, argv.data(), environ) != 0 ||
        wait4(child, &status, 0, &used) != child || status != 0) {
      state.SkipWithError("expected bin/propos beside this program");
      return;
    }
    const auto seconds = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    state.SetIterationTime(seconds(used.ru_utime) + seconds(used.ru_stime));
  }
  count(state);
}

void pipeline_csv(benchmark::State& state) {
  const propos::Analyzer analyzer;
  std::string out;
  const auto run = [&] {
    for (const std::string& text : texts) {
      out.clear();
      propos::write_table(analyzer.analyze(text), text, "text", propos::OffsetUnit::codepoint, {}, out);
      benchmark::DoNotOptimize(out.size());
    }
  };
  run();
  for (auto _ : state) run();
  count(state);
}

BENCHMARK(icu_words)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_text)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_tokens)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_units)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_names)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_entities)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_quotes)->Unit(benchmark::kMillisecond);
BENCHMARK(pipeline)->Unit(benchmark::kMillisecond);
BENCHMARK(pipeline_jsonl)->Unit(benchmark::kMillisecond);
BENCHMARK(pipeline_csv)->Unit(benchmark::kMillisecond);
BENCHMARK(unseen)->Unit(benchmark::kMillisecond);
BENCHMARK(unseen_many)->Unit(benchmark::kMillisecond);
BENCHMARK(command_line)->Unit(benchmark::kMillisecond)->UseManualTime();

}   // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);   // takes its own options out
  command = (std::filesystem::path(argv[0]).parent_path() / "propos").string();
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    if (!file || content.view().empty()) {   // a folder reads as nothing
      std::fprintf(stderr, "%s: expected a text\n", argv[i]);
      return 2;
    }
    texts.push_back(content.str());
    paths.emplace_back(argv[i]);
  }
  if (texts.empty()) {
    std::fprintf(stderr, "usage: propos-bench TEXT… [--benchmark_…]\n");
    return 2;
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
