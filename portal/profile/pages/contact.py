"""Telephone, mail address and website: live at once, for nobody has to look at them first."""

import re
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from pydantic import BaseModel, Field, field_validator
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Visitor
from portal.access.fetch import provider_for
from portal.mail.writing import NotAnAddress, checked
from portal.model import Provider
from portal.profile.pages.overview import CHANGES, Asking
from portal.profile.versions import CHANGE, hold
from portal.web.address import link
from portal.web.characters import one_line
from portal.web.entrance import DONE, PROVIDER_AREA
from portal.web.form import read_form
from portal.web.house import House
from portal.web.language import N_
from portal.web.page import page
from portal.web.visit import Visit

CONTACT = f"{PROVIDER_AREA}/{{slug:str}}/contact"
FIELDS = ("phone", "email", "website")
NO_PHONE = N_("This is no telephone number. For example: 038-1234567.")
NO_MAIL = N_("This is no mail address.")
NO_WEBSITE = N_("This is no web address. For example: https://www.voorbeeld.nl.")
# Dutch numbers of ten digits and the short ones of 0800, 0900 and 088; from elsewhere with its country.
_PHONE = re.compile(r"(?:0[1-9][0-9]{8}|0(?:800|900)[0-9]{4}(?:[0-9]{3})?|14[0-9]{3,4}|\+[1-9][0-9]{7,14})")
_BETWEEN = re.compile(r"[\s().–-]")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE)


class ContactForm(BaseModel):
    phone: str = Field("", alias="telefoon", max_length=30)
    email: str = Field("", alias="mailadres", max_length=254)
    website: str = Field("", alias="website", max_length=300)
    seen: Annotated[str, Field(alias="gezien", max_length=1_000)] = ""

    @field_validator("phone")
    @classmethod
    def a_phone(cls, said: str) -> str:
        said = one_line(said)
        if said and not _PHONE.fullmatch(_BETWEEN.sub("", said)):
            raise ValueError(NO_PHONE)
        return said

    @field_validator("email")
    @classmethod
    def a_mail_address(cls, said: str) -> str:
        try:
            return checked(said) if said else ""
        except NotAnAddress as problem:
            raise ValueError(NO_MAIL) from problem

    @field_validator("website")
    @classmethod
    def a_website(cls, said: str) -> str:
        said = one_line(said)
        if said and "://" not in said:
            said = f"https://{said}"
        if said and not is_website(said):
            raise ValueError(NO_WEBSITE)
        return said


def is_website(said: str) -> bool:
    """Only what a visitor's browser opens as a page: no script, no name or password in it."""
    try:
        parts = urlsplit(said)
        port = parts.port
    except ValueError:
        return False
    plain = not re.search(r"[\s\\<>\"]", said) and "@" not in parts.netloc
    return plain and parts.scheme in ("https", "http") and port != 0 and bool(_HOST.fullmatch(parts.hostname or ""))


def seen_of(provider: Provider) -> str:
    """What stood there: somebody else may change it meanwhile."""
    return "|".join(getattr(provider, name) for name in FIELDS)


@get(CONTACT, name="profile.contact", opt=CHANGES)
async def contact_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, CHANGE)
    return _shown(request, visit, provider, _stands(provider), done=dict(visit.query).get(DONE, ""))


@post(CONTACT, name="profile.save_contact", opt=CHANGES, status_code=200)
async def contact_sent(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str] | Redirect:
    provider = await provider_for(session, visit.visitor, slug, CHANGE)
    filled = await read_form(request, ContactForm, visit)
    typed = {name: str(filled.typed.get(name, "")) for name in FIELDS}
    said = filled.valid
    if said is None:
        errors = dict(filled.errors)
        return _shown(
            request, visit, provider, typed, seen=str(filled.typed.get("seen", "")), errors=errors, status=422
        )
    wished = {name: getattr(said, name) for name in FIELDS}
    held = await save_contact(visit.house, visit.visitor, slug, wished, said.seen)
    if held is not None:
        return _shown(request, visit, held, wished, theirs=_stands(held), status=409)
    path = CONTACT.replace("{slug:str}", slug)
    return Redirect(link(visit.language, path, [(DONE, "bewaard")]), status_code=303)


async def save_contact(
    house: House, visitor: Visitor, slug: str, wished: Mapping[str, str], seen: str
) -> Provider | None:
    """How it stands where somebody else changed it meanwhile, and nothing was saved."""
    async with house.database.writing(visitor.as_actor(CHANGE)) as session:
        provider = await provider_for(session, visitor, slug, CHANGE)
        await hold(session, provider.id or 0)
        if seen != seen_of(provider) and wished != _stands(provider):
            return provider
        for name, value in wished.items():
            setattr(provider, name, value)
    return None


def _stands(provider: Provider) -> dict[str, str]:
    return {name: getattr(provider, name) for name in FIELDS}


def _shown(
    request: Asking, visit: Visit, provider: Provider, typed: dict[str, str], *, status: int = 200, **more: Any
) -> Response[str]:
    context = {"seen": seen_of(provider), "errors": {}, "theirs": {}, "done": "", **more}
    about: dict[str, Any] = {"provider": provider, "typed": typed, **context}
    return page(request, visit, "profile/contact.html", private=True, status=status, **about)
