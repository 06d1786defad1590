"""Label sheets: read as PDF, scanned as a picture."""

import io

import pypdf
import pytest
import zxingcpp
from PIL import Image

from fettle.modules.portal.rules import labels as rules
from fettle.modules.portal.senders import printing

WORDS = {"tenant": "City", "headline": "Report a problem here", "scan": "Scan or open", "language": "en"}
INJECTIONS = [
    '#panic("x")',
    '#read("/etc/passwd")',
    "*bold* _it_ $x^2$ `raw` <label> @ref // no",
    '"); #import "@preview/x:1.0.0"',
    "\\ #{ [ ] }",
    "<svg onload=1>&amp;</text>",
    "ñandú 水 \u202e \U0001f6bd",
    "A" * 400,
]


def label(number: int, name: str = "Fountain") -> rules.Label:
    """A label."""
    code = f"abcdefgh{number:02d}"
    return rules.label(name, code, f"https://fettle.example.org/r/{code}")


def scanned(page: bytes) -> list[str]:
    """What a phone reads from a page."""
    return [each.text for each in zxingcpp.read_barcodes(Image.open(io.BytesIO(page)).convert("L"))]


@pytest.mark.parametrize("name", list(rules.LayoutName))
def test_every_layout_can_be_scanned_and_read(name):
    """Each label once, on as many pages as it takes; its QR code says its address."""
    layout = rules.LAYOUTS[name]
    per_page = layout.columns * layout.rows
    labels = [label(number) for number in range(per_page + 1)]
    pages = printing.sheets(labels, layout, **WORDS, kind="png")
    assert len(pages) == 2
    assert sorted(text for page in pages for text in scanned(page)) == sorted(each.url for each in labels)
    [pdf] = printing.sheets(labels, layout, **WORDS)
    read = pypdf.PdfReader(io.BytesIO(pdf))
    width, height = (float(read.pages[0].mediabox[side]) / 72 * 25.4 for side in (2, 3))
    assert (width, height) == pytest.approx((layout.width, layout.height), abs=0.2)
    text = "".join(page.extract_text() for page in read.pages).replace("\n", "")
    assert all(each.code in text for each in labels)


@pytest.mark.parametrize("name", INJECTIONS)
def test_i4_names_are_never_read_as_markup(name):
    """I-4: what a place is called is printed as it is; nothing runs, nothing is read."""
    for layout in (rules.LayoutName.A4_3X8, rules.LayoutName.SIGN_A4):
        [pdf] = printing.sheets([label(1, name)], rules.LAYOUTS[layout], **{**WORDS, "tenant": name})
        text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
        assert "root:" not in text
        assert "Report a problem" in text.replace("\n", " ")
        if name.isascii() and len(name) < 60 and layout is rules.LayoutName.SIGN_A4:
            assert "".join(name.split())[:12] in "".join(text.split())


async def test_staff_prints_what_they_ask_for(house):
    """By place, by site, in a layout; nothing to print and nonsense are said."""
    place, other = await house.place(), await house.place(name="Whole house")
    answer = await house.admin.get("/portal/labels.pdf", placeId=place["id"], layout="sign-a4")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment")
    text = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Fountain" in text
    assert place["code"] in text
    everything = await house.admin.get("/portal/labels.pdf")
    text = pypdf.PdfReader(io.BytesIO(everything.content)).pages[0].extract_text()
    assert place["code"] in text
    assert other["code"] in text
    at_site = await house.admin.get("/portal/labels.pdf", siteId=house.ids["site"])
    assert other["code"] not in pypdf.PdfReader(io.BytesIO(at_site.content)).pages[0].extract_text()
    assert (await house.admin.get("/portal/labels.pdf", placeId=house.ids["site"])).status_code == 422
    assert (await house.admin.get("/portal/labels.pdf", layout="nonsense")).status_code == 422


def test_more_than_a_print_may_hold_is_refused():
    """A cap on rows keeps the typesetter's memory in bounds."""
    rules.check(rules.MOST_LABELS)
    with pytest.raises(rules.TooManyLabels):
        rules.check(rules.MOST_LABELS + 1)
    with pytest.raises(rules.NothingToPrint):
        rules.check(0)
