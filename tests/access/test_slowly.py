"""Hashing takes a core for a tenth of a second: it is done where no visitor waits for it."""

import asyncio
import os
import sys
from datetime import UTC, datetime
from threading import current_thread, get_native_id

import pytest

from portal import clock
from portal.access.slowly import AT_ONCE, slowly

MOMENT = datetime(2026, 11, 30, 12, tzinfo=UTC)


def _priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, get_native_id())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority of its own")
async def test_it_gives_way_to_visitors() -> None:
    before = _priority()
    assert await slowly(_priority) == min(19, before + 10)
    assert _priority() == before


async def test_it_knows_the_time_that_the_asker_knows() -> None:
    with clock.stopped_at(MOMENT):
        assert await slowly(clock.now) == MOMENT


async def test_a_few_at_a_time_and_what_goes_wrong_is_told() -> None:
    names = await asyncio.gather(*(slowly(lambda: current_thread().name) for _ in range(20)))
    assert len(set(names)) <= AT_ONCE
    with pytest.raises(ZeroDivisionError):
        await slowly(lambda: 1 // 0)
