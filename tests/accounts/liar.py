"""A provider that does what a real one cannot be made to do. It only answers the portal; nobody signs in at it."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import httpx
from joserfc import jwt
from joserfc.jwk import RSAKey

from portal import clock

ISSUER = "http://127.0.0.1:9"


@dataclass
class Liar:
    """`claims` replace those of an honest token (None leaves one out); `answers` whole answers, by path."""

    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    signs_with: Any = None
    about: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Callable[[], httpx.Response]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    sent: list[dict[str, str]] = field(default_factory=list)
    nonce: str = ""

    def __post_init__(self) -> None:
        self.keys = [RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})]

    def new_key(self, name: str) -> None:
        self.keys = [RSAKey.generate_key(2048, {"kid": name, "use": "sig"})]

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append(path)
        if path in self.answers:
            return self.answers[path]()
        if path == "/.well-known/openid-configuration":
            parts = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "jwks"}
            said = {name: f"{ISSUER}/{part}" for name, part in parts.items()}
            return httpx.Response(200, json={"issuer": ISSUER, **said, **self.about})
        if path == "/jwks":
            return httpx.Response(200, json={"keys": [key.as_dict(private=False) for key in self.keys]})
        self.sent.append({name: values[0] for name, values in parse_qs(request.content.decode()).items()})
        return httpx.Response(200, json={"access_token": "x", "token_type": "Bearer", "id_token": self.token()})

    def token(self) -> str:
        now = int(clock.now().timestamp())
        honest = {"iss": ISSUER, "sub": "samira", "aud": "werk", "iat": now, "exp": now + 300, "nonce": self.nonce}
        claims = {name: value for name, value in {**honest, **self.claims}.items() if value is not None}
        header = {"alg": "RS256", "kid": self.keys[0].kid, **self.header}
        if header["alg"] in ("none", "HS256"):
            unsigned = ".".join(_text(json.dumps(one).encode()) for one in (header, claims))
            return f"{unsigned}.{self._with_public_key(unsigned) if header['alg'] == 'HS256' else ''}"
        return jwt.encode(header, claims, self.signs_with or self.keys[0], algorithms=[header["alg"]])

    def _with_public_key(self, unsigned: str) -> str:
        """The old trick: what everybody may know, taken for a shared secret."""
        return _text(hmac.digest(self.keys[0].as_pem(private=False), unsigned.encode(), "sha256"))


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
