"""`fettle doctor` names each wrong setting."""

from cli.installation import Installation, Result
from fettle.db import migrate


def wrong(result: Result) -> list[str]:
    """The lines about what is wrong."""
    assert "Traceback" not in result.err
    return [line.removeprefix("WRONG").strip() for line in result.out.splitlines() if line.startswith("WRONG")]


def test_all_is_well(house: Installation) -> None:
    result = house.fettle("doctor")
    assert (result.status, wrong(result)) == (0, [])
    assert "the embedded server, PostgreSQL 18" in result.out
    assert f"at {migrate.newest()}" in result.out


def test_everything_that_is_wrong_is_named_at_once(house: Installation) -> None:
    result = house.fettle(
        "doctor",
        FETTLE_DATABSE_URL="postgresql://x",
        FETTLE_SMTP_URL="smtp://127.0.0.1:1",
        FETTLE_OIDC_ISSUERS='[{"issuer": "http://127.0.0.1:1/id", "audience": "fettle"}]',
        FETTLE_SIGNING_KEY_FILE="/nowhere/key.pem",
        FETTLE_HOST="no.such.host.invalid",
        FETTLE_WEB_DIR="/nowhere/web",
    )
    told = wrong(result)
    assert result.status == 1
    assert [line.split()[0] for line in told] == ["settings", "data", "screens", "port", "mail", "identity"]
    assert "FETTLE_DATABSE_URL is no setting: did you mean FETTLE_DATABASE_URL?" in told[0]
    assert "FETTLE_SIGNING_KEY_FILE /nowhere/key.pem" in told[1]
    assert "FETTLE_WEB_DIR /nowhere/web holds no index.html" in told[2]
    assert "FETTLE_HOST" in told[3]
    assert "FETTLE_SMTP_URL: 127.0.0.1:1 cannot be reached" in told[4]
    assert "FETTLE_OIDC_ISSUERS: http://127.0.0.1:1/id" in told[5]


def test_a_database_that_is_away_or_has_no_address(house: Installation) -> None:
    away = "postgresql://fettle_app@127.0.0.1:1/fettle"
    result = house.fettle("doctor", FETTLE_DATABASE_URL=away, FETTLE_OWNER_DATABASE_URL=away)
    told = wrong(result)
    assert result.status == 1
    assert [line.split()[0] for line in told] == ["database", "owner", "migrations", "queue"]
    assert "FETTLE_DATABASE_URL cannot be reached" in told[0]
    assert "FETTLE_OWNER_DATABASE_URL cannot be reached" in told[1]
    assert "FETTLE_QUEUE_DATABASE_URL must be set" in told[3]
    nonsense = house.fettle("doctor", FETTLE_DATABASE_URL="nonsense")
    assert "FETTLE_DATABASE_URL must look like postgresql://" in wrong(nonsense)[0]


def test_a_server_that_is_too_old_and_a_role_that_may_too_much(house: Installation, superuser: str) -> None:
    """The same server that is only warned about when it is ours is refused when it is the operator's."""
    result = house.fettle("doctor", FETTLE_DATABASE_URL=superuser)
    assert result.status == 1
    assert any("lacks security fixes" in line or "superuser" in line for line in wrong(result))
    assert house.fettle("worker", FETTLE_DATABASE_URL=superuser).status in (1, 2)


def test_a_folder_that_cannot_be_had(house: Installation) -> None:
    result = house.fettle("doctor", FETTLE_DATA_DIR="/dev/null/fettle")
    assert result.status == 1
    assert "FETTLE_DATA_DIR /dev/null/fettle" in wrong(result)[0]


def test_a_database_at_an_old_revision(empty: Installation) -> None:
    result = empty.fettle("doctor")
    assert result.status == 1
    assert wrong(result)[0].endswith("run `fettle migrate`")
    assert empty.left() == {}
