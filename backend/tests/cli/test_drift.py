"""`fettle openapi` and `fettle papers`: what is kept beside the code is compared with it, and written anew."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.installation import Installation
from fettle.cli import drift, main, papers


def test_openapi_is_printed_as_committed(empty: Installation) -> None:
    printed = empty.fettle("openapi")
    assert json.loads(printed.out)["openapi"].startswith("3.1")
    assert not (empty.data_dir / "postgresql").exists()


def test_openapi_that_drifted_is_told_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FETTLE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(drift, "OPENAPI_FILE", tmp_path / "openapi.json")
    runner = CliRunner()
    assert "fettle openapi --write" in runner.invoke(main, ["openapi", "--check"]).output
    assert runner.invoke(main, ["openapi", "--write"]).exit_code == 0
    assert runner.invoke(main, ["openapi", "--check"]).exit_code == 0
    (tmp_path / "openapi.json").write_text("{}")
    assert runner.invoke(main, ["openapi", "--check"]).exit_code == 1


def test_papers_that_drifted_are_named_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "DOCS", tmp_path)
    runner = CliRunner()
    stale = runner.invoke(main, ["papers", "--check"])
    assert stale.exit_code == 1
    assert all(name in stale.output for name in papers.PAPERS)
    assert runner.invoke(main, ["papers"]).exit_code == 0
    assert runner.invoke(main, ["papers", "--check"]).exit_code == 0
    (tmp_path / "reference" / "tables.md").write_text("nothing")
    assert "reference/tables.md differ" in runner.invoke(main, ["papers", "--check"]).output
