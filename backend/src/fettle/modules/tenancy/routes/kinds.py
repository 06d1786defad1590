"""The six routes of everything that is kept on a shelf, made once for each kind."""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler
from litestar.params import Parameter
from pydantic import BaseModel

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import AlreadyExists, Refusal
from fettle.modules.tenancy.actions import kinds
from fettle.modules.tenancy.actions.kinds import Kind
from fettle.web.bodies import Patch
from fettle.web.verbs import delete, get, patch, post

Search = Annotated[str | None, Parameter(max_length=200, description="Words to look for.")]
Deleted = Annotated[bool, Parameter(description="List removed records instead.")]
Handler = Callable[..., Awaitable[Any]]


def unfiltered() -> dict[str, Any]:
    """No filters but search."""
    return {}


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of record as the API shows it: path, name for one and many, path parameter, bodies, filters."""

    kind: Kind[Any]
    path: str
    one: str
    many: str
    key: str
    body: type[BaseModel]
    patch: type[Patch]
    filters: Callable[..., Mapping[str, Any]] = unfiltered
    add: Callable[[Call, Mapping[str, Any]], Awaitable[Any]] | None = None
    refuses: Sequence[type[Refusal]] = ()
    refuses_to_go: Sequence[type[Refusal]] = ()


def routes_of(resource: Resource) -> list[HTTPRouteHandler]:
    """The routes that list, find, add, change, remove and restore records of one kind."""
    kind, path, item = resource.kind, resource.path, f"{resource.path}/{{{resource.key}:uuid}}"
    named = _Names(resource)
    writes: Sequence[type[Refusal]] = (AlreadyExists, *resource.refuses)
    filtering = {"filters": Provide(resource.filters, sync_to_thread=False)}
    listed = get(path, may=kind.read, dependencies=filtering)
    found = get(item, may=kind.read)
    added = post(path, may=kind.write, refuses=writes)
    changed = patch(item, may=kind.write, refuses=writes)
    removed = delete(item, may=kind.write, refuses=(*resource.refuses, *resource.refuses_to_go))
    restored = post(item + "/restore", may=kind.write, refuses=writes, status_code=200)
    return [
        listed(named.listing(_lister(kind))),
        found(named.acting("get", "{one}.", _finder(kind))),
        added(named.acting("create", "Add {a}.", _adder(resource), data=resource.body)),
        changed(named.acting("update", "Change {a}.", _changer(kind), data=resource.patch)),
        removed(named.acting("delete", "Remove {a}; it can be restored.", _remover(kind), **{"return": None})),
        restored(named.acting("restore", "Bring {a} back that was removed.", _restorer(kind))),
    ]


class _Names:
    """Gives the handlers of one resource their names, sentences and types."""

    def __init__(self, resource: Resource) -> None:
        self.resource = resource
        self.record: Any = resource.kind.shelf.record
        self.words = resource.one.replace("_", " ").replace("gl code", "GL code")
        self.article = "an" if self.words[0] in "aeiou" else "a"

    def listing(self, handler: Handler) -> Handler:
        """The handler that gives a page."""
        many = self.resource.many
        page: Any = Page
        words = many.replace("_", " ").replace("gl codes", "GL codes")
        return _named(handler, f"list_{many}", f"List {words}.", {"return": page[self.record]})

    def acting(self, verb: str, sentence: str, handler: Handler, **types: Any) -> Handler:
        """A handler for one record; `sentence` may say `{a}` (a tag) and `{one}` (Tag)."""
        text = sentence.format(a=f"{self.article} {self.words}", one=self.words[0].upper() + self.words[1:])
        named = _named(handler, f"{verb}_{self.resource.one}", text, {"return": self.record, **types})
        return _keyed(named, self.resource.key)


def _named(handler: Handler, name: str, sentence: str, types: Mapping[str, Any]) -> Handler:
    handler.__name__ = name
    handler.__doc__ = sentence
    handler.__annotations__.update(types)
    return handler


def _keyed(handler: Handler, key: str) -> Handler:
    """Let the path parameter, which handlers take as `**path`, go by the name of its kind."""
    signature = inspect.signature(handler)
    if "path" not in signature.parameters:
        return handler
    plain = [p for name, p in signature.parameters.items() if name != "path"]
    parameter = inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY, annotation=UUID)
    handler.__signature__ = signature.replace(parameters=[*plain, parameter])  # type: ignore[attr-defined]
    handler.__annotations__[key] = handler.__annotations__.pop("path")
    return handler


def _only(path: Mapping[str, UUID]) -> UUID:
    """The one id in a path."""
    (record_id,) = path.values()
    return record_id


def _lister(kind: Kind[Any]) -> Handler:
    async def handler(
        call: Call, page: PageRequest, filters: dict[str, Any], q: Search = None, deleted: Deleted = False
    ) -> Any:
        return await kinds.page(call, kind, page, filters=filters, q=q, deleted=deleted)

    return handler


def _finder(kind: Kind[Any]) -> Handler:
    async def handler(call: Call, **path: UUID) -> Any:
        return await kinds.find(call, kind, _only(path))

    return handler


def _adder(resource: Resource) -> Handler:
    async def add(call: Call, given: Mapping[str, Any]) -> Any:
        return await kinds.add(call, resource.kind, given)

    keep = resource.add or add

    async def handler(call: Call, data: Any) -> Any:
        return await keep(call, {name: getattr(data, name) for name in type(data).model_fields})

    return handler


def _changer(kind: Kind[Any]) -> Handler:
    async def handler(call: Call, data: Any, version: int, **path: UUID) -> Any:
        return await kinds.change(call, kind, _only(path), data.given(), version)

    return handler


def _remover(kind: Kind[Any]) -> Handler:
    async def handler(call: Call, version: int, **path: UUID) -> None:
        await kinds.remove(call, kind, _only(path), version)

    return handler


def _restorer(kind: Kind[Any]) -> Handler:
    async def handler(call: Call, **path: UUID) -> Any:
        return await kinds.restore(call, kind, _only(path))

    return handler
