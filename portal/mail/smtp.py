"""A mail server: what it answers, as what it means for the mail."""

import asyncio
import ssl
from contextlib import suppress

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from portal.mail.delivery import Delivery, NotSent
from portal.mail.letter import Envelope
from portal.mail.status import code_in, trouble_of
from portal.model import MailTrouble
from portal.settings import MailServer

SECONDS = 20.0  # for one answer of the server
WHOLE_MAIL = 60.0  # for all of them together
PERMANENT = 500  # and above
SIGN_IN_FIRST = (530, 534, 535, 538)


class SmtpDelivery(Delivery):
    def __init__(self, server: MailServer, our_name: str, seconds: float = SECONDS) -> None:
        self._server = server
        self._our_name = our_name
        self._seconds = seconds
        self._client: SMTP | None = None
        self.where = f"{server.encryption}://{server.host}:{server.port}"

    async def open(self) -> None:
        if self._client is not None and self._client.is_connected:
            return
        self._client = SMTP(
            hostname=self._server.host,
            port=self._server.port,
            local_hostname=self._our_name,
            timeout=self._seconds,
            use_tls=self._server.encryption == "smtps",
            start_tls=self._server.encryption == "smtp+starttls",
            tls_context=ssl.create_default_context() if self._server.encryption != "smtp" else None,
        )
        try:
            await self._client.connect()
            if not self._server.user:
                await self._client.ehlo()
        except (SMTPException, OSError) as problem:
            self._drop()
            # With no kind of its own the library says that the server does not know how to encrypt.
            unsafe = type(problem) is SMTPException or _comes_from_encryption(problem)
            raise NotSent(MailTrouble.ENCRYPTION if unsafe else MailTrouble.CONNECTION, away=True) from None
        if self._server.user:
            await self._sign_in(self._client)

    async def _sign_in(self, client: SMTP) -> None:
        try:
            await client.login(self._server.user, self._server.password)
        except (SMTPException, OSError) as problem:
            self._drop()
            lost = isinstance(problem, OSError)  # the library's own kinds of it are OSErrors too
            code = getattr(problem, "code", 0)
            raise NotSent(MailTrouble.CONNECTION if lost else MailTrouble.LOGIN, code, away=True) from None

    async def try_sender(self, sender: str) -> None:
        await self.open()
        assert self._client is not None
        try:
            await self._client.mail(sender)
            await self._client.rset()
        except SMTPResponseException as problem:
            raise _refused(problem, MailTrouble.SENDER) from None
        except (SMTPException, OSError):
            self._drop()
            raise NotSent(MailTrouble.CONNECTION) from None

    async def send(self, envelope: Envelope) -> None:
        try:
            async with asyncio.timeout(WHOLE_MAIL):
                await self.open()
                assert self._client is not None
                # What a mail says, and the links in it, need not lie in another mailbox.
                only_head = envelope.comes_back and self._client.supports_extension("dsn")
                options = ["RET=HDRS"] if only_head else []  # RFC 3461
                await self._client.sendmail(envelope.sender, [envelope.address], envelope.message, mail_options=options)
        except SMTPRecipientsRefused as problem:
            refusal = problem.recipients[0]
            raise _refused(refusal, MailTrouble.ADDRESS) from None
        except SMTPSenderRefused as problem:
            raise _refused(problem, MailTrouble.SENDER) from None
        except SMTPDataError as problem:
            raise _refused(problem, MailTrouble.CONTENT) from None
        except NotSent:
            raise
        except (SMTPException, OSError):
            self._drop()
            raise NotSent(MailTrouble.CONNECTION) from None
        except BaseException:  # stopped half-way: what the server hears next would belong to this mail
            self._drop()
            raise

    async def close(self) -> None:
        if self._client is not None and self._client.is_connected:
            with suppress(SMTPException, OSError):
                await self._client.quit()
        self._drop()

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = None


def _refused(problem: SMTPResponseException, trouble: MailTrouble) -> NotSent:
    """For good only where it is about this mail: what is wrong with us is mended, and until then nothing is lost."""
    if problem.code in SIGN_IN_FIRST:
        return NotSent(MailTrouble.LOGIN, problem.code)
    if problem.code < PERMANENT:
        return NotSent(MailTrouble.LATER, problem.code)
    if trouble is MailTrouble.ADDRESS:
        trouble = trouble_of(code_in(problem.message))
    return NotSent(trouble, problem.code, final=trouble is not MailTrouble.SENDER)


def _comes_from_encryption(problem: BaseException) -> bool:
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
