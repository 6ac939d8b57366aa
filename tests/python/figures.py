# SPDX-License-Identifier: Apache-2.0
"""What the package costs, beside the library itself: figures.py [COUNT] prints the figures of docs/python.md, medians of five runs.

It is no test: a busy machine says other things. CPU time is that of all threads. PROPOS_CLI names the command line of the same sources.
"""
import itertools
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pyarrow

import propos
from conftest import corpus, generated

ANALYZER = propos.Analyzer()
RUNS = 5


def cpu(who=resource.RUSAGE_SELF):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def median(measure):
    return statistics.median(measure() for _ in range(RUNS))


def used_by(act, clock=cpu):
    before = clock()
    act()
    return clock() - before


def into_arrow(texts, threads=1):
    reader = pyarrow.RecordBatchReader.from_stream(propos.stream(iter(texts), threads=threads, analyzer=ANALYZER))
    return sum(batch.num_rows for batch in reader)


def by_command_line(path):
    before = cpu(resource.RUSAGE_CHILDREN)
    subprocess.run([os.environ["PROPOS_CLI"], "extract", "--threads", "1", "--format", "csv", "--jsonl-field", "text", "-o", os.devnull, path],
                   check=True, stderr=subprocess.DEVNULL)
    return cpu(resource.RUSAGE_CHILDREN) - before


def start(code):
    return median(lambda: used_by(lambda: subprocess.run([sys.executable, "-c", code], check=True), lambda: cpu(resource.RUSAGE_CHILDREN)))


def interrupted():
    """Seconds from a signal to the end of a stream of great texts."""
    sent = []

    def interrupt():
        sent.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)

    threading.Timer(0.3, interrupt).start()
    try:
        for _ in ANALYZER.pipe(itertools.repeat("Il a dit qu'il viendrait. " * 100_000), threads=2):
            pass
    except KeyboardInterrupt:
        pass
    return time.perf_counter() - sent[0]


def main():
    texts = [text for _, text in corpus()]
    texts *= max(1, (int(sys.argv[1]) if len(sys.argv) > 1 else 2000) // len(texts))
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{len(texts)} texts of corpora/, {size:.1f} MB")
    into_arrow(texts)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.jsonl"
        path.write_text("".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts), encoding="utf-8")
        pairs = [(by_command_line(path), used_by(lambda: into_arrow(texts))) for _ in range(RUNS)]
    print(f"stream into Arrow, one thread: {size / statistics.median(mine for _, mine in pairs):.1f} MB a second of CPU, "
          f"{statistics.median(theirs / mine for theirs, mine in pairs):.0%} of the command line's speed into CSV")
    for name, act in (("tables", lambda threads: propos.tables(texts, threads=threads, analyzer=ANALYZER)),
                      ("pipe", lambda threads: [None for _ in ANALYZER.pipe(texts, threads=threads)])):
        pairs = [(used_by(lambda: act(1), time.perf_counter), used_by(lambda: act(2), time.perf_counter)) for _ in range(RUNS)]
        print(f"{name}, two threads: {statistics.median(one / two for one, two in pairs):.2f} times as fast as one by the clock")
    for what, clock in (("as fast as one by the clock", time.perf_counter), ("the speed of one for a second of CPU", cpu)):
        pairs = [(used_by(lambda: into_arrow(texts), clock), used_by(lambda: into_arrow(texts, 2), clock)) for _ in range(RUNS)]
        print(f"two threads: {statistics.median(one / two for one, two in pairs):.2f} times {what}")
    pipe = median(lambda: used_by(lambda: [None for _ in ANALYZER.pipe(texts)]))
    print(f"pipe into documents: {size / pipe:.1f} MB a second of CPU")
    empty = start("pass")
    print(f"import propos: {1000 * (start('import propos') - empty):.0f} ms of CPU")
    first = f"import propos; propos.Analyzer().analyze({texts[0]!r}).quotes[0].text"
    print(f"import and first article: {1000 * (start(first) - empty):.0f} ms of CPU")
    print(f"Ctrl-C: {1000 * median(interrupted):.0f} ms")
    import spacy

    nlp = spacy.blank("fr")
    nlp.add_pipe("propos")
    component = nlp.get_pipe("propos")

    def by_spacy():
        docs = [nlp.make_doc(text) for text in texts[:500]]
        return used_by(lambda: [None for _ in component.pipe(iter(docs))])

    by_pipe = median(lambda: used_by(lambda: [None for _ in ANALYZER.pipe(texts[:500])]))
    print(f"component of spaCy: {median(by_spacy) / by_pipe:.2f} times pipe")
    here = lambda: int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20   # noqa: E731
    count = 50_000
    for i, _ in enumerate(ANALYZER.pipe(generated(count), threads=2)):
        if i == count // 10:
            before = here()
    print(f"memory: {here() - before:.0f} MiB more at {count} generated texts than at a tenth of them")


if __name__ == "__main__":
    main()
