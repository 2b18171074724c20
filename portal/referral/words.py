"""The closed choices of a referral in words, for whoever makes one or looks at one. Message ids."""

from collections.abc import Iterable, Mapping

from portal.model import (
    AgeBand,
    ApplicationState,
    DirectedBy,
    Frame,
    LivesWith,
    NoChoice,
    Referral,
    ReferralState,
    Urgency,
    WhoChose,
)
from portal.model.columns import Texts
from portal.model.product import ReferenceItem
from portal.referral.states import TURN, Turn
from portal.referral.terms import Term
from portal.regions import RegionData
from portal.web.language import N_

AGES: Mapping[AgeBand, str] = {
    AgeBand.TO_4: N_("0 to 4 years"),
    AgeBand.TO_11: N_("5 to 11 years"),
    AgeBand.TO_15: N_("12 to 15 years"),
    AgeBand.TO_17: N_("16 or 17 years"),
    AgeBand.TO_23: N_("18 to 23 years"),
}
FRAMES: Mapping[Frame, str] = {
    Frame.VOLUNTARY: N_("Voluntary: the family chooses"),
    Frame.FORCED: N_("Forced: the GI decides, after a judge"),
}
URGENCIES: Mapping[Urgency, str] = {Urgency.USUAL: N_("Usual"), Urgency.SOON: N_("Soon")}
WHO_CHOSE: Mapping[WhoChose, str] = {
    WhoChose.FAMILY: N_("The family chose"),
    WhoChose.ADVICE: N_("The family chose, on our advice"),
    WhoChose.REFERRER: N_("The GI decided, after a judge"),
    WhoChose.NO_CHOICE: N_("There was no choice"),
}
NO_CHOICE: Mapping[NoChoice, str] = {
    NoChoice.ONE_FITS: N_("Only one provider offers what fits"),
    NoChoice.WAITS: N_("The others have no room in time"),
    NoChoice.DISTANCE: N_("The others are too far away"),
    NoChoice.GOES_ON: N_("The help goes on where it is given already"),
    NoChoice.JUDGE: N_("A judge decided"),
    NoChoice.NOT_ASKED: N_("The family was not asked"),
}
# Where to look first for a place to live: 001 4.2.2 punt 2 and 5.
CONSIDERED: Mapping[LivesWith, str] = {
    LivesWith.NETWORK: N_("With family or people whom they know"),
    LivesWith.FAMILY_FORM: N_("In a family: foster care, a gezinshuis"),
    LivesWith.GROUP: N_("In a group"),
}
# Ours: the source asks for a motivation, and names none.
GROUP_REASONS: Mapping[str, str] = {
    "no_family": N_("There is no family with room where it fits"),
    "treatment": N_("The treatment cannot be given in a family"),
    "safety": N_("A family cannot keep them or others safe"),
    "own_wish": N_("They do not want to live in another family"),
    "independent": N_("They learn to live on their own"),
}
# 001 4.2.2 punt 5: zes voorwaarden voor goede matching.
CONDITIONS: Mapping[str, str] = {
    "needs_first": N_("What the child needs to grow up stands first"),
    "parents_role": N_("The parents get a role that fits them and the child"),
    "informed": N_("Everybody is heard and informed"),
    "attachment": N_("Bonds are looked at, and whether they get on"),
    "stable": N_("The aim is a stable place, without conditions"),
    "less_risk": N_("Where the match is not ideal, help makes the risk smaller"),
}
DIRECTED_BY: Mapping[DirectedBy, str] = {
    DirectedBy.TOEGANG: N_("The toegang"),
    DirectedBy.PROVIDER: N_("A provider (integrated care, GiZ)"),
}
TURNS: Mapping[Turn, str] = {
    Turn.TOEGANG: N_("The toegang"),
    Turn.FAMILY: N_("The family, with who refers"),
    Turn.PROVIDER: N_("The provider"),
    Turn.NOBODY: N_("Nobody"),
}
STATES: Mapping[ReferralState, str] = {
    ReferralState.REQUESTED: N_("The toegang decides"),
    ReferralState.CHOOSING: N_("A provider is chosen"),
    ReferralState.ASKED: N_("Lies with a provider"),
    ReferralState.BUDGET: N_("Budget too small: the toegang decides"),
    ReferralState.ACCEPTED: N_("Accepted"),
    ReferralState.STARTED: N_("The help has started"),
    ReferralState.ALLOCATED: N_("Allocated: it goes on outside this website"),
    ReferralState.REFUSED: N_("Refused"),
    ReferralState.WITHDRAWN: N_("Withdrawn"),
    ReferralState.ENDED: N_("The help has ended"),
}
APPLICATION_STATES: Mapping[ApplicationState, str] = {
    ApplicationState.ASKED: N_("Waits for an answer"),
    ApplicationState.BUDGET: N_("Waits for the toegang: the budget"),
    ApplicationState.ACCEPTED: N_("Accepted"),
    ApplicationState.STARTED: N_("The help has started"),
    ApplicationState.ENDED: N_("The help has ended"),
    ApplicationState.DECLINED: N_("Not accepted"),
    ApplicationState.CHOSE_OTHER: N_("The family chose another provider"),
    ApplicationState.WITHDRAWN: N_("Withdrawn"),
    ApplicationState.RETURNED: N_("Back to the referrer"),
}
# As a family reads them, where they follow it.
FAMILY_STATES: Mapping[ReferralState, str] = {
    ReferralState.REQUESTED: N_("The toegang decides whether this help is possible."),
    ReferralState.CHOOSING: N_("You may choose a provider."),
    ReferralState.ASKED: N_("A provider looks whether it can help."),
    ReferralState.BUDGET: N_("The toegang decides on the budget. Until then the help does not start."),
    ReferralState.ACCEPTED: N_("A provider accepted. The help is to start."),
    ReferralState.STARTED: N_("The help has started."),
    ReferralState.ALLOCATED: N_("The toegang allocated this help. Ask who refers you how it goes on."),
    ReferralState.REFUSED: N_("The toegang decided: this help is not the way."),
    ReferralState.WITHDRAWN: N_("This referral was withdrawn."),
    ReferralState.ENDED: N_("The help has ended."),
}
FAMILY_TURNS: Mapping[Turn, str] = {
    Turn.TOEGANG: N_("The toegang of the municipality"),
    Turn.FAMILY: N_("You, together with who referred you"),
    Turn.PROVIDER: N_("The provider"),
    Turn.NOBODY: N_("Nobody has to do anything now"),
}
# Nobody's turn here, and still somebody goes on with it.
ALLOCATED_TURN = N_("Who referred you arranges the place")


def family_turn(state: ReferralState) -> str:
    return ALLOCATED_TURN if state is ReferralState.ALLOCATED else FAMILY_TURNS[TURN[state]]


# What the source says of how long it may take; beside the last day that follows from it.
TERMS: Mapping[Term, str] = {
    Term.SCREENING: N_("So many working days to answer are what this region agreed on. No source sets a number."),
    Term.MATCHING: N_("Finding a place to live can be done within three months, says the region's plan."),
    Term.RESPITE: N_("For respite it is much shorter than three months, says the region's plan. It gives no number."),
    Term.STAY: N_("A bed for a stay is there within 24 hours if it is really needed, says the region's plan."),
}


def help_named(referral: Referral, region: RegionData) -> Texts:
    """What it is about; its key where the region knows it no more."""
    things: Mapping[str, Mapping[str, ReferenceItem]] = {
        "help_kind": region.help_kinds,
        "form": region.forms,
        "product": region.products,
    }
    item = things.get(referral.subject_type, {}).get(referral.subject)
    return item.names if item is not None else {"nl": referral.subject}


def offers_in(referrals: Iterable[Referral]) -> list[str]:
    """Keys of what was asked for or wanted, to be named."""
    return [key for one in referrals for key in (one.asked_offer, one.wish) if key]
