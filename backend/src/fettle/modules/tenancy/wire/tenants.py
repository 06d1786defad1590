"""Bodies of the tenant itself."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints

from fettle.modules.tenancy.records.tenants import Weekday
from fettle.modules.tenancy.wire.kinds import Colour
from fettle.web.bodies import LEFT_OUT, Body, Code, Name, Patch

MOST_WORDS = 50
Word = Annotated[str, StringConstraints(min_length=1, max_length=60)]


def _not_too_many(words: dict[str, Any]) -> dict[str, Any]:
    # Said here and not as a length, which the document would take for that of a list.
    if len(words) > MOST_WORDS:
        raise ValueError(f"must hold at most {MOST_WORDS} words")
    return words


class BrandingPatch(Patch):
    """What to change of the look."""

    colour: Colour | None = None
    logo_url: Annotated[str, StringConstraints(max_length=500, pattern=r"^https://[^\s]+$")] | None = None


class SettingsPatch(Patch):
    """What to change of the settings."""

    week_starts_on: Weekday = LEFT_OUT
    invitation_days: Annotated[int, Field(ge=1, le=60)] = LEFT_OUT
    default_weekly_hours: Annotated[int, Field(ge=0, le=168)] = LEFT_OUT
    due_soon_days: Annotated[int, Field(ge=0, le=60)] = LEFT_OUT
    keep_photo_position: bool = LEFT_OUT


class TenantPatch(Patch):
    """What to change of the tenant. In `vocabulary` null brings the edition's word back."""

    name: Name = LEFT_OUT
    locale: Code = LEFT_OUT
    currency: Code = LEFT_OUT
    time_zone: Code = LEFT_OUT
    branding: BrandingPatch = LEFT_OUT
    vocabulary: Annotated[dict[str, Word | None], AfterValidator(_not_too_many)] = LEFT_OUT
    settings: SettingsPatch = LEFT_OUT

    def given(self) -> dict[str, Any]:
        """The fields that were sent, those inside of branding and settings too."""
        return {name: value.given() if isinstance(value, Patch) else value for name, value in super().given().items()}


class DeletionBody(Body):
    """The short name of the tenant, typed to show that it is really meant."""

    slug: Code
