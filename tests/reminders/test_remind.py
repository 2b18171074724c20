"""Reminders as they arrive: on the right day, in one mail, once; and who is told when nobody answers."""

import asyncio

import pytest
from sqlalchemy import event
from sqlmodel import select, update
from structlog.testing import capture_logs

from portal import clock
from portal.database import Database
from portal.jobs import remind as job
from portal.mail.writing import write_ready
from portal.model import Account, Availability, Mail, Membership, Offer, OneTimeLink, Rhythm, Role
from tests.mail.writing import everything_in
from tests.reminders.reminding import DAY, ES, FRIDAY, MONDAY, TESTS, World, at, links_in, said_in, to_whom


async def test_a_reminder_comes_on_monday_morning_before_something_fades(world: World) -> None:
    await world.person("piet")
    assert await world.morning(MONDAY) == []  # it fades in two weeks
    assert await world.morning(MONDAY + 7 * DAY, hour=7) == []
    (mail,) = await world.morning(MONDAY + 7 * DAY)
    assert mail["To"] == "piet@voorbeeld.example"
    assert mail["Subject"] == "Klopt dit nog? 2 keer aanbod"
    text = said_in(mail)
    for said in (
        "De Wilgenhof",
        "gezin",
        "Vrije plekken: 2.",
        "10 dagen geleden",
        "4 december 2026",
        "14 december 2026",
    ):
        assert said in text, said
    assert len(set(links_in(mail))) == 2
    assert await world.morning(MONDAY + 7 * DAY, hour=11) == []
    assert await world.morning(MONDAY + 8 * DAY) == []


async def test_one_stops_it_with_one_click_and_nothing_personal_is_in_an_address(world: World) -> None:
    await world.person("piet")
    (mail,) = await world.morning(MONDAY + 7 * DAY)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith("<https://hulpkeuze.example/herinneringen-stoppen/")
    addresses = [word for word in said_in(mail).split() if word.startswith("https://")]
    assert not [address for address in addresses if "piet" in address or "@" in address]
    tokens = [link.rpartition("/")[2] for link in links_in(mail)]
    held = await everything_in(world.house.database)
    assert not [token for token in tokens if token in held]


async def test_all_providers_of_a_person_are_in_one_mail(world: World) -> None:
    piet = await world.person("piet", language="en")
    async with world.house.database.writing(TESTS) as session:
        about = {"account_id": piet.id, "role": Role.PROVIDER_MANAGER, "since": at(FRIDAY) - 30 * DAY}
        session.add(Membership(key="m-es", region_id=1, provider_id=ES, **about))
    (mail,) = await world.morning(MONDAY + 7 * DAY)
    assert mail["Subject"] == "Is this still right? 3 offers"
    assert said_in(mail).index("De Wilgenhof") < said_in(mail).index("Praktijk De Es")
    assert len(links_in(mail)) == 3
    assert all(link.startswith("/en/") for link in links_in(mail))


async def test_each_has_their_own_rhythm_and_the_last_one_is_never_left_out(world: World) -> None:
    piet, mieke = await world.person("piet"), await world.person("mieke", Role.PROVIDER_MANAGER)
    await world.wishes(piet, Rhythm.NEVER)
    await world.wishes(mieke, Rhythm.FORTNIGHTLY, weekday=1)
    came = {number: to_whom(await world.morning(MONDAY + number * DAY)) for number in range(7, 40)}
    assert {day: who for day, who in came.items() if who} == {8: ["mieke"], 22: ["mieke"], 36: ["mieke"]}
    async with world.house.database.writing(TESTS) as session:
        (await session.exec(select(Account).where(Account.key == "key-mieke"))).one().ended = clock.now()
    assert to_whom(await world.morning(MONDAY + 42 * DAY)) == ["piet"]


async def test_who_is_nobody_there_any_more_is_told_nothing(world: World) -> None:
    await world.person("piet")
    async with world.house.database.writing(TESTS) as session:
        (await session.exec(select(Membership))).one().until = at(MONDAY)
    assert await world.morning(MONDAY + 7 * DAY) == []


async def test_what_no_visitor_can_find_is_not_asked_after(world: World) -> None:
    await world.person("piet")
    async with world.house.database.writing(TESTS) as session:
        await session.exec(update(Offer).where(Offer.key == "wilgenhof-angst").values(published=False))  # type: ignore[arg-type]
    (mail,) = await world.morning(MONDAY + 7 * DAY)
    assert len(links_in(mail)) == 1


async def test_two_runners_write_one_mail(world: World) -> None:
    await world.person("piet")
    others = [Database(world.house.database.url.render_as_string(hide_password=False)) for _ in range(3)]
    with clock.stopped_at(at(MONDAY + 7 * DAY)):
        settings, regions = world.house.settings, world.house.regions
        written = await asyncio.gather(*(job.remind(each, settings, regions) for each in others))
    for each in others:
        await each.close()
    assert sum(written) == 1
    assert len(await world.all_of(Mail)) == 1
    assert len(await world.all_of(OneTimeLink)) == 3  # and one to stop it


class Killed(BaseException):
    pass


async def test_killed_between_writing_and_sending_or_halfway_through_writing_it_is_one_mail(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.person("piet")
    await world.person("mieke", Role.PROVIDER_MANAGER)

    async def dies(*asked: object) -> set[str]:
        await write_ready(*asked)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as deadly:
        deadly.setattr(job, "write_ready", dies)
        with pytest.raises(Killed):
            await world.reminds(MONDAY + 7 * DAY)
    assert await world.all_of(Mail) == []
    assert await world.reminds(MONDAY + 7 * DAY) == 2  # and now it is killed before it is sent
    assert to_whom(await world.morning(MONDAY + 7 * DAY)) == ["mieke", "piet"]
    assert to_whom(await world.morning(MONDAY + 8 * DAY)) == []


async def test_unanswered_it_goes_to_the_manager_and_then_to_the_region_once_a_week(world: World) -> None:
    piet, mieke = await world.person("piet"), await world.person("mieke", Role.PROVIDER_MANAGER)
    await world.wishes(piet, Rhythm.MONTHLY)
    await world.wishes(mieke, Rhythm.NEVER)
    await world.person("noor", Role.CONTRACT_MANAGER)
    came: dict[int, list[tuple[str, str]]] = {}
    for number in range(36):
        for mail in await world.morning(MONDAY + number * DAY):
            came.setdefault(number, []).append((str(mail["To"])[:5], str(mail["Subject"])))
    managers, region = "Niemand antwoordt voor 2 keer aanbod", "2 aanbieders houden hun aanbod niet bij"
    assert came == {
        0: [("piet@", "Klopt dit nog? 2 keer aanbod")],
        # Seen until Friday 4 December, and a week later still not answered; of De Es there is nobody to answer.
        21: [("mieke", managers)],
        28: [("piet@", "Klopt dit nog? 2 keer aanbod"), ("noor@", region)],
    }
    assert all("klopt-nog" not in said_in(mail) for mail in world.mail_server.received if mail["To"][:4] == "noor")


async def test_who_is_reminded_and_manages_gets_one_mail(world: World) -> None:
    await world.person("mieke", Role.PROVIDER_MANAGER)
    await world.wishes(await world.person("piet"), Rhythm.NEVER)
    came = [to_whom(await world.morning(MONDAY + 7 * week * DAY)) for week in range(1, 5)]
    assert came == [["mieke"]] * 4


async def test_an_answer_ends_it(world: World) -> None:
    await world.person("mieke", Role.PROVIDER_MANAGER)
    await world.person("noor", Role.CONTRACT_MANAGER)
    await world.morning(MONDAY + 7 * DAY)
    async with world.house.database.writing(TESTS) as session:
        for stands in (await session.exec(select(Availability))).all():
            stands.reference_date = MONDAY + 8 * DAY
    assert [to_whom(await world.morning(MONDAY + number * DAY)) for number in range(9, 21)] == [[]] * 12
    assert to_whom(await world.morning(MONDAY + 21 * DAY)) == ["mieke"]


async def test_many_offers_take_few_questions_and_the_log_tells_numbers_only(world: World) -> None:
    await world.person("piet")

    async def questions() -> int:
        asked: list[str] = []
        engine = world.house.database.engine.sync_engine
        listen = lambda *about: asked.append(about[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listen)
        with capture_logs() as lines:
            await world.reminds(MONDAY + 7 * DAY)
        event.remove(engine, "before_cursor_execute", listen)
        (line,) = lines
        assert {name for name in line if name not in ("event", "log_level")} == {
            "reminders", "managers", "regions", "unreachable",
        }  # fmt: skip
        return len(asked)

    few = await questions()
    async with world.house.database.writing(TESTS) as session:
        for kind in (Mail, OneTimeLink, job.ReminderTurn):
            for row in (await session.exec(select(kind))).all():
                await session.delete(row)
        session.add_all(
            Offer(key=f"w-{number}", region_id=1, provider_id=1, help_kind="gezin") for number in range(400)
        )
    assert await questions() == few
