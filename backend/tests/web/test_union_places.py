"""Where a fault is: a JSON pointer into what was sent, whatever the body is read as."""

import json
from typing import Annotated, Literal

import pytest
from pydantic import Field, model_validator

from fettle.kit.refusals import Invalid
from fettle.web.bodies import Body, decode


class Daily(Body):
    """One kind of rule."""

    repeat: Literal["daily"]
    every: int = 1


class Weekly(Body):
    """Another kind, which may refuse itself as a whole."""

    repeat: Literal["weekly"]
    every: int = 1

    @model_validator(mode="after")
    def _not_thirteen(self):
        if self.every == 13:
            raise ValueError("thirteen brings bad luck")
        return self


class Series(Body):
    """What holds them, in a list and by itself; `count` is a number or a word."""

    rules: list[Annotated[Daily | Weekly, Field(discriminator="repeat")]]
    count: int | Literal["never"] = 1


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({"rules": [{"repeat": "daily", "every": "x"}]}, {"/rules/0/every"}),
        ({"rules": [{"repeat": "daily"}, {"repeat": "weekly", "every": 13}]}, {"/rules/1"}),
        ({"rules": [{"repeat": "daily", "daily": 1}]}, {"/rules/0/daily"}),
        ({"rules": [{"repeat": "hourly"}]}, {"/rules/0"}),
        ({"rules": [{}]}, {"/rules/0"}),
        ({"rules": [], "count": "often"}, {"/count"}),
        ({}, {"/rules"}),
    ],
)
def test_a_place_names_what_was_sent_and_no_kind(body, places):
    with pytest.raises(Invalid) as refused:
        decode(Series, json.loads(json.dumps(body)))
    assert {fault.pointer for fault in refused.value.faults} == places
