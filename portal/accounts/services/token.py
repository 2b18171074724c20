"""What the token of a service proves: that it is theirs, for us, of now, and the answer to our question."""

import binascii
from collections.abc import Mapping
from typing import Any

from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jws, jwt
from joserfc.errors import JoseError

from portal import clock
from portal.accounts.services.settings import Said
from portal.accounts.services.talk import Given, NotVouched, Talk
from portal.web.characters import storable

LEEWAY = 60  # seconds that two clocks may differ
OLDEST = 600  # seconds since it was made: longer ago it was not for this question
LONGEST = 20_000  # characters


async def proven_by(said: Said, talk: Talk, given: Given, nonce: str) -> Mapping[str, Any]:
    """The claims. Raises NotVouched or ServiceAway."""
    if len(given.id_token) > LONGEST:
        raise NotVouched("too long")
    try:
        header = jws.extract_compact(given.id_token.encode()).headers()
    except (JoseError, ValueError, KeyError, TypeError, binascii.Error):
        raise NotVouched("unreadable") from None
    if header.get("alg") not in said.algorithms:
        raise NotVouched("algorithm")
    key = await talk.key_named(str(header.get("kid", "")))
    now = int(clock.now().timestamp())
    try:
        read = jwt.decode(given.id_token, key, algorithms=list(said.algorithms))
        claims = CodeIDToken(
            read.claims,
            read.header,
            options={
                "iss": {"essential": True, "value": said.issuer},
                "aud": {"essential": True, "value": said.client_id},
            },
            params={"nonce": nonce, "client_id": said.client_id, "access_token": given.access_token},
        )
        claims.validate(now=now, leeway=LEEWAY)
    except (JoseError, ValueError, KeyError, TypeError) as problem:
        raise NotVouched(getattr(problem, "error", type(problem).__name__)) from None
    if "nonce" not in claims or now - int(claims["iat"]) > OLDEST:
        raise NotVouched("not of now")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != said.client_id:
        raise NotVouched("for others too")
    return dict(claims)


def text_of(claims: Mapping[str, Any], name: str) -> str:
    """Empty where it is not there, or is no text or number that can be kept."""
    value = claims.get(name) if name else None
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value)
    return text.strip()[:500] if text == storable(text) else ""


def texts_of(claims: Mapping[str, Any], name: str) -> frozenset[str]:
    """One or several."""
    value = claims.get(name)
    several = value if isinstance(value, list) else [value]
    return frozenset(text for one in several if (text := text_of({"it": one}, "it")))


def with_second_factor(said: Said, claims: Mapping[str, Any]) -> bool:
    wanted = said.second_factor
    return bool(texts_of(claims, "acr") & set(wanted.acr) or texts_of(claims, "amr") & set(wanted.amr))
