"""The command that sends a test mail, and what `portal doctor` says of mail."""

import uuid
from collections import Counter
from typing import Annotated

import typer
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from typer import echo

from portal import clock
from portal.cli.opening import open_database, operator, refuse, run
from portal.jobs.send_mail import Postman, claim
from portal.mail.delivery import NotSent
from portal.mail.post import Post, open_post
from portal.model import Mail, MailState, MailTrouble
from portal.settings import Settings, from_environment
from portal.web.language import DEFAULT, LANGUAGES

mail_commands = typer.Typer(help="Mail that the portal sends.")

WORDS = {
    MailTrouble.CONNECTION: "no connection, or it was lost",
    MailTrouble.ENCRYPTION: "no encryption, or a certificate that nothing vouches for",
    MailTrouble.LOGIN: "user and password are not accepted, or are needed and not set",
    MailTrouble.SENDER: "PORTAL_MAIL_FROM may not send there",
    MailTrouble.ADDRESS: "the server does not take mail for this address",
    MailTrouble.CONTENT: "the server does not take what the mail says",
    MailTrouble.LATER: "the server asks to come back later",
    MailTrouble.DISK: "the folder cannot be written",
    MailTrouble.UNREADABLE: "sealed with a key that is not in PORTAL_ENCRYPTION_KEYS",
    MailTrouble.TOO_LATE: "what it told was not worth telling any more",
    MailTrouble.FAULT: "something is wrong in the portal itself; the log says where",
}


@mail_commands.callback()
def mail() -> None:
    """Mail that the portal sends."""


@mail_commands.command("test")
def send_test(
    address: Annotated[str, typer.Argument(help="Where to.")],
    language: Annotated[str, typer.Option(help=f"One of {', '.join(LANGUAGES)}.")] = DEFAULT,
) -> None:
    """Send a test mail now, and say what happened. It is tried once."""
    from portal.mail.writing import (  # noqa: PLC0415 - the other commands need no templates
        NotAnAddress,
        Receiver,
        write_mail,
    )

    settings = from_environment()

    async def work() -> str:
        post = open_post(settings)
        async with open_database(settings) as database:
            async with database.writing(operator()) as session:
                key = await write_mail(
                    session,
                    settings,
                    "test",
                    Receiver(address, language=language),
                    once=uuid.uuid4().hex,
                    values={"day": clock.today()},
                )
                mails = await claim(session, col(Mail.key) == key)  # before a runner can see it
            await Postman(database, post).send(mails, again=False)
            async with database.reading() as session:
                said = (await session.exec(select(Mail.trouble).where(Mail.key == key))).one()
        if said:
            refuse(f"not sent: {_in_words(post, said)}")
        return post.delivery.where

    try:
        where = run(work())
    except NotAnAddress:
        refuse("this is no mail address; nothing was sent")
    else:
        echo(f"sent: {where} took the mail")


async def mail_problems(settings: Settings) -> list[str]:
    if settings.mail_server is None and not settings.is_local:
        return ["PORTAL_MAIL_URL is not set: mail is written to files and reaches nobody"]
    if not settings.encryption_keys and not settings.is_local:
        return ["PORTAL_ENCRYPTION_KEYS is not set: no mail can be written"]
    post = open_post(settings)
    try:
        await post.delivery.open()
    except NotSent as problem:
        return [f"mail: {_in_words(post, problem.trouble)}"]
    finally:
        await post.delivery.close()
    echo(f"ok     mail: {post.delivery.where}{' answers' if settings.mail_server else ''}")
    return []


async def waiting_mail(session: AsyncSession) -> list[str]:
    """How much there is to send, and what cannot be sent for now."""
    asked = select(Mail.state, Mail.trouble, func.count(col(Mail.id))).group_by(col(Mail.state), col(Mail.trouble))
    states: Counter[MailState] = Counter()
    troubles: Counter[str] = Counter()
    for state, trouble, number in (await session.exec(asked)).all():
        states[MailState(state)] += number
        troubles[trouble] += number if trouble and state in (MailState.WAITING, MailState.SENDING) else 0
    waiting = states[MailState.WAITING] + states[MailState.SENDING]
    echo(f"ok     mail: {waiting} wait to be sent, {states[MailState.FAILED]} could not be sent in the last 90 days")
    named = ", ".join(f"{number} × {trouble}" for trouble, number in sorted(troubles.items()) if number)
    return [f"mail that could not be sent is tried again: {named}"] if named else []


def _in_words(post: Post, trouble: str) -> str:
    return f"{post.delivery.where}: {WORDS[MailTrouble(trouble)]}"
