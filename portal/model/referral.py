"""Verwijsbericht: a coded notice beside the real letter, and what becomes of it. Nothing here says who a child is: no
name, day of birth, BSN, diagnosis or free text; that travels by letter or the channel that exists already."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from portal.model.account import Role
from portal.model.columns import json_list, maybe_one_of, one_of
from portal.model.referral_words import (
    AgeBand,
    ApplicationState,
    DeclineGround,
    DirectedBy,
    Frame,
    NoChoice,
    ReferralState,
    Urgency,
    WeightyReason,
    WhoChose,
)


class Referral(SQLModel, table=True):
    """What is asked for, by whom, and where it stands. The family follows it by the list under their code, which knows
    its key; nothing here leads to that list."""

    __table_args__ = (
        Index("ix_referral_of_practice", "practice_id", "state"),
        Index("ix_referral_of_municipality", "region_id", "municipality", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=24)  # random, for addresses; opens nothing by itself
    number: str = Field(unique=True, max_length=12)  # stands on the letter, and is said on the telephone
    region_id: int = Field(foreign_key="region.id")
    municipality: str = Field(max_length=4)  # CBS code: whose toegang pays
    practice_id: int | None = Field(default=None, foreign_key="practice.id")  # none: a toegang refers itself
    role: Role = one_of(Role)  # as what it was made
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime
    # What for: a key of the region's help kinds, forms or products.
    subject_type: str = Field(max_length=10)  # help_kind, form or product
    subject: str = Field(max_length=80)
    budget: str = Field(default="", max_length=80)  # key of a keuzebudget; empty: the provider decides
    age_band: AgeBand = one_of(AgeBand)
    frame: Frame = one_of(Frame, Frame.VOLUNTARY)
    urgency: Urgency = one_of(Urgency, Urgency.USUAL)
    runs_already: bool = False  # another budget of this child runs: the toegang agrees first
    # Wonen-Verblijf: network, then a family form, then a group with a reason; and the six conditions of a good match.
    considered: list[str] = json_list()
    group_reason: str = Field(default="", max_length=40)
    conditions: list[str] = json_list()
    route: str = Field(max_length=10)  # what the region's rules answered: direct, together or request
    reasons: list[str] = json_list()  # codes of portal/referral/routes.py, as they were told
    rule: str = Field(default="", max_length=80)  # key of the route rule behind it
    state: ReferralState = one_of(ReferralState)
    since: date  # in this state
    answer_by: date | None = None  # whoever's turn it is, this is its last day
    decided_at: datetime | None = None  # by the toegang
    decision: str = Field(default="", max_length=40)  # agreed, other_form, other_budget, refused
    directed_by: DirectedBy | None = maybe_one_of(DirectedBy)
    # Was there a choice?
    who_chose: WhoChose | None = maybe_one_of(WhoChose)
    no_choice: NoChoice | None = maybe_one_of(NoChoice)
    options_shown: int | None = None  # how many fitted, when it was chosen
    wish: str = Field(default="", max_length=80)  # forced frame: key of the offer that the family wants
    asked_offer: str = Field(default="", max_length=80)  # key of the offer for which the toegang was asked
    tell_toegang: bool = False  # the family, or the GI in the forced frame, lets the toegang hear of a decline
    closed_on: date | None = Field(default=None, index=True)  # from then on the terms of removal count
    version: int = 1


class Application(SQLModel, table=True):
    """Aanmelding: a referral as it lies with one provider. One at a time, but for an arrangement."""

    __table_args__ = (
        Index("ix_application_inbox", "provider_id", "region_id", "state"),
        Index("ix_application_due", "state", "answer_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=24)
    referral_id: int = Field(foreign_key="referral.id", index=True)
    provider_id: int = Field(foreign_key="provider.id")
    region_id: int = Field(foreign_key="region.id")
    offer: str = Field(max_length=80)  # key; the offer may be gone since
    budget: str = Field(default="", max_length=80)
    reserve: bool = False  # a bed or chair held in reserve, in an arrangement
    state: ApplicationState = one_of(ApplicationState, ApplicationState.ASKED)
    sent_at: datetime
    clock_from: date | None = None  # the letter came, or the family spoke to them; empty: the term has not begun
    answer_by: date | None = None  # counted in working days from it
    has_duty: bool = False  # acceptatieplicht: enrolled on this intensity or tariff group
    answered_at: datetime | None = None  # by the provider itself, for the first time since it was asked
    ground: DeclineGround | None = maybe_one_of(DeclineGround)
    reason: WeightyReason | None = maybe_one_of(WeightyReason)
    arranged: list[str] = json_list()  # of Arranged
    first_date: date | None = None  # said when it was accepted
    started_on: date | None = None  # the first real help contact, not an introduction
    patient_days: int = 0  # of the wait, what the family itself asked for
    ended_on: date | None = None
    end_reason: str = Field(default="", max_length=4)  # iJw JZ588
    reminded_on: date | None = None
    referrer_told_on: date | None = None
    version: int = 1


class ReferralEvent(SQLModel, table=True):
    """Append-only: what happened, for everybody who may see the referral; organisations, never persons. It stands in
    for the audit, whose entries outlive what they tell of: this goes with the referral."""

    __table_args__ = (Index("ix_referralevent_referral", "referral_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    referral_id: int = Field(foreign_key="referral.id")
    application_id: int | None = Field(default=None, foreign_key="application.id")
    at: datetime
    what: str = Field(max_length=30)  # closed: portal/referral/events.py
    by: str = Field(default="", max_length=20)  # family, referrer, toegang, provider, region, time
    organisation: str = Field(default="", max_length=200)
    actor: str = Field(default="", max_length=80)  # who signed for it; on no page


class Consent(SQLModel, table=True):
    """What a family agreed to, per step: to whom what goes, and why. Not for what the toegang does by its own task."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=24)
    referral_id: int = Field(foreign_key="referral.id", index=True)
    purpose: str = Field(max_length=30)  # closed: portal/referral/consent.py
    receiver: str = Field(max_length=80)  # key of a provider, "toegang" or "referrer"
    given_by: list[str] = json_list()  # parents, young: by age
    given_at: datetime
    withdrawn_at: datetime | None = None


class FitQuestion(SQLModel, table=True):
    """Asked before anything is referred: would this fit? Closed choices only."""

    __table_args__ = (Index("ix_fitquestion_inbox", "provider_id", "region_id", "answered_at"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=24)
    region_id: int = Field(foreign_key="region.id")
    provider_id: int = Field(foreign_key="provider.id")
    offer: str = Field(max_length=80)
    practice_id: int | None = Field(default=None, foreign_key="practice.id", index=True)
    municipality: str = Field(default="", max_length=4)
    role: Role = one_of(Role)
    asked_by: int = Field(foreign_key="account.id")
    asked_at: datetime
    age_band: AgeBand = one_of(AgeBand)
    questions: list[str] = json_list()  # closed: portal/referral/fit.py
    answer: str = Field(default="", max_length=20)  # closed; empty: not yet
    answered_at: datetime | None = None
    reminded_on: date | None = None
    asker_told_on: date | None = None  # that there is no answer, also after a reminder
    version: int = 1


class ReferralCount(SQLModel, table=True):
    """What remains when everything about a referral is removed: that there was one, of a kind, in a quarter."""

    region_id: int = Field(foreign_key="region.id", primary_key=True)
    municipality: str = Field(max_length=4, primary_key=True)
    quarter: str = Field(max_length=6, primary_key=True)  # 2026Q4
    what: str = Field(max_length=30, primary_key=True)  # closed: portal/referral/counts.py
    about: str = Field(default="", max_length=80, primary_key=True)
    number: int = 0
