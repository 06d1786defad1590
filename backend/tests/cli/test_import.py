"""`fettle import`: dry run, run, again, with what was left out said in words and by the exit status."""

from pathlib import Path

from cli.installation import Installation
from makers.imported import HEADER, work_mapping

ROWS = """\
1,Swing is loose,Closed,2015-03-01,2015-03-04,,North,A,10.50,,
2,Bench broken,Closed,2015-03-02,2015-03-05,,North,B,0.50,,
"""
BAD = "3,Lamp out,Closed,2015-03-09,2015-03-05,,North,B,1,,\n"


def test_dry_run_run_again_and_more(house: Installation, tmp_path: Path) -> None:
    import json

    house.fettle("tenant", "create", "moved-in")
    file, mapping = tmp_path / "work.csv", tmp_path / "mapping.json"
    mapping.write_text(json.dumps(work_mapping()))
    file.write_text(f"{HEADER}\n{ROWS}")
    given = (file, "--mapping", mapping, "--tenant", "moved-in")

    dry = house.fettle("import", *given, "--dry-run")
    assert (dry.status, "2 rows read = 2 loaded" in dry.out) == (0, True)
    first = house.fettle("import", *given)
    assert (first.status, "2 rows read = 2 loaded" in first.out) == (0, True)
    assert "The records say what the file says." in first.out

    file.write_text(f"{HEADER}\n{ROWS}{BAD}")
    again = house.fettle("import", *given)
    assert "3 rows read = 0 loaded + 0 updated + 2 unchanged + 1 quarantined: agrees" in again.out
    assert again.status == 3


def test_what_cannot_be_imported_is_named(house: Installation, tmp_path: Path) -> None:
    file, mapping = tmp_path / "work.csv", tmp_path / "mapping.json"
    file.write_text("id\n1\n")
    mapping.write_text("{")
    given = ("--mapping", mapping, "--tenant", "nobody")
    assert house.fettle("import", tmp_path / "none.csv", *given).friendly(2, "none.csv", "does not exist")
    assert house.fettle("import", file, *given).friendly(2, "--mapping", "cannot be read")
    mapping.write_text('{"source": "x", "entity": "castle", "key": ["id"], "fields": {}}')
    assert house.fettle("import", file, *given).friendly(2, "--mapping", "entity", lines=4)
