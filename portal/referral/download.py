"""All that stands under a family's code: their list, the notices that it knows, what happened with them, and what they
agreed to. For them to read and to take away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Application, Consent, Practice, Provider, Referral, ReferralEvent
from portal.referral.counts import applications_of
from portal.regions import RegionData
from portal.shortlist.actions import Opened

# Of a referral everything that is about the family. Who made it is an organisation: nobody's account is told.
_OF_REFERRAL = (
    "number", "municipality", "made_at", "subject_type", "subject", "budget", "age_band", "frame", "urgency",
    "runs_already", "considered", "group_reason", "conditions", "route", "reasons", "state", "since", "answer_by",
    "decided_at", "decision", "directed_by", "who_chose", "no_choice", "options_shown", "wish", "asked_offer",
    "tell_toegang", "closed_on",
)  # fmt: skip
_OF_APPLICATION = (
    "offer", "budget", "reserve", "state", "sent_at", "clock_from", "answer_by", "answered_at", "ground", "reason",
    "arranged", "first_date", "started_on", "patient_days", "ended_on", "end_reason",
)  # fmt: skip
_OF_EVENT = ("at", "what", "by", "organisation")
_OF_CONSENT = ("purpose", "receiver", "given_by", "given_at", "withdrawn_at")


@dataclass(frozen=True)
class Followed:
    """A notice with all that hangs on it."""

    referral: Referral
    practice: str
    applications: Sequence[tuple[Application, str]]  # name of the provider
    events: Sequence[ReferralEvent]
    consents: Sequence[tuple[Consent, str]]  # name of the receiver; empty where it is no provider


@dataclass(frozen=True)
class Everything:
    opened: Opened
    followed: Sequence[Followed]


async def everything(session: AsyncSession, region: RegionData, opened: Opened) -> Everything:
    """A notice that is gone by now is left out."""
    found = await referrals_of(session, region, opened.content.referrals)
    ids = [one.id for one in found]
    applications = await applications_of(session, ids)
    events = await _by_referral(session, ReferralEvent, ids)
    consents = await _by_referral(session, Consent, ids)
    by_id, by_key = await _providers(session, applications, consents)
    practices = await _practices(session, found)
    return Everything(
        opened,
        [
            Followed(
                one,
                practices.get(one.practice_id or 0, ""),
                [(each, by_id.get(each.provider_id, "")) for each in applications.get(one.id or 0, ())],
                events.get(one.id or 0, ()),
                [(each, by_key.get(each.receiver, "")) for each in consents.get(one.id or 0, ())],
            )
            for one in found
        ],
    )


async def referrals_of(
    session: AsyncSession, region: RegionData, keys: Sequence[str], *, hold: bool = False
) -> Sequence[Referral]:
    asked = (
        select(Referral)
        .where(Referral.region_id == region.id, col(Referral.key).in_(keys))
        .order_by(col(Referral.made_at), col(Referral.id))
    )
    return (await session.exec(asked.with_for_update() if hold else asked)).all()


async def _by_referral(session: AsyncSession, kind: Any, ids: Sequence[int | None]) -> dict[int, list[Any]]:
    rows = await session.exec(select(kind).where(col(kind.referral_id).in_(ids)).order_by(col(kind.id)))
    found: dict[int, list[Any]] = {}
    for row in rows.all():
        found.setdefault(row.referral_id, []).append(row)
    return found


async def _providers(
    session: AsyncSession, applications: Mapping[int, Sequence[Application]], consents: Mapping[int, Sequence[Consent]]
) -> tuple[dict[int, str], dict[str, str]]:
    numbers = {one.provider_id for those in applications.values() for one in those}
    keys = {one.receiver for those in consents.values() for one in those}
    asked = select(Provider.id, Provider.key, Provider.name).where(
        col(Provider.id).in_(numbers) | col(Provider.key).in_(keys)
    )
    rows = (await session.exec(asked)).all()
    return {number or 0: name for number, _, name in rows}, {key: name for _, key, name in rows}


async def _practices(session: AsyncSession, referrals: Sequence[Referral]) -> dict[int, str]:
    numbers = {one.practice_id for one in referrals if one.practice_id}
    asked = select(Practice.id, Practice.name).where(col(Practice.id).in_(numbers))
    return {number or 0: name for number, name in (await session.exec(asked)).all()}


def as_file(found: Everything) -> dict[str, Any]:
    """For a machine to read, with our own field names."""
    return {
        "made": clock.now().isoformat(),
        "list": found.opened.content.model_dump(mode="json"),
        "list_kept_until": found.opened.expires.isoformat(),
        "referrals": [
            {
                **_said(one.referral, _OF_REFERRAL),
                "made_by": one.practice,
                "applications": [{"provider": name, **_said(each, _OF_APPLICATION)} for each, name in one.applications],
                "events": [_said(each, _OF_EVENT) for each in one.events],
                "consents": [_said(each, _OF_CONSENT) for each, _ in one.consents],
            }
            for one in found.followed
        ],
    }


def _said(record: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: _plain(getattr(record, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value
