"""Bodies of codes, tags, roles, crews, custom fields and saved views."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from fettle.modules.tenancy.records.custom import CustomEntity, FieldType, ViewEntity
from fettle.modules.tenancy.records.reference import FailureKind, ReasonKind
from fettle.web.bodies import LEFT_OUT, Body, Code, Line, Name, Patch, Prose, Quantity

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Hours = Annotated[Quantity, Field(ge=0), AfterValidator(lambda hours: hours.quantize(Decimal("0.0001")))]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,59}$")]
Options = Annotated[list[Line], Field(max_length=200)]
Codes = Annotated[list[Code], Field(max_length=200)]
Members = Annotated[list[UUID], Field(max_length=500)]
Position = Annotated[int, Field(ge=0, le=100_000)]


class TagBody(Body):
    """A new tag."""

    name: Name
    colour: Colour | None = None


class TagPatch(Patch):
    """What to change of a tag."""

    name: Name = LEFT_OUT
    colour: Colour | None = None


class GlCodeBody(Body):
    """A new accounting code."""

    code: Code
    name: Name
    active: bool = True


class CodePatch(Patch):
    """What to change of a code."""

    code: Code = LEFT_OUT
    name: Name = LEFT_OUT
    active: bool = LEFT_OUT


class TaskCodeBody(Body):
    """A new task code."""

    code: Code
    name: Name
    instructions: Prose | None = None
    standard_hours: Hours | None = None
    gl_code_id: UUID | None = None
    active: bool = True


class TaskCodePatch(CodePatch):
    """What to change of a task code."""

    instructions: Prose | None = None
    standard_hours: Hours | None = None
    gl_code_id: UUID | None = None


class FailureCodeBody(Body):
    """A new failure code."""

    kind: FailureKind
    code: Code
    name: Name
    active: bool = True


class ReasonBody(Body):
    """A new reason."""

    kind: ReasonKind
    code: Code
    name: Name
    active: bool = True


class RoleBody(Body):
    """A new role."""

    code: Slug
    name: Name
    permissions: Codes


class RolePatch(Patch):
    """What to change of a role; permissions are replaced whole."""

    name: Name = LEFT_OUT
    permissions: Codes = LEFT_OUT


class CrewBody(Body):
    """A new crew."""

    name: Name
    lead_id: UUID | None = None
    active: bool = True
    member_ids: Annotated[Members, Field(default_factory=list)]


class CrewPatch(Patch):
    """What to change of a crew; members are replaced whole."""

    name: Name = LEFT_OUT
    lead_id: UUID | None = None
    active: bool = LEFT_OUT
    member_ids: Members = LEFT_OUT


class CustomFieldBody(Body):
    """A new custom field. Choices need options; `subtypeId` limits a field of assets to one asset type."""

    entity: CustomEntity
    key: Key
    label: Name
    type: FieldType
    options: Annotated[Options, Field(default_factory=list)]
    subtype_id: UUID | None = None
    required: bool = False
    in_lists: bool = False
    filterable: bool = False
    position: Position = 0


class CustomFieldPatch(Patch):
    """What to change of a custom field; what it is called in records and the type it has stay."""

    label: Name = LEFT_OUT
    options: Options = LEFT_OUT
    subtype_id: UUID | None = None
    required: bool = LEFT_OUT
    in_lists: bool = LEFT_OUT
    filterable: bool = LEFT_OUT
    position: Position = LEFT_OUT


class SavedViewBody(Body):
    """A list and its filters to be saved under a name."""

    entity: ViewEntity
    name: Name
    filters: Annotated[dict[str, Any], Field(default_factory=dict)]
    shared: bool = False


class SavedViewPatch(Patch):
    """What to change of a view; filters are replaced whole."""

    name: Name = LEFT_OUT
    filters: dict[str, Any] = LEFT_OUT
    shared: bool = LEFT_OUT
