"""What a list holds, as its family sees it. Stored sealed only."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, Field

from portal.model.columns import Texts
from portal.web.language import N_

MOST = 8  # offers
LONGEST = 1_000  # characters of one text

# What people weigh, in the order in which they ask. The page names them.
CRITERIA = ("distance", "wait", "approach", "people", "results", "experiences")

# For the first talk. Our own words; what the family adds stands beside them.
QUESTIONS: Mapping[str, str] = {
    "start": N_("When can the help really start, and what can we do until then?"),
    "who": N_("Who will help us, and does that stay the same person?"),
    "what": N_("What does the help look like, week by week?"),
    "part": N_("What do you ask of us as parents, and of our child?"),
    "goal": N_("How do we see together that it helps, and what if it does not?"),
    "school": N_("Do you work together with school and others who help us?"),
    "end": N_("When does the help stop, and what comes after it?"),
}


class Weight(StrEnum):
    IMPORTANT = "important"
    NICE = "nice"
    NOT = "not"


class Remark(BaseModel):
    """Of somebody who helps the family choose: an organisation, never a person."""

    by: str
    text: str
    at: datetime


class Opening(BaseModel):
    """That somebody else than the family opened the list; several times on one day, or since an earlier day."""

    by: str  # an organisation; empty: several
    at: datetime  # the last time
    times: int = 1
    since: datetime | None = None


class Item(BaseModel):
    """An offer on the list. Its names are kept: it is still there to read about when it is offered no more."""

    offer: str
    provider: str
    what: Texts = Field(default_factory=dict)
    pros: str = ""
    cons: str = ""
    note: str = ""
    added_by: str = ""  # the organisation that put it there; empty: the family
    remarks: list[Remark] = Field(default_factory=list)


class Content(BaseModel):
    items: list[Item] = Field(default_factory=list)
    weights: dict[str, Weight] = Field(default_factory=dict)
    asked: list[str] = Field(default_factory=list)  # keys of QUESTIONS
    own_questions: str = ""
    not_now: bool = False
    lighter: bool = False
    otherwise: str = ""  # what they think of waiting, or of lighter help
    note: str = ""
    chosen: str = ""  # key of the offer that the family chose
    told_to: str = ""  # the organisation that was told so, such as by telephone; empty: the family marked it itself
    openings: list[Opening] = Field(default_factory=list)
    referrals: list[str] = Field(default_factory=list)  # keys of the notices that were made for this family
    aside: int = 0  # how many of the versions changed nothing that the family's own form holds

    def item(self, offer: str) -> Item | None:
        return next((item for item in self.items if item.offer == offer), None)

    @property
    def is_full(self) -> bool:
        return len(self.items) >= MOST

    def moved(self, offer: str, places: int) -> "Content":
        """Up is a number below zero. At an end it stays where it is."""
        items = list(self.items)
        at = next((number for number, item in enumerate(items) if item.offer == offer), None)
        if at is None:
            return self
        item = items.pop(at)
        items.insert(min(max(at + places, 0), len(items)), item)
        return self.model_copy(update={"items": items})

    def without(self, offer: str) -> "Content":
        chosen = {"chosen": "", "told_to": ""} if offer == self.chosen else {}
        return self.model_copy(update={"items": [item for item in self.items if item.offer != offer], **chosen})

    def choosing(self, offer: str, told_to: str = "") -> "Content":
        """What they chose before is chosen no more; the same once more takes it back."""
        if self.item(offer) is None:
            return self
        chosen = "" if offer == self.chosen and not told_to else offer
        return self.model_copy(update={"chosen": chosen, "told_to": told_to if chosen else ""})
