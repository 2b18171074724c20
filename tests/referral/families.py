"""Families who go the whole way, each through what the pages do: a list, opened and remarked on, a notice, an answer,
and what is taken back."""

from dataclasses import dataclass, field

from sqlmodel import col, select

from portal import clock
from portal.access.sessions import recognise
from portal.access.visitor import Visitor
from portal.finding.things import things
from portal.model import AgeBand, Application, Arranged, Consent, Referral, WhoChose
from portal.referral import by_family
from portal.referral.answering import Said, Seen, answer
from portal.referral.deciding import Acting, withdraw
from portal.referral.desks import Desk, desks_of
from portal.referral.grounds import Answer
from portal.referral.making import Wanted, make_referral
from portal.referral.sending import To
from portal.referral.starting import start, start_clock
from portal.referral.taking_back import withdraw_consent
from portal.referral.together import remark_on, tie_notice, told_choice
from portal.regions import RegionData
from portal.shortlist.actions import change_list, make_list, open_list, renew_code
from portal.shortlist.content import Content, Item
from portal.shortlist.held import Held, Helper
from portal.web.house import House
from tests.people import WILGENHOF
from tests.referral.doing import GEZIN, THUIS
from tests.staff import a_key

NAMES = ("Trijntje", "Sjoukje", "Abdelkarim", "Zoë-Fleur")
STREETS = ("Kastanjelaan", "Zonnebloemstraat", "Noordewindpad")


@dataclass(frozen=True)
class Around:
    """Who work around the families."""

    house: House
    region: RegionData
    bram: Visitor
    mieke: Visitor
    desk: Desk


@dataclass
class Family:
    """`said`: what nobody else may read."""

    held: Held
    said: list[str] = field(default_factory=list)
    notice: str = ""

    def keeps(self, held: Held) -> None:
        self.held = held
        self.said += [held.code.written, held.code.secret]


async def around(house: House, region: RegionData, bram: str, mieke: str) -> Around:
    """By the tokens of who signed in."""
    one, other = [await recognise(house.database, house.regions, token) for token in (bram, mieke)]
    async with house.database.reading() as session:
        desk = (await desks_of(session, one, region))[0]
    return Around(house, region, one, other, desk)


async def goes_the_whole_way(place: Around, number: int) -> Family:
    family = await _makes_a_list(place, number)
    if number % 3 == 0:  # the others look alone
        await _looks_together(place, family, number)
        await _is_referred(place, family, number)
        await _ENDS[number // 3 % len(_ENDS)](place, family)
    if number % 5 == 0:
        renewed = await renew_code(place.house, place.region, family.held)
        assert renewed is not None
        family.keeps(renewed)
    return family


async def _makes_a_list(place: Around, number: int) -> Family:
    name, street = NAMES[number % len(NAMES)], f"{STREETS[number % len(STREETS)]} {number}"
    texts = {
        "pros": f"{name} kent hun tuin al {number}", "cons": f"Te ver van {street}", "note": f"Oma van {name} {number}",
        "own_questions": f"Mag {name} haar hond meenemen {number}?", "otherwise": f"Wachten bij tante {name} {number}",
    }  # fmt: skip
    first = Item(offer=GEZIN, provider="De Wilgenhof", note=texts["note"])
    held = await make_list(place.house, place.region, Content(items=[first]), f"10.0.{number // 200}.{number % 200}")
    family = Family(held, [*texts.values(), name, street])
    family.keeps(held)

    def written(content: Content) -> Content:
        items = [first.model_copy(update={"pros": texts["pros"], "cons": texts["cons"]})]
        items.append(Item(offer=THUIS, provider="De Wilgenhof"))
        own = {"own_questions": texts["own_questions"], "otherwise": texts["otherwise"], "note": street}
        return content.model_copy(update={"items": items, **own})

    assert await change_list(place.house, place.region, held, written, 1)
    return family


async def _looks_together(place: Around, family: Family, number: int) -> None:
    by = Helper(place.bram.key, place.desk.name)
    shared = await open_list(place.house, place.region, family.held.code, "10.9.9.9", by)
    assert shared is not None
    remark = f"Vraag naar de hulp van juf Willemijntje {number}"
    family.said += [remark, "Willemijntje"]
    assert await remark_on(place.house, place.region, shared, GEZIN, remark)
    assert await told_choice(place.house, place.region, shared, GEZIN)


async def _is_referred(place: Around, family: Family, number: int) -> None:
    age = (AgeBand.TO_11, AgeBand.TO_15, AgeBand.TO_17)[number // 3 % 3]
    given = {AgeBand.TO_11: ("parents",), AgeBand.TO_15: ("parents", "young"), AgeBand.TO_17: ("young",)}[age]
    to = To(GEZIN, WhoChose.FAMILY, options_shown=1, given=given, tell_toegang=number % 2 == 0)
    thing = things(place.region)["gezinsbehandeling"]
    wanted = Wanted(a_key(), place.desk, thing, "0177", age, to)
    family.notice = await make_referral(place.house, place.bram, place.region, wanted)
    assert await tie_notice(place.house, place.region, family.held, family.notice)


async def _accepted(place: Around, family: Family) -> None:
    today = clock.today()
    await start_clock(place.house, place.mieke, place.region, await _seen(place, family), today)
    seen, said = await _seen(place, family), Said(Answer.ACCEPT, first_date=today)
    await answer(place.house, place.mieke, place.region, seen, said)
    await start(place.house, place.mieke, place.region, await _seen(place, family), today, 0)


async def _declined(place: Around, family: Family) -> None:
    said = Said(Answer.TOO_LIGHT, arranged=[Arranged.FAMILY_KNOWS])
    await answer(place.house, place.mieke, place.region, await _seen(place, family), said)


async def _taken_back(place: Around, family: Family) -> None:
    application, _ = await _application(place, family)
    async with place.house.database.reading() as session:
        asked = select(Consent.key).where(Consent.referral_id == application.referral_id).order_by(col(Consent.id))
        consent = (await session.exec(asked)).first()
    assert consent is not None
    assert await withdraw_consent(place.house, place.region, [family.notice], consent)


async def _withdrawn(place: Around, family: Family) -> None:
    _, version = await _application(place, family)
    await withdraw(Acting(place.house, place.bram, place.region, place.desk, family.notice, version))


async def _withdrawn_by_family(place: Around, family: Family) -> None:
    _, version = await _application(place, family)
    await by_family.withdraw(place.house, place.region, by_family.Wish(family.notice, version))


async def _lies(_place: Around, _family: Family) -> None:
    """Nobody did anything yet."""


_ENDS = (_accepted, _declined, _taken_back, _withdrawn, _withdrawn_by_family, _lies)


async def _seen(place: Around, family: Family) -> Seen:
    application, _ = await _application(place, family)
    return Seen(WILGENHOF, application.key, application.version)


async def _application(place: Around, family: Family) -> tuple[Application, int]:
    """With the version of its referral."""
    async with place.house.database.reading() as session:
        asked = (
            select(Application, Referral.version)
            .join(Referral, col(Referral.id) == col(Application.referral_id))
            .where(Referral.key == family.notice)
        )
        return (await session.exec(asked)).one()
