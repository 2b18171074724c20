"""A question before referring that nobody answers: the provider is reminded, then who asked hears whom to call."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from portal.jobs.news import TELLERS
from portal.model import FitQuestion, Provider
from portal.referral import fit_overdue
from portal.referral.fit_overdue import tell_of_late_questions
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.mailbox import letters
from tests.catalogue.reading import text_of
from tests.screening.conftest import People
from tests.screening.screening import told
from tests.screening.test_in_time import MONDAY, on, who
from tests.screening.test_questions import answers, asks
from tests.staff import FEMKE_HERSELF, signed_in

# Three working days after Monday is Thursday; three after Friday is Wednesday.
FRIDAY, NEXT_TUESDAY, NEXT_WEDNESDAY = date(2026, 12, 4), date(2026, 12, 8), date(2026, 12, 9)
ASKED = "/verwijzer/vragen"


async def runs(house: House) -> int:
    """Twice, as often as it likes."""
    done = await tell_of_late_questions(house.database, house.settings, house.regions)
    assert await tell_of_late_questions(house.database, house.settings, house.regions) == 0
    return done


async def bram_asks(house: House, people: People, **about: Any) -> str:
    return await asks(house, asked_by=people["bram"].id, **about)


async def held(house: House) -> FitQuestion:
    async with house.database.reading() as session:
        return (await session.exec(select(FitQuestion))).one()


async def test_first_who_screens_is_reminded_then_who_asked_hears_that_nothing_came(
    house: House, people: People
) -> None:
    with on(MONDAY):
        await bram_asks(house, people)
    days = [(date(2026, 12, 3), 0), (FRIDAY, 1), (NEXT_TUESDAY, 0), (NEXT_WEDNESDAY, 1), (date(2026, 12, 23), 0)]
    for today, many in days:
        with on(today, 5):  # too early to be read
            assert await runs(house) == 0
        with on(today):
            assert await runs(house) == many, today
    assert await told(house) == [
        ("mieke", "Vragen of uw hulp past, wachten te lang op antwoord"),
        ("piet", "Vragen of uw hulp past, wachten te lang op antwoord"),
        ("bram", "Een aanbieder heeft uw vraag niet beantwoord"),
    ]
    question = await held(house)
    assert (question.reminded_on, question.asker_told_on, question.version) == (FRIDAY, NEXT_WEDNESDAY, 1)


async def test_on_a_free_day_nobody_is_told(house: House, people: People) -> None:
    with on(date(2026, 12, 21)):
        await bram_asks(house, people)
    for today, many in ((date(2026, 12, 25), 0), (date(2026, 12, 26), 0), (date(2026, 12, 27), 0)):
        with on(today):
            assert await runs(house) == many
    with on(date(2026, 12, 28)):
        assert await runs(house) == 1


async def test_what_was_answered_is_told_to_nobody(house: House, app: Outer, people: People) -> None:
    with on(MONDAY):
        key = await bram_asks(house, people)
        await bram_asks(house, people, answer="fits")
    with on(FRIDAY):
        assert await runs(house) == 1
        async with signed_in(app, people["piet"]) as piet:
            assert (await answers(piet, key, uitkomst="fits")).status_code == 303
    with on(NEXT_WEDNESDAY):
        assert await runs(house) == 0
    assert who(await told(house)) == ["mieke", "piet", "bram"]  # that it was answered


async def test_several_are_one_mail_to_each(house: House, people: People) -> None:
    with on(MONDAY):
        for name in ("bram", "bram", "yusuf"):
            await asks(house, asked_by=people[name].id)
    for today in (FRIDAY, NEXT_WEDNESDAY):
        with on(today):
            assert await runs(house) == 3
    assert who(await told(house)) == ["mieke", "piet", "bram", "yusuf"]


async def test_who_asked_reads_whom_to_call_in_the_mail_and_on_the_page(
    house: House, app: Outer, people: People
) -> None:
    with on(MONDAY):
        key = await bram_asks(house, people)
    with on(FRIDAY):
        await runs(house)
    no_answer = "Er is geen antwoord, ook niet na een herinnering. Bel de aanbieder."
    with on(NEXT_WEDNESDAY):
        async with signed_in(app, people["bram"]) as bram:
            before = text_of((await bram.get(ASKED)).text)
            assert "Te laat" in before
            assert no_answer not in before
            async with house.database.writing(FEMKE_HERSELF) as session:
                (await session.exec(select(Provider).where(Provider.id == 1))).one().phone = "038 123 45 67"
            await runs(house)
            html = (await bram.get(ASKED)).text
            assert f"{no_answer} 038 123 45 67" in text_of(html)
            assert 'href="tel:0381234567"' in html
            mail = (await letters(house))[-1].content.text
            assert "038 123 45 67" in mail
            assert f"{house.settings.public_url}{ASKED}" in mail
            # An answer that comes yet is an answer.
            async with signed_in(app, people["piet"]) as piet:
                assert (await answers(piet, key, uitkomst="fits")).status_code == 303
            assert no_answer not in text_of((await bram.get(ASKED)).text)


async def test_without_a_number_the_page_says_so(house: House, app: Outer, people: People) -> None:
    with on(MONDAY):
        await bram_asks(house, people, reminded_on=date(2026, 11, 20), asker_told_on=date(2026, 11, 25))
        async with signed_in(app, people["bram"]) as bram:
            page = text_of((await bram.get(ASKED)).text)
    assert "Bel de aanbieder. Het telefoonnummer is hier niet bekend." in page


async def test_who_is_killed_halfway_has_told_nobody_and_tells_it_later(
    house: House, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on(MONDAY):
        await bram_asks(house, people)

    async def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for today, step in ((FRIDAY, "tell_of_due_questions"), (NEXT_WEDNESDAY, "tell_of_no_answer")):
        with on(today):
            with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
                patch.setattr(fit_overdue, step, killed)
                await tell_of_late_questions(house.database, house.settings, house.regions)
            question = await held(house)
            assert (question.reminded_on is None, question.asker_told_on) == (today == FRIDAY, None)
            assert await runs(house) == 1


async def test_the_region_sets_the_days(house: House, people: People) -> None:
    region = house.regions.by_key["rivierland"]
    region.terms.fit_question_days = 1
    with on(MONDAY):
        await bram_asks(house, people)
    for today, many in ((date(2026, 12, 1), 0), (date(2026, 12, 2), 1), (date(2026, 12, 3), 1)):
        with on(today):
            assert await runs(house) == many


def test_the_runner_does_it() -> None:
    assert tell_of_late_questions in TELLERS
