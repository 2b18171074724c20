"""Async work done while the caller waits, also where a loop is running already."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def wait_for(work: Coroutine[Any, Any, Answer]) -> Answer:
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, work).result()
