"""What takes a core and much memory for a tenth of a second, on purpose: in a thread, a few at a time per worker."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar
from weakref import WeakKeyDictionary

AT_ONCE = 2  # per worker: each takes 64 MiB and a core

Asked = ParamSpec("Asked")
Made = TypeVar("Made")

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def slowly(work: Callable[Asked, Made], *args: Asked.args, **options: Asked.kwargs) -> Made:
    async with _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)):
        return await asyncio.to_thread(work, *args, **options)
