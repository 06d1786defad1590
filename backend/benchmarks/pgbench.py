"""PostgreSQL alone: the same statements sent by pgbench, prepared and in one pipeline."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from psycopg import ClientCursor

from benchmarks import processes
from benchmarks.traffic import Person
from fettle.db.door import ENTER
from fettle.db.programs import MAJOR, Account, programs

CLIENTS = 8
Asked = tuple[Person, Sequence[str], dict[str, Any]]


def per_second(conninfo: str, copies: Path, asked: Sequence[Asked], *, seconds: float) -> float:
    """Transactions a second of `asked` (who, statements, parameters), chosen at random."""
    pgbench = programs(MAJOR, Account(), copies=copies).home / "bin" / "pgbench"
    with TemporaryDirectory(prefix="fettle-pgbench-") as folder, psycopg.connect(conninfo) as conn:
        files = []
        for number, each in enumerate(asked):
            file = Path(folder) / f"{number}.sql"
            file.write_text(_script(conn, *each))
            files += ["-f", str(file)]
        options = ["-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "1", "-T", str(max(1, round(seconds)))]
        process = subprocess.Popen(
            [str(pgbench), *options, *files, conninfo], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        processes.pin(process.pid, processes.APPLICATION_CORE)
        output, _ = process.communicate(timeout=seconds + 60)
    found = re.search(r"^tps = ([\d.]+)", output, re.MULTILINE)
    if found is None:
        raise RuntimeError(output[-2000:])
    return float(found[1])


def _script(conn: psycopg.Connection[Any], person: Person, queries: Sequence[str], given: dict[str, Any]) -> str:
    settings = [str(person.tenant.id), str(person.tenant.supervisor), "*", "on", "", "30000", "5000", "60000"]
    cursor = ClientCursor(conn)
    statements = [
        cursor.mogrify(ENTER.encode(), settings),
        *(cursor.mogrify(query.encode(), given) for query in queries),
    ]
    lines = ["BEGIN READ ONLY", *(" ".join(statement.split()) for statement in statements), "COMMIT"]
    return "\\startpipeline\n" + "".join(f"{line};\n" for line in lines) + "\\endpipeline\n"
