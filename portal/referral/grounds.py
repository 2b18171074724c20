"""In which words a provider does not accept, what it may never be, and why help ends. Message ids."""

from collections.abc import Mapping
from enum import StrEnum

from portal.model import Arranged, DeclineGround, WeightyReason
from portal.web.language import N_


class Answer(StrEnum):
    """What a provider answers. Values in Dutch: they stand in the form."""

    ACCEPT = "aannemen"
    TOO_HEAVY = "te-zwaar"
    TOO_LIGHT = "te-licht"
    WEIGHTY = "gewichtig"
    BUDGET = "budget-te-klein"
    CHOSE_OTHER = "gezin-kiest-anders"


# Source 001, 4.2.1 punt 4: three grounds, and no others.
GROUND_OF: Mapping[Answer, DeclineGround] = {
    Answer.TOO_HEAVY: DeclineGround.TOO_HEAVY,
    Answer.TOO_LIGHT: DeclineGround.TOO_LIGHT,
    Answer.WEIGHTY: DeclineGround.WEIGHTY,
}
NO_ANSWERS: Mapping[Answer, str] = {
    Answer.TOO_HEAVY: N_("Too heavy: we do not have the expertise for this"),
    Answer.TOO_LIGHT: N_("Too light: lighter help is enough, we are overqualified"),
    Answer.WEIGHTY: N_("Weighty reasons"),
    Answer.BUDGET: N_("The budget is too small: the toegang decides, and the start waits"),
    Answer.CHOSE_OTHER: N_("The family chooses another provider"),
}
GROUNDS: Mapping[DeclineGround, str] = {
    DeclineGround.TOO_HEAVY: N_("Too heavy for this provider"),
    DeclineGround.TOO_LIGHT: N_("Too light for this provider"),
    DeclineGround.WEIGHTY: N_("Weighty reasons of the provider"),
}
REASONS: Mapping[WeightyReason, str] = {
    WeightyReason.ENTANGLED: N_("Somebody who works here knows the family too closely"),
    WeightyReason.CONFLICT: N_("Help from us went wrong before"),
    WeightyReason.NO_MATCH: N_("It does not fit with who lives here already (living and respite only)"),
    WeightyReason.UNSAFE: N_("It would not be safe with what we have"),
    WeightyReason.NO_ROOM: N_("No place came free in time"),
}
ARRANGED: Mapping[Arranged, str] = {
    Arranged.TOEGANG_SPOKEN: N_("We spoke to the toegang, with the family's agreement"),
    Arranged.REFERRER_TAKES_OVER: N_("The referrer takes it over again"),
    Arranged.COLLEAGUE_FOUND: N_("Another provider takes it up"),
    Arranged.BRIDGING: N_("We bridge the time until there is a place"),
    Arranged.FAMILY_KNOWS: N_("The family knows how it goes on"),
}

# Source 001, 2: "mag een jeugdige niet weigeren op andere gronden, zoals …".
FORBIDDEN = (
    N_("age"),
    N_("sex"),
    N_("origin"),
    N_("sexual orientation"),
    N_("income"),
    N_("belief or view of life"),
    N_("health"),
)

# iJw JZ588, in the order in which they occur most. The codes stand in JW307.
END_REASONS: Mapping[str, str] = {
    "31": N_("According to plan"),
    "34": N_("Earlier than planned, in agreement"),
    "32": N_("Earlier than planned, the family stopped"),
    "33": N_("Earlier than planned, the provider stopped"),
    "35": N_("Earlier than planned, by circumstances from outside"),
    "20": N_("Stopped for a time"),
    "36": N_("Stopped by the municipality"),
    "37": N_("Goes on under a changed allocation"),
    "02": N_("The young person died"),
}
