"""What `fettle run` and `fettle serve` share: the port, and how they are ended."""

import signal
import socket
from typing import Any

from fettle.cli.opening import WrongSetting
from fettle.config import Settings

UVICORN: dict[str, Any] = {
    "log_config": None,
    "access_log": False,
    "server_header": False,
    # Whose X-Forwarded-For is believed is our own setting; uvicorn would trust every neighbour on this machine.
    "proxy_headers": False,
    "timeout_graceful_shutdown": 10,
}


def listening(given: Settings) -> socket.socket:
    """A socket bound to the address of the settings, or an exit that says why there is none."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(given.host, given.port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise WrongSetting(f"FETTLE_HOST {given.host!r} is no address of this machine: {error.strerror}.") from None
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except PermissionError:
        raise WrongSetting(f"FETTLE_PORT {given.port} needs more rights; choose one above 1023.") from None
    except OSError as error:
        raise WrongSetting(
            f"FETTLE_PORT {given.port} on {given.host} cannot be had ({error.strerror}). Choose another port."
        ) from None
    listener.set_inheritable(True)
    return listener


POLITE = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Every polite way of ending us, a closed terminal too."""


def stop_on_signals() -> None:
    """Let every polite way of ending us be a KeyboardInterrupt; one that was held comes now."""
    for number in POLITE:
        signal.signal(number, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, POLITE)


def hold_signals() -> None:
    """Let signals wait until `stop_on_signals`, so that what is begun meanwhile has somebody who ends it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, POLITE)


def heed_no_signals() -> None:
    """Finish stopping, however impatient somebody is: everything that follows is bounded in time."""
    for number in POLITE:
        signal.signal(number, signal.SIG_IGN)
