"""A provider's profile at a glance: how full it is, what was changed, and where it stands with the region."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Visitor
from portal.model import Picture
from portal.profile.actions import NotNow, send_in, take_back, throw_away
from portal.profile.content import Values
from portal.profile.parts import Fullness, Kind, Part, fullness, fullness_in_all, parts_of
from portal.profile.records import Profile, homes_of, put_in
from portal.profile.versions import CHANGE, Desk, own_desk
from portal.profile.wording import Difference, Speaker
from portal.regions import RegionData
from portal.web.address import link
from portal.web.entrance import DONE, PROFILE, PROVIDER_AREA
from portal.web.house import House
from portal.web.language import N_
from portal.web.page import page
from portal.web.previewing import PageRows, Previewing
from portal.web.visit import Visit

Asking = Request[Any, Any, Any]
CHANGES = {"permission": CHANGE}
HOME = f"{PROVIDER_AREA}/{{slug:str}}/{PROFILE}"
TITLES = {
    Kind.TEXTS: N_("About you as a provider"),
    Kind.FEATURES: N_("Languages and quality"),
    Kind.PEOPLE: N_("Who work here"),
    Kind.LOCATIONS: N_("Locations"),
    Kind.PICTURES: N_("Pictures"),
}
SAVED, SENT, BACK, GONE, RESTORED, NOT_NOW = "bewaard", "ingestuurd", "teruggenomen", "weg", "hersteld", "niet-nu"


@dataclass(frozen=True)
class PartShown:
    part: Part
    title: str
    full: Fullness
    missing: Sequence[str]
    changed: int
    clashes: int
    remarks: int


def title_of(part: Part, speaker: Speaker) -> str:
    return speaker.offer(part.offer) if part.offer else speaker.visit.gettext(TITLES[part.kind])


def address_of(visit: Visit, slug: str, *more: str) -> str:
    return link(visit.language, "/".join((PROVIDER_AREA, slug, PROFILE, *more)))


def back_to_overview(visit: Visit, slug: str, done: str) -> Redirect:
    path = f"{PROVIDER_AREA}/{slug}/{PROFILE}"
    return Redirect(link(visit.language, path, [(DONE, done)]), status_code=303)


@get(HOME, name="profile.overview", opt=CHANGES)
async def overview(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    desk = await own_desk(session, visit.visitor, slug, visit.region)
    return show_overview(request, visit, desk, done=dict(visit.query).get(DONE, ""))


def show_overview(request: Asking, visit: Visit, desk: Desk, *, done: str = "", status: int = 200) -> Response[str]:
    speaker = Speaker(visit, desk.profile)
    return page(
        request,
        visit,
        "profile/overview.html",
        private=True,
        status=status,
        desk=desk,
        provider=desk.provider,
        version=desk.open,
        parts=[_part(part, desk, speaker) for part in parts_of(desk.profile)],
        full=fullness_in_all(desk.profile, desk.merged.values),
        differences=differences_of(desk, speaker),
        gone=[speaker.label(name) for name in desk.merged.gone],
        home=address_of(visit, desk.provider.slug),
        sender=desk.name(desk.open.sent_by) if desk.open else "",
        done=done,
    )


def _part(part: Part, desk: Desk, speaker: Speaker) -> PartShown:
    merged, remarks = desk.merged, desk.open.remarks if desk.open else {}
    full = fullness(part, merged.values)
    return PartShown(
        part,
        title_of(part, speaker),
        full,
        [_short(speaker, name) for name in full.missing],
        sum(part.has(name) for name in merged.changes),
        sum(part.has(name) for name in merged.clashes),
        sum(part.has(name) for name in remarks),
    )


def _short(speaker: Speaker, name: str) -> str:
    """Without the name of the offer, which stands above it."""
    label = speaker.label(name)
    return label.removeprefix(f"{speaker.offer(name.split('.')[1])}: ") if name.startswith("offer.") else label


def differences_of(desk: Desk, speaker: Speaker) -> list[Difference]:
    """What the proposal changes, in the order of the parts."""
    merged, remarks = desk.merged, desk.open.remarks if desk.open else {}
    ordered = [name for part in parts_of(desk.profile) for name in merged.changes if part.has(name)]
    ordered += [name for name in merged.changes if name not in ordered]
    return [
        speaker.difference(
            name,
            desk.open.base.get(name) if desk.open and name in merged.clashes else merged.present.get(name),
            merged.values[name],
            clash=name in merged.clashes,
            stands=speaker.value(name, merged.present[name]) if name in merged.clashes else "",
            remark=remarks.get(name, ""),
        )
        for name in ordered
    ]


@get(f"{HOME}/voorbeeld", name="profile.preview", opt=CHANGES)
async def preview(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    previewing: NamedDependency[Previewing],
    slug: FromPath[str],
) -> Response[str]:
    desk = await own_desk(session, visit.visitor, slug, visit.region)
    return await previewed(request, visit, session, previewing, desk, address_of(visit, slug))


async def previewed(
    request: Asking, visit: Visit, session: AsyncSession, previewing: Previewing, desk: Desk, back: str
) -> Response[str]:
    def edit(rows: PageRows) -> None:
        put_in_page(rows, desk.profile, desk.merged.values)

    return await previewing.page(request, visit, session, desk.provider.slug, edit, back)


def put_in_page(rows: PageRows, profile: Profile, values: Values) -> None:
    region = profile.region
    # Copies: what is set on these records would be written by whoever commits this session.
    rows.pictures[:] = [Picture(**picture.model_dump()) for picture in profile.pictures]
    shown = Profile(
        rows.provider,
        region,
        [offer for offer in rows.offers if offer.published and offer.region_id == region.id],
        rows.locations,
        rows.functions,
        rows.pictures,
        homes_of(rows.offers, region),
    )
    put_in(shown, values)
    rows.pictures[:] = sorted((one for one in rows.pictures if one.shown), key=lambda one: one.position)


@post(f"{HOME}/insturen", name="profile.send_in", opt=CHANGES, status_code=200)
async def sent_in(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str] | Redirect:
    return await _do(send_in, request, visit, session, slug, SENT)


@post(f"{HOME}/terugnemen", name="profile.take_back", opt=CHANGES, status_code=200)
async def back_taken(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str] | Redirect:
    return await _do(take_back, request, visit, session, slug, BACK)


@post(f"{HOME}/weggooien", name="profile.throw_away", opt=CHANGES, status_code=200)
async def thrown_away(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str] | Redirect:
    return await _do(throw_away, request, visit, session, slug, GONE)


Deed = Callable[[House, Visitor, str, RegionData], Awaitable[None]]


async def _do(
    deed: Deed, request: Asking, visit: Visit, session: AsyncSession, slug: str, done: str
) -> Response[str] | Redirect:
    try:
        await deed(visit.house, visit.visitor, slug, visit.region)
    except NotNow:
        desk = await own_desk(session, visit.visitor, slug, visit.region)
        return show_overview(request, visit, desk, done=NOT_NOW, status=409)
    return back_to_overview(visit, slug, done)
