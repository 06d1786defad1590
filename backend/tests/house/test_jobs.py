"""Background work: every name that is enqueued is declared, and every declaration is listed by its module."""

import ast
import importlib
import operator
from pathlib import Path

import fettle
from fettle.composition import DUTIES, MODULES
from fettle.queue import Follower, Job, Sweep

SOURCE = Path(fettle.__file__).parent


def enqueued() -> dict[str, str]:
    """The names in all calls of `enqueue`, each with a place."""
    found = {}
    for path in sorted((SOURCE / "modules").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "enqueue" and len(node.args) > 1:
                found[named(node.args[1], path)] = f"{path.relative_to(SOURCE)}:{node.lineno}"
    return found


def named(node: ast.expr, path: Path) -> str:
    """The text of a name: written out, or a constant that the file knows."""
    if isinstance(node, ast.Name | ast.Attribute):
        dotted = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        return str(operator.attrgetter(ast.unparse(node))(importlib.import_module(dotted)))
    assert isinstance(node, ast.Constant), f"{path}:{node.lineno}: which job is this? Write its name out."
    return str(node.value)


def test_every_name_that_is_enqueued_is_declared():
    """A job that nobody declares waits for ever."""
    assert {name: where for name, where in enqueued().items() if name not in DUTIES.jobs} == {}
    assert "imports.run" in enqueued()


def test_every_declaration_is_listed_by_its_module():
    """What stands in `jobs.py` and not in `module.py` never happens; names begin with their module's."""
    for module in MODULES:
        if not (SOURCE / "modules" / module.name / "jobs.py").exists():
            assert list(module.jobs) == []
            continue
        jobs = importlib.import_module(f"fettle.modules.{module.name}.jobs")
        declared = [one for one in vars(jobs).values() if isinstance(one, Job | Follower | Sweep)]
        assert [one for one in declared if one not in module.jobs] == [], module.name
        for one in module.jobs:
            name = one.job.name if isinstance(one, Sweep) else one.name
            assert name.partition(".")[0] == module.name


def test_what_is_declared_can_be_run():
    """A job works with `call` or `work`, and what else it takes has a type that JSON can be turned into."""
    for job in DUTIES.jobs.values():
        code = job.run.__code__
        first, *others = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        assert first in ("call", "work"), job.name
        assert set(others) <= job.run.__annotations__.keys(), job.name
