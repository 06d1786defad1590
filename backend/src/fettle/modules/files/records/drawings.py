"""Drawings over a picture, kept beside it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fettle.kit.records import Record


class ShapeKind(StrEnum):
    """What can be drawn."""

    LINE = "line"
    ARROW = "arrow"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    STROKE = "stroke"
    TEXT = "text"


class Shape(Record, frozen=True, kw_only=True):
    """A stroke of the pen. Points are shares of the picture's width and height (0 to 1), from its upper left corner."""

    kind: ShapeKind
    points: list[tuple[float, float]]
    colour: str = "#d00000"
    width: float = 0.005
    text: str | None = None


class Drawing(Record, frozen=True, kw_only=True):
    """A version of the drawing over a file; the highest `number` is the present one."""

    id: UUID
    file_id: UUID
    number: int
    shapes: list[Shape]
    created_at: datetime
    created_by: UUID | None = None
