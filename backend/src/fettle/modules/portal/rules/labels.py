"""Labels: what stands on them, and how sheets are measured."""

from enum import StrEnum

import msgspec

from fettle.kit.refusals import Invalid

MOST_LABELS = 500


class TooManyLabels(Invalid):
    """These are more labels than one print may hold."""


class NothingToPrint(Invalid):
    """There is no open place among these."""


class LayoutName(StrEnum):
    """Sheets that can be bought, and a sign."""

    A4_3X8 = "a4-3x8"
    LETTER_5160 = "letter-5160"
    SIGN_A4 = "sign-a4"
    SIGN_LETTER = "sign-letter"


class Label(msgspec.Struct, frozen=True):
    """A label: the name of the place, its code, its whole address and that without `https://`."""

    name: str
    code: str
    url: str
    short: str


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet in millimetres, `size` of letters in points."""

    width: float
    height: float
    columns: int = 1
    rows: int = 1
    label_width: float = 0
    label_height: float = 0
    left: float = 0
    top: float = 0
    gap_x: float = 0
    gap_y: float = 0
    qr: float
    size: float = 0
    big: bool = False

    def measures(self) -> dict[str, float | int | bool]:
        """The measures by the names that the template knows."""
        return {name.replace("_", "-"): value for name, value in msgspec.structs.asdict(self).items()}


LAYOUTS = {
    LayoutName.A4_3X8: Layout(
        width=210, height=297, columns=3, rows=8, label_width=70, label_height=37, top=0.5, qr=28, size=8
    ),
    LayoutName.LETTER_5160: Layout(
        width=215.9,
        height=279.4,
        columns=3,
        rows=10,
        label_width=66.675,
        label_height=25.4,
        left=4.7625,
        top=12.7,
        gap_x=3.175,
        qr=21,
        size=7,
    ),
    LayoutName.SIGN_A4: Layout(width=210, height=297, qr=110, big=True),
    LayoutName.SIGN_LETTER: Layout(width=215.9, height=279.4, qr=105, big=True),
}
WORDS = {
    "en": ("Report a problem here", "Scan the code with your phone, or open"),
    "es": ("Avise aquí de un problema", "Escanee el código con el teléfono o abra"),
}


def label(name: str, code: str, url: str) -> Label:
    """The label of a place."""
    return Label(" ".join(name.split())[:120], code, url, url.partition("://")[2])


def check(count: int) -> None:
    """Raise `NothingToPrint` or `TooManyLabels` unless so many labels can be printed."""
    if count == 0:
        raise NothingToPrint()
    if count > MOST_LABELS:
        raise TooManyLabels(f"At most {MOST_LABELS} labels in one print; name a site or some places.")


def words(locale: str) -> tuple[str, str, str]:
    """Language, headline and the line that says what to do."""
    language = locale.partition("-")[0]
    language = language if language in WORDS else "en"
    return (language, *WORDS[language])
