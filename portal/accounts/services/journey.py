"""Of somebody who went to a service and comes back: what only their own browser can bring, sealed, for ten minutes."""

import hmac
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from litestar.datastructures import Cookie

from portal import clock
from portal.accounts.services.known import Service
from portal.accounts.services.talk import NotVouched
from portal.secrecy import Secrecy, Unreadable
from portal.settings import Settings
from portal.web.cookies import make_cookie, own_name

LASTS = timedelta(minutes=10)
PURPOSE = "journey to a service"
_SEALED = re.compile(r"[A-Za-z0-9_=-]{1,3500}")


@dataclass(frozen=True)
class Journey:
    service: str
    back: str  # where they go on
    language: str
    account: str = ""  # whose way in it will be: asked for by who had signed in
    invitation: str = field(default="", repr=False)  # the token of the one that they accept with it
    state: str = field(default_factory=secrets.token_urlsafe, repr=False)
    nonce: str = field(default_factory=secrets.token_urlsafe, repr=False)
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)
    until: int = field(default_factory=lambda: int((clock.now() + LASTS).timestamp()))


async def way_there(service: Service, journey: Journey, back_to: str) -> str:
    """The address of the service with our question. Raises ServiceAway."""
    about = await service.talk.about()
    question = {
        **service.said.parameters,
        "response_type": "code",
        "client_id": service.said.client_id,
        "redirect_uri": back_to,
        "scope": " ".join(service.said.scopes),
        "state": journey.state,
        "nonce": journey.nonce,
        "code_challenge": create_s256_code_challenge(journey.verifier),
        "code_challenge_method": "S256",
    }
    return about.authorization + ("&" if urlsplit(about.authorization).query else "?") + urlencode(question)


async def way_out(service: Service, back_to: str) -> str:
    """Where they sign out there; empty where that cannot be asked. Raises ServiceAway."""
    address = (await service.talk.about()).end_session
    if not address:
        return ""
    question = {"client_id": service.said.client_id, "post_logout_redirect_uri": back_to}
    return address + ("&" if urlsplit(address).query else "?") + urlencode(question)


async def check_answer(service: Service, journey: Journey, answer: Mapping[str, str]) -> None:
    """Whether it answers what this browser asked, of this service. Raises NotVouched or ServiceAway."""
    if not hmac.compare_digest(answer.get("state", "").encode(), journey.state.encode()):
        raise NotVouched("state")
    said = answer.get("iss", "")
    if said != service.said.issuer and (said or (await service.talk.about()).says_iss):
        raise NotVouched("iss of the answer")


def cookie_of(settings: Settings, secrecy: Secrecy, journey: Journey) -> Cookie:
    return make_cookie(
        settings, _name(settings), secrecy.seal(json.dumps(asdict(journey)), PURPOSE), int(LASTS.total_seconds())
    )


def no_cookie(settings: Settings) -> Cookie:
    return make_cookie(settings, _name(settings), "", 0)


def journey_in(settings: Settings, secrecy: Secrecy, cookies: Mapping[str, str], service: str) -> Journey | None:
    said = cookies.get(_name(settings), "")
    if not _SEALED.fullmatch(said):
        return None
    try:
        journey = Journey(**json.loads(secrecy.unseal(said, PURPOSE)))
    except (Unreadable, ValueError, TypeError):
        return None
    return journey if journey.service == service and journey.until > clock.now().timestamp() else None


def _name(settings: Settings) -> str:
    return own_name(settings, "dienst")
