"""Lets others on the event loop have a turn while much is being done."""

import asyncio
from time import perf_counter

_LONGEST = 0.01  # seconds


class Breath:
    def __init__(self) -> None:
        self._since = perf_counter()

    async def take(self) -> None:
        if perf_counter() - self._since > _LONGEST:
            await asyncio.sleep(0)
            self._since = perf_counter()
