"""Bodies of files."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from fettle.modules.files.records import NewFile, Role, Shape, ShapeKind, Subject
from fettle.web.bodies import LEFT_OUT, Body, Patch

LARGEST = 2**40
FileName = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Caption = Annotated[str, StringConstraints(max_length=1000)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
MOST_SHAPES = 200
MOST_POINTS = 5000


class FileBody(Body):
    """A file to be uploaded. `id` may be chosen by a device that works offline."""

    id: UUID | None = None
    subject: Subject
    subject_id: UUID
    role: Role = Role.DETAIL
    name: FileName
    caption: Caption | None = None
    size_bytes: Annotated[int, Field(ge=1, le=LARGEST)]
    media_type: Annotated[str, StringConstraints(min_length=3, max_length=200)]
    sha256: Sha256 | None = Field(default=None, description="If given, other bytes are refused.")

    def to_record(self) -> NewFile:
        """The file to announce."""
        return NewFile(**{name: getattr(self, name) for name in type(self).model_fields})


class FilePatch(Patch):
    """What to change of a file. `pairedWithId` joins a before and an after photo."""

    name: FileName = LEFT_OUT
    role: Role = LEFT_OUT
    caption: Caption | None = None
    paired_with_id: UUID | None = None


Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Point = Annotated[list[Share], Field(min_length=2, max_length=2)]


class ShapeBody(Body):
    """A stroke of the pen; points are shares (0 to 1) of the picture's width and height."""

    kind: ShapeKind
    points: Annotated[list[Point], Field(max_length=2000)]
    colour: Colour = "#d00000"
    width: Annotated[float, Field(gt=0, le=0.2, allow_inf_nan=False)] = 0.005
    text: Annotated[str, StringConstraints(max_length=500)] | None = None

    def to_record(self) -> Shape:
        """The shape."""
        points = [(x, y) for x, y in self.points]
        return Shape(kind=self.kind, points=points, colour=self.colour, width=self.width, text=self.text)


def _few_points(shapes: list[ShapeBody]) -> list[ShapeBody]:
    if sum(len(shape.points) for shape in shapes) > MOST_POINTS:
        raise ValueError(f"must hold at most {MOST_POINTS} points")
    return shapes


class DrawingBody(Body):
    """All that is drawn over the picture."""

    shapes: Annotated[list[ShapeBody], Field(max_length=MOST_SHAPES), AfterValidator(_few_points)]

    def to_records(self) -> list[Shape]:
        """The shapes."""
        return [shape.to_record() for shape in self.shapes]
