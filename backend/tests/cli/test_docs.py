"""The documents are true: what they link to and the files that they name exist, and so do commands and settings."""

import re
from pathlib import Path

import pytest

from fettle.cli.commands import COMMANDS
from fettle.config import Settings

ROOT = Path(__file__).parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
NAMED = re.compile(r"`((?:backend|docs|tools|src|tests|migrations)/[\w./-]+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_named_files_exist(page: Path) -> None:
    text = page.read_text()
    linked = [page.parent / to for to in LINK.findall(text) if "://" not in to]
    assert [str(path) for path in linked if not path.exists()] == []
    named = NAMED.findall(text)
    assert [path for path in named if not (ROOT / path).exists() and not (ROOT / "backend" / path).exists()] == []


def test_the_tour_names_many_files() -> None:
    assert len(set(NAMED.findall((ROOT / "docs/tour.md").read_text()))) > 25


def test_commands_that_are_named_exist() -> None:
    for page in PAGES:
        named = set(re.findall(r"`fettle ([a-z]+)", page.read_text()))
        assert named <= set(COMMANDS), page


def test_operations_tells_every_setting_and_no_other() -> None:
    """A newcomer looks there first; a setting that it does not tell might as well not exist."""
    table = (ROOT / "docs/operations.md").read_text().partition("## Settings")[2].partition("\n## ")[0]
    told = {
        name for row in re.findall(r"^\| (`[A-Z].*?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    assert told == {name.upper() for name in Settings.model_fields}
