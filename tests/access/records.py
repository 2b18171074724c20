"""What the table's routes are about, made anew for each request: of De Wilgenhof and its region, or of the others."""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlmodel import col, delete, select

from portal import clock
from portal.access import mail_address
from portal.model import (
    Account,
    ExternalIdentity,
    IntakeStop,
    Invitation,
    KeptForm,
    Membership,
    Picture,
    PictureFile,
    Practice,
    ProfileState,
    ProfileVersion,
    Role,
)
from portal.web.house import House
from tests.access import records_of_referrals, records_of_referrers
from tests.staff import FEMKE_HERSELF, POPULIER, WILGENHOF, a_key, an_account

SLUGS = {1: WILGENHOF, 2: POPULIER}
WILLEM = "key-willem"  # works everywhere, and is asked to work everywhere


async def area(_: House, __: Account, number: int) -> tuple[str, ...]:
    return (SLUGS[number],)


async def colleague(house: House, _: Account, number: int) -> tuple[str, ...]:
    tie = {"role": Role.PROVIDER_EDITOR, "region_id": number, "provider_id": number}
    return (SLUGS[number], await _membership(house, await _willem(house), tie))


async def looked_after(house: House, _: Account, number: int) -> tuple[str, ...]:
    tie = {"role": Role.TOEGANG, "region_id": number, "municipality": f"{number}001"}
    return (await _membership(house, await _willem(house), tie),)


async def own_membership(house: House, owner: Account, _: int) -> tuple[str, ...]:
    return (await _membership(house, owner.id or 0, {"role": Role.FAMILY}),)


async def invitation(house: House, _: Account, number: int) -> tuple[str, ...]:
    return (SLUGS[number], await _invitation(house, {"provider_id": number}, number))


async def region_invitation(house: House, _: Account, number: int) -> tuple[str, ...]:
    return (await _invitation(house, {"by_region": True, "municipality": f"{number}001"}, number),)


async def part(_: House, __: Account, number: int) -> tuple[str, ...]:
    return (SLUGS[number], "teksten")


async def picture(house: House, _: Account, number: int) -> tuple[str, ...]:
    """One that visitors see; of others: tests/profile/test_pictures.py."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        about = {"added_by": await _inviter(session), "added_at": clock.now(), "width": 960, "height": 640}
        made = Picture(key=a_key(), provider_id=number, shown=True, **about)
        session.add(made)
        await session.flush()
        session.add(PictureFile(picture_id=made.id or 0, width=480, content=b"RIFF"))
    return (f"{made.key}-480.webp",)


async def version(house: House, _: Account, number: int) -> tuple[str, ...]:
    """Of the one that is there to be restored, its number."""
    return (SLUGS[number], str(await _proposal(house, number, ProfileState.WITHDRAWN)))


async def proposal(house: House, _: Account, number: int) -> tuple[str, ...]:
    await _proposal(house, number, ProfileState.SENT)
    async with house.database.reading() as session:
        sent = select(ProfileVersion.key).where(
            ProfileVersion.provider_id == number, ProfileVersion.state == ProfileState.SENT
        )
        return ((await session.exec(sent)).one(),)


async def _proposal(house: House, number: int, state: ProfileState) -> int:
    """Anew: what was restored or answered for somebody else is gone."""
    now = clock.now()
    async with house.database.writing(FEMKE_HERSELF) as session:
        await session.exec(delete(ProfileVersion).where(col(ProfileVersion.provider_id) == number))
        who = await _inviter(session)
        by = {"made_by": who, "made_at": now, "changed_by": who, "changed_at": now, "sent_by": who, "sent_at": now}
        made = ProfileVersion(key=a_key(), provider_id=number, region_id=number, number=1, due=clock.today(), **by)
        made.becomes(state)
        session.add(made)
    return 1


async def practice(house: House, _: Account, number: int) -> tuple[str, ...]:
    key = a_key()
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(Practice(key=key, region_id=number, kind="huisarts", name=f"Praktijk {key}"))
    return (key,)


async def stop(house: House, _: Account, number: int) -> tuple[str, ...]:
    return (SLUGS[number], await _stop(house, number, imposed=False))


async def region_stop(house: House, _: Account, number: int) -> tuple[str, ...]:
    return (await _stop(house, number, imposed=True),)


async def _stop(house: House, number: int, *, imposed: bool) -> str:
    key = f"stop-{a_key()}"
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(
            IntakeStop(key=key, region_id=number, provider_id=number, imposed=imposed, starts=clock.today(), ends=None)
        )
    return key


async def identity(house: House, owner: Account, _: int) -> tuple[str, ...]:
    key = a_key()
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(
            ExternalIdentity(
                key=key, account_id=owner.id or 0, service="werk", subject_print=key, linked_at=clock.now()
            )
        )
    return (key,)


async def kept_form(house: House, owner: Account, _: int) -> tuple[str, ...]:
    key = a_key()
    sealed = house.secrecy.seal(json.dumps(["/aanbieder/x", "", [["rij", "3"]]]), "kept form")
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(KeptForm(key=key, account_id=owner.id or 0, sealed=sealed, until=clock.now() + timedelta(hours=1)))
    return (key,)


Made = Callable[[House, Account, int], Awaitable[tuple[str, ...]]]
MADE: Mapping[str, Made] = {
    "area": area,
    "area/application": records_of_referrals.application,
    "area/colleague": colleague,
    "area/invitation": invitation,
    "area/part": part,
    "area/question": records_of_referrals.question,
    "area/version": version,
    "area/stop": stop,
    "identity": identity,
    "kept form": kept_form,
    "looked after": looked_after,
    "membership": own_membership,
    "notice": records_of_referrers.notice,
    "picture": picture,
    "practice": practice,
    "proposal": proposal,
    "region invitation": region_invitation,
    "request": records_of_referrers.request,
    "region stop": region_stop,
}


async def forget_made(house: House) -> None:
    """Or a family that was made for a test would be one in the next."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        await session.exec(delete(Membership).where(col(Membership.key).startswith("made-")))


async def _willem(house: House) -> int:
    async with house.database.reading() as session:
        known = (await session.exec(select(Account).where(Account.key == WILLEM))).first()
    return (known or await an_account(house, "willem")).id or 0


async def _membership(house: House, account_id: int, tie: Mapping[str, Any]) -> str:
    key = f"made-{a_key()}"[:24]
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(Membership(key=key, account_id=account_id, since=clock.now(), **tie))
    return key


async def _invitation(house: House, tie: Mapping[str, Any], number: int) -> str:
    key, now = a_key(), clock.now()
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(
            Invitation(
                key=key,
                email_sealed=mail_address.seal(house.secrecy, "willem@voorbeeld.example"),
                email_print=mail_address.print_of(house.secrecy, "willem@voorbeeld.example"),
                role=Role.PROVIDER_EDITOR if "provider_id" in tie else Role.TOEGANG,
                region_id=number,
                token_print=key,
                invited_by=await _inviter(session),
                made_at=now,
                expires=now + timedelta(days=14),
                **tie,
            )
        )
    return key


async def _inviter(session: Any) -> int:
    return (await session.exec(select(Account.id).limit(1))).one() or 0
