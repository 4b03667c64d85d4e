"""A world that does not fit into memory is refused before it is built."""

from __future__ import annotations

import pytest

from scenarios import World, memory, require_memory
from sim.errors import InputError
from sim.model import PolicyModel


def test_the_default_world_fits() -> None:
    require_memory(World.default(), 10)


def test_the_national_world_is_reckoned_at_well_under_two_gibibytes() -> None:
    assert 2**28 < memory.needed_bytes(World.national(), 14) < 1.5 * 2**30


def test_need_is_what_the_state_really_takes_for_every_copy() -> None:
    world = World.even(3, 2, 10)
    state = PolicyModel(world, years=6, burn_in_years=4).state
    real = sum(part.nbytes for part in state if part is not state.settings)
    needed = memory.needed_bytes(world, 10, 7) - memory.PROGRAM_BYTES
    assert needed == pytest.approx(7 * real, rel=0.03)


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
