"""Profiles as the region reads them: what waits, what a proposal changes, and the answer to it."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.profile import deciding
from portal.profile.actions import NotNow
from portal.profile.deciding import Answered, Choices, Moved, NotChosen, new_methods, print_of
from portal.profile.forms import Sent, read_sent
from portal.profile.pages.overview import Asking, differences_of, previewed
from portal.profile.telling import REGION_PROFILES
from portal.profile.versions import APPROVE, ContractOver, Desk, decided_in, read_afresh, sent_desk, waiting_in
from portal.profile.wording import Speaker
from portal.web.address import link
from portal.web.characters import lines
from portal.web.entrance import DONE
from portal.web.language import N_
from portal.web.page import page
from portal.web.previewing import Previewing
from portal.web.visit import Visit

APPROVES = {"permission": APPROVE}
ONE = f"{REGION_PROFILES}/{{key:str}}"
LARGEST_ANSWER = 400_000  # bytes: a remark on every field
LONGEST_REMARK = 1_000
REMARK, CHOICE, RECOGNISED, SEEN = "opmerking.", "keuze.", "erkend", "gezien"
APPROVED, RETURNED = "goedgekeurd", "teruggestuurd"
MOVED = N_("Something was changed meanwhile. Look again at what is below, then answer.")
CHOOSE = N_("Of something that was changed twice, choose which holds.")
SAY_WHY = N_("Write with at least one point what the provider has to mend.")
TOO_LONG = N_("A remark has at most %(most)s characters.")
NOT_SO = N_("Part of this cannot be approved as it is. Return it, and say so.")
OVER = N_("The contract of this provider with your region has ended. You cannot approve or return its proposal.")
ANSWERED = N_("Somebody else has answered this meanwhile, or the provider took it back.")


@get(REGION_PROFILES, name="profile.inbox", opt=APPROVES)
async def inbox(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    return await _inbox(request, visit, session, done=dict(visit.query).get(DONE, ""))


async def _inbox(
    request: Asking, visit: Visit, session: AsyncSession, *, done: str = "", wrong: str = "", status: int = 200
) -> Response[str]:
    return page(
        request,
        visit,
        "profile/inbox.html",
        private=True,
        status=status,
        waiting=await waiting_in(session, visit.visitor, visit.region),
        decided=await decided_in(session, visit.region),
        done=done,
        wrong=wrong,
        path=link(visit.language, REGION_PROFILES),
    )


@get(ONE, name="profile.sent_in", opt=APPROVES)
async def one_sent_in(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str]:
    try:
        desk = await sent_desk(session, visit.visitor, key, visit.region)
    except ContractOver:
        return await _inbox(request, visit, session, wrong=visit.gettext(OVER), status=404)
    return _one(request, visit, desk)


@get(f"{ONE}/voorbeeld", name="profile.region_preview", opt=APPROVES)
async def region_preview(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    previewing: NamedDependency[Previewing],
    key: FromPath[str],
) -> Response[str]:
    desk = await sent_desk(session, visit.visitor, key, visit.region)
    back = link(visit.language, f"{REGION_PROFILES}/{key}")
    return await previewed(request, visit, session, previewing, desk, back)


@post(f"{ONE}/goedkeuren", name="profile.approve", opt=APPROVES, status_code=200, request_max_body_size=LARGEST_ANSWER)
async def approved(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    sent = await read_sent(request)
    choices = Choices(_said(sent, SEEN), _under(sent, CHOICE), frozenset(sent.get(RECOGNISED, ())))
    try:
        await deciding.approve(visit.house, visit.visitor, key, visit.region, choices)
    except (Answered, ContractOver) as problem:
        return await _answered(request, visit, session, ANSWERED if isinstance(problem, Answered) else OVER)
    except (Moved, NotChosen, NotNow) as problem:
        sentence, status = {Moved: (MOVED, 409), NotChosen: (CHOOSE, 422), NotNow: (NOT_SO, 409)}[type(problem)]
        return await _again(request, visit, session, key, sent, sentence, status)
    return _back(visit, APPROVED)


@post(f"{ONE}/terugsturen", name="profile.return", opt=APPROVES, status_code=200, request_max_body_size=LARGEST_ANSWER)
async def returned(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    sent = await read_sent(request)
    if not _remarks(sent):
        desk = await sent_desk(session, visit.visitor, key, visit.region)
        return _one(request, visit, desk, sent, visit.gettext(SAY_WHY), status=422)
    if any(len(remark) > LONGEST_REMARK for remark in _remarks(sent).values()):
        return await _again(request, visit, session, key, sent, TOO_LONG, 422)
    try:
        await deciding.return_it(visit.house, visit.visitor, key, visit.region, _said(sent, SEEN), _remarks(sent))
    except (Answered, ContractOver) as problem:
        return await _answered(request, visit, session, ANSWERED if isinstance(problem, Answered) else OVER)
    except Moved:
        return await _again(request, visit, session, key, sent, MOVED, 409)
    return _back(visit, RETURNED)


def _said(sent: Sent, name: str) -> str:
    return (sent.get(name) or [""])[-1]


def _under(sent: Sent, prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): values[-1] for name, values in sent.items() if name.startswith(prefix) and values
    }


def _remarks(sent: Sent) -> dict[str, str]:
    said = {name: lines(text) for name, text in _under(sent, REMARK).items()}
    return {name: text for name, text in said.items() if text}


def _back(visit: Visit, done: str) -> Redirect:
    return Redirect(link(visit.language, REGION_PROFILES, [(DONE, done)]), status_code=303)


async def _answered(request: Asking, visit: Visit, session: AsyncSession, why: str) -> Response[str]:
    await read_afresh(session)
    return await _inbox(request, visit, session, wrong=visit.gettext(why), status=409)


async def _again(
    request: Asking, visit: Visit, session: AsyncSession, key: str, sent: Sent, sentence: str, status: int
) -> Response[str]:
    """With what was typed."""
    await read_afresh(session)
    desk = await sent_desk(session, visit.visitor, key, visit.region)
    return _one(request, visit, desk, sent, visit.gettext(sentence, most=LONGEST_REMARK), status=status)


def _one(
    request: Asking,
    visit: Visit,
    desk: Desk,
    sent: Mapping[str, Any] | None = None,
    wrong: str = "",
    *,
    status: int = 200,
) -> Response[str]:
    speaker, sent = Speaker(visit, desk.profile), sent or {}
    asked = [(f"{offer}|{name}", name, speaker.offer(offer)) for offer, name in new_methods(desk)]
    return page(
        request,
        visit,
        "profile/sent_in.html",
        private=True,
        status=status,
        desk=desk,
        provider=desk.provider,
        version=desk.open,
        differences=differences_of(desk, speaker),
        gone=[speaker.label(name) for name in desk.merged.gone],
        methods=asked,
        recognised=frozenset(sent.get(RECOGNISED, ())),
        remarks=_under(sent, REMARK),
        choices=_under(sent, CHOICE),
        seen=print_of(desk),
        wrong=wrong,
        sender=desk.name(desk.open.sent_by) if desk.open else "",
        path=link(visit.language, f"{REGION_PROFILES}/{desk.open.key if desk.open else ''}"),
        inbox=link(visit.language, REGION_PROFILES),
    )
