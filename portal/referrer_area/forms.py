"""What is sent from the pages of who refers. Choices only: nothing about a child can be typed."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, field_validator

from portal.model import AgeBand, DirectedBy, Frame, NoChoice, Urgency, WhoChose
from portal.referral.deciding import DECISIONS
from portal.referral.fit import MOST_ASKED, QUESTIONS
from portal.referral.reasons import REFUSALS
from portal.referral.sending import To
from portal.web.about_people import problem_in
from portal.web.language import N_

KEY = Annotated[str, Field(pattern=r"^[0-9a-f]{20}$")]
LONGEST_REMARK = 500
NOT_SAID = "geen"  # what the family wants; as good an answer as another
CHOOSE = N_("Choose one of the possibilities.")


class CodeForm(BaseModel):
    code: str = Field(default="", alias="code", max_length=200)


class RemarkForm(BaseModel):
    offer: str = Field(alias="aanbod", max_length=80)
    text: str = Field(alias="opmerking", max_length=LONGEST_REMARK)

    @field_validator("text")
    @classmethod
    def nobody(cls, said: str) -> str:
        if problem := problem_in(said):
            raise ValueError(problem)
        return said


class ChoiceForm(BaseModel):
    offer: str = Field(alias="aanbod", max_length=80)


class ToForm(BaseModel):
    """To whom, and how that was chosen."""

    offer: str = Field(default="", alias="aanbod", max_length=80)
    who_chose: WhoChose | None = Field(default=None, alias="koos")
    no_choice: NoChoice | None = Field(default=None, alias="geen-keuze")
    given: list[Literal["parents", "young"]] = Field(default_factory=list, alias="akkoord")
    tell_toegang: Literal["", "1"] = Field(default="", alias="terugmelden")

    def to(self, offer: str, options: int | None = None, *, reserve: bool = False) -> To:
        return To(offer, self.who_chose, self.no_choice, options, tuple(self.given), bool(self.tell_toegang), reserve)


class NoticeForm(ToForm):
    key: KEY = Field(alias="bericht")
    desk: str = Field(alias="namens", max_length=24)
    municipality: str = Field(alias="gemeente", max_length=4)
    age: AgeBand = Field(alias="leeftijd")
    frame: Frame = Field(default=Frame.VOLUNTARY, alias="kader")
    urgency: Urgency = Field(default=Urgency.USUAL, alias="spoed")
    runs: Literal["ja", "nee"] = Field(alias="loopt")
    budget: str = Field(default="", alias="budget", max_length=80)
    considered: list[str] = Field(default_factory=list, alias="gezocht", max_length=3)
    group_reason: str = Field(default="", alias="groepsreden", max_length=40)
    conditions: list[str] = Field(default_factory=list, alias="voorwaarde", max_length=6)
    wish: str = Field(default="", alias="wens", max_length=80)  # empty: not asked yet
    do: Literal["bekijk", "verstuur"] = Field(default="bekijk", alias="doe")
    seen: str = Field(default="", alias="gezien", max_length=200)  # the decision that stood on the page


class SendOnForm(ToForm):
    version: int = Field(alias="versie", ge=1)
    reserve: Literal["", "1"] = Field(default="", alias="reserve")


class VersionForm(BaseModel):
    version: int = Field(alias="versie", ge=1)


class VerdictForm(BaseModel):
    version: int = Field(alias="versie", ge=1)
    what: str = Field(alias="besluit", max_length=20)
    other: str = Field(default="", alias="wat", max_length=80)  # key of another form or kind
    budget: str = Field(default="", alias="budget", max_length=80)
    reason: str = Field(default="", alias="reden", max_length=40)
    group_reason: str = Field(default="", alias="groepsreden", max_length=40)
    directed_by: DirectedBy | None = Field(default=None, alias="regie")

    @field_validator("what")
    @classmethod
    def known(cls, said: str) -> str:
        if said not in DECISIONS:
            raise ValueError(CHOOSE)
        return said

    @field_validator("reason")
    @classmethod
    def known_reason(cls, said: str) -> str:
        if said and said not in REFUSALS:
            raise ValueError(CHOOSE)
        return said


class BudgetForm(BaseModel):
    version: int = Field(alias="versie", ge=1)
    application: KEY = Field(alias="aanmelding")
    agreed: Literal["ja", "nee"] = Field(alias="akkoord")
    budget: str = Field(default="", alias="budget", max_length=80)


class ArrangeForm(BaseModel):
    version: int = Field(alias="versie", ge=1)
    directed_by: DirectedBy | None = Field(default=None, alias="regie")


class QuestionForm(BaseModel):
    key: KEY = Field(alias="vraag-nummer")
    desk: str = Field(alias="namens", max_length=24)
    offer: str = Field(alias="aanbod", max_length=80)
    age: AgeBand = Field(alias="leeftijd")
    questions: list[str] = Field(alias="weten", min_length=1, max_length=MOST_ASKED)

    @field_validator("questions")
    @classmethod
    def closed(cls, said: list[str]) -> list[str]:
        if not set(said) <= set(QUESTIONS):
            raise ValueError(CHOOSE)
        return said
