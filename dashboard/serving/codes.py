"""Codes that let people in, and how often they may be guessed."""

from __future__ import annotations

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from time import monotonic

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which look like figures on a projector."""
CODE_LENGTH = 6
MOST_WRONG = 20
"""Wrong codes from one address in ``WAIT_SECONDS``: to guess one takes years."""
WAIT_SECONDS = 60.0
MOST_ADDRESSES = 10_000
"""Addresses that are remembered, so that nobody can fill the memory."""
TOO_MANY = "Too many wrong codes came from this machine. Wait a minute, and try again."


class Code:
    """A code that nobody can guess; wrong ones count for each address, and lock no others out.

    Parameters
    ----------
    clock
        Seconds on a clock that only goes forward.

    Attributes
    ----------
    letters
        The code itself.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.letters = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        self._clock = clock
        self._wrong: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def waits(self, address: str) -> bool:
        """Return whether so many wrong codes came from there that none is looked at for now."""
        since, count = self._wrong.get(_network(address), (0.0, 0))
        return count >= MOST_WRONG and self._clock() - since < WAIT_SECONDS

    def fits(self, given: str, address: str) -> bool:
        """Return whether what was given is the code, and may be looked at."""
        if self.waits(address):
            return False
        said = given.strip().upper().encode("utf-8", "replace")
        if hmac.compare_digest(said, self.letters.encode()):
            return True
        self._count(_network(address))
        return False

    def _count(self, network: str) -> None:
        now = self._clock()
        since, count = self._wrong.pop(network, (now, 0))
        if now - since >= WAIT_SECONDS:
            since, count = now, 0
        self._wrong[network] = since, count + 1
        while len(self._wrong) > MOST_ADDRESSES:
            self._wrong.popitem(last=False)


def _network(address: str) -> str:
    """Return what counts as one address: a machine has as many of version 6 as it likes."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:100]
    return found.exploded[:19] if isinstance(found, IPv6Address) else str(found)
