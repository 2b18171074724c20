"""What a region buys and in which words: the voorzieningenboek and its neighbours."""

from decimal import Decimal
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from portal.model.columns import Texts, json_list, json_map, maybe_one_of, one_of, stable_key


class Audience(StrEnum):
    """Who may see an offer or product listed."""

    PUBLIC = "public"
    RESTRICTED = "restricted"  # explained to everyone, listed to toegang and GI only


class Unit(StrEnum):
    HOUR = "hour"  # uur
    DAY = "day"  # etmaal, 24 hours
    TASK = "task"  # taakgericht


class FormGroup(StrEnum):
    LIVING = "living"  # wonen
    STAY = "stay"  # verblijf
    RESPITE = "respite"  # respijtzorg, part of verblijf


class LivesWith(StrEnum):
    """Whom a child lives with there, in the order in which a place is looked for."""

    NETWORK = "network"  # familie of bekenden
    FAMILY_FORM = "family_form"  # gezinsvorm
    GROUP = "group"  # leefgroep, or an institution


class ReferenceItem(SQLModel):
    """One line of a region's lists. `names` and `texts` per language; `basis` is "source" or "ours"."""

    id: int | None = Field(default=None, primary_key=True)
    region_id: int = Field(foreign_key="region.id", index=True)
    key: str = stable_key()
    position: int = 0  # order of showing; for intensities from light to heavy
    names: Texts = json_map()
    texts: dict[str, Texts] = json_map()  # field (what, for_whom, how, week, where, before, after…) → language → text
    basis: str = "source"
    source: str = ""  # document and paragraph


class ProductCategory(ReferenceItem, table=True):
    __table_args__ = (UniqueConstraint("region_id", "key"),)


class Product(ReferenceItem, table=True):
    """Voorziening: what a provider can be contracted for."""

    __table_args__ = (UniqueConstraint("region_id", "key"),)

    category: str
    unit: Unit = one_of(Unit)
    intensity_scale: str = ""  # "wonen-verblijf" or "dagverblijf"; empty where there is none
    intensity_order: int = 0  # 1 = lightest
    tariff_group: str = ""
    ijw_category: str = ""  # iJw JZ020, where known
    official_code: str = ""  # empty = unknown
    audience: Audience = one_of(Audience, Audience.PUBLIC)


class HelpKind(ReferenceItem, table=True):
    """Soort hulp: what people look for in ambulant help. Ours: the sources have no such list."""

    __table_args__ = (UniqueConstraint("region_id", "key"),)

    category: str
    products: list[str] = json_list()
    sectors: list[str] = json_list()
    target_groups: list[str] = json_list()
    tariff_groups: list[str] = json_list()
    budgets: list[str] = json_list()
    audience: Audience = one_of(Audience, Audience.PUBLIC)


class Form(ReferenceItem, table=True):
    """Vorm van wonen of verblijf."""

    __table_args__ = (UniqueConstraint("region_id", "key"),)

    group: FormGroup = one_of(FormGroup)
    parent: str = ""  # e.g. the four kinds of pleegzorg
    products: list[str] = json_list()  # intensities it can be delivered in
    group_max: int | None = None  # children
    age_from: int | None = None
    age_to: int | None = None
    extends_to: int | None = None  # age to which it may go on after 18
    lives_with: LivesWith | None = maybe_one_of(LivesWith)  # None: it differs, or the source does not say
    children_live_here: bool = True  # then an address is at most its place
    audience: Audience = one_of(Audience, Audience.PUBLIC)


class TargetGroup(ReferenceItem, table=True):
    __table_args__ = (UniqueConstraint("region_id", "key"),)


class Sector(ReferenceItem, table=True):
    """J&O, LVB or GGZ."""

    __table_args__ = (UniqueConstraint("region_id", "key"),)


class TariffGroup(ReferenceItem, table=True):
    """Tariefgroep (TG1–7): rate by level of profession."""

    __table_args__ = (UniqueConstraint("region_id", "key"),)

    number: int
    level: str
    scale: str = ""


class Function(ReferenceItem, table=True):
    """Functiebenaming of a professional, within a tariff group."""

    __table_args__ = (UniqueConstraint("region_id", "key"),)

    tariff_group: str


class Budget(ReferenceItem, table=True):
    """Keuzebudget: the most that may be spent on one result, and for how long."""

    __table_args__ = (UniqueConstraint("region_id", "key"),)

    number: int | None = None
    purpose: str  # herstel, duurzaam or offerte
    amount: Decimal | None = Field(default=None, max_digits=9, decimal_places=2)  # euro, indicative


class Route(SQLModel, table=True):
    """Who may refer to what: one rule, with what kind of rule it is and whether it is in use."""

    __table_args__ = (UniqueConstraint("region_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    region_id: int = Field(foreign_key="region.id", index=True)
    key: str = stable_key()
    referrer: str  # toegang, huisarts, jeugdarts, medisch-specialist, gi, …
    subject_type: str  # category, product, form or help_kind
    subject: str
    answer: str  # direct, request, together, none, unknown
    basis: str  # law, contract or advice
    state: str  # in_use, pilot, proposal, ended, unknown
    valid_from: str = ""
    budgets: list[str] = json_list()
    steps: Texts = json_map()  # the next step, per language
    bring: Texts = json_map()  # what to have at hand
    terms: Texts = json_map()  # how long it takes or lasts
    source: str = ""


class Wording(SQLModel, table=True):
    """Words for the index: a lay phrase for a subject, a synonym, or a stem of compounds."""

    id: int | None = Field(default=None, primary_key=True)
    region_id: int = Field(foreign_key="region.id", index=True)
    role: str  # lay, synonym or stem
    word: str
    subject_type: str = ""  # lay: help_kind, form, target_group, product
    target: str = ""  # lay: the subject's key; synonym: the word also searched
