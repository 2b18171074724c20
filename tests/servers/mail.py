"""A real mail server on a loopback port: it takes mail, refuses it, holds it up, and goes away and comes back."""

import asyncio
import ipaddress
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal import clock

USER, PASSWORD = "hulpkeuze", "een geheim/van:ons"
NOTIFIES = "250-DSN"  # RFC 3461


class Notifying(SMTP):
    """Knows what may be asked about a notification of failure, as large servers do."""

    def _getparams(self, params: Sequence[str]) -> dict[str, str | bool] | None:
        return super()._getparams([one for one in params if not one.startswith("RET=")])


@dataclass(frozen=True)
class Certificate:
    """For 127.0.0.1 and nobody vouches for it: who trusts it names its file in SSL_CERT_FILE."""

    file: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.file, self.key)
        return context


@dataclass
class MailServer:
    """`refuse` says of an address what is answered for it, once for each answer; `on_data` is called in the server's
    thread when a mail is there and before it is answered for."""

    encryption: str = "smtp"
    certificate: Certificate | None = None
    signs_in: bool = False
    notifies: bool = False
    refuse: dict[str, list[str]] = field(default_factory=dict)
    refuse_content: list[str] = field(default_factory=list)
    refuse_sender: list[str] = field(default_factory=list)
    on_data: Callable[[], None] = lambda: None
    received: list[EmailMessage] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    asked_for: list[list[str]] = field(default_factory=list)  # beside the sender
    connections: int = 0
    port: int = 0

    @property
    def url(self) -> str:
        return f"{self.encryption}://127.0.0.1:{self.port}"

    def start(self) -> None:
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True)
        self._thread.start()
        assert ready.wait(10)

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join(10)

    async def _serve(self, ready: threading.Event) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        protocols: list[SMTP] = []

        def met() -> SMTP:
            self.connections += 1
            protocols.append(self._protocol())
            return protocols[-1]

        implicit = self.certificate.context() if self.certificate and self.encryption == "smtps" else None
        server = await self._loop.create_server(met, "127.0.0.1", self.port, ssl=implicit)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._ended.wait()
        server.close()
        for protocol in protocols:
            if isinstance(protocol.transport, asyncio.WriteTransport):
                protocol.transport.abort()

    def _protocol(self) -> SMTP:
        starttls = self.certificate.context() if self.certificate and self.encryption == "smtp+starttls" else None
        with warnings.catch_warnings(action="ignore"):  # it does not see that smtps is encrypted from the first byte
            return (Notifying if self.notifies else SMTP)(
                self, hostname="post.example", loop=self._loop, tls_context=starttls, require_starttls=bool(starttls),
                auth_required=self.signs_in, auth_require_tls=self.encryption == "smtp+starttls",
                authenticator=self._known if self.signs_in else None,
            )  # fmt: skip

    def _known(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, said: Any) -> AuthResult:
        right = isinstance(said, LoginPassword) and said == LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    async def handle_EHLO(
        self, _server: SMTP, session: Session, _envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        session.host_name = name
        return [answers[0], NOTIFIES, *answers[1:]] if self.notifies else answers

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse_sender:
            return self.refuse_sender.pop(0)
        envelope.mail_from = address
        envelope.mail_options = options
        return "250 OK"

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _o: Any) -> str:
        if self.refuse.get(address):
            return self.refuse[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.refuse_content:
            return self.refuse_content.pop(0)
        message = message_from_bytes(envelope.original_content or b"", policy=default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        self.receivers += envelope.rcpt_tos
        self.senders.append(envelope.mail_from or "")
        self.asked_for.append([one for one in envelope.mail_options if not one.startswith("SIZE=")])
        await asyncio.to_thread(self.on_data)
        return "250 OK"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["smtp+starttls", "smtps"])
def safe_mail_server(request: pytest.FixtureRequest, certificate: Certificate) -> Iterator[MailServer]:
    """Encrypted, for who signs in."""
    server = MailServer(request.param, certificate, signs_in=True)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    folder = tmp_path_factory.mktemp("certificate")
    made = Certificate(folder / "cert.pem", folder / "key.pem")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post.example")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    made.file.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    made.key.write_bytes(private)
    return made
