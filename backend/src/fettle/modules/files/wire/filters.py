"""What may be asked of lists of files."""

from typing import Annotated, Literal
from uuid import UUID

from litestar.params import Parameter, QueryParameter

SubjectIds = Annotated[
    list[UUID],
    QueryParameter(
        name="subjectId", min_items=1, max_items=100, description="Of which records; repeat it for several."
    ),
]
Size = Annotated[Literal[320, 1600] | None, Parameter(description="The longer side of a small picture, in pixels.")]
