"""A world that does not fit into memory is refused before it is built."""

from __future__ import annotations

import pytest

from scenarios import World, memory, require_memory
from sim.errors import InputError


def test_the_default_world_fits() -> None:
    require_memory(World.default(), 10)


def test_the_national_world_is_reckoned_at_well_under_two_gibibytes() -> None:
    assert 2**28 < memory.needed_bytes(World.national(), 14) < 1.5 * 2**30


def test_need_grows_with_copies_citizens_and_years() -> None:
    world = World.even(3, 2, 10)
    one = memory.needed_bytes(world, 10)
    assert memory.needed_bytes(world, 10, 7) == 7 * one
    citizens = memory.needed_bytes(World.even(3, 2, 20), 10) - one
    assert citizens == 3 * 2 * 10 * memory.BYTES_PER_CITIZEN
    windows = memory.needed_bytes(world, 11) - one
    assert windows == 4 * 3 * (
        memory.BYTES_PER_AUTHORITY_WINDOW + 5 * memory.BYTES_PER_DOMAIN_WINDOW
    )


def test_too_large_a_world_is_refused_with_both_figures() -> None:
    copies = 10**9
    with pytest.raises(InputError, match=r"need about [\d,]+\.\d GiB .* GiB are available") as e:
        require_memory(World.default(), 10, copies)
    assert "smaller world" in e.value.remedy
    assert e.value.value == memory.needed_bytes(World.default(), 10, copies)


def test_available_memory_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = memory.needed_bytes(World.default(), 10)
    monkeypatch.setattr(memory, "available_bytes", lambda: needed)
    require_memory(World.default(), 10)
    monkeypatch.setattr(memory, "available_bytes", lambda: needed - 1)
    with pytest.raises(InputError):
        require_memory(World.default(), 10)
    monkeypatch.setattr(memory, "available_bytes", lambda: None)
    require_memory(World.default(), 10, 10**9)


def test_the_system_says_how_much_there_is() -> None:
    available = memory.available_bytes()
    assert available is not None
    assert 2**20 < available < 2**50
