"""What shows families and referrers the way before they search: ways in, rights, field terms, special ways."""

from enum import StrEnum

from sqlalchemy import UniqueConstraint

from portal.model.columns import Texts, json_list, json_map, one_of
from portal.model.product import ReferenceItem


class Reader(StrEnum):
    """Whom a way in is written for."""

    PARENT = "parent"
    YOUNG = "young"


class Situation(ReferenceItem, table=True):
    """A life situation in plain words, as a way in to the search. The lists are the filters that it leads to."""

    __table_args__ = (UniqueConstraint("region_id", "key"),)

    about: Texts = json_map()
    audience: Reader = one_of(Reader)
    icon: str
    help_kinds: list[str] = json_list()
    forms: list[str] = json_list()
    target_groups: list[str] = json_list()
    categories: list[str] = json_list()


class Right(ReferenceItem, table=True):
    """What a family may ask for or refuse. Texts: what, how (to use it), where (to ask)."""

    __table_args__ = (UniqueConstraint("region_id", "key"),)

    topic: str  # choice, own_plan, support, voice, consent or money
    kind: str  # law, contract or advice


class GlossaryTerm(ReferenceItem, table=True):
    """A field term, and in one sentence what it means."""

    __table_args__ = (UniqueConstraint("region_id", "key"),)

    also: dict[str, list[str]] = json_map()  # language → how else it is written in running text
    meaning: Texts = json_map()


class Pathway(ReferenceItem, table=True):
    """A special way beside the ordinary ones, such as crisis or an expert team. Only `in_use` is a way to go.
    Texts: what, for_whom, how, how_long, who_decides, bring, what_not; a checklist as question_1, question_2…"""

    __table_args__ = (UniqueConstraint("region_id", "key"),)

    area: Texts = json_map()  # the region that it belongs to
    state: str  # in_use, pilot, proposal, ended, unknown
    kind: str  # law, contract or advice
    valid_from: str = ""
