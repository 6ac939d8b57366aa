# SPDX-License-Identifier: Apache-2.0
"""What Spark costs beside the library, and what a second worker gives: python speed.py ARTICLES RUNS

Prints, for each run, articles a second of one process without Spark, of Spark with one worker and of Spark with two, and the medians.
All texts are in memory, and rows go nowhere; Spark has read them all once before, so that neither its start nor its compiler counts."""
import os
import statistics
import subprocess
import sys
import time

count, runs = int(sys.argv[1]), int(sys.argv[2])   # of the driver of a run, too
if len(sys.argv) == 3:
    # Each figure from a Spark of its own, in turn, so that a busy machine is busy for all.
    figures = {workers: [] for workers in (0, 1, 2)}
    for run in range(runs):
        for workers, found in figures.items():
            done = subprocess.run([sys.executable, __file__, str(count), str(runs), str(workers)], check=True, capture_output=True, text=True)
            found.append(float(done.stdout))
        print(*(f"{found[-1]:.0f}" for found in figures.values()), flush=True)
    medians = [statistics.median(found) for found in figures.values()]
    print("medians", *(f"{figure:.0f}" for figure in medians), f"two workers / one: {statistics.median(b / a for a, b in zip(figures[1], figures[2])):.2f}")
    sys.exit()

workers = int(sys.argv[3])
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from articles import article   # noqa: E402

import propos   # noqa: E402
import propos.spark   # noqa: E402

if workers == 0:
    import pyarrow

    bodies = [pyarrow.array([article(number)["body"] for number in range(begin, min(begin + 256, count))]) for begin in range(0, count, 256)]
    analyzer = propos.Analyzer()
    propos.record_batch(bodies[0], analyzer=analyzer)
    begin = time.perf_counter()
    for part in bodies:
        propos.record_batch(part, analyzer=analyzer)
else:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (SparkSession.builder.master(f"local[{workers}]").config("spark.ui.enabled", "false").config("spark.driver.memory", "2g")
             .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate())
    rows = [(article(number)["id"], article(number)["body"]) for number in range(count)]
    texts = spark.createDataFrame(rows, "id string, body string").repartition(4 * workers).cache()
    texts.count()

    def run(frame):
        propos.spark.quotes(frame, text="body", id="id").write.format("noop").mode("overwrite").save()

    run(texts)
    begin = time.perf_counter()
    run(texts)
print(count / (time.perf_counter() - begin))
