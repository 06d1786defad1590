"""`fettle files` and what `fettle doctor` says of where files lie."""

import os

from cli.installation import Installation


def test_checking_repairing_and_agreeing_on_a_quota(house: Installation) -> None:
    tenant = house.fettle("tenant", "create", "loose").out.split()[1]
    lost = house.data_dir / "objects" / tenant.replace("-", "") / "kept" / "ab" / ("ab" * 20)
    lost.parent.mkdir(parents=True)
    lost.write_bytes(b"left behind")
    os.utime(lost, (0, 0))
    found = house.fettle("files", "check", "--tenant", "loose")
    assert (found.status, "loose: 1 objects without a row" in found.out) == (1, True)
    repaired = house.fettle("files", "check", "--repair")
    assert (repaired.status, "loose: 1 objects without a row (put right)" in repaired.out) == (0, True)
    assert not lost.exists()
    sound = house.fettle("files", "check")
    assert (sound.status, "loose: all files are where they should be" in sound.out) == (0, True)
    assert "loose: 2.5 GB" in house.fettle("files", "quota", "--tenant", "loose", "--gigabytes", "2.5").out


def test_the_doctor_tries_the_store_and_the_scanner(house: Installation) -> None:
    away = {"FETTLE_S3_ENDPOINT": "http://127.0.0.1:1", "FETTLE_S3_KEY": "k", "FETTLE_S3_SECRET": "hush"}
    unreached = house.fettle("doctor", **away, FETTLE_S3_BUCKET="fettle")
    assert (unreached.status, "FETTLE_S3_BUCKET: an object cannot be written" in unreached.out) == (1, True)
    assert "hush" not in unreached.out + unreached.err
    scanless = house.fettle("doctor", FETTLE_CLAMD_ADDRESS="127.0.0.1:1")
    assert (scanless.status, "FETTLE_CLAMD_ADDRESS: 127.0.0.1:1 cannot be reached" in scanless.out) == (1, True)
