"""What we ask of a service ourselves: what it is, its keys, and what somebody's code is worth. Never while writing."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import quote_plus

import httpx
import structlog
from authlib.oauth2.rfc7523 import private_key_jwt_sign  # type: ignore[import-untyped]
from joserfc.errors import JoseError
from joserfc.jwk import Key, import_key

from portal.accounts.services.settings import Said, is_safe, key_in

KEPT = 3600.0  # seconds that what it says of itself is believed
KEYS_AGAIN = 10.0  # seconds: no sooner are its keys asked for once more, whatever names a token gives
LARGEST = 200_000  # bytes of one answer
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

log = structlog.get_logger()


class ServiceAway(Exception):
    """It does not answer, or not as OpenID Connect has it."""


class NotVouched(Exception):
    """Its answer proves nothing: not for us, not now, not theirs. In a word or two, for the log."""


@dataclass(frozen=True)
class About:
    """What a service says of itself."""

    authorization: str
    token: str
    keys: str
    userinfo: str
    end_session: str
    says_iss: bool  # its answers name it (RFC 9207)
    secret_in_body: bool


@dataclass(frozen=True)
class Given:
    """For a code."""

    id_token: str = field(repr=False)
    access_token: str = field(repr=False)


class Talk:
    def __init__(self, said: Said, secret: str, client: Callable[[], httpx.AsyncClient], *, local: bool) -> None:
        self._said, self._secret, self._client, self._local = said, secret, client, local
        self._about: tuple[float, About] | None = None
        self._keys: tuple[float, Mapping[str, Key]] | None = None

    async def about(self) -> About:
        if self._about is None or monotonic() - self._about[0] > KEPT:
            address = self._said.issuer.rstrip("/") + "/.well-known/openid-configuration"
            self._about = (monotonic(), self._read_about(await self._ask("GET", address)))
        return self._about[1]

    async def key_named(self, name: str) -> Key:
        """One of theirs. One that we do not know is asked for once: they may have a new one. Raises NotVouched."""
        asked, held = self._keys or (float("-inf"), {})
        age = monotonic() - asked
        if age > KEPT or (name not in held and age > KEYS_AGAIN):
            held = _keys_in(await self._ask("GET", (await self.about()).keys))
            self._keys = (monotonic(), held)
        if name in held:
            return held[name]
        if not name and len(held) == 1:
            return next(iter(held.values()))
        raise NotVouched("unknown key")

    async def exchange(self, code: str, verifier: str, back_to: str) -> Given:
        """Raises NotVouched where the code is worth nothing (any more)."""
        about = await self.about()
        data = {"grant_type": "authorization_code", "code": code, "redirect_uri": back_to, "code_verifier": verifier}
        headers = {}
        if self._said.key_file is not None:
            data["client_assertion_type"] = ASSERTION_TYPE
            data["client_assertion"] = self._assertion(about.token)
            data["client_id"] = self._said.client_id
        elif about.secret_in_body:
            data |= {"client_id": self._said.client_id, "client_secret": self._secret}
        else:
            headers["authorization"] = _basic(self._said.client_id, self._secret)
        said = await self._ask("POST", about.token, data=data, headers=headers)
        id_token, access_token = said.get("id_token"), said.get("access_token", "")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise ServiceAway("no id_token")
        return Given(id_token, access_token)

    async def userinfo(self, access_token: str) -> Mapping[str, Any]:
        address = (await self.about()).userinfo
        if not address:
            raise ServiceAway("no userinfo")
        return await self._ask("GET", address, headers={"authorization": f"Bearer {access_token}"})

    async def _ask(
        self, method: str, address: str, *, data: Mapping[str, str] | None = None, headers: Mapping[str, str] = {}
    ) -> Mapping[str, Any]:
        try:
            async with self._client().stream(
                method, address, data=data, headers={"accept": "application/json", **headers}
            ) as answer:
                content = b""
                async for part in answer.aiter_bytes():
                    content += part
                    if len(content) > LARGEST:
                        raise ServiceAway("too much")
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            raise ServiceAway(type(problem).__name__) from None  # its text may hold what was sent
        try:
            said = json.loads(content)
        except (ValueError, RecursionError):
            raise ServiceAway(f"no JSON, status {answer.status_code}") from None
        if not isinstance(said, dict):
            raise ServiceAway("no JSON object")
        if answer.status_code in (400, 401) and said.get("error") == "invalid_grant":
            raise NotVouched("code is worth nothing")
        if answer.status_code != 200:
            raise ServiceAway(f"status {answer.status_code}")
        return said

    def _read_about(self, said: Mapping[str, Any]) -> About:
        if said.get("issuer") != self._said.issuer:
            raise ServiceAway("it calls itself otherwise")

        def address(name: str, *, needed: bool = True) -> str:
            value = said.get(name, "")
            if isinstance(value, str) and is_safe(value, local=self._local):
                return value
            if needed:
                raise ServiceAway(f"no {name}")
            return ""

        methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return About(
            address("authorization_endpoint"),
            address("token_endpoint"),
            address("jwks_uri"),
            address("userinfo_endpoint", needed=False),
            address("end_session_endpoint", needed=False),
            said.get("authorization_response_iss_parameter_supported") is True,
            "client_secret_basic" not in methods and "client_secret_post" in methods,
        )

    def _assertion(self, audience: str) -> str:
        key = key_in(self._secret)
        algorithm = "RS256" if key.key_type == "RSA" else "ES256"
        return str(private_key_jwt_sign(key, self._said.client_id, audience, alg=algorithm, expires_in=60))


def _keys_in(said: Mapping[str, Any]) -> Mapping[str, Key]:
    """Those that sign, by name; what we cannot read is passed by, as the standard has it."""
    found = said.get("keys")
    keys: dict[str, Key] = {}
    for one in found[:50] if isinstance(found, list) else ():
        if not isinstance(one, dict) or one.get("use", "sig") != "sig" or one.get("kty") not in ("RSA", "EC"):
            continue
        try:
            keys[str(one.get("kid", ""))] = import_key(one)
        except (JoseError, ValueError, KeyError, TypeError):
            continue
    if not keys:
        raise ServiceAway("no keys")
    return keys


def _basic(name: str, secret: str) -> str:
    """As RFC 6749 has it: both as in a form first."""
    said = f"{quote_plus(name)}:{quote_plus(secret)}"
    return f"Basic {base64.b64encode(said.encode()).decode()}"
