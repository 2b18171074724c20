"""Until when a provider answers: pure days, no database."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from portal import clock
from portal.model import FormGroup
from portal.model.region import Terms
from portal.regions import RegionData
from portal.working_days import working_day_after, working_day_from

LIVING_SCALE = "wonen-verblijf"


class Term(StrEnum):
    """What is counted. The number of days of screening is the region's own: no source sets one."""

    SCREENING = "screening"  # source 001, 4.2.1 punt 4: before the definitive aanmelding
    MATCHING = "matching"  # source 001, 4.2.2 punt 5: finding a place to live "kan binnen 3 maanden afgerond worden"
    RESPITE = "respite"  # the same punt: "voor Respijtzorg is dit veel korter", and no number: screening counts
    STAY = "stay"  # source 001, 4.3.2 punt 2: a bed within 24 hours, so nothing longer than screening


def term_of(subject_type: str, subject: str, region: RegionData) -> Term:
    """Of help, asked for or given. A product in which several forms are delivered gets the term of what is longest."""
    if subject_type == "form" and subject in region.forms:
        return _OF_GROUP[region.forms[subject].group]
    if subject_type == "product" and subject in region.products:
        groups = {form.group for form in region.forms.values() if subject in form.products}
        if FormGroup.LIVING in groups or (not groups and region.products[subject].intensity_scale == LIVING_SCALE):
            return Term.MATCHING
        return _OF_GROUP[groups.pop()] if len(groups) == 1 else Term.SCREENING
    return Term.SCREENING


_OF_GROUP = {FormGroup.LIVING: Term.MATCHING, FormGroup.STAY: Term.STAY, FormGroup.RESPITE: Term.RESPITE}


def last_day(term: Term, begun: date, terms: Terms) -> date:
    """`begun`: the letter came, or the family spoke to them. That day itself does not count."""
    if term is Term.MATCHING:
        return working_day_from(begun + timedelta(days=terms.matching_days))
    return working_day_after(begun, terms.screening_days)


def last_day_to_begin(sent_at: datetime, terms: Terms) -> date:
    """Of what was sent and whose clock nobody started: so long after it was sent somebody says when the letter came.
    Ours: without it nobody would ever be late."""
    return working_day_after(clock.local(sent_at).date(), terms.screening_days)


def due(answer_by: date | None, sent_at: datetime, terms: Terms) -> date:
    """Its last day, whether or not its clock was started."""
    return answer_by or last_day_to_begin(sent_at, terms)


def told_from(reminded_on: date, terms: Terms) -> date:
    """From this day who referred and who contracts are told that there is no answer: as many working days again."""
    return working_day_after(reminded_on, terms.screening_days)
