"""Request bodies: Pydantic models that name every fault at once, in camelCase, refusing what they do not know."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, overload

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.alias_generators import to_camel

from fettle.kit.refusals import Fault, Invalid, pointer


class Body(BaseModel):
    """Base of all request bodies."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, frozen=True, str_strip_whitespace=True)


LEFT_OUT: Any = Field(default=None)


class Patch(Body):
    """Base of JSON merge patches (RFC 7396): a field that is left out stays, null clears where that is allowed.

    Declare a field that cannot be cleared as `name: Name = LEFT_OUT`: null is then refused.
    """

    def given(self) -> dict[str, Any]:
        """The fields that were sent, by Python name."""
        return {name: getattr(self, name) for name in self.model_fields_set}


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("needs a time zone, such as 2026-03-01T08:00:00Z")
    # Asked before it is moved: there is no moment before the year 1 to move it to.
    if not 1900 <= value.year <= 2200:
        raise ValueError("must lie between the years 1900 and 2200")
    return value.astimezone(UTC)


@overload
def asked_instant(parameter: str, value: datetime) -> datetime: ...
@overload
def asked_instant(parameter: str, value: datetime | None) -> datetime | None: ...
def asked_instant(parameter: str, value: datetime | None) -> datetime | None:
    """The instant in a query parameter, in UTC. Raises `Invalid` for one without a zone or beyond all calendars."""
    try:
        return None if value is None else _in_utc(value)
    except ValueError as error:
        raise Invalid(f"{parameter} {error}.", faults=[Fault(f"?{parameter}", "instant", str(error))]) from None


def _places(digits: int) -> AfterValidator:
    """Written with as many places as it is stored with, so that an answer to a write equals a later reading."""
    step = Decimal(1).scaleb(-digits)
    return AfterValidator(lambda value: value.quantize(step))


Line = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^\S(.*\S)?$")]
Prose = Annotated[str, StringConstraints(max_length=20_000)]
Instant = Annotated[datetime, AfterValidator(_in_utc)]
Money = Annotated[Decimal, Field(max_digits=14, decimal_places=2, allow_inf_nan=False), _places(2)]
Quantity = Annotated[Decimal, Field(max_digits=14, decimal_places=4, allow_inf_nan=False), _places(4)]
Latitude = Annotated[Decimal, Field(ge=-90, le=90, max_digits=9, decimal_places=6), _places(6)]
Longitude = Annotated[Decimal, Field(ge=-180, le=180, max_digits=9, decimal_places=6), _places(6)]


def decode(model: type[BaseModel], value: Any) -> BaseModel:
    """`value` as `model`. Raises `Invalid` with a fault for each field that is wrong."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        items = error.errors(include_url=False, include_input=False)
        faults = dict.fromkeys(_fault(item, value) for item in items)
        raise Invalid("Some fields cannot be accepted.", faults=list(faults)) from None
    except RecursionError:
        raise Invalid("The body is nested too deep.") from None


def _fault(item: Any, body: Any) -> Fault:
    place = pointer(_sent(item["loc"], body, missing=item["type"] == "missing"))
    if item["type"] == "extra_forbidden":
        return Fault(place, "unknown_field", "is not a field that can be set here")
    return Fault(place, item["type"], str(item["msg"]).removeprefix("Value error, "))


def _sent(path: Sequence[int | str], body: Any, *, missing: bool) -> Iterator[int | str]:
    """The steps of `path` that lead through `body`: the kind as which a part of it was read is no place in it."""
    for position, step in enumerate(path):
        known = range(len(body)) if isinstance(body, list) else body if isinstance(body, dict) else ()
        if step in known:
            body = body[step]
        elif not (missing and position == len(path) - 1):
            continue
        yield step
