"""What all tests can ask for. Real servers live in tests/servers/; without one, the tests that need it are skipped."""

import gc
import signal
from types import FrameType

import hypothesis
import pytest

from tests.servers.memory_disk import write_in_memory

# Each before those that import it: pytest can only explain the asserts of what it imports first.
pytest_plugins = [
    "tests.servers.made_once",
    "tests.servers.postgres",
    "tests.servers.meilisearch",
    "tests.servers.databases",
    "tests.servers.loaded",
    "tests.servers.portal_process",
    "tests.servers.chromium",
    "tests.servers.small_disk",
    "tests.servers.mail",
    "tests.servers.openid",
]

write_in_memory()

_MARKED_BY_FIXTURE = {
    "browser": pytest.mark.browser,
    "meilisearch_server": pytest.mark.meilisearch,
    "own_meilisearch": pytest.mark.meilisearch,
    "postgres_server": pytest.mark.postgresql,
}


def pytest_configure() -> None:
    """A Ctrl-C ends a run as it does by default. But with the default itself, asyncio sets a handler of its own for
    every step of every test, and Python, asked for the old one, first writes out all that the step's result holds."""
    signal.signal(signal.SIGINT, _interrupted)
    # A busy machine is no finding.
    hypothesis.settings.register_profile("ours", deadline=None)
    hypothesis.settings.load_profile("ours")


def _interrupted(_number: int, _at: FrameType | None) -> None:
    raise KeyboardInterrupt


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a test needs can be read off it, so `pytest -m "not browser"` works without anyone marking by hand."""
    for item in items:
        for name in getattr(item, "fixturenames", ()):
            if name in _MARKED_BY_FIXTURE:
                item.add_marker(_MARKED_BY_FIXTURE[name])
        call = getattr(item, "callspec", None)
        if call is not None and "postgresql" in call.params.values():
            item.add_marker(pytest.mark.postgresql)
    # What takes longest begins first, so that no worker is left with it while the others have nothing to do.
    items.sort(key=lambda item: "journeys" not in item.path.parts)


def pytest_collection_finish() -> None:
    """What is there now stays: looking through it again and again for what can go takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
