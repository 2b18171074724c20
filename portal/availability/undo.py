"""Taking back the last that somebody said, as long as nobody said anything since."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.availability.stands import Stands, chunks, latest_changes, standing
from portal.availability.writing import Written, take_away, write
from portal.bookkeeping import signed_by
from portal.model import AvailabilityChange, Offer, SaidBy

LONGEST = timedelta(hours=1)
FIRST = 1  # the version of what nothing stood before


class Undone(StrEnum):
    DONE = "done"
    NOTHING = "nothing"  # said within the hour
    SAID_SINCE = "said_since"  # by somebody, or it was taken back already
    UNKNOWN_BEFORE = "unknown_before"  # what stood is not in the history


@dataclass(frozen=True, slots=True)
class LastSave:
    """Of which offers somebody said something in one go, and when. `stands`: nobody said anything of them since, and
    it can be taken back."""

    at: datetime
    offers: list[int]
    stands: bool = False


async def last_save(session: AsyncSession, actor: str, providers: Collection[int]) -> LastSave | None:
    """Of the last hour; only looks."""
    return await session.run_sync(lambda plain: _looked_at(plain, actor, providers))


async def undo_last(session: AsyncSession, said_by: SaidBy, providers: Collection[int]) -> tuple[Undone, int]:
    """Of the one who signs this session, on offers of these providers; and of how many offers."""
    return await session.run_sync(lambda plain: _undo(plain, said_by, providers))


def _looked_at(session: Session, actor: str, providers: Collection[int]) -> LastSave | None:
    save = _last_save(session, actor, providers)
    if save is None:
        return None
    return replace(save, stands=_stand_as_saved(save, standing(session, save.offers, hold=False)))


def _undo(session: Session, said_by: SaidBy, providers: Collection[int]) -> tuple[Undone, int]:
    save = _last_save(session, signed_by(session), providers)
    if save is None:
        return Undone.NOTHING, 0
    _hold(session, save.offers)
    stand = standing(session, save.offers)
    if not _stand_as_saved(save, stand):
        return Undone.SAID_SINCE, 0
    earlier = {change.offer_id: change for change in latest_changes(session, save.offers, before=save.at)}
    first = {offer: stands for offer, stands in stand.items() if offer not in earlier}
    if any(stands.version != FIRST for stands in first.values()):
        return Undone.UNKNOWN_BEFORE, 0
    moment = clock.now()
    write(session, [_back(change, stand[offer], said_by, moment) for offer, change in sorted(earlier.items())])
    take_away(session, first)
    return Undone.DONE, len(save.offers)


def _back(change: Any, stood: Stands, said_by: SaidBy, moment: datetime) -> Written:
    return Written(change.offer_id, stood, change, said_by, moment, confirmed=(change.said_at, change.said_by))


def _last_save(session: Session, actor: str, providers: Collection[int]) -> LastSave | None:
    since = clock.now() - LONGEST
    theirs = (
        select(col(AvailabilityChange.said_at), col(AvailabilityChange.offer_id))
        .join(Offer, col(Offer.id) == col(AvailabilityChange.offer_id))
        .where(
            col(Offer.provider_id).in_(providers),
            col(AvailabilityChange.actor) == actor,
            col(AvailabilityChange.said_at) > since,
        )
    )
    last = session.execute(select(func.max(theirs.subquery().c.said_at))).scalar()
    if last is None:
        return None
    offers = session.execute(theirs.where(col(AvailabilityChange.said_at) == last).order_by(col(Offer.id)))
    return LastSave(last, [offer for _, offer in offers])


def _stand_as_saved(save: LastSave, stand: dict[int, Stands]) -> bool:
    """Whatever is said or taken back gives an offer another moment."""
    return len(stand) == len(save.offers) and all(stands.confirmed_at == save.at for stands in stand.values())


def _hold(session: Session, offers: list[int]) -> None:
    for chunk in chunks(offers):
        session.execute(
            select(col(Offer.id))
            .where(col(Offer.id).in_(chunk))
            .order_by(col(Offer.id))
            .with_for_update(key_share=True)
        )
