"""What a mail server gets, and what its answers mean. The server is a real one."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from portal import clock
from portal.mail.delivery import Delivery, NotSent
from portal.mail.letter import Content, Envelope, Letter, envelope_for
from portal.mail.post import Post, open_post
from portal.mail.smtp import SmtpDelivery
from portal.model import Mail, MailTrouble
from portal.settings import MailServer as Named
from portal.settings import Settings
from tests.servers.mail import PASSWORD, USER, Certificate, MailServer
from tests.servers.processes import free_port

FROM = "Hulpkeuze Oost <post@oost.example>"
FEMKE = "femke@wilgenhof.example"
STOP = "https://oost.example/mijn/mail?t=" + "x" * 300


def posting(server: MailServer, **settings: Any) -> Post:
    return open_post(Settings(mail_url=server.url, mail_from=FROM, **settings))


def an_envelope(post: Post, subject: str = "Wéér een plek vrij – bekijk", unsubscribe: str = "") -> Envelope:
    moment = datetime(2026, 11, 20, 12, tzinfo=UTC)
    mail = Mail(
        key="abc", kind="test", language="nl", to_sealed="", content_sealed="", once_key="", written_at=moment,
        due=moment,
    )  # fmt: skip
    long = "Een regel die langer is dan zesenzeventig tekens, zodat hij onderweg gebroken en weer geheeld moet worden."
    content = Content(subject, f"{long}\n.een punt\n", f"<p>{long}</p>\n", unsubscribe)
    return envelope_for(mail, Letter(FEMKE, content), post.sender)


async def refusal(delivery: Delivery, envelope: Envelope) -> NotSent:
    with pytest.raises(NotSent) as refused:
        await delivery.send(envelope)
    await delivery.close()
    assert refused.value.__cause__ is None
    assert "femke" not in repr(refused.value)
    return refused.value


async def test_a_server_gets_text_and_html_that_say_what_was_written(mail_server: MailServer) -> None:
    post = posting(mail_server)
    await post.delivery.send(an_envelope(post))
    await post.delivery.close()
    (message,) = mail_server.received
    assert mail_server.receivers == [FEMKE]
    assert [message[name] for name in ("From", "To", "Subject", "Message-ID", "Date", "Auto-Submitted")] == [
        FROM, FEMKE, "Wéér een plek vrij – bekijk", "<abc@oost.example>", "Fri, 20 Nov 2026 13:00:00 +0100",
        "auto-generated",
    ]  # fmt: skip
    assert message["List-Unsubscribe"] is None
    text, html = message.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().endswith("worden.\r\n.een punt\r\n")
    assert html.get_content().startswith("<p>Een regel die langer is")


async def test_where_one_stops_it_stands_whole_in_the_head(mail_server: MailServer) -> None:
    envelope = an_envelope(posting(mail_server), unsubscribe=STOP)
    assert message_from_bytes(envelope.message, policy=default)["List-Unsubscribe"] == f"<{STOP}>"
    assert f"\r\nList-Unsubscribe: <{STOP}>\r\n".encode() in b"\r\n" + envelope.message


@pytest.mark.parametrize("notifies", [True, False])
async def test_with_a_mailbox_for_it_a_mail_says_where_it_comes_back_and_asks_for_its_head_only(
    mail_server: MailServer, settings: Settings, notifies: bool
) -> None:
    mail_server.notifies = notifies
    mail = Mail(
        key="0123456789abcdef" * 2, kind="test", language="nl", to_sealed="", content_sealed="", once_key="",
        written_at=clock.now(), due=clock.now(),
    )  # fmt: skip
    mail.to_sealed, mail.content_sealed = Letter(FEMKE, Content("Dag", "dag\n", "<p>dag</p>")).sealed(
        settings.secrecy(), mail.key
    )
    for mailbox in ("", "bounces@oost.example"):
        post = posting(mail_server, mail_bounces=mailbox, encryption_keys=settings.encryption_keys)
        await post.send(mail)
        await post.delivery.close()
    without, returning = mail_server.senders
    assert without == "post@oost.example"
    assert re.fullmatch(rf"bounces\+{mail.key}[0-9a-f]{{16}}@oost\.example", returning)
    assert mail_server.asked_for == [[], ["RET=HDRS"] if notifies else []]
    assert [message["From"] for message in mail_server.received] == [FROM, FROM]


async def test_a_subject_of_several_lines_cannot_become_a_header(mail_server: MailServer) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        an_envelope(posting(mail_server), subject="Plek vrij\r\nBcc: all@oost.example")


async def test_several_mails_go_over_one_connection_and_a_lost_one_is_made_again(mail_server: MailServer) -> None:
    post = posting(mail_server)
    for _ in range(3):
        await post.delivery.send(an_envelope(post))
    assert mail_server.connections == 1
    mail_server.stop()
    assert (await refusal(post.delivery, an_envelope(post))).trouble is MailTrouble.CONNECTION
    mail_server.start()
    await post.delivery.send(an_envelope(post))
    await post.delivery.close()
    assert len(mail_server.received) == 4


@pytest.mark.parametrize(
    ("answer", "trouble", "final"),
    [
        ("451 4.7.1 greylisted, femke", MailTrouble.LATER, False),
        ("550 5.1.1 no such user femke", MailTrouble.ADDRESS, True),
        ("554 5.7.1 relay access denied", MailTrouble.SENDER, False),
        ("530 5.7.0 authentication required", MailTrouble.LOGIN, False),
    ],
)
async def test_what_a_server_answers_for_an_address(
    mail_server: MailServer, answer: str, trouble: MailTrouble, final: bool
) -> None:
    mail_server.refuse[FEMKE] = [answer]
    post = posting(mail_server)
    refused = await refusal(post.delivery, an_envelope(post))
    assert (refused.trouble, refused.final, refused.code) == (trouble, final, int(answer[:3]))
    assert not refused.away


async def test_a_sender_that_is_refused_is_ours_to_mend_and_content_is_not(mail_server: MailServer) -> None:
    post = posting(mail_server)
    mail_server.refuse_sender = ["553 5.1.8 not you"]
    refused = await refusal(post.delivery, an_envelope(post))
    assert (refused.trouble, refused.final) == (MailTrouble.SENDER, False)
    mail_server.refuse_content = ["554 5.6.0 spam", "452 4.3.1 no room"]
    refused = await refusal(post.delivery, an_envelope(post))
    assert (refused.trouble, refused.final) == (MailTrouble.CONTENT, True)
    refused = await refusal(post.delivery, an_envelope(post))
    assert (refused.trouble, refused.final) == (MailTrouble.LATER, False)


async def test_an_encrypted_connection_signs_in(
    safe_mail_server: MailServer, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
    for user, password, where in ((USER, PASSWORD, "beside"), ("hulpkeuze", "een%20geheim%2Fvan%3Aons", "in the URL")):
        url = safe_mail_server.url
        settings = (
            Settings(mail_url=url, mail_from=FROM, mail_user=user, mail_password=password)
            if where == "beside"
            else Settings(mail_url=url.replace("://", f"://{user}:{password}@"), mail_from=FROM)
        )
        post = open_post(settings)
        await post.delivery.send(an_envelope(post))
        await post.delivery.close()
        for shown in (repr(settings), str(settings), post.delivery.where, repr(settings.mail_server)):
            assert "geheim" not in shown
    assert len(safe_mail_server.received) == 2


async def test_who_has_the_wrong_password_or_none_is_told_to_sign_in(
    safe_mail_server: MailServer, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
    wrong = posting(safe_mail_server, mail_user=USER, mail_password="verkeerd")
    refused = await refusal(wrong.delivery, an_envelope(wrong))
    assert (refused.trouble, refused.final, refused.away) == (MailTrouble.LOGIN, False, True)
    nobody = posting(safe_mail_server)
    assert (await refusal(nobody.delivery, an_envelope(nobody))).trouble is MailTrouble.LOGIN
    assert safe_mail_server.received == []


async def test_a_server_that_nobody_vouches_for_gets_neither_password_nor_mail(safe_mail_server: MailServer) -> None:
    post = posting(safe_mail_server, mail_user=USER, mail_password=PASSWORD)
    refused = await refusal(post.delivery, an_envelope(post))
    assert (refused.trouble, refused.final, refused.away) == (MailTrouble.ENCRYPTION, False, True)


async def test_a_server_that_does_not_encrypt_is_not_believed(mail_server: MailServer) -> None:
    delivery = SmtpDelivery(Named("smtp+starttls", "127.0.0.1", mail_server.port), "oost.example")
    refused = await refusal(delivery, an_envelope(posting(mail_server)))
    assert (refused.trouble, refused.away) == (MailTrouble.ENCRYPTION, True)
    assert mail_server.received == []


async def test_a_server_that_says_nothing_is_not_waited_for(mail_server: MailServer) -> None:
    delivery = SmtpDelivery(Named("smtps", "127.0.0.1", mail_server.port), "oost.example", seconds=0.1)
    assert (await refusal(delivery, an_envelope(posting(mail_server)))).away
    nobody = SmtpDelivery(Named("smtp", "127.0.0.1", free_port()), "oost.example")
    refused = await refusal(nobody, an_envelope(posting(mail_server)))
    assert (refused.trouble, refused.away) == (MailTrouble.CONNECTION, True)


async def test_without_a_server_a_mail_is_a_file_that_only_we_can_read(tmp_path: Path) -> None:
    post = open_post(Settings(data_dir=tmp_path))
    for _ in range(2):  # sent twice it is one still
        await post.delivery.send(an_envelope(post))
    (file,) = (tmp_path / "mail").iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("abc.eml", 0o600)
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert (message["To"], message["From"]) == (FEMKE, "Hulpkeuze <hulpkeuze@localhost>")


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("in the way")
    post = open_post(Settings(data_dir=tmp_path))
    refused = await refusal(post.delivery, an_envelope(post))
    assert (refused.trouble, refused.final, refused.away) == (MailTrouble.DISK, False, True)
