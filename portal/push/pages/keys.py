"""The keys of a provider: which there are, another one, and none any more."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.fetch import provider_for
from portal.push import keys
from portal.push.forms import NewKeyForm
from portal.push.queries import keys_of
from portal.web.address import link
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit

Asking = Request[Any, Any, Any]

KEYS = "/aanbieder/{slug:str}/sleutels"
KEEPING = {"permission": Permission.KEEP_KEYS}
DONE = "gedaan"  # query name: what has just been done
REVOKED = "ingetrokken"


@get(KEYS, name="push.keys", opt=KEEPING)
async def keys_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    return await _shown(request, visit, session, slug, revoked=dict(visit.query).get(DONE) == REVOKED)


@post(KEYS, name="push.make_key", opt=KEEPING, status_code=200)
async def key_made(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, Permission.KEEP_KEYS)
    filled = await read_form(request, NewKeyForm, visit)
    said = filled.valid
    if said is None:
        return await _shown(request, visit, session, slug, typed=filled.typed, errors=filled.errors, status=422)
    try:
        record, shown_once = await keys.make(visit.house, visit.visitor, slug, said.name, said.scopes)
    except keys.TooManyKeys:
        errors = {"": visit.gettext("There are %(most)s keys. Revoke one that is no longer used.", most=keys.MOST)}
        return await _shown(request, visit, session, slug, typed=filled.typed, errors=errors, status=409)
    return page(request, visit, "push/key.html", private=True, provider=provider, key=record, shown_once=shown_once)


@post(f"{KEYS}/{{key:str}}/intrekken", name="push.revoke_key", opt=KEEPING)
async def key_revoked(visit: NamedDependency[Visit], slug: FromPath[str], key: FromPath[str]) -> Redirect:
    await keys.revoke(visit.house, visit.visitor, slug, key)
    address = link(visit.language, f"/aanbieder/{slug}/sleutels", [(DONE, REVOKED)])
    return Redirect(address, status_code=303)


async def _shown(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    slug: str,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    revoked: bool = False,
    status: int = 200,
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, Permission.KEEP_KEYS)
    return page(
        request,
        visit,
        "push/keys.html",
        private=True,
        status=status,
        provider=provider,
        keys=await keys_of(session, provider),
        typed=typed or {},
        errors=errors or {},
        revoked=revoked,
    )
