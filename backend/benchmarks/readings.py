"""Measuring two servers side by side: in turns, several rounds, medians."""

from statistics import median
from typing import NamedTuple

from benchmarks import load, processes
from benchmarks.serving import Served
from benchmarks.traffic import Traffic

ROUNDS = 3
WARM_UP = 400


class Reading(NamedTuple):
    """One server under one kind of load: answers a second, latency, and processor time of each answer."""

    per_second: float
    p50_ms: float
    p95_ms: float
    application_ms: float
    database_ms: float


def compared(
    ours: Served, limit: Served, traffic: Traffic, *, postmaster: int, seconds: float
) -> tuple[Reading, Reading]:
    """Readings of ours and of the limit, taken in turns."""
    warm_up(ours, traffic.ours)
    warm_up(limit, traffic.limit)
    pairs = [
        (reading(ours, traffic.ours, postmaster, seconds), reading(limit, traffic.limit, postmaster, seconds))
        for _ in range(ROUNDS)
    ]
    return middle([pair[0] for pair in pairs]), middle([pair[1] for pair in pairs])


def warm_up(served: Served, requests: list[bytes]) -> None:
    """Let connections open and statements be prepared."""
    load.run(load.Job(port=served.port, requests=requests, seconds=30, most=max(WARM_UP, len(requests))))


def reading(served: Served, requests: list[bytes], postmaster: int, seconds: float) -> Reading:
    """One round of load."""
    application, database = processes.cpu_seconds(served.process), processes.database_cpu_seconds(postmaster)
    tally = load.run(load.Job(port=served.port, requests=requests, seconds=seconds))
    application = processes.cpu_seconds(served.process) - application
    database = processes.database_cpu_seconds(postmaster) - database
    each = 1000 / tally.answered
    return Reading(tally.per_second, tally.p50, tally.p95, application * each, database * each)


def middle(readings: list[Reading]) -> Reading:
    """The median of each figure."""
    return Reading(*(median(figures) for figures in zip(*readings, strict=True)))
