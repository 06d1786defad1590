"""What processes cost, read from /proc: processor time to the nanosecond, and memory."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

APPLICATION_CORE = 0
OTHERS_CORE = 1
HOUSEKEEPING = (b"postgres: autovacuum", b"postgres: checkpointer", b"postgres: logical replication")
Meter = Callable[[], float]


def pin(process: int, core: int) -> None:
    """Keep a process on one core, where there are at least two."""
    if len(os.sched_getaffinity(0)) > 1:
        with suppress(ProcessLookupError):
            os.sched_setaffinity(process, {core})


def cpu_seconds(process: int) -> float:
    """Processor seconds of all threads of a process so far; 0 for one that has gone."""
    nanoseconds = 0
    for thread in Path(f"/proc/{process}/task").glob("*/schedstat"):
        with suppress(OSError):
            nanoseconds += int(thread.read_text().split()[0])
    return nanoseconds / 1e9


def database_cpu_seconds(postmaster: int) -> float:
    """Processor seconds of what works for clients: backends and writers, without the housekeeping."""
    return sum(cpu_seconds(child) for child in children(postmaster) if not _keeps_house(child))


def children(process: int) -> Iterator[int]:
    """The processes that a process has started and that still run."""
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            yield from map(int, thread.read_text().split())


def peak_memory_mib(process: int) -> float:
    """The most memory that a process has held, in MiB."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def memory_kib(process: int) -> float:
    """The memory that a process holds now, in KiB."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return float(line.split()[1])
    return 0.0


def machine() -> str:
    """The machine in a few words: cores and memory."""
    pages, page = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return f"{os.cpu_count()} cores, {pages * page / 2**30:.0f} GiB of memory"


def _keeps_house(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().startswith(HOUSEKEEPING)
    except OSError:
        return True
