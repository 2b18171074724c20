"""The monitor extract: the empty file, what a file would change, and saving that."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.fetch import region_for
from portal.exchange.monitor import MONITOR, extract_of, look_at, put_extract, resolved, template_monitor
from portal.exchange.workbook.problems import Problem
from portal.measured.measuring import measure_waits
from portal.model import MonitorRow
from portal.region.monitor import packed, unpacked
from portal.region.pages.home import Asking
from portal.web.address import link, number_in
from portal.web.entrance import DONE, REGION_AREA
from portal.web.errors import BadRequest
from portal.web.page import page
from portal.web.sent_file import file_in, missing_file
from portal.web.visit import Visit, asked_of

MONITOR_PAGE = f"{REGION_AREA}/monitor"
READING = {"permission": Permission.READ_MONITOR}
LARGEST_FILE = 20_000_000  # bytes
MOST_SHOWN = 200  # of what is wrong, or was not read
SAVED, NEW, CHANGED = "bewaard", "nieuw", "gewijzigd"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get(MONITOR_PAGE, name="region.monitor", opt=READING)
async def monitor_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    region_for(visit.visitor, visit.region.id, Permission.READ_MONITOR)
    return await _shown(request, visit, session)


@get(f"{MONITOR_PAGE}/leeg", name="region.empty_monitor", opt=READING)
async def empty_file(request: Asking, visit: NamedDependency[Visit]) -> Response[bytes]:
    region_for(visit.visitor, visit.region.id, Permission.READ_MONITOR)
    asked_of(request.scope).private = True
    headers = {"content-disposition": 'attachment; filename="monitor.xlsx"'}
    return Response(await asyncio.to_thread(_empty), media_type=XLSX, headers=headers)


def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        template_monitor(path := Path(folder) / "monitor.xlsx")
        return path.read_bytes()


@post(MONITOR_PAGE, name="region.look_at_monitor", opt=READING, status_code=200, request_max_body_size=LARGEST_FILE)
async def file_sent(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    region = visit.region
    region_for(visit.visitor, region.id, Permission.READ_MONITOR)
    form = await request.form()
    if missing := missing_file(form):
        return await _shown(request, visit, session, lines=[visit.gettext(missing)], status=422)
    # A large workbook takes seconds, and so does what is made of it: others are answered meanwhile.
    extract = await asyncio.to_thread(extract_of, await file_in(form))
    rows = await resolved(session, region, extract)
    if extract.problems:
        lines = _told(visit, extract.problems)
        more = extract.problems.number - len(lines)
        return await _shown(request, visit, session, lines=lines, more=more, status=422)
    return page(
        request,
        visit,
        "region/monitor_preview.html",
        private=True,
        merge=await look_at(session, region, rows),
        rows=rows,
        started=sum(row.started_on is not None for row in rows),
        notices=_told(visit, extract.notices),
        sealed=await asyncio.to_thread(packed, visit.house.secrecy, region.id, rows),
    )


@post(
    f"{MONITOR_PAGE}/bewaren",
    name="region.save_monitor",
    opt=READING,
    status_code=200,
    request_max_body_size=LARGEST_FILE,
)
async def file_saved(request: Asking, visit: NamedDependency[Visit]) -> Response[str] | Redirect:
    """What the preview showed. Whoever saves it twice changes nothing the second time."""
    region = visit.region
    region_for(visit.visitor, region.id, Permission.READ_MONITOR)
    sent = str((await request.form()).get("rijen", ""))
    rows = await asyncio.to_thread(unpacked, visit.house.secrecy, region.id, sent)
    if rows is None:
        raise BadRequest
    database, actor = visit.house.database, visit.visitor.as_actor(Permission.READ_MONITOR)
    merge = await put_extract(database, region, rows, actor)
    await measure_waits(database, visit.regions)
    query = [(DONE, SAVED), (NEW, str(len(merge.added))), (CHANGED, str(len(merge.changed)))]
    return Redirect(link(visit.language, MONITOR_PAGE, query), status_code=303)


def _told(visit: Visit, problems: Sequence[Problem]) -> list[str]:
    language = "nl" if visit.language == "nl" else "en"
    return [problem.render(language) for problem in problems[:MOST_SHOWN]]


async def _shown(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    *,
    lines: Sequence[str] = (),
    more: int = 0,
    status: int = 200,
) -> Response[str]:
    asked = dict(visit.query)
    about = (func.count(), func.count(col(MonitorRow.started_on)), func.max(MonitorRow.read_at))
    held = await session.exec(select(*about).where(MonitorRow.region_id == visit.region.id))
    number, started, read_at = held.one()
    return page(
        request,
        visit,
        "region/monitor.html",
        private=True,
        status=status,
        columns=MONITOR.columns,
        lines=lines,
        more=more,
        saved=asked.get(DONE) == SAVED,
        added=number_in(asked.get(NEW)) or 0,
        changed=number_in(asked.get(CHANGED)) or 0,
        number=number,
        started=started,
        read_at=read_at,
        kept_days=visit.region.terms.extract_kept_days,
    )
