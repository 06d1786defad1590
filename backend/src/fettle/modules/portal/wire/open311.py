"""Answers of Open311 as JSON and XML, out of the same plain values."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as Xml

import msgspec
from litestar import Response

from fettle.modules.portal.records.open311 import Service, ServiceRequest

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGESET = "2026-11-21 00:00"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Item = Mapping[str, Any]


def listed(kind: str, plural: str, singular: str, items: Sequence[Item], *, status: int = 200) -> Response[bytes]:
    """A list: an array in JSON, elements within one in XML."""
    if kind == "json":
        return _json([_plain(item) for item in items], status)
    root = Xml.Element(plural)
    for item in items:
        _fill(Xml.SubElement(root, singular), item)
    return _xml(root, status)


def service(each: Service) -> Item:
    """A service, in the order of the specification."""
    return msgspec.structs.asdict(each)


def request(each: ServiceRequest) -> Item:
    """A request, in the order of the specification."""
    return msgspec.structs.asdict(each)


def definition(kind: str, code: str) -> Response[bytes]:
    """The definition of a service without fields of its own."""
    if kind == "json":
        return _json({"service_code": code, "attributes": []}, 200)
    root = Xml.Element("service_definition")
    _fill(root, {"service_code": code, "attributes": []})
    return _xml(root, 200)


def discovery(kind: str, *, contact: str, url: str) -> Response[bytes]:
    """Where the endpoint is, and what it speaks."""
    formats = ["text/xml", "application/json"]
    endpoint = {
        "specification": SPECIFICATION,
        "url": url,
        "changeset": CHANGESET,
        "type": "production",
        "formats": formats,
    }
    said = {"changeset": CHANGESET, "contact": contact, "key_service": contact, "endpoints": [endpoint]}
    if kind == "json":
        return _json(said, 200)
    root = Xml.Element("discovery")
    _fill(root, {**said, "endpoints": []})
    place = Xml.SubElement(_child(root, "endpoints"), "endpoint")
    _fill(place, {**endpoint, "formats": []})
    for each in formats:
        Xml.SubElement(_child(place, "formats"), "format").text = each
    return _xml(root, 200)


def errors(kind: str, status: int, words: str, retry_after: int | None = None) -> Response[bytes]:
    """What went wrong: in a list, as there might be several."""
    answer = listed(kind, "errors", "error", [{"code": status, "description": words}], status=status)
    if retry_after is not None:
        answer.headers["Retry-After"] = str(retry_after)
    return answer


def w3(at: datetime) -> str:
    """An instant as the specification writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(item: Item) -> dict[str, Any]:
    return {name: _value(value) for name, value in item.items()}


def _value(value: Any) -> Any:
    match value:
        case datetime():
            return w3(value)
        case Decimal():
            return float(value)
    return value


def _fill(element: Xml.Element, item: Item) -> None:
    for name, value in item.items():
        child = Xml.SubElement(element, name)
        if isinstance(value, bool):
            child.text = "true" if value else "false"
        elif value is not None and not isinstance(value, list):
            child.text = _NOT_IN_XML.sub("", w3(value) if isinstance(value, datetime) else str(value))


def _child(element: Xml.Element, name: str) -> Xml.Element:
    found = element.find(name)
    assert found is not None
    return found


def _json(content: Any, status: int) -> Response[bytes]:
    return Response(msgspec.json.encode(content), status_code=status, media_type="application/json; charset=utf-8")


def _xml(root: Xml.Element, status: int) -> Response[bytes]:
    content = b'<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(
        root, encoding="utf-8", short_empty_elements=True
    )
    return Response(content, status_code=status, media_type="text/xml")
