"""The portal as an operator starts it: it answers, stops when asked, and a kill leaves nothing running."""

import asyncio
import os
import signal
from pathlib import Path

import httpx
import pytest

from tests.servers.portal_process import PortalProcess, PortalStarter


@pytest.fixture(scope="module")
def started(start_portal: PortalStarter) -> PortalProcess:
    return start_portal(prepared=True, cold=True)


@pytest.fixture
def portal(started: PortalProcess) -> PortalProcess:
    """Running, whatever the test before did to it."""
    if not started.answers():
        started.start()
    return started


def test_it_answers_once_it_is_said_to_be_there(portal: PortalProcess) -> None:
    assert httpx.get(f"{portal.address}/aanbod").status_code == 200


def test_its_data_stay_in_a_folder_of_its_own(portal: PortalProcess) -> None:
    assert list(portal.data_dir.glob("*.db"))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux lists a program's children")
async def test_a_killed_portal_leaves_nothing_running_and_comes_back(portal: PortalProcess) -> None:
    children = portal.children()
    assert children
    portal.kill()
    async with asyncio.timeout(20):
        while any(_is_running(pid) for pid in children):
            await asyncio.sleep(0.05)
    portal.start()
    assert portal.answers()


def test_it_stops_when_asked(portal: PortalProcess) -> None:
    assert portal.stop() == 0
    assert not portal.answers()


async def test_who_keeps_asking_sees_it_end_well(portal: PortalProcess) -> None:
    assert portal.process is not None
    while portal.process.poll() is None:
        portal.process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.001)
    assert portal.process.returncode == 0


async def test_who_was_let_in_is_answered_while_it_stops(portal: PortalProcess) -> None:
    answered: list[int] = []

    async def visit_until_nobody_is_there() -> None:
        while True:
            async with httpx.AsyncClient(base_url=portal.address, timeout=20) as visitor:
                try:
                    answer = await visitor.get("/aanbod", params={"leeftijd": len(answered) % 20})
                except httpx.ConnectError:  # not let in any more
                    return
            answered.append(answer.status_code)

    async with asyncio.TaskGroup() as visitors:
        for _ in range(4):
            visitors.create_task(visit_until_nobody_is_there())
        while len(answered) < 20:
            await asyncio.sleep(0.01)
        os.kill(portal.pid, signal.SIGTERM)
    assert set(answered) == {200}
    assert portal.stop() == 0


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
