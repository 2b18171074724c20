"""All versions of a profile: what was proposed and approved when, what differs, and an older one again."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import NotFound
from portal.profile.actions import NotNow, restore
from portal.profile.merging import merge
from portal.profile.pages.overview import (
    CHANGES,
    HOME,
    NOT_NOW,
    RESTORED,
    Asking,
    address_of,
    back_to_overview,
    show_overview,
)
from portal.profile.versions import names_of, own_desk, versions_of
from portal.profile.wording import Speaker
from portal.web.address import number_in
from portal.web.page import page
from portal.web.visit import Visit

FROM, TO = "van", "naar"


@get(f"{HOME}/versies", name="profile.versions", opt=CHANGES)
async def versions_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    desk = await own_desk(session, visit.visitor, slug, visit.region)
    versions = await versions_of(session, desk.provider.id or 0, visit.region.id)
    names = await names_of(session, [version.made_by for version in versions])
    return page(
        request,
        visit,
        "profile/versions.html",
        private=True,
        desk=desk,
        provider=desk.provider,
        versions=versions,
        names=names,
        home=address_of(visit, slug),
    )


@get(f"{HOME}/versies/vergelijk", name="profile.compare_versions", opt=CHANGES)
async def compared_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    desk = await own_desk(session, visit.visitor, slug, visit.region)
    versions = {str(one.number): one for one in await versions_of(session, desk.provider.id or 0, visit.region.id)}
    asked = dict(visit.query)
    old, new = versions.get(asked.get(FROM, "")), versions.get(asked.get(TO, ""))
    differences = []
    if old is not None and new is not None:
        both = {**old.content, **new.content}
        fields = merge(old.content, both, {**both, **old.content}).changes
        differences = Speaker(visit, desk.profile).differences(fields, old.content, new.content)
    return page(
        request,
        visit,
        "profile/compared.html",
        private=True,
        provider=desk.provider,
        old=old,
        new=new,
        differences=differences,
        home=address_of(visit, slug),
    )


@post(f"{HOME}/versies/{{number:str}}/herstellen", name="profile.restore", opt=CHANGES, status_code=200)
async def restored(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    slug: FromPath[str],
    number: FromPath[str],
) -> Response[str] | Redirect:
    desk = await own_desk(session, visit.visitor, slug, visit.region)
    wanted = number_in(number)
    if wanted is None:
        raise NotFound
    try:
        await restore(visit.house, visit.visitor, slug, visit.region, wanted)
    except NotNow:
        return show_overview(request, visit, desk, done=NOT_NOW, status=409)
    return back_to_overview(visit, slug, RESTORED)
