"""What is sent from the page that a link leads to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from litestar import Request
from pydantic import BaseModel, ConfigDict, Field

from portal.availability import Said
from portal.availability.said import LONGEST, NAMES
from portal.model import Rhythm
from portal.reminders.due import OfferHeld
from portal.web.characters import one_line
from portal.web.errors import BadRequest
from portal.web.form import Filled, fill
from portal.web.visit import Visit

SEEN, WISH = "versie", "doe"


class Wish(StrEnum):
    """The button that was pressed."""

    RIGHT = "klopt"
    CHANGE = "veranderen"


@dataclass(frozen=True)
class Sent:
    wish: Wish
    seen: int  # the version that stood on the page
    typed: Mapping[str, str]

    def filled(self, visit: Visit) -> Filled[Said]:
        return fill(Said, {name: [text] for name, text in self.typed.items()}, visit)


async def read_answer(request: Request[Any, Any, Any]) -> Sent:
    """Raises BadRequest for what no page of ours sends."""
    try:
        form = await request.form()
    except (LookupError, ValueError) as unreadable:
        raise BadRequest from unreadable
    sent = {name: value for name, value in form.items() if isinstance(value, str)}
    if sent.get(WISH) not in set(Wish) or not re.fullmatch("[0-9]{1,9}", sent.get(SEEN, "")):
        raise BadRequest
    typed = {name: one_line(sent.get(own, ""))[:LONGEST].strip() for name, own in NAMES.items()}
    return Sent(Wish(sent[WISH]), int(sent[SEEN]), typed)


def typed_as(offer: OfferHeld) -> dict[str, str]:
    """As what stands looks in the fields."""
    values = {name: getattr(offer, name) for name in NAMES}
    return {name: "" if value is None else str(value) for name, value in values.items()}


class RhythmForm(BaseModel):
    """How often, and on which day of the week."""

    model_config = ConfigDict(frozen=True)

    rhythm: Rhythm = Field(alias="hoe-vaak")
    weekday: int = Field(alias="dag", ge=0, le=4)
