"""Times DMOJ's tracer against posix_spawn: compare_dmoj.py RUNS PROGRAM. Prints the columns of compare_timer.c."""

import os
import sys
import time

from dmoj.cptbox import IsolateTracer, TracedPopen
from dmoj.cptbox.filesystem_policies import RecursiveDir


def plain(program):
    _, status = os.waitpid(os.posix_spawn(program, [program], {}), 0)
    assert status == 0, status


def traced(program):
    rules = IsolateTracer(read_fs=[RecursiveDir(os.path.dirname(program))], write_fs=[])
    process = TracedPopen(
        [program.encode()], executable=program.encode(), security=rules, time=1, memory=262144, nproc=8, env={}
    )
    process.communicate()
    assert process.returncode == 0, (process.returncode, process.protection_fault)


def timed(way, program):
    begun = time.perf_counter()
    way(program)
    return (time.perf_counter() - begun) * 1e3


def main():
    runs, program = int(sys.argv[1]), sys.argv[2]
    pairs = [(timed(plain, program), timed(traced, program)) for _ in range(runs)]
    spawns, ours = (sorted(column) for column in zip(*pairs))
    begun = time.perf_counter()
    for _ in range(runs):
        traced(program)
    rate = runs / (time.perf_counter() - begun)
    median, p95, p99 = (ours[runs * percent // 100] for percent in (50, 95, 99))
    spawn = spawns[runs // 2]
    print(f"{spawn:9.3f} {median:9.3f} {p95:9.3f} {p99:9.3f} {median / spawn:7.2f}x {rate:9.0f}")


main()
