"""Wrong settings: each is named in a line or two, with what to do, and the exit status is 2."""

import socket
import subprocess
import sys

import pytest

from cli.installation import COMMAND, Installation


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"FETTLE_PORT": "eighty"}, ("FETTLE_PORT", "integer")),
        ({"FETTLE_PUBLIC_URL": "fettle.example.org"}, ("FETTLE_PUBLIC_URL", "https://")),
        ({"FETTLE_SMTP_URL": "mail.example.org:25"}, ("FETTLE_SMTP_URL", "smtp://")),
        ({"FETTLE_TRUSTED_PROXIES": "10.0.0.1"}, ("FETTLE_TRUSTED_PROXIES", '["10.0.0.1"]')),
        ({"FETTLE_TRUSTED_PROXIES": '["proxy"]'}, ("FETTLE_TRUSTED_PROXIES[0]", "'proxy' is no IP address")),
        ({"FETTLE_OIDC_ISSUERS": "https://id.example.org"}, ("FETTLE_OIDC_ISSUERS", '"issuer"')),
        ({"FETTLE_OIDC_ISSUERS": '[{"issuer": "x"}]'}, ("FETTLE_OIDC_ISSUERS[0].audience", "required")),
        ({"FETTLE_DATABASE_URL": "a secret word"}, ("FETTLE_DATABASE_URL", "postgresql://fettle_app")),
        ({"FETTLE_DATABASE_URL": "postgresql://x@127.0.0.1:1/x"}, ("FETTLE_OWNER_DATABASE_URL",)),
        (
            {
                "FETTLE_DATABASE_URL": "postgresql://x@127.0.0.1:1/x",
                "FETTLE_OWNER_DATABASE_URL": "postgresql://x@127.0.0.1:1/x",
            },
            ("cannot be reached", "FETTLE_DATABASE_URL", "fettle doctor"),
        ),
        ({"FETTLE_DATA_DIR": "/dev/null/fettle"}, ("FETTLE_DATA_DIR", "/dev/null/fettle", "Choose another")),
    ],
)
def test_a_wrong_setting_is_named(empty: Installation, settings: dict[str, str], words: tuple[str, ...]) -> None:
    result = empty.fettle("migrate", **settings)
    assert result.friendly(2, *words)
    assert "secret word" not in result.err


def test_several_wrong_settings_are_all_named(empty: Installation) -> None:
    result = empty.fettle("migrate", FETTLE_PORT="0", FETTLE_LOG_LEVEL="loud")
    assert result.friendly(2, "FETTLE_PORT", "FETTLE_LOG_LEVEL")


def test_a_port_that_is_taken_is_named_before_anything_starts(empty: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", empty.port))
        other.listen()
        for command in (("run", "--no-demo"), ("serve",)):
            assert empty.fettle(*command).friendly(2, f"FETTLE_PORT {empty.port}", "Choose another port")
    assert not empty.data_dir.exists()


def test_a_host_that_is_none_is_named(empty: Installation) -> None:
    assert empty.fettle("run", FETTLE_HOST="no.such.host.invalid").friendly(2, "FETTLE_HOST", "no.such.host.invalid")
    assert empty.fettle("run", FETTLE_HOST="192.0.2.1").friendly(2, "192.0.2.1")


def test_what_is_not_known_gets_usage(empty: Installation) -> None:
    assert empty.fettle("frobnicate").friendly(2, "No such command 'frobnicate'")
    assert empty.fettle("migrate", "--frobnicate").friendly(2, "No such option")
    assert empty.fettle("serve", "--processes", "0").friendly(2, "--processes")


def test_help_is_quick_and_lists_what_there_is() -> None:
    """The list is written down apart from the commands, so that it shows without loading them: they must agree."""
    from fettle.cli.commands import COMMANDS, main

    loads = "import sys; sys.argv = ['fettle', '--help']; from fettle.cli import main; main(standalone_mode=False)"
    loads += "; print('loaded', {'litestar', 'psycopg', 'pydantic'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True).stdout
    assert "loaded set()" in shown
    for name, (_, line) in COMMANDS.items():
        command = main.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert command.name == name
        assert (command.help or "").startswith(line.split(",")[0].rstrip("."))
        assert line in " ".join(shown.split())


def test_it_knows_its_version() -> None:
    shown = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert "0.1.0" in shown.stdout
