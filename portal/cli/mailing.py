"""The commands that send a test mail and take what comes back, and what `portal doctor` says of mail."""

import sys
import uuid
from collections import Counter
from typing import Annotated

import typer
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from typer import echo

from portal import clock
from portal.cli.opening import open_database, operator, refuse, run
from portal.jobs.returned_mail import take_back
from portal.jobs.send_mail import Postman, claim
from portal.mail.delivery import NotSent
from portal.mail.post import Post, open_post
from portal.mail.return_address import KEY, return_address
from portal.mail.returned import LARGEST, read_returned
from portal.model import Mail, MailState, MailTrouble
from portal.settings import Settings, WrongSettings, from_environment
from portal.web.language import DEFAULT, LANGUAGES

mail_commands = typer.Typer(help="Mail that the portal sends.")

TRY_AGAIN = 75  # EX_TEMPFAIL: the mail server keeps it

WORDS = {
    MailTrouble.CONNECTION: "no connection, or it was lost",
    MailTrouble.ENCRYPTION: "no encryption, or a certificate that nothing vouches for",
    MailTrouble.LOGIN: "user and password are not accepted, or are needed and not set",
    MailTrouble.SENDER: "PORTAL_MAIL_FROM, or PORTAL_MAIL_BOUNCES where that is set, may not send there",
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


@mail_commands.command()
def returned(
    receiver: Annotated[str, typer.Option("--to", help="Where it was delivered to, if no header says so.")] = "",
) -> None:
    """For the mail server: take a message that came back, from standard input. Ends with 0, or with 75 to try again."""
    raw = sys.stdin.buffer.read(LARGEST + 1)
    while sys.stdin.buffer.read(LARGEST):  # to its end: a mail server that cannot get rid of it would send it again
        pass
    try:
        settings = from_environment()
        if not settings.mail_bounces:
            refuse("PORTAL_MAIL_BOUNCES is not set: what comes back cannot be told from other mail")
        run(_take_back(settings, raw, receiver))
    except typer.Exit:
        raise typer.Exit(TRY_AGAIN) from None
    except WrongSettings as problem:
        echo(str(problem), err=True)
        raise typer.Exit(TRY_AGAIN) from None
    except Exception as problem:  # what it would say may quote what came back
        echo(f"not taken: {type(problem).__name__}", err=True)
        raise typer.Exit(TRY_AGAIN) from None


async def _take_back(settings: Settings, raw: bytes, receiver: str) -> None:
    secrecy = settings.secrecy()
    found = read_returned(raw, secrecy, settings.mail_bounces, receiver)
    if found is None:
        echo("nothing: this is no mail of ours that was given up")
        return
    async with open_database(settings) as database:
        taken = await take_back(database, secrecy, found)
    echo("taken: the address is not reached" if taken else "nothing: known already, or too long ago")


async def mail_problems(settings: Settings) -> list[str]:
    if settings.mail_server is None and not settings.is_local:
        return ["PORTAL_MAIL_URL is not set: mail is written to files and reaches nobody"]
    if not settings.encryption_keys and not settings.is_local:
        return ["PORTAL_ENCRYPTION_KEYS is not set: no mail can be written"]
    post, mailbox = open_post(settings), settings.mail_bounces
    try:
        await post.delivery.open()
        if mailbox:
            await post.delivery.try_sender(return_address(settings.secrecy(), mailbox, "0" * KEY))
    except NotSent as problem:
        return [f"mail: {_in_words(post, problem.trouble)}"]
    finally:
        await post.delivery.close()
    echo(f"ok     mail: {post.delivery.where}{' answers' if settings.mail_server else ''}")
    if mailbox:
        echo(f"ok     mail: {mailbox.replace('@', '+…@')} is where it comes back; that 'portal mail returned' gets it")
    return []


async def waiting_mail(session: AsyncSession) -> list[str]:
    """How much there is to send, and what cannot be sent for now."""
    asked = select(Mail.state, Mail.trouble, func.count(col(Mail.id)), func.count(col(Mail.sent_at)))
    grouped = asked.group_by(col(Mail.state), col(Mail.trouble))
    states: Counter[MailState] = Counter()
    troubles: Counter[str] = Counter()
    returned = 0
    for state, trouble, number, sent in (await session.exec(grouped)).all():
        states[MailState(state)] += number
        returned += sent if state == MailState.FAILED else 0
        troubles[trouble] += number if trouble and state in (MailState.WAITING, MailState.SENDING) else 0
    waiting = states[MailState.WAITING] + states[MailState.SENDING]
    later = f", of which {returned} came back later" if returned else ""
    failed = f"{states[MailState.FAILED]} could not be sent in the last 90 days{later}"
    echo(f"ok     mail: {waiting} wait to be sent, {failed}")
    named = ", ".join(f"{number} × {trouble}" for trouble, number in sorted(troubles.items()) if number)
    return [f"mail that could not be sent is tried again: {named}"] if named else []


def _in_words(post: Post, trouble: str) -> str:
    return f"{post.delivery.where}: {WORDS[MailTrouble(trouble)]}"
