// SPDX-License-Identifier: Apache-2.0
// A server's day with the library, through its public headers alone: threads, limits, cancellation, short documents without end, rules
// that are reloaded; memory stays where it is, and nothing is printed. PROPOS_HOST=full makes it a million documents, a thousand
// reloads and texts of 100 MB; PROPOS_HOST=small a tenth of what is the default.
#include <propos/propos.h>

#include <fcntl.h>
#include <malloc.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#ifndef PROPOS_SANITIZED
#define PROPOS_SANITIZED 0
#endif
constexpr bool sanitized = PROPOS_SANITIZED != 0;   // memory and time are the sanitizer's

namespace {

using namespace std::chrono_literals;

constexpr unsigned threads = 8;
constexpr double longest_stop = 10;                         // milliseconds of the process's own time
constexpr std::size_t most_growth = std::size_t{1} << 20;   // bytes

std::mutex lock;
std::vector<std::string> failures, notes;

void expect(bool holds, const std::string& what) {
  const std::lock_guard<std::mutex> guard(lock);
  if (!holds && failures.size() < 20) failures.push_back(what);
}
void note(const std::string& what) {
  const std::lock_guard<std::mutex> guard(lock);
  notes.push_back(what);
}

// Bytes that are in use, whatever malloc keeps for later.
std::size_t in_use() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

void expect_flat(std::size_t before, const std::string& what) {
  const std::size_t now = in_use();
  note(what + ": " + std::to_string(before >> 10) + " KiB, then " + std::to_string(now >> 10) + " KiB");
  expect(sanitized || now <= before + most_growth,
         what + ": memory grew from " + std::to_string(before) + " to " + std::to_string(now) + " bytes");
}

// The n-th of many short documents, no two alike.
std::string short_text(std::size_t n) {
  static const char* const names[] = {"Anne Roux", "Paul Rivoire", "Hélène Marchais", "Yara Khalifé", "Jean-Luc Morvan"};
  static const char* const places[] = {"Lyon", "Dole", "Vannes", "Saint-Brieuc"};
  const std::string number = std::to_string(n);
  return "« Nous irons en " + number + " », a déclaré " + names[n % 5] + " à " + places[n % 4] + ". Selon le maire, le lot " +
         number + "x a été vendu.";
}

std::string article() {
  std::string out;
  for (std::size_t n = 0; n < 40; ++n) out += short_text(n) + (n % 7 == 6 ? "\n\n" : " ");
  return out;
}

std::string long_text(std::size_t bytes, bool one_line) {
  std::string out;
  out.reserve(bytes + 200);
  for (std::size_t n = 0; out.size() < bytes; ++n) out += short_text(n % 5000) + (one_line ? " " : n % 5 == 4 ? "\n\n" : "\n");
  return out;
}

// --- what a server does -------------------------------------------------------------------------------------------------

// Eight threads, one Analyzer, each call with options of its own.
void share(const propos::Analyzer& analyzer, std::size_t rounds) {
  const std::string text = article();
  std::vector<propos::AnalyzeOptions> options(6);
  options[1].limits.bytes = 700;
  options[2].limits.quotes = 5;
  options[3].limits.entities = 2;
  options[4].parts = {.tokens = false, .sentences = false, .names = false};
  options[5].published = std::chrono::year(2026) / 11 / 30;
  std::vector<propos::Document> expected;
  for (const propos::AnalyzeOptions& one : options) expected.push_back(analyzer.analyze(text, one));
  expect(expected[1].limit == propos::Limit::bytes && expected[2].limit == propos::Limit::quotes &&
             expected[3].limit == propos::Limit::entities,
         "limits are told");
  std::vector<std::jthread> all;
  for (unsigned t = 0; t < threads; ++t)
    all.emplace_back([&, t] {
      for (std::size_t i = 0; i < rounds; ++i) {
        const std::size_t which = (i + t) % options.size();
        expect(analyzer.analyze(text, options[which]) == expected[which],
               "a thread found something else with options " + std::to_string(which));
        if (i % 50 == 0) analyzer.trim_memory();
      }
    });
}

void many_documents(const propos::Analyzer& analyzer, std::size_t count) {
  constexpr std::size_t batch = 1000;
  std::size_t before = 0;
  for (std::size_t done = 0; done < count; done += batch) {
    std::vector<std::string> texts;
    std::vector<propos::Job> jobs;
    for (std::size_t i = 0; i < batch; ++i) texts.push_back(short_text(done + i));
    for (const std::string& text : texts) jobs.push_back({text, {}});
    const std::vector<propos::Document> documents = analyzer.analyze_many(jobs, threads);
    for (std::size_t i = 0; i < batch; ++i)
      expect(documents[i].quotes.size() == 2 && documents[i].read == texts[i].size(),
             "document " + std::to_string(done + i) + " is another one");
    if (done > count / 5) continue;
    analyzer.trim_memory();   // what it knows of words grows with them, up to a bound
    before = in_use();
  }
  analyzer.trim_memory();
  expect_flat(before, std::to_string(count) + " documents");
}

void reload(std::size_t times) {
  std::size_t before = 0;
  for (std::size_t i = 0; i < times; ++i) {
    if (i <= times / 5) before = in_use();
    const std::string name = "Schtroumpf" + std::to_string(i % 10);
    propos::AnalyzerOptions options;
    options.rules.push_back(
        {"own.rules", "phase names\nrule own.name priority 99 \"" + name + "\" => person(confidence = 0.5)\n"});
    options.words.push_back({"own.tsv", "schtroumpfissime\tadjective\n"});
    if (i % 10 == 9) {
      options.rules.push_back({"broken.rules", "phase names\nrule x {no-such-feature} => person(confidence = 0.5)\n"});
      try {
        const propos::Analyzer broken(options);
        expect(false, "broken rules were taken");
      } catch (const propos::Error& error) {
        expect(error.kind() == propos::ErrorKind::rules && error.file() == "broken.rules",
               std::string("broken rules: ") + error.what());
      }
      continue;
    }
    const propos::Analyzer analyzer(options);
    const propos::Document document = analyzer.analyze("Le " + name + " est parti.");
    expect(document.mentions.size() == 1 && document.mentions[0].rule == "own.name", "the rules of load " + std::to_string(i));
  }
  expect_flat(before, std::to_string(times) + " reloads");
}

// --- cancellation -------------------------------------------------------------------------------------------------------

double milliseconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// How long a call goes on after it is stopped `after` its begin, by the process's own clock, so that others on the machine do not count.
double stop_after(const propos::Analyzer& analyzer, const std::string& text, std::chrono::microseconds after) {
  std::stop_source stop;
  const double begin = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
  double asked = 0, ended = 0;
  std::atomic<bool> cancelled = false, over = false;
  std::thread caller([&] {
    try {
      analyzer.analyze(text, {.stop = stop.get_token()});
    } catch (const propos::Error& error) {
      cancelled = error.kind() == propos::ErrorKind::cancelled;
    }
    ended = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    over = true;
  });
  while (!over && milliseconds(CLOCK_PROCESS_CPUTIME_ID) < begin + static_cast<double>(after.count()) / 1e3)
    std::this_thread::sleep_for(200us);
  asked = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
  stop.request_stop();
  caller.join();
  return cancelled ? std::max(0.0, ended - asked) : 0;
}

void cancel(const propos::Analyzer& analyzer, std::size_t bytes, std::size_t stops, bool one_line) {
  const std::string text = long_text(bytes, one_line);
  const double begin = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
  analyzer.analyze(text);
  const double whole = std::max(1.0, milliseconds(CLOCK_PROCESS_CPUTIME_ID) - begin);
  std::vector<double> took;
  for (std::size_t i = 0; i < stops; ++i) {
    const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(stops);
    // Once more where the machine, and not the call, may have taken its time.
    double best = 2 * longest_stop + whole;
    for (int tries = 0; tries < 3 && best > longest_stop; ++tries)
      best = std::min(best, stop_after(analyzer, text, std::chrono::microseconds(static_cast<long>(whole * share * 1000))));
    took.push_back(best);
    if (std::getenv("PROPOS_HOST_TELL"))
      note("  stopped at " + std::to_string(share) + ": " + std::to_string(took.back()) + " ms");
  }
  const double longest = *std::max_element(took.begin(), took.end());
  note(std::to_string(text.size()) + " bytes in " + (one_line ? "one line" : "lines") + ", read in " + std::to_string(whole) +
       " ms, stopped " + std::to_string(stops) + " times: at the latest after " + std::to_string(longest) + " ms");
  expect(sanitized || longest <= longest_stop, "a call went on for " + std::to_string(longest) + " ms after it was stopped");
}

void stop_in_time(const propos::Analyzer& analyzer) {
  const std::string text = long_text(4'000'000, false);
  propos::AnalyzeOptions options;
  options.limits.time = 50ms;
  propos::Document part = analyzer.analyze(text, options);
  expect(part.limit == propos::Limit::time || part.read == text.size(), "a limit of time is told");
  propos::Document same = analyzer.analyze(std::string_view(text).substr(0, part.read));
  part.limit = same.limit;
  expect(part == same, "what is read in time is what the head of the text gives");
}

// --- silence ------------------------------------------------------------------------------------------------------------

// Standard output and standard error, in a file that nothing should be in.
class Silence {
 public:
  Silence() {
    std::fflush(nullptr);
    char name[] = "/tmp/propos-host-XXXXXX";
    file_ = mkstemp(name);
    unlink(name);
    for (const int one : {1, 2}) {
      kept_[one - 1] = dup(one);
      dup2(file_, one);
    }
  }
  std::size_t end() {
    std::fflush(nullptr);
    for (const int one : {1, 2}) dup2(kept_[one - 1], one);
    struct stat now {};
    fstat(file_, &now);
    return static_cast<std::size_t>(now.st_size);
  }

 private:
  int file_ = -1;
  int kept_[2] = {-1, -1};
};

}   // namespace

int main() {
  const char* const wanted = std::getenv("PROPOS_HOST");
  const std::string size = wanted == nullptr ? "" : wanted;
  const bool full = size == "full", small = size == "small" || sanitized;
  Silence silence;
  {
    const propos::Analyzer analyzer;
    share(analyzer, small ? 12 : 60);
    many_documents(analyzer, full ? 1'000'000 : small ? 2'000 : 20'000);
    for (const bool one_line : {false, true})
      cancel(analyzer, full ? 100'000'000 : small ? 300'000 : 4'000'000, full ? 10 : 8, one_line);
    stop_in_time(analyzer);
  }
  reload(full ? 1'000 : small ? 10 : 30);
  const std::size_t printed = silence.end();
  expect(printed == 0, "something was printed: " + std::to_string(printed) + " bytes");
  for (const std::string& one : notes) std::printf("%s\n", one.c_str());
  for (const std::string& failure : failures) std::fprintf(stderr, "FAILED: %s\n", failure.c_str());
  return failures.empty() ? 0 : 1;
}
