"""Request bodies of imports. A mapping has the one shape that it has in files too: `records.Mapping`."""

import base64
import binascii
from typing import Annotated, Any

import msgspec
from pydantic import Field

from fettle.kit.refusals import Fault, Invalid
from fettle.modules.imports.records import Dialect, Mapping, Source
from fettle.web.bodies import LEFT_OUT, Body, Name, Patch

MOST_SAMPLE = 1_400_000
Document = Annotated[dict[str, Any], Field(description="A mapping: see the schema `Mapping`.")]


class MappingBody(Body):
    """A mapping and the name to keep it under."""

    name: Name
    mapping: Document

    def to_record(self) -> Mapping:
        """The mapping."""
        return mapping_of(self.mapping)


class MappingPatch(Patch):
    """A new name for a mapping, or what it says instead."""

    name: Name = LEFT_OUT
    mapping: Document = LEFT_OUT

    def to_record(self) -> Mapping | None:
        """The mapping, when one was given."""
        return mapping_of(self.mapping) if "mapping" in self.model_fields_set else None


class PreviewBody(Body):
    """The first bytes of a file (base64, up to 1 MB) and the mapping to look at them with.

    Without a mapping the answer says what delimiter, encoding and columns were found.
    """

    sample: Annotated[str, Field(min_length=1, max_length=MOST_SAMPLE)]
    mapping: Document | None = None
    dialect: dict[str, Any] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 20

    def to_bytes(self) -> bytes:
        """The sample as the file has it."""
        try:
            return base64.b64decode(self.sample, validate=True)
        except (binascii.Error, ValueError):
            raise Invalid.at("/sample", "base64", "is not base64") from None

    def to_record(self) -> Mapping | None:
        """The mapping, when one was given."""
        return None if self.mapping is None else mapping_of(self.mapping)

    def to_dialect(self) -> Dialect:
        """What is known of the dialect."""
        dialect: Dialect = _converted(self.dialect or {}, Dialect, "/dialect")
        return dialect


def mapping_of(document: dict[str, Any]) -> Mapping:
    """`document` as a mapping. Raises `Invalid` naming the place that is wrong."""
    fields = document.get("fields")
    for name, source in fields.items() if isinstance(fields, dict) else ():
        _converted(source, Source, f"/mapping/fields/{name}")
    mapping: Mapping = _converted(document, Mapping, "/mapping")
    return mapping


def _converted(document: Any, record: Any, pointer: str) -> Any:
    try:
        return msgspec.convert(document, record, strict=False)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        place = pointer + path.rstrip("`").replace(".", "/").replace("[", "/").replace("]", "")
        raise Invalid(message, faults=[Fault(place, "mapping", message)]) from None
