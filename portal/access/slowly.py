"""What takes all cores and much memory for a tenth of a second, on purpose: in threads that give way to visitors, a few
at a time per worker."""

import asyncio
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from threading import get_native_id
from typing import ParamSpec, TypeVar
from weakref import WeakKeyDictionary

AT_ONCE = 2  # per worker: each takes 64 MiB
GIVES_WAY = 10  # steps of niceness: a tenth of what a page gets where both want the same core

Asked = ParamSpec("Asked")
Made = TypeVar("Made")

_hands: WeakKeyDictionary[asyncio.AbstractEventLoop, ThreadPoolExecutor] = WeakKeyDictionary()


async def slowly(work: Callable[Asked, Made], *args: Asked.args, **options: Asked.kwargs) -> Made:
    loop, within = asyncio.get_running_loop(), copy_context()
    hands = _hands.get(loop)
    if hands is None:
        hands = _hands[loop] = ThreadPoolExecutor(AT_ONCE, "slowly", _give_way)
    return await loop.run_in_executor(hands, partial(within.run, work, *args, **options))


def _give_way() -> None:
    # Threads that the work starts itself, as argon2 does for each lane, are as patient. Elsewhere than on Linux this
    # would be said of a whole process.
    if sys.platform == "linux":
        me = get_native_id()
        os.setpriority(os.PRIO_PROCESS, me, min(19, os.getpriority(os.PRIO_PROCESS, me) + GIVES_WAY))
