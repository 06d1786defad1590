"""Drawings over pictures."""

from uuid import UUID

import msgspec

from fettle.kit.changes import Change
from fettle.kit.refusals import Invalid
from fettle.modules.files.records import Drawing, File, Shape, ShapeKind

FEWEST_POINTS = {ShapeKind.TEXT: 1}
EXACTLY_TWO = frozenset({ShapeKind.LINE, ShapeKind.ARROW, ShapeKind.RECTANGLE, ShapeKind.ELLIPSE})


def check(shapes: list[Shape]) -> None:
    """Raise `Invalid` for shapes that cannot be drawn: too few points, text where none belongs."""
    for position, shape in enumerate(shapes):
        at = f"/shapes/{position}"
        if shape.kind in EXACTLY_TWO and len(shape.points) != 2:
            raise Invalid.at(f"{at}/points", "points", "must be two")
        if len(shape.points) < FEWEST_POINTS.get(shape.kind, 2):
            raise Invalid.at(f"{at}/points", "points", "are too few")
        if (shape.kind is ShapeKind.TEXT) != bool(shape.text):
            raise Invalid.at(f"{at}/text", "text", "belongs to shapes of the kind text, and only to them")


def drawn(drawing: Drawing, file: File, site_id: UUID | None) -> Change:
    """The change that a new version of a drawing makes; it shows in the history of the file's subject."""
    after = msgspec.structs.asdict(drawing)
    after = {name: value for name, value in after.items() if name not in ("id", "created_at")}
    return Change("file_drawing.created", drawing.id, after=after, about_id=file.subject_id, site_id=site_id)
