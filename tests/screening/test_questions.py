"""Questions about fit, before anything is referred."""

import re
from html import unescape
from typing import Any

import httpx
import pytest
from sqlmodel import select

from portal import clock
from portal.model import AgeBand, FitQuestion, Role
from portal.referral.fit import QUESTIONS, FitAnswer, read_answer
from portal.referral.fit_answers import months_ahead
from portal.web.house import House
from portal.web.language import translations
from portal.web.outer import Outer
from tests.screening.conftest import People
from tests.screening.screening import day, field_of
from tests.staff import FEMKE_HERSELF, a_key, signed_in
from tests.web.house import FROM_HERE

PAGE = "/aanbieder/de-wilgenhof/vragen"


async def asks(house: House, **about: Any) -> str:
    """Bram does, of the help of De Wilgenhof."""
    key = a_key()
    values: dict[str, Any] = {"asked_at": clock.now(), "practice_id": 1, "municipality": "1001", "asked_by": 1}
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(
            FitQuestion(
                key=key,
                region_id=1,
                provider_id=1,
                offer="w-hulp",
                role=Role.HUISARTS,
                age_band=AgeBand.TO_11,
                **{**values, **about},
            )
        )
    return key


async def answers(browser: httpx.AsyncClient, key: str, **said: str) -> httpx.Response:
    token = field_of((await browser.get(PAGE)).text, "sleutel")
    return await browser.post(f"{PAGE}/{key}", headers=FROM_HERE, data={"sleutel": token, **said})


async def stored(house: House) -> list[str]:
    async with house.database.reading() as session:
        return list((await session.exec(select(FitQuestion.answer).order_by(FitQuestion.key))).all())


async def test_a_question_gets_one_of_five_answers_and_once(house: House, app: Outer, people: People) -> None:
    key = await asks(house)
    async with signed_in(app, people["piet"]) as piet, signed_in(app, people["mieke"]) as mieke:
        page = (await piet.get(PAGE)).text
        for text in ("Opvoedhulp", "5 tot en met 11 jaar", "huisarts", "binnen 3 werkdagen"):
            assert text in page, text
        assert (await answers(piet, key)).status_code == 422
        assert (await answers(piet, key, uitkomst="misschien")).status_code == 422
        wrong = await answers(piet, key, uitkomst="no_room", maand="2020-01")
        assert (wrong.status_code, "welke maand" in wrong.text) == (422, True)
        assert (await answers(piet, key, uitkomst="probably")).status_code == 303
        late = await answers(mieke, key, uitkomst="fits")
        assert late.status_code in (400, 409)
        assert "bel ons eerst" in late.text
    assert await stored(house) == ["probably"]


async def test_who_answers_reads_what_was_asked(house: House, app: Outer, people: People) -> None:
    await asks(house, questions=[*QUESTIONS])
    async with signed_in(app, people["piet"]) as piet:
        page = unescape((await piet.get(PAGE)).text)
    said = translations("nl").gettext
    for code, text in QUESTIONS.items():
        assert said(text) in page, code
        assert not re.search(rf"\b{code}\b", page), code
    assert "Werkt u met jeugdigen" in page


async def test_no_room_says_before_which_month(house: House, app: Outer, people: People) -> None:
    key = await asks(house)
    month = months_ahead(day())[2]
    async with signed_in(app, people["piet"]) as browser:
        assert (await answers(browser, key, uitkomst="no_room", maand=f"{month:%Y-%m}")).status_code == 303
        assert f"Geen plek voor {MONTHS[month.month - 1]} {month.year}" in (await browser.get(PAGE)).text
    (answer,) = await stored(house)
    assert read_answer(answer) == (FitAnswer.NO_ROOM, month)


MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "read"), [("", (None, None)), ("iets", (None, None)), ("fits", (FitAnswer.FITS, None))]
)
def test_what_is_no_answer_is_none(answer: str, read: tuple[object, object]) -> None:
    assert read_answer(answer) == read
