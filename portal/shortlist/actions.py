"""Making a list, opening it, and all that changes it. Keys are made outside any transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.patience import FREE_BY_ACCOUNT, Counted, by_address, count_try, forgive
from portal.database import Actor
from portal.model import Shortlist
from portal.regions import RegionData
from portal.secrecy import Secrecy
from portal.shortlist.content import Content
from portal.shortlist.held import Held, Helper
from portal.shortlist.keuzecode import Keuzecode, make_code
from portal.shortlist.openings import with_opening
from portal.shortlist.sealing import Closed, key_of, make_salt, seal, unseal
from portal.web.house import House

A_FAMILY = Actor("family", "by keuzecode")
TRIES = 5  # to find a locator that nobody has
OF_NOBODY = make_salt()  # so that a code which finds nothing takes as long


@dataclass(frozen=True)
class Opened:
    """A list as it stood when it was read."""

    held: Held
    version: int
    content: Content
    expires: date

    @property
    def edition(self) -> int:
        """Of what the family's own form holds: that somebody looked or remarked puts nobody's typing aside."""
        return self.version - self.content.aside


class Overtaken(Exception):
    """Somebody else saved meanwhile: what stands now."""

    def __init__(self, now: Opened) -> None:
        self.now = now


async def make_list(house: House, region: RegionData, content: Content, address: str, by: Helper | None = None) -> Held:
    """Raises TooSoon where one address makes many. `by`: for a family, by somebody who signed in and is known."""
    if by is None:
        await count_try(house.database, by_address(house.secrecy, address, "lists made"))
    for _ in range(TRIES):
        code, salt = make_code(), make_salt()
        held = Held(code, await key_of(code, salt), by)
        today = clock.today()
        record = Shortlist(
            region_id=region.id,
            locator=code.locator,
            salt=salt,
            sealed=seal(content, held.key, code.locator, 1),
            created=today,
            opened=today,
            expires=today + timedelta(days=region.terms.shortlist_days),
        )
        try:
            async with house.database.writing(A_FAMILY) as session:
                session.add(record)
        except IntegrityError:  # another list has this locator
            continue
        return held
    raise RuntimeError("no locator is free")


async def open_list(
    house: House, region: RegionData, code: Keuzecode, address: str, by: Helper | None = None
) -> Held | None:
    """None where the code opens nothing: whether there is such a list is not told, and takes as long. Raises TooSoon;
    then nothing was looked at."""
    by_list, by_home = _of_list(house.secrecy, code), by_address(house.secrecy, address, "lists opened")
    await count_try(house.database, by_list, by_home)
    async with house.database.reading() as session:
        record = await _record(session, region, code.locator)
    held = Held(code, await key_of(code, record.salt if record else OF_NOBODY), by)
    if record is None or _opened(record, held) is None:
        return None
    async with house.database.writing(A_FAMILY) as session:
        await forgive(session, by_list, by_home)
        await session.exec(update(Shortlist).where(col(Shortlist.locator) == code.locator).values(opened=clock.today()))
    if by is not None:
        await change_list(house, region, held, partial(_opened_by, by.name), aside=True)
    return held


def _opened_by(name: str, content: Content) -> Content:
    """For the family to see."""
    return content.model_copy(update={"openings": with_opening(content.openings, name, clock.now())})


def _of_list(secrecy: Secrecy, code: Keuzecode) -> Counted:
    return Counted(secrecy.fingerprint(code.locator, "tries keuzecode"), FREE_BY_ACCOUNT)


async def read_list(session: AsyncSession, region: RegionData, held: Held) -> Opened | None:
    """None where it is gone, or has another code by now."""
    record = await _record(session, region, held.locator)
    return _opened(record, held) if record is not None else None


async def change_list(
    house: House,
    region: RegionData,
    held: Held,
    change: Callable[[Content], Content],
    edition: int | None = None,
    *,
    aside: bool = False,
) -> bool:
    """False where it is gone. `edition`: the one that was seen. Without it whatever stands is changed, for what
    takes nothing away from anybody. `aside`: of what is no part of the family's own form. Raises Overtaken."""
    while True:
        async with house.database.writing(A_FAMILY) as session:
            now = await read_list(session, region, held)
            if now is None:
                return False
            if edition is not None and edition != now.edition:
                raise Overtaken(now)
            then = change(now.content)
            then = then.model_copy(update={"aside": then.aside + 1}) if aside else then
            sealed = seal(then, held.key, held.locator, now.version + 1)
            done = await session.exec(_at(now).values(sealed=sealed, version=now.version + 1, opened=clock.today()))
            if done.rowcount:  # on a server that lets two read at once the second begins anew
                return True


def _at(now: Opened) -> Any:
    return update(Shortlist).where(col(Shortlist.locator) == now.held.locator, col(Shortlist.version) == now.version)


async def renew_code(house: House, region: RegionData, held: Held) -> Held | None:
    """The list under another code; the one before opens nothing any more. None where it is gone."""
    code, salt = make_code(), make_salt()
    new = Held(code, await key_of(code, salt))
    async with house.database.writing(A_FAMILY) as session:
        now = await read_list(session, region, held)
        if now is None:
            return None
        sealed = seal(now.content, new.key, code.locator, now.version + 1)
        values = {"locator": code.locator, "salt": salt, "sealed": sealed, "version": now.version + 1}
        done = await session.exec(_at(now).values(values))
        return new if done.rowcount else None


async def keep_longer(house: House, region: RegionData, held: Held) -> date | None:
    """Until when it is kept from now on; None where it is gone."""
    until = clock.today() + timedelta(days=region.terms.shortlist_days)
    async with house.database.writing(A_FAMILY) as session:
        if await read_list(session, region, held) is None:
            return None
        await session.exec(update(Shortlist).where(col(Shortlist.locator) == held.locator).values(expires=until))
    return until


async def remove_list(house: House, region: RegionData, held: Held) -> bool:
    async with house.database.writing(A_FAMILY) as session:
        if await read_list(session, region, held) is None:
            return False
        await session.exec(delete(Shortlist).where(col(Shortlist.locator) == held.locator))
    return True


async def forget_lists(session: AsyncSession) -> None:
    """Those whose last day is over."""
    await session.exec(delete(Shortlist).where(col(Shortlist.expires) < clock.today()))


async def _record(session: AsyncSession, region: RegionData, locator: str) -> Shortlist | None:
    """Also between the last day and the job that removes it: it is not there any more."""
    statement = select(Shortlist).where(
        Shortlist.locator == locator, Shortlist.region_id == region.id, Shortlist.expires >= clock.today()
    )
    return (await session.exec(statement)).first()


def _opened(record: Shortlist, held: Held) -> Opened | None:
    try:
        content = unseal(record.sealed, held.key, record.locator, record.version)
    except Closed:
        return None
    return Opened(held, record.version, content, record.expires)
