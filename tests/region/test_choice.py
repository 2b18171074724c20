"""Was there a choice, and how do providers answer: in numbers, and never of a small group."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from portal import clock
from portal.model import ApplicationState, DeclineGround, NoChoice, ReferralState, Role, WhoChose
from portal.referral.counts import DECIDED, DECISION_DAYS, NO_CHOICE, NOTICE, OPTIONS, WHO_CHOSE, Counts
from portal.referral.removal import forget_referrals
from portal.region.choice_made import chosen_in, quarters
from portal.web.house import House
from portal.web.outer import Outer
from tests.catalogue.reading import text_of
from tests.referral.records import a_referral, an_application
from tests.staff import FEMKE_HERSELF, a_safe_house, an_account, safe_app, signed_in

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
NOW = "2026Q4"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    with clock.stopped_at(NOON):
        async with a_safe_house(tmp_path) as house:
            await an_account(house, "bram")
            yield house


@pytest.fixture
def app(house: House) -> Outer:
    return safe_app(house)


def counts(**number: int) -> Counts:
    found = Counts()
    for who, times in number.items():
        found[WHO_CHOSE, who] = times
        found[NOTICE, "direct"] += times
        found[OPTIONS, str(len(who))] += times
    return found


def test_the_quarters_go_back_two_years() -> None:
    found = quarters(date(2026, 2, 28))
    assert found == ["2026Q1", "2025Q4", "2025Q3", "2025Q2", "2025Q1", "2024Q4", "2024Q3", "2024Q2"]


def test_shares_are_of_those_of_whom_it_is_known() -> None:
    own = counts(family=12, advice=6, no_choice=2) + Counts({(WHO_CHOSE, ""): 9, (NOTICE, "direct"): 9})
    found = chosen_in(NOW, {("1001", NOW): own}, ["1001"])
    assert found.whole is not None
    assert (found.whole.notices, found.whole.known) == (29, 20)
    assert found.whole.shares == {"family": 60, "advice": 30, "referrer": 0, "no_choice": 10}
    assert found.whole.options == 6.0
    assert found.whole.why_not == {}


def test_why_there_was_no_choice_is_told_where_it_is_enough() -> None:
    own = counts(family=10, no_choice=10) + Counts({(NO_CHOICE, NoChoice.WAITS): 7, (NO_CHOICE, NoChoice.JUDGE): 3})
    found = chosen_in(NOW, {("1001", NOW): own}, ["1001"])
    assert found.whole is not None
    assert found.whole.why_not == {NoChoice.WAITS: 7, NoChoice.JUDGE: 3}


@pytest.mark.parametrize(
    ("each", "shown"),
    [
        ((30, 20), [True, True, True]),
        ((30, 5), [True, False, False]),  # the whole and one of two would tell the other
        ((5, 4), [False, False, False]),
        ((30, 20, 5, 6), [True, True, True, False, False]),  # eleven are left together
        ((0, 0), [False, False, False]),
    ],
)
def test_no_small_group_is_shown_or_left_to_compute(each: tuple[int, ...], shown: list[bool]) -> None:
    towns = [str(number) for number in range(len(each))]
    found = chosen_in(NOW, {(town, NOW): counts(family=many) for town, many in zip(towns, each, strict=True)}, towns)
    assert [found.whole is not None, *(one is not None for _, one in found.rows)] == shown


def test_decisions_of_the_toegang_are_told_from_ten_on() -> None:
    for many, told in ((9, False), (10, True)):
        own = Counts({(DECIDED, "agreed"): many - 1, (DECIDED, "refused"): 1, (DECISION_DAYS, ""): many * 3})
        found = chosen_in(NOW, {("1001", NOW): own}, ["1001"])
        assert (found.decided is not None) is told
        if found.decided:
            assert (found.decided.number, found.decided.days) == (10, 3.0)


async def add(house: House, many: int, *applications: dict[str, Any], **about: Any) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        for _ in range(many):
            referral = a_referral(**about)
            session.add(referral)
            await session.flush()
            session.add_all(an_application(referral, **one) for one in applications)


async def test_the_region_reads_whether_there_was_a_choice(house: House, app: Outer) -> None:
    await add(house, 12, who_chose=WhoChose.FAMILY, options_shown=4)
    await add(house, 12, who_chose=WhoChose.NO_CHOICE, no_choice=NoChoice.WAITS, options_shown=1, municipality="1002")
    await add(house, 3, made_at=NOON - timedelta(days=120), who_chose=WhoChose.ADVICE)
    ilse = await an_account(house, "ilse", Role.REGION_EDITOR)
    async with signed_in(app, ilse) as browser:
        text = text_of((await browser.get("/regio/keuze")).text)
        assert "Hele regio, kwartaal 4 van 2026 Verwijsberichten 24" in text, text
        assert "Het gezin koos 50 van de 100" in text
        assert "De andere hadden niet op tijd plek: 12" in text
        assert "Dijkstad 12 4 100 0 0 0" in text, text
        before = text_of((await browser.get("/regio/keuze?kwartaal=2026Q3")).text)
        assert "Te weinig om te tonen" in before
        assert text_of((await browser.get("/regio/keuze?kwartaal=1850Q9")).text) == text
        answer = await browser.get("/regio/keuze/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[:5] for row in rows[1:]] == [
        ["Hele regio", NOW, "24", "24", "2,5"],
        ["Dijkstad", NOW, "12", "12", "4"],
        ["Uiterwaard", NOW, "12", "12", "1"],
    ]


async def test_the_region_reads_how_providers_answer(house: House, app: Outer) -> None:
    late = {"state": ApplicationState.ASKED, "answer_by": NOON.date() - timedelta(days=1)}
    declined = {
        "state": ApplicationState.DECLINED, "ground": DeclineGround.TOO_LIGHT, "has_duty": True, "answered_at": NOON,
    }  # fmt: skip
    await add(house, 10, late, state=ReferralState.ASKED)
    await add(house, 10, declined)
    noor = await an_account(house, "noor", Role.CONTRACT_MANAGER)
    async with signed_in(app, noor) as browser:
        text = text_of((await browser.get("/regio/verwijzingen")).text)
        assert "De Wilgenhof 20 10 10 10 te zwaar 0, te licht 10, gewichtige redenen 0 10 0" in text, text
        assert "Te licht: 10" in text
        home = (await browser.get("/regio")).text
        for path in ("/regio/keuze", "/regio/verwijzingen", "/regio/monitor"):
            assert path in home
    far = await an_account(house, "ver", Role.CONTRACT_MANAGER, tied={"region_id": 2})
    async with signed_in(app, far) as browser:
        for path in ("/regio/keuze", "/regio/keuze/csv", "/regio/verwijzingen"):
            assert (await browser.get(path)).status_code == 404


async def test_few_notices_are_told_of_nobody(house: House, app: Outer) -> None:
    await add(house, 9, {"state": ApplicationState.ASKED})
    noor = await an_account(house, "noor", Role.CONTRACT_MANAGER)
    async with signed_in(app, noor) as browser:
        text = text_of((await browser.get("/regio/verwijzingen")).text)
    assert "1 aanbieder heeft te weinig berichten om te tonen." in text
    assert "De Wilgenhof" not in text


async def test_per_provider_the_page_counts_a_period_of_which_nothing_is_gone(house: House, app: Outer) -> None:
    house.regions.by_key["rivierland"].terms.referral_kept_days = 100
    before = {"state": ApplicationState.ENDED, "sent_at": NOON - timedelta(days=150)}
    closed = {"state": ReferralState.ENDED, "made_at": NOON - timedelta(days=150)}
    await add(house, 10, before, closed_on=NOON.date() - timedelta(days=101), **closed)
    await add(house, 10, before, closed_on=NOON.date() - timedelta(days=20), **closed)
    await add(house, 12, {"state": ApplicationState.ASKED})
    noor = await an_account(house, "noor", Role.CONTRACT_MANAGER)
    for _ in range(2):
        async with signed_in(app, noor) as browser:
            text = text_of((await browser.get("/regio/verwijzingen")).text)
        assert "Per aanbieder, sinds 18 augustus 2026" in text, text
        assert "De Wilgenhof 12 0 0" in text, text
        assert "Een bericht wordt 100 dagen na het afsluiten verwijderd." in text
        await forget_referrals(house.database, house.regions)
