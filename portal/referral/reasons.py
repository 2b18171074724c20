"""Why a notice goes the way it goes, and what has to be there first: codes, with what people read and where it is
from. Codes are stored with a notice: one that is here once stays."""

from collections.abc import Mapping
from typing import NamedTuple

from portal.web.language import N_


class Reason(NamedTuple):
    message: str
    source: str  # as in the region's files; empty: the rule of the region that was used says it


REASONS: Mapping[str, Reason] = {
    "rule_direct": Reason(N_("You may refer to this help yourself."), ""),
    "rule_request": Reason(N_("The toegang of the municipality decides on this help. You ask for it."), ""),
    "rule_together": Reason(N_("You decide on this together with the toegang and the provider."), ""),
    "rule_none": Reason(N_("You cannot refer to this help. Discuss it with the toegang of the municipality."), ""),
    "rule_unknown": Reason(N_("The agreements that we know do not say who may refer to this. Ask the toegang."), ""),
    "crisis": Reason(N_("This is help in a crisis. No notice goes before it: you report it."), "001 4.2.3"),
    "forced_living_by_gi": Reason(
        N_("With child protection by a court, the certified institution (GI) refers to living elsewhere."),
        "001 4.2.2 punt 1",
    ),
    "voluntary_living_by_toegang": Reason(
        N_("Without a court, the toegang refers to living elsewhere. You ask for it."), "001 4.2.2 punt 1"
    ),
    "at_most_a_year": Reason(N_("The toegang allocates living elsewhere for at most a year."), "001 4.2.2 punt 3"),
    "always_by_offer": Reason(
        N_("A certified institution (GI) always uses the budget by consultation (offerte)."), "001 4.2.1 punt 3"
    ),
    "budget_advised": Reason(
        N_("The budget is advice. If it does not fit, the provider consults the toegang."), "001 4.2.1 punt 2"
    ),
    "provider_decides_budget": Reason(
        N_("You chose no budget. The provider decides on it, up to a highest budget."), "001 4.2.1 punt 2"
    ),
    "budget_unknown": Reason(
        N_("The agreements do not say which budget you may choose. The provider consults the toegang."),
        "001 4.2.1",
    ),
    "other_budget": Reason(
        N_("This budget is not one that you choose from. The toegang may agree to it."), "001 4.2.1 punt 2"
    ),
    "second_budget": Reason(
        N_("A budget runs already. A second one beside it needs the agreement of the toegang."),
        "001 4.2.1 punt 5.4",
    ),
    "second_budget_own": Reason(
        N_("A budget runs already. With this notice you agree to a second one, and you coordinate the help."),
        "001 4.2.1 punt 5.4",
    ),
    "forced_not_told": Reason(
        N_("The agreements do not say how you refer when a court protects the child. Speak with the GI first."),
        "001 4.2.1",
    ),
    "closed_by_court": Reason(
        N_("This is closed care. It is possible only with an authorisation of the court."), "001 3.2.6"
    ),
    "closed_outside": Reason(
        N_(
            "No provider is chosen on this website. With the allocation you arrange the place with the provider "
            "yourself, by telephone."
        ),
        "ours",
    ),
    "closed_gi_refers": Reason(
        N_(
            "Make no notice: call the certified institution (GI) of the child. The GI refers, with its decision, and "
            "you allocate."
        ),
        "001 4.2.2 punt 1",
    ),
    "closed_no_gi": Reason(
        N_(
            "Is there no GI yet? The court decides after advice of the Child Protection Board (Raad voor de "
            "Kinderbescherming)."
        ),
        "001 4.2.2 punt 1",
    ),
    # What the toegang decided.
    "agreed": Reason(N_("The toegang agreed."), "001 4.2.2"),
    "other_form": Reason(N_("The toegang agreed to help in another form."), "001 4.2.2"),
    "other_budget_agreed": Reason(N_("The toegang agreed with another budget."), "001 4.2.1 punt 5"),
    "budget_refused": Reason(
        N_("The toegang did not agree with a higher budget. Another provider is looked for."), "001 4.2.1 punt 5.4"
    ),
    "refused_help_at_home": Reason(N_("Refused: help at home is enough."), "001 4.2.2 punt 2"),
    "refused_lighter": Reason(N_("Refused: lighter or free help fits."), "ours"),
    "refused_running": Reason(N_("Refused: the help that runs is changed instead."), "001 4.2.1 punt 5.4"),
    "refused_other_law": Reason(N_("Refused: this help belongs to another law."), "ours"),
    "refused_other_town": Reason(N_("Refused: another municipality pays for this child."), "ours"),
}

REFUSALS = tuple(code for code in REASONS if code.startswith("refused_"))

NEEDS: Mapping[str, Reason] = {
    "letter": Reason(N_("Your letter of referral. The provider looks at it first."), "001 4.2.1 punt 4"),
    "gi_decision": Reason(N_("The decision of the certified institution (bepaling jeugdhulp)."), "001 4.2.2"),
    "allocation": Reason(N_("An allocation by the toegang: it gets a request."), "001 4.2.2"),
    "help_at_home_weighed": Reason(N_("Your judgement that help at home is not enough."), "001 4.2.2 punt 2"),
    "court_placement": Reason(N_("The authorisation of the court to live elsewhere."), "001 4.2.2 punt 1"),
    "court_closed": Reason(N_("The authorisation of the court for closed care."), "001 3.2.6"),
    "explanatory_analysis": Reason(N_("An explanatory analysis (verklarende analyse)."), "004"),
}
