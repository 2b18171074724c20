"""No more reminders, without signing in. Opening the page changes nothing; mail programs send the button by themselves
when somebody asks them to (RFC 8058)."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.reminders.links import LinkGone, stop_reminders, whose_reminders
from portal.reminders.pages.answer import BY_LINK, Asking, gone
from portal.web.entrance import STOP_REMINDERS
from portal.web.page import page
from portal.web.visit import Visit

PATH = f"{STOP_REMINDERS}/{{token:str}}"


@get(PATH, name="reminders.stop_page", opt=BY_LINK)
async def stop_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], token: FromPath[str]
) -> Response[str]:
    try:
        await whose_reminders(session, token)
    except LinkGone:
        return gone(request, visit)
    return page(request, visit, "reminders/stop.html", private=True, token=token, done=False)


@post(PATH, name="reminders.stop", opt=BY_LINK, status_code=200)
async def stopped(request: Asking, visit: NamedDependency[Visit], token: FromPath[str]) -> Response[str]:
    try:
        await stop_reminders(visit.house, token)
    except LinkGone:
        return gone(request, visit)
    return page(request, visit, "reminders/stop.html", private=True, token=token, done=True)
