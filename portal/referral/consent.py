"""What a family agrees to before anything goes to anybody, and who of them has to: by age (Jeugdwet 7.3.4 and 7.3.5).
For what the toegang does by its own task nobody's consent is asked."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from portal import clock
from portal.model import AgeBand, ApplicationState, Consent, Referral
from portal.secrecy import public_key
from portal.web.language import N_


class Purpose(StrEnum):
    SCREEN = "screen"  # the provider reads the notice
    HEAR = "hear"  # the toegang hears of a decline


class Giver(StrEnum):
    PARENTS = "parents"
    YOUNG = "young"


PURPOSES: Mapping[str, str] = {
    Purpose.SCREEN: N_("The provider reads this notice, to see whether its help fits."),
    Purpose.HEAR: N_("The toegang hears it when a provider cannot help, so that it can think along."),
}
GIVERS: Mapping[str, str] = {
    Giver.PARENTS: N_("The parents with authority agree."),
    Giver.YOUNG: N_("The young person agrees."),
}
TOEGANG = "toegang"  # as a receiver

_BY_AGE = {
    AgeBand.TO_4: (Giver.PARENTS,),
    AgeBand.TO_11: (Giver.PARENTS,),
    AgeBand.TO_15: (Giver.PARENTS, Giver.YOUNG),
    AgeBand.TO_17: (Giver.YOUNG,),
    AgeBand.TO_23: (Giver.YOUNG,),
}


def who_agrees(age: AgeBand) -> tuple[Giver, ...]:
    """Under 12 the parents, from 12 to 15 both, from 16 the young person."""
    return _BY_AGE[age]


def is_agreed(age: AgeBand, given: Iterable[str]) -> bool:
    return set(who_agrees(age)) <= set(given)


def hears_by_task(referral: Referral) -> bool:
    """The toegang decided on this help, or lets several providers help at once."""
    return referral.decided_at is not None or referral.directed_by is not None


def is_asked_to_tell(referral: Referral) -> bool:
    """Whether it matters what is said of it: who refers is told anyway, and so is who hears it by its own task."""
    return referral.practice_id is not None and not hears_by_task(referral)


def toegang_hears(referral: Referral, stood: ApplicationState) -> bool:
    """Of an application that is not accepted. `stood`: where it stood before; of a budget the toegang was to decide."""
    return referral.tell_toegang or hears_by_task(referral) or stood is ApplicationState.BUDGET


def consent_to(referral: Referral, purpose: Purpose, receiver: str) -> Consent:
    """As it was asked for, with all who had to agree."""
    return Consent(
        key=public_key(),
        referral_id=referral.id or 0,
        purpose=purpose.value,
        receiver=receiver[:80],
        given_by=[giver.value for giver in who_agrees(referral.age_band)],
        given_at=clock.now(),
    )
