"""Published: openapi.json is current, and each refusal that an action can raise is declared on its route.

What a handler can reach is read from its source: every function and class of the product that it names, and what
those name in turn. Functions that are handed over (rules of a shelf, say) count as reached where they are handed over.
"""

import ast
import inspect
import json
import re
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fettle.kit import refusals
from fettle.kit.refusals import Refusal
from fettle.main import MODULES
from fettle.web.problems import TYPE_PREFIX

DOCUMENT = json.loads((Path(__file__).parents[2] / "openapi.json").read_text())
# What the frame itself may answer on any route, as `web.verbs` and `web.problems` say.
EVERYWHERE = {
    refusals.Malformed,
    refusals.Invalid,
    refusals.TooMany,
    refusals.Unavailable,
    refusals.TooLarge,
    refusals.Unsupported,
}

# What the source names and the route still never answers, each with its reason.
NEVER_MET = {
    "acceptInvitation": {"AlreadyExists", "AlreadyMember"},  # only who is not yet there is added
    "changeWorkOrders": {"NotFound", "Refusal"},  # told for each work order, inside of a success
    "deleteDowntime": {"DowntimeOverlaps"},  # a deleted interval is not checked
    "fetchToken": {"SessionEnded"},  # machines have no session
    "followUpWorkOrder": {"WrongOrder"},  # a follow-up has no scheduled hours
    "getMe": {"NoTenant", "TenantClosed"},  # whoever stands outside was sent away before
    # What is wrong with one record is told for that record, inside of a success.
    "pushChanges": {
        *("AlreadyDecided", "AlreadyExists", "AlreadyReversed", "AnswerNeeded", "CostsHidden"),
        *("HoldNeedsReason", "ImpossibleReading", "InTheFuture", "LogsFrozen", "MachinesAreNotTold"),
        *("NotAnOccurrence", "NotAnswerable", "NotDeletable", "NotFound", "NotPossibleNow", "NotYourComment"),
        *("NotYourEntry", "NothingToAcknowledge", "Refusal", "ReversalStands", "SkipNeedsReason", "Stale"),
        *("TasksUnanswered", "WorkOrderFrozen", "WrittenOnce", "WrongOrder"),
    },
    # A message that cannot be taken is kept in quarantine and told to staff.
    "receiveEmail": {
        *("FileQuarantined", "FileRefused", "FileTooLarge", "MessageUnreadable", "QuotaReached", "ReportIncomplete"),
        *("TooManyOfOne", "Unavailable"),
    },
    "updateMe": {"NoTenant", "TenantClosed"},
    "restorePerson": {"Stale"},  # restoring takes the version that is there
    "restoreWorkOrderTemplate": {"Stale"},
}


def handlers() -> Iterator[Any]:
    """Every route of every module."""
    for module in MODULES:
        for route in module.routes:
            yield from getattr(route, "route_handlers", None) or [route]


def source_of(thing: Any) -> ast.AST | None:
    """The syntax tree of a function or class of ours."""
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(thing)))
    except (OSError, TypeError, SyntaxError):
        return None


def named(node: ast.AST, names: dict[str, Any]) -> Any:
    """What a name or dotted name stands for, None when that is not known here."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = named(node.value, names)
        return getattr(owner, node.attr, None) if inspect.ismodule(owner) or inspect.isclass(owner) else None
    return None


def is_ours(thing: Any) -> bool:
    """Whether this is code of a module."""
    return (inspect.isfunction(thing) or inspect.isclass(thing)) and str(thing.__module__).startswith("fettle.modules")


@cache
def raised(function: Callable[..., Any]) -> tuple[frozenset[type[Refusal]], frozenset[Any]]:
    """The refusals that a function raises itself, and the functions that it names."""
    inner = inspect.unwrap(function)
    tree = source_of(inner)
    if tree is None:
        return frozenset(), frozenset()
    names = {**vars(inspect.getmodule(inner)), **inspect.getclosurevars(inner).nonlocals}
    found, reached = set(), set()
    for node in ast.walk(tree):
        thing = named(node, names) if isinstance(node, ast.Name | ast.Attribute) else None
        if inspect.isclass(thing) and issubclass(thing, Refusal):
            found.add(thing)
        elif inspect.isfunction(thing) and is_ours(thing):
            reached.add(thing)
    caught = {
        named(kind, names)
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and node.type is not None
        for kind in (node.type.elts if isinstance(node.type, ast.Tuple) else [node.type])
    }
    return frozenset(found - caught), frozenset(reached)


def reachable(handler: Callable[..., Any]) -> dict[type[Refusal], str]:
    """Every refusal that `handler` can reach, with the function that raises it."""
    seen, waiting, found = set(), [handler], {}
    while waiting:
        function = waiting.pop()
        if function in seen:
            continue
        seen.add(function)
        here, further = raised(function)
        for refusal in here:
            found.setdefault(refusal, f"{function.__module__}.{function.__qualname__}")
        waiting += further
    return found


ROUTES = {handler.operation_id: handler for handler in handlers()}


def test_the_sources_are_really_read():
    """The law would be kept by nobody if nothing were found."""
    assert len(ROUTES) > 150
    found = [reachable(inspect.unwrap(handler.fn)) for handler in ROUTES.values()]
    assert sum(bool(refusals) for refusals in found) > 100
    assert len(set().union(*found)) > 30


@pytest.mark.parametrize("operation", sorted(ROUTES))
def test_what_an_action_can_refuse_is_declared_on_its_route(operation):
    """A client that handles what is documented is never surprised by a kind of problem it has not heard of."""
    handler = ROUTES[operation]
    declared = {*handler.opt["refuses"], *EVERYWHERE}
    missing = {
        refusal.__name__: place
        for refusal, place in reachable(inspect.unwrap(handler.fn)).items()
        if refusal not in declared and refusal.__name__ not in NEVER_MET.get(operation, ())
    }
    assert missing == {}


def test_every_problem_of_the_document_is_a_refusal_of_the_code():
    """Names of problems are a promise; none is left over from a refusal that is gone."""
    known = {refusal.code() for refusal in _all(Refusal)}
    told = set()
    for methods in DOCUMENT["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    told |= set(re.findall(r"`([a-z-]+)`:", response["description"]))
    assert told - known == set()
    assert len(told) > 60


def _all(base: type[Refusal]) -> Iterator[type[Refusal]]:
    for refusal in base.__subclasses__():
        yield refusal
        yield from _all(refusal)


def test_no_two_refusals_share_a_name():
    """The type of a problem says which refusal it was."""
    codes = [refusal.code() for refusal in set(_all(Refusal)) if refusal.__module__.startswith("fettle")]
    assert len(codes) == len(set(codes))
    assert TYPE_PREFIX == "/problems/"


async def test_the_document_in_the_repository_is_current(http):
    """openapi.json is what the running application says of itself."""
    assert (await http.get("/openapi.json")).json() == DOCUMENT


def test_bodies_that_are_objects_are_described_as_objects():
    """A field that takes any keys is described so, not as a list."""
    wrong = []
    for name, schema in DOCUMENT["components"]["schemas"].items():
        for field, described in schema.get("properties", {}).items():
            if (
                field in ("custom", "vocabulary", "filters", "mapping", "settings", "branding")
                and described.get("type") == "array"
            ):
                wrong.append((name, field))
    assert wrong == []
