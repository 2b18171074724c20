"""A mail is told of only where what it tells was saved, once, and cannot be read in the database."""

import pytest
from sqlmodel import func, select

from portal.database import Database
from portal.mail.kinds import KINDS, Kind
from portal.mail.letter import opened
from portal.mail.writing import NotAnAddress, Receiver, write_mail
from portal.model import AuditEntry, IndexMark, MailState
from portal.secrecy import Secrecy, Unreadable
from portal.settings import Settings
from tests.mail.writing import FEMKE, JOHN, KEY, REGION, TEST, everything_in, rows, written


async def test_it_waits_for_the_job_and_opens_with_the_key(database: Database, settings: Settings) -> None:
    key = await written(database, settings)
    (mail,) = await rows(database)
    assert (mail.key, mail.kind, mail.language, mail.state) == (key, "test", "nl", MailState.WAITING)
    letter = opened(mail, Secrecy([KEY]))
    assert letter.address == "femke@wilgenhof.example"
    assert letter.content.subject == "Een testmail van Hulpkeuze"
    assert "Beste Femke," in letter.content.text
    assert "20 november 2026" in letter.content.html


async def test_nobody_reads_in_the_database_whom_it_is_for_or_what_it_says(
    database: Database, settings: Settings
) -> None:
    await written(database, settings, once="femke@wilgenhof.example asked")
    found = (await everything_in(database)).lower()
    assert "testmail" not in found
    assert "femke" not in found
    assert "wilgenhof" not in found


async def test_what_is_taken_back_is_not_told(database: Database, settings: Settings) -> None:
    with pytest.raises(RuntimeError):
        async with database.writing(REGION) as session:
            await write_mail(session, settings, "test", FEMKE, once="news", values=TEST)
            raise RuntimeError
    assert await rows(database) == []
    assert await written(database, settings) is not None


async def test_the_same_news_is_told_once_to_each(database: Database, settings: Settings) -> None:
    assert await written(database, settings)
    assert await written(database, settings) is None
    assert await written(database, settings, Receiver("Femke@Wilgenhof.example")) is None
    assert await written(database, settings, JOHN)
    assert await written(database, settings, once="other news")
    assert len(await rows(database)) == 3


async def test_news_that_was_told_does_not_undo_what_is_saved_beside_it(database: Database, settings: Settings) -> None:
    await written(database, settings)
    async with database.writing(REGION) as session:
        assert await write_mail(session, settings, "test", FEMKE, once="news", values=TEST) is None
        assert await write_mail(session, settings, "test", JOHN, once="news", values=TEST)
    assert len(await rows(database)) == 2


async def test_it_is_in_no_audit_and_marks_nothing_for_the_index(database: Database, settings: Settings) -> None:
    await written(database, settings)
    async with database.reading() as session:
        for kept in (AuditEntry, IndexMark):
            assert (await session.exec(select(func.count()).select_from(kept))).one() == 0


async def test_a_row_opens_only_as_itself(database: Database, settings: Settings) -> None:
    await written(database, settings)
    await written(database, settings, JOHN)
    femkes, johns = await rows(database)
    johns.to_sealed = femkes.to_sealed
    with pytest.raises(Unreadable):
        opened(johns, Secrecy([KEY]))


@pytest.mark.parametrize(
    "address",
    ["", "femke", "femke@", "@wilgenhof.example", "a@b@c.example", "femke@wilgenhof", "fém@wilgenhof.example",
     "femke@wilgenhof.example\r\nBcc: all@oost.example", "a b@c.example", "Femke <femke@wilgenhof.example>"],
)  # fmt: skip
async def test_what_is_no_address_is_refused_and_not_repeated(settings: Settings, address: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        await write_mail(None, settings, "test", Receiver(address), once="news", values=TEST)  # type: ignore[arg-type]
    assert str(refused.value) == ""
    assert refused.value.__cause__ is None


async def test_a_name_or_subject_of_several_lines_becomes_no_header(database: Database, settings: Settings) -> None:
    await written(database, settings, Receiver("femke@wilgenhof.example", "Femke\r\nBcc: all@oost.example"))
    (mail,) = await rows(database)
    content = opened(mail, Secrecy([KEY])).content
    assert "Beste Femke  Bcc: all@oost.example," in content.text
    assert not set(content.subject) & set("\r\n")


async def test_only_what_can_be_stopped_says_where_and_only_with_us(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = "http://127.0.0.1:8000/mijn/mail?t=abc"
    with pytest.raises(ValueError, match="no address"):
        await written(database, settings, unsubscribe=ours)
    monkeypatch.setitem(KINDS, "test", Kind("test", unsubscribe=True))
    with pytest.raises(ValueError, match="has address"):
        await written(database, settings)
    for strange in ("https://elders.example/stop", f"{ours}\r\nBcc: a@b.example", f"{ours}>", f"{ours}é"):
        with pytest.raises(ValueError, match="of the portal"):
            await written(database, settings, unsubscribe=strange)
    await written(database, settings, unsubscribe=ours)
    (mail,) = await rows(database)
    content = opened(mail, Secrecy([KEY])).content
    assert content.unsubscribe == ours
    assert f"Deze mails niet meer krijgen: {ours}" in content.text
    assert ours in content.html


async def test_a_value_that_is_missing_is_no_hole_in_a_mail(database: Database, settings: Settings) -> None:
    with pytest.raises(Exception, match="day"):
        await written(database, settings, values={})
    assert await rows(database) == []
