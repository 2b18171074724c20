"""What the pages of stops have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from litestar import Request

from portal.stops.actions import Change, Refused
from portal.stops.forms import EndForm, LengthenForm
from portal.stops.grounds import NAMES, Ground
from portal.stops.help import OFFER, PRODUCT, Choices
from portal.web.errors import BadRequest
from portal.web.form import Filled, read_form
from portal.web.visit import Visit

Asking = Request[Any, Any, Any]
Form = TypeVar("Form", bound=EndForm)

PLACED, LENGTHENED, ENDED = "gestopt", "verlengd", "beeindigd"


@dataclass(frozen=True)
class Tried:
    """What was to happen with one of the stops of a page, and did not."""

    key: str = ""
    typed: str = ""  # the last day
    error: str = ""
    overtaken: bool = False


@dataclass(frozen=True)
class NewStop:
    """The form for one that is to come."""

    typed: Mapping[str, str | list[str]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def help_options(choices: Choices, visit: Visit) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Value and text, in groups: key of the group, its name, what is in it."""
    products = [(f"{PRODUCT}{key}", help_.within(visit.language)) for key, help_ in choices.products.items()]
    offers = [(f"{OFFER}{key}", help_.within(visit.language)) for key, (_, help_) in choices.offers.items()]
    return [
        ("product", visit.gettext("One product"), sorted(products, key=_text)),
        ("offer", visit.gettext("One offer"), sorted(offers, key=_text)),
    ]


def ground_options(grounds: Iterable[Ground], visit: Visit) -> list[tuple[str, str]]:
    return [(ground.value, visit.gettext(NAMES[ground])) for ground in grounds]


def sentence(visit: Visit, refused: Refused) -> Mapping[str, str]:
    wrong = refused.wrong
    return {wrong.where: visit.gettext(wrong.message, **wrong.values)}


async def read_lengthening(request: Asking, visit: Visit, key: str) -> tuple[Change | None, Tried]:
    filled = await _read(request, LengthenForm, visit)
    said, typed = filled.valid, str(filled.typed.get("ends", ""))
    if said is None:
        return None, Tried(key, typed, filled.errors.get("ends", ""))
    return Change(key, said.seen, said.ends), Tried(key, typed)


async def read_ending(request: Asking, visit: Visit, key: str) -> Change:
    filled = await _read(request, EndForm, visit)
    assert filled.valid is not None  # else the version was wrong
    return Change(key, filled.valid.seen)


async def _read(request: Asking, form: type[Form], visit: Visit) -> Filled[Form]:
    filled = await read_form(request, form, visit)
    if "seen" in filled.errors:  # no page of ours sends that
        raise BadRequest
    return filled


def _text(option: tuple[str, str]) -> str:
    return option[1].casefold()
