"""A hundred notices a minute through the whole flow on PostgreSQL: made, its clock, accepted and started; some declined
and taken by a second provider. Public pages meanwhile, at a calm pace, beside the same pages before it began."""

import asyncio
import os
import shutil
from collections.abc import Sequence
from itertools import cycle
from statistics import quantiles
from time import perf_counter

import httpx
from sqlmodel import col, select

from portal import clock
from portal.model import Application, ApplicationState, Referral
from tests.bench.line import Line, NotMeasured, milliseconds, times
from tests.bench.pushing import postgresql
from tests.bench.referring_people import FIRST, REFERRERS, SECOND, Desks, desks_of
from tests.bench.stage import Stage
from tests.bench.waiting import wait_for
from tests.referral.doing import AREA, a_notice, action_in, hidden_in, key_in
from tests.servers.portal_process import PortalProcess
from tests.staff import KEY
from tests.web.house import FROM_HERE

A_MINUTE, DECLINED = 100, 5  # of so many notices one is declined
PUBLIC_EVERY = 0.4  # seconds
CALM, LONGEST = 30.0, 60.0  # seconds: asked without the flow; after the last notice began
BOUND = 1.5  # times
MINUTES = "PORTAL_BENCH_MINUTES"


def notices(stage: Stage) -> list[Line]:
    minutes = min(max(int(os.environ.get(MINUTES, "1")), 1), 10)
    with postgresql() as url:
        folder = stage.folder / "notices"
        folder.mkdir()
        portal = PortalProcess(folder, {"DATABASE_URL": url, "ENCRYPTION_KEYS": KEY})
        stage.callback(portal.stop)
        portal.run("prepare")
        portal.start()
        try:
            return wait_for(_measure(portal, url, minutes))
        finally:
            portal.stop()
            shutil.rmtree(folder, ignore_errors=True)


async def _measure(portal: PortalProcess, url: str, minutes: int) -> list[Line]:
    count = minutes * A_MINUTE
    async with desks_of(portal.address, url) as desks:
        await _public(desks, 5.0)  # gets ready
        calm = await _public(desks, CALM)
        began = perf_counter()
        meanwhile, _ = await asyncio.gather(_public(desks, minutes * 60.0), _flow(desks, count))
        whole = perf_counter() - began
        started = await _started(desks)
    if started != count:
        desks.errors.append(f"{count - started} did not come to a start")
    p95, before = _p95(meanwhile), _p95(calm)
    done = f"{started} of {count} started in {whole:.0f} s, {len(desks.errors)} errors"
    if desks.errors:
        print("\n".join(desks.errors[:5]), flush=True)
    return [
        Line(
            f"{A_MINUTE} notices a minute through the whole flow, PostgreSQL, {minutes} min.",
            f"{done}, p95 of one whole notice {_p95(desks.took):.1f} s",
            "no error, all started",
            not desks.errors,
        ),
        Line(
            "public pages meanwhile, p95",
            milliseconds(p95),
            f"≤ {BOUND}×",
            p95 <= BOUND * before,
            f"without {milliseconds(before)}",
            times(p95 / before),
        ),
    ]


def _p95(values: Sequence[float]) -> float:
    if len(values) < 2:
        raise NotMeasured("too little was asked")
    return quantiles(values, n=20)[-1]


async def _public(desks: Desks, seconds: float) -> list[float]:
    """One after the other, in steps of the clock: who waits for one asks no faster after it."""
    took: list[float] = []
    until = perf_counter() + seconds
    for path in cycle(desks.paths):
        began = perf_counter()
        if began >= until:
            return took
        answer = await desks.public.get(path)
        took.append(perf_counter() - began)
        if answer.status_code != 200:
            desks.errors.append(f"{path} was answered with {answer.status_code}")
        await asyncio.sleep(max(0.0, PUBLIC_EVERY - took[-1]))
    return took


async def _flow(desks: Desks, count: int) -> None:
    """Each begins at its own moment, whether those before it are done or not."""
    began = perf_counter()

    async def one(number: int) -> None:
        await asyncio.sleep(max(0.0, began + number * 60 / A_MINUTE - perf_counter()))
        since = perf_counter()
        try:
            await _whole_way(desks, number)
            desks.took.append(perf_counter() - since)
        except Exception as problem:
            desks.errors.append(f"notice {number}: {type(problem).__name__} {str(problem)[:300]}")

    async with asyncio.timeout(count * 60 / A_MINUTE + LONGEST):
        await asyncio.gather(*(one(number) for number in range(count)))


async def _whole_way(desks: Desks, number: int) -> None:
    bram = desks.referrers[number % REFERRERS]
    key = await _made(bram)
    slug = FIRST
    application = await _lies(desks, key)
    if number % DECLINED == 0:
        about = {"uitkomst": "te-licht", "geregeld": "family_knows", "doe": "bevestig"}
        await _step(desks, slug, application, "antwoord", about)
        page, slug = f"{AREA}/berichten/{key}", SECOND
        to = {"aanbod": f"{SECOND}-gezin", "koos": "family", "akkoord": "parents"}
        await _sent(bram, page, f"{page}/aanbieder", to)
        application = await _lies(desks, key)
    today = clock.today().isoformat()
    await _step(desks, slug, application, "klok", {"dag": today})
    await _step(desks, slug, application, "antwoord", {"uitkomst": "aannemen", "eerste-datum": today})
    await _step(desks, slug, application, "start", {"dag": today})


async def _made(bram: httpx.AsyncClient) -> str:
    path = f"{AREA}/nieuw?aanbod={FIRST}-gezin"
    page = await _page(bram, path)
    for do in ("bekijk", "verstuur"):
        action = action_in(page)
        sent = {**hidden_in(page, action), **a_notice(), "doe": do}
        answer = await bram.post(action.replace("&amp;", "&"), data=sent, headers=FROM_HERE)
        page = answer.text
    return key_in(answer)


async def _lies(desks: Desks, key: str) -> str:
    """The key of the application, as its mail would have it."""
    async with desks.house.database.reading() as session:
        asked = select(Application.key).join(Referral, col(Referral.id) == col(Application.referral_id))
        mine = asked.where(Referral.key == key, Application.state == ApplicationState.ASKED)
        return (await session.exec(mine)).one()


async def _step(desks: Desks, slug: str, application: str, form: str, data: dict[str, str]) -> None:
    page = f"/aanbieder/{slug}/aanmeldingen/{application}"
    await _sent(desks.screeners[slug], page, f"{page}/{form}", data)


async def _sent(browser: httpx.AsyncClient, page: str, action: str, data: dict[str, str]) -> None:
    held = hidden_in(await _page(browser, page), action)
    answer = await browser.post(action, data={**held, **data}, headers=FROM_HERE)
    if answer.status_code != 303:
        raise NotMeasured(f"{action.rpartition('/')[2]} was answered with {answer.status_code}")


async def _page(browser: httpx.AsyncClient, path: str) -> str:
    answer = await browser.get(path)
    if answer.status_code != 200:
        raise NotMeasured(f"{path.partition('?')[0]} was answered with {answer.status_code}")
    return answer.text


async def _started(desks: Desks) -> int:
    async with desks.house.database.reading() as session:
        asked = select(Application.id).where(Application.state == ApplicationState.STARTED)
        return len((await session.exec(asked)).all())
