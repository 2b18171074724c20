"""What a provider does with its proposal: saving, sending in, taking back, throwing away, restoring."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import NotFound, Visitor
from portal.model import ProfileState, ProfileVersion
from portal.profile.content import Values, content_of
from portal.profile.forms import Seen
from portal.profile.merging import looked_at, merge
from portal.profile.parts import Part
from portal.profile.records import Profile
from portal.profile.telling import tell_region
from portal.profile.versions import CHANGE, Desk, next_number, own_desk, versions_of
from portal.regions import RegionData
from portal.secrecy import public_key
from portal.web.house import House
from portal.working_days import working_day_after


class NotNow(Exception):
    """It waits for the region, or nothing of it is there to do this with."""


@dataclass(frozen=True)
class Clash:
    """Somebody else saved the part meanwhile: what they made of it, and what was typed beside that."""

    values: Values  # both: what they changed and the sender did not, and what the sender typed
    theirs: Values  # of the fields they changed
    seen: Seen  # what the sender has seen by now
    by: str = ""


@dataclass(frozen=True)
class Standing:
    """A part as it stands now, with of what others changed in the records how that stands."""

    values: Values
    clashes: Values = field(default_factory=dict)


def standing(desk: Desk, part: Part) -> Standing:
    merged = desk.merged
    return Standing(part.of(merged.values), {name: merged.present[name] for name in merged.clashes if part.has(name)})


async def save_part(
    house: House, visitor: Visitor, slug: str, region: RegionData, part: Part, typed: Values, seen: Seen
) -> Clash | None:
    """The first save begins a draft. Raises NotNow."""
    async with house.database.writing(visitor.as_actor(CHANGE)) as session:
        desk = await own_desk(session, visitor, slug, region, to_write=True)
        if not desk.may_edit:
            raise NotNow
        stands = standing(desk, part)
        typed = {name: value for name, value in typed.items() if name in stands.values}
        if typed == stands.values and not stands.clashes:
            return None
        if (seen.values, seen.clashes) != (stands.values, stands.clashes) and typed != stands.values:
            return _clash(desk, stands, typed, seen)
        version = desk.open or await begin(session, visitor, desk)
        put_part(version, desk, part, typed)
        version.changed_by, version.changed_at = visitor.account_id or 0, clock.now()
    return None


def put_part(version: ProfileVersion, desk: Desk, part: Part, typed: Values) -> None:
    present = desk.profile.values
    version.content = {**version.content, **typed}
    version.base = looked_at(version.base, part.of(present), present)


def _clash(desk: Desk, stands: Standing, typed: Values, seen: Seen) -> Clash:
    both = merge(seen.values, typed, stands.values)
    theirs = {name: value for name, value in stands.values.items() if value != seen.values.get(name)}
    by = desk.name(desk.open.changed_by) if desk.open else ""
    return Clash({**both.values}, theirs, Seen(stands.values, stands.clashes), by)


async def begin(session: AsyncSession, visitor: Visitor, desk: Desk) -> ProfileVersion:
    now, who, provider = clock.now(), visitor.account_id or 0, desk.provider.id or 0
    version = ProfileVersion(
        key=public_key(),
        provider_id=provider,
        region_id=desk.profile.region.id,
        number=await next_number(session, provider),
        open_for=provider,
        content=dict(desk.profile.values),
        base=dict(desk.profile.values),
        made_by=who,
        made_at=now,
        changed_by=who,
        changed_at=now,
    )
    session.add(version)
    return version


async def send_in(house: House, visitor: Visitor, slug: str, region: RegionData) -> None:
    """Raises NotNow where there is nothing to send, and where others changed the same meanwhile."""
    async with house.database.writing(visitor.as_actor(CHANGE)) as session:
        desk = await own_desk(session, visitor, slug, region, to_write=True)
        version, merged = desk.open, desk.merged
        if version is None or not desk.may_edit or not merged.changes or merged.clashes:
            raise NotNow
        check(desk.profile, merged.values, merged.changes)
        version.becomes(ProfileState.SENT)
        version.sent_by, version.sent_at = visitor.account_id, clock.now()
        version.due = working_day_after(clock.today(), region.terms.profile_answer_days)
        version.late_told, version.decided_by, version.decided_at = False, None, None
        await tell_region(session, house, region, desk.provider, version)


def check(profile: Profile, values: Values, changes: tuple[str, ...]) -> None:
    """What is changed, once more and as a whole: children may live somewhere since it was saved. What stands already
    may be longer than we would let through now. Raises NotNow."""
    looked: dict[str, Any] = {name: values[name] for name in changes}
    for name in changes:
        if name.endswith((".age_from", ".age_to")):
            offer = name.rpartition(".")[0]
            looked |= {f"{offer}.{age}": values[f"{offer}.{age}"] for age in ("age_from", "age_to")}
    try:
        content_of(looked)
    except ValidationError as problem:
        raise NotNow from problem
    for place in profile.locations:
        name = f"location.{place.key}.visibility"
        if name in changes and values[name] not in [choice.value for choice in profile.choices(place)]:
            raise NotNow


async def take_back(house: House, visitor: Visitor, slug: str, region: RegionData) -> None:
    """Before the region has answered: it is a draft again, which the region does not see."""
    async with house.database.writing(visitor.as_actor(CHANGE)) as session:
        version = (await own_desk(session, visitor, slug, region, to_write=True)).open
        if version is None or version.state != ProfileState.SENT:
            raise NotNow
        version.becomes(ProfileState.DRAFT)
        version.sent_at = version.sent_by = version.due = None


async def throw_away(house: House, visitor: Visitor, slug: str, region: RegionData) -> None:
    """It stays among the versions, from where it can be restored."""
    async with house.database.writing(visitor.as_actor(CHANGE)) as session:
        desk = await own_desk(session, visitor, slug, region, to_write=True)
        if desk.open is None or not (desk.may_edit or desk.stranded):
            raise NotNow
        desk.open.becomes(ProfileState.WITHDRAWN)


async def restore(house: House, visitor: Visitor, slug: str, region: RegionData, number: int) -> None:
    """An older version as a new draft. What that one had and is not there any more is left out."""
    async with house.database.writing(visitor.as_actor(CHANGE)) as session:
        desk = await own_desk(session, visitor, slug, region, to_write=True)
        if desk.open is not None or not desk.profile.contracted:
            raise NotNow
        held = await versions_of(session, desk.provider.id or 0, region.id)
        old = next((version for version in held if version.number == number), None)
        if old is None:
            raise NotFound
        version = await begin(session, visitor, desk)
        version.content = {**version.content, **usable(old.content, desk)}
        version.restored_from = number


def usable(content: Mapping[str, Any], desk: Desk) -> Values:
    """What was true once may not be now: a home of children has no address to show, a picture may have gone."""
    profile = desk.profile
    there = {picture.key for picture in profile.pictures}
    values = {name: value for name, value in content.items() if name in profile.values}
    for place in profile.locations:
        name = f"location.{place.key}.visibility"
        if values.get(name) not in [choice.value for choice in profile.choices(place)]:
            values.pop(name, None)
    values["pictures"] = [one for one in values.get("pictures", ()) if one["key"] in there]
    return values
