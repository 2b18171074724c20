"""What somebody had typed when their session ended, to be sent again."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import NotFound
from portal.access.kept_form import AGAIN, kept_for
from portal.accounts.pages.coming import Asking
from portal.accounts.pages.own import OWN
from portal.web.address import in_language
from portal.web.entrance import KEPT_FORM
from portal.web.page import page
from portal.web.visit import Visit


@get(f"{KEPT_FORM}/{{key:str}}", name="accounts.kept_form", opt=OWN)
async def kept_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str]:
    typed = await kept_for(session, visit.house.secrecy, visit.visitor, key)
    if typed is None:
        raise NotFound
    path = in_language(visit.language, typed.path)
    return page(
        request,
        visit,
        "accounts/kept_form.html",
        private=True,
        typed=typed,
        action=f"{path}?{typed.query}" if typed.query else path,
        filled_in=sum(bool(value) for _, value in typed.fields),
        again=AGAIN,
        key=key,
    )
