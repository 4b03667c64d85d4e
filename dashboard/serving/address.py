"""Where the page is served: on this machine alone, unless a network is asked for."""

from __future__ import annotations

import socket
from ipaddress import ip_address

from sim.errors import InputError

LOOPBACK = "127.0.0.1"


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach ``host``."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def bound_port(host: str, port: int) -> int:
    """Return the port to listen on: ``port``, or a free one for 0.

    Raises
    ------
    InputError
        When this machine has no such address, or the port is taken or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
            return int(trial.getsockname()[1])
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"the page cannot be served at {host}, port {port} ({reason})",
            remedy="Leave out --port for a free one; --host takes an address of this machine",
            key="port",
            value=port,
        ) from None


def own_address() -> str:
    """Return the address under which others on the network reach this machine, as a guess."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: it makes the system say from which address it would.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()
