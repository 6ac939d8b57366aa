# SPDX-License-Identifier: Apache-2.0
"""What Spark costs beside the library, and what a second worker gives: python speed.py ARTICLES RUNS [short]

Prints articles a second of one process without Spark, then of Spark with one worker and with two: all columns of the quotes, three of
them, and texts that go to the worker and back as they are, which is what Spark can do at most. Behind them, in brackets, the seconds
of processor time that Spark's own process and the workers took. All texts are in memory, and rows go nowhere; Spark has read them
four times before, so that neither its start nor its compiler counts. An article is 2,000 characters of paragraphs of corpora/, drawn
anew for each; with "short" it is one of articles.py, 600 characters of the same few sentences, in which a row costs Spark more beside
what it costs the library."""
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import time

CASES = ("all columns", "three columns", "as they are")
count, runs = int(sys.argv[1]), int(sys.argv[2])   # of the driver of a run, too
short = "short" in sys.argv[3:]
workers = next((int(word) for word in sys.argv[3:] if word.isdigit()), None)
if workers is None:
    # Each figure from a Spark of its own, in turn, so that a busy machine is busy for all.
    figures = {}
    for run in range(runs):
        for workers in (0, 1, 2):
            done = subprocess.run([sys.executable, __file__, str(count), str(runs), *sys.argv[3:], str(workers)], check=True, capture_output=True, text=True)
            for case, (speed, own, of_workers) in json.loads(done.stdout).items():
                figures.setdefault((workers, case), []).append(speed)
                print(f"{workers} {case}: {speed:.0f} ({own:.1f} {of_workers:.1f})", flush=True)
    for (workers, case), found in figures.items():
        print(f"median {workers} {case}: {statistics.median(found):.0f}")
    for case in CASES:
        print(f"two workers / one, {case}: {statistics.median(b / a for a, b in zip(figures[1, case], figures[2, case])):.2f}")
    sys.exit()

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from articles import article   # noqa: E402

import propos   # noqa: E402
import propos.spark   # noqa: E402

CORPORA = pathlib.Path(__file__).resolve().parents[2] / "corpora"
paragraphs = [part for path in sorted(CORPORA.glob("*/*.txt")) for part in path.read_text().split("\n") if part.strip()]


def body(number):
    if short:
        return article(number)["body"]
    draw, parts, length = random.Random(number), [], 0
    while length < 2000:
        parts.append(draw.choice(paragraphs))
        length += len(parts[-1])
    return "\n\n".join(parts)


def used():
    """Seconds of processor time of Spark's process and of all workers: what descends from this one and is Java, and what is not."""
    parents, names, seconds = {}, {}, {}
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/stat") as file:
                head, _, rest = file.read().rpartition(")")
        except OSError:   # it ended
            continue
        fields = rest.split()
        parents[process], names[process] = fields[1], head.partition("(")[2]
        seconds[process] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def descends(process):
        while process in parents and process != str(os.getpid()):
            process = parents[process]
        return process in parents

    own = [process for process in parents if process != str(os.getpid()) and descends(process)]
    return sum(seconds[process] for process in own if names[process] == "java"), sum(seconds[process] for process in own if names[process] != "java")


def measured(act, before=0):
    for _ in range(before):
        act()
    java, python = used()
    begin = time.perf_counter()
    act()
    taken = time.perf_counter() - begin
    return [count / taken, *(after - earlier for after, earlier in zip(used(), (java, python)))]


if workers == 0:
    import pyarrow

    bodies = [pyarrow.array([body(number) for number in range(begin, min(begin + 1024, count))]) for begin in range(0, count, 1024)]
    analyzer = propos.Analyzer()
    print(json.dumps({CASES[0]: measured(lambda: [propos.record_batch(part, analyzer=analyzer) for part in bodies])}))
else:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (SparkSession.builder.master(f"local[{workers}]").config("spark.ui.enabled", "false").config("spark.driver.memory", "2g")
             .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate())
    rows = [(f"a{number}", body(number)) for number in range(count)]
    texts = spark.createDataFrame(rows, "id string, body string").repartition(4 * workers).cache()
    texts.count()
    frames = (propos.spark.quotes(texts, text="body", id="id"),
              propos.spark.quotes(texts, text="body", id="id", columns=["text", "speaker", "speaker_key"]),
              texts.mapInArrow(lambda batches: batches, texts.schema))
    found = {case: measured(lambda frame=frame: frame.write.format("noop").mode("overwrite").save(), before=4)
             for case, frame in zip(CASES, frames)}
    print(json.dumps(found))
