"""The closed choices of a referral in words, for whoever looks at one. Message ids."""

from collections.abc import Mapping

from portal.model import AgeBand, ApplicationState, Frame, ReferralState, Urgency
from portal.referral.states import Turn
from portal.referral.terms import Term
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
STATES: Mapping[ApplicationState, str] = {
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
REFERRAL_STATES: Mapping[ReferralState, str] = {
    ReferralState.REQUESTED: N_("The toegang decides whether this help is possible."),
    ReferralState.CHOOSING: N_("You may choose a provider."),
    ReferralState.ASKED: N_("A provider looks whether it can help."),
    ReferralState.BUDGET: N_("The toegang decides on the budget. Until then the help does not start."),
    ReferralState.ACCEPTED: N_("A provider accepted. The help is to start."),
    ReferralState.STARTED: N_("The help has started."),
    ReferralState.REFUSED: N_("The toegang decided: this help is not the way."),
    ReferralState.WITHDRAWN: N_("This referral was withdrawn."),
    ReferralState.ENDED: N_("The help has ended."),
}
TURNS: Mapping[Turn, str] = {
    Turn.TOEGANG: N_("The toegang of the municipality"),
    Turn.FAMILY: N_("You, together with who referred you"),
    Turn.PROVIDER: N_("The provider"),
    Turn.NOBODY: N_("Nobody has to do anything now"),
}
# What the source says of how long it may take; beside the last day that follows from it.
TERMS: Mapping[Term, str] = {
    Term.SCREENING: N_("So many working days to answer are what this region agreed on. No source sets a number."),
    Term.MATCHING: N_("Finding a place to live can be done within three months, says the region's plan."),
    Term.RESPITE: N_("For respite it is much shorter than three months, says the region's plan. It gives no number."),
    Term.STAY: N_("A bed for a stay is there within 24 hours if it is really needed, says the region's plan."),
}
