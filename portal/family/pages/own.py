"""The list itself: making one, putting offers on it, writing in it, and taking it away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.patience import TooSoon
from portal.family.forms import MakeForm, OfferForm, Sent, read_sent, texts_of
from portal.shortlist.actions import (
    Opened,
    Overtaken,
    change_list,
    make_list,
    read_list,
)
from portal.shortlist.content import CRITERIA, LONGEST, MOST, QUESTIONS, Content, Item, Weight
from portal.shortlist.holding import (
    BY_CODE,
    Asking,
    address_of,
    held_in,
    holding,
    holding_none,
    not_open,
    opened_in,
    shared_in,
    to_list,
)
from portal.shortlist.queries import known_today
from portal.web.address import link
from portal.web.entrance import DONE, OWN_LIST, SHARED_LIST
from portal.web.errors import BadRequest, NotFound
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit
from portal.web.waiting import waiting_sentence, with_wait

LARGEST = 400_000  # bytes: as many texts as fit, each sign of them as it is sent in a form


@dataclass(frozen=True)
class Tried:
    """What could not be saved as it was sent."""

    errors: Mapping[str, str] = field(default_factory=dict)
    meanwhile: Mapping[str, str] = field(default_factory=dict)  # field → what somebody else wrote there
    came: tuple[str, ...] = ()  # offers that somebody else put on it
    went: tuple[str, ...] = ()  # offers that somebody else took off it
    overtaken: bool = False

    @property
    def status(self) -> int:
        return 409 if self.overtaken else 422 if self.errors else 200


@get(OWN_LIST, name="shortlist.own", opt=BY_CODE)
async def list_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    held = held_in(request, visit)
    if shared_in(request, visit) is not None:
        return Redirect(link(visit.language, SHARED_LIST), status_code=303)
    if held is None:
        return _before(request, visit)
    opened = await read_list(session, visit.region, held)
    return not_open(request, visit) if opened is None else await _list(request, visit, session, opened)


def _before(
    request: Asking, visit: Visit, offer: Item | None = None, wrong: str = "", status: int = 200
) -> Response[str]:
    """What a list is, before there is one."""
    return page(
        request,
        visit,
        "shortlist/before.html",
        private=True,
        status=status,
        offer=offer,
        wrong=wrong,
        most=MOST,
        done=dict(visit.query).get(DONE, ""),
    )


@post(f"{OWN_LIST}/aanbod", name="shortlist.add", opt=BY_CODE, status_code=200)
async def add(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    said = (await read_form(request, OfferForm, visit)).valid
    if said is None:
        raise BadRequest
    item = await _item(visit, session, said.offer)
    held = held_in(request, visit) or shared_in(request, visit)
    if held is None or await read_list(session, visit.region, held) is None:
        answer = _before(request, visit, item)
        return answer if held is None else holding_none(request, visit, answer)
    if held.by is not None:
        item.added_by = held.by.name
    if not await change_list(visit.house, visit.region, held, partial(_with, item)):
        return not_open(request, visit)
    part = f"aanbod-{item.offer}"
    if held.by is not None:
        address = link(visit.language, SHARED_LIST, [(DONE, "erbij")])
        return holding(request, visit, Redirect(f"{address}#{part}", status_code=303), held)
    return holding(request, visit, to_list(visit, "erbij", part), held)


async def _item(visit: Visit, session: AsyncSession, key: str) -> Item:
    known = (await known_today(session, [key], visit.region, visit.regions)).get(key)
    if known is None:
        raise NotFound
    return Item(offer=key, provider=known.provider.name, what=known.offer.what)


def _with(item: Item, content: Content) -> Content:
    """What is on it already stays as it is; what does not fit on it is told on the page."""
    if content.is_full or content.item(item.offer) is not None:
        return content
    return content.model_copy(update={"items": [*content.items, item]})


@post(f"{OWN_LIST}/maken", name="shortlist.make", opt=BY_CODE, status_code=200)
async def made(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    said = (await read_form(request, MakeForm, visit)).valid
    offer = await _item(visit, session, said.offer) if said is not None and said.offer else None
    try:
        content = Content(items=[offer] if offer else [])
        held = await make_list(visit.house, visit.region, content, address_of(request))
    except TooSoon as problem:
        return with_wait(_before(request, visit, offer, waiting_sentence(visit, problem), 429), problem)
    return holding(request, visit, to_list(visit, "gemaakt", below="/code"), held)


@post(OWN_LIST, name="shortlist.save", opt=BY_CODE, status_code=200, request_max_body_size=LARGEST)
async def saved(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    try:
        sent = read_sent(await request.form())
    except (LookupError, ValueError) as unreadable:
        raise BadRequest from unreadable
    typed = tuple(text for text in sent.texts.values() if text)
    opened = await opened_in(request, visit, session)
    if opened is None:
        return not_open(request, visit, typed)
    if errors := sent.errors(visit):
        overtaken = _overtaken(sent, opened) if sent.version != opened.edition else Tried()
        tried = Tried(errors, overtaken.meanwhile, overtaken.came, overtaken.went, overtaken.overtaken)
        return await _list(request, visit, session, opened, await _typed(visit, session, sent, opened), tried)
    try:
        if not await change_list(visit.house, visit.region, opened.held, partial(_changed, sent), sent.version):
            return not_open(request, visit, typed)
    except Overtaken as problem:
        async with visit.house.database.reading() as now:  # not as it was when this request began
            content = await _typed(visit, now, sent, problem.now)
            return await _list(request, visit, now, problem.now, content, _overtaken(sent, problem.now))
    part = "" if sent.do == "weg" or not sent.about else f"aanbod-{sent.about}"
    return holding(request, visit, to_list(visit, "bewaard", part), opened.held)


def _changed(sent: Sent, stands: Content) -> Content:
    content = sent.put_into(stands)
    if sent.do == "weg":
        return content.without(sent.about)
    if sent.do == "kies":
        return content.choosing(sent.about)
    return content.moved(sent.about, {"omhoog": -1, "omlaag": 1}.get(sent.do, 0))


async def _typed(visit: Visit, session: AsyncSession, sent: Sent, opened: Opened) -> Content:
    """What went meanwhile has its name still, where visitors see it."""
    content = sent.put_into(opened.content)
    gone = [item.offer for item in content.items if opened.content.item(item.offer) is None]
    known = await known_today(session, gone, visit.region, visit.regions)
    for item in content.items:
        if item.offer in known:
            item.provider, item.what = known[item.offer].provider.name, known[item.offer].offer.what
    return content


def _overtaken(sent: Sent, now: Opened) -> Tried:
    stands, items = texts_of(now.content), [item.offer for item in now.content.items]
    meanwhile = {name: text for name, text in stands.items() if name in sent.texts and text != sent.texts[name]}
    weights = {one: now.content.weights.get(one, "") for one in CRITERIA}
    meanwhile |= {f"weging.{one}": said for one, said in weights.items() if said != sent.weights.get(one, "")}
    return Tried(
        meanwhile=meanwhile,
        came=tuple(key for key in items if key not in sent.offers),
        went=tuple(key for key in sent.offers if key not in items),
        overtaken=True,
    )


async def _list(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    opened: Opened,
    content: Content | None = None,
    tried: Tried | None = None,
) -> Response[str]:
    content, tried = content or opened.content, tried or Tried()
    known = await known_today(session, [item.offer for item in content.items], visit.region, visit.regions)
    days = (opened.expires - clock.today()).days
    answer = page(
        request,
        visit,
        "shortlist/list.html",
        private=True,
        status=tried.status,
        opened=opened,
        content=content,
        known=known,
        tried=tried,
        criteria=by_weight(content),
        weights=tuple(Weight),
        suggested=QUESTIONS,
        most=MOST,
        longest=LONGEST,
        ends_soon=days < visit.region.terms.shortlist_warning_days,
        days=visit.region.terms.shortlist_days,
        done=dict(visit.query).get(DONE, ""),
    )
    return holding(request, visit, answer, opened.held)


def by_weight(content: Content) -> tuple[str, ...]:
    """What is important comes first, what is not is looked at last."""
    order = {Weight.IMPORTANT: 0, Weight.NICE: 1, None: 2, Weight.NOT: 3}
    return tuple(sorted(CRITERIA, key=lambda one: order[content.weights.get(one)]))
