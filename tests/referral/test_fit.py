"""Asked before anything is referred: closed questions, and nothing about a child."""

import httpx
from sqlmodel import select

from portal.model import FitQuestion
from portal.web.house import House
from tests.referral.doing import AREA, GEZIN, page_of, sends, text_in
from tests.staff import FEMKE_HERSELF

ASK = f"{AREA}/vragen"


async def asked(house: House) -> list[FitQuestion]:
    async with house.database.reading() as session:
        return list((await session.exec(select(FitQuestion))).all())


async def test_a_question_is_asked_and_its_answer_read(
    bram: httpx.AsyncClient, yusuf: httpx.AsyncClient, house: House
) -> None:
    page = f"{ASK}?aanbod={GEZIN}"
    answer = await sends(bram, page, ASK, {"leeftijd": "5-11", "weten": ["room_soon", "parents"]})
    assert answer.status_code == 303, text_in(answer.text)
    (question,) = await asked(house)
    assert (question.offer, question.questions) == (GEZIN, ["room_soon", "parents"])
    assert "Nog geen antwoord" in text_in(await page_of(bram, ASK))
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(FitQuestion))).one().answer = "probably"
    assert "Waarschijnlijk" in text_in(await page_of(bram, ASK))
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(FitQuestion))).one().answer = "no_room:2027-03"
    assert "Geen plek voor maart 2027" in text_in(await page_of(bram, ASK))
    assert "De Wilgenhof" not in text_in(await page_of(yusuf, ASK))


async def test_only_what_is_on_the_form_can_be_asked(bram: httpx.AsyncClient, house: House) -> None:
    page = f"{ASK}?aanbod={GEZIN}"
    for questions in ([], ["name"], ["room_soon", "parents", "lvb", "unsafe", "several", "beside"]):
        answer = await sends(bram, page, ASK, {"leeftijd": "5-11", "weten": questions})
        assert answer.status_code == 422
    assert await asked(house) == []
