"""The closed choices of a referral: whatever is said of it is one of these, never a text."""

from enum import StrEnum


class Frame(StrEnum):
    """Kader: who decides."""

    VOLUNTARY = "voluntary"  # the family
    FORCED = "forced"  # the GI, after a judge's decision; the family's wish stands beside it


class AgeBand(StrEnum):
    """Of the child, in years. No finer."""

    TO_4 = "0-4"
    TO_11 = "5-11"
    TO_15 = "12-15"
    TO_17 = "16-17"
    TO_23 = "18-23"

    @property
    def first(self) -> int:
        return int(self.split("-")[0])

    @property
    def last(self) -> int:
        return int(self.split("-")[1])


class Urgency(StrEnum):
    """A crisis is no notice: it has its own route."""

    USUAL = "usual"
    SOON = "soon"


class ReferralState(StrEnum):
    """Whose turn it is follows from it: portal/referral/states.py."""

    REQUESTED = "requested"  # the toegang decides whether, and in which form
    CHOOSING = "choosing"  # it may go to a provider, and lies with none
    ASKED = "asked"  # a provider is screening
    BUDGET = "budget"  # a provider finds the budget too small: the toegang decides, the start waits
    ACCEPTED = "accepted"
    STARTED = "started"
    ALLOCATED = "allocated"  # closed care: it goes on outside this website
    REFUSED = "refused"  # the toegang finds that this help is not the way
    WITHDRAWN = "withdrawn"  # the family or the referrer took it back
    ENDED = "ended"


class WhoChose(StrEnum):
    """Answers to "was there a choice?": source 003, bijlage 5, result 1."""

    FAMILY = "family"
    ADVICE = "advice"  # the family, on the referrer's advice
    REFERRER = "referrer"  # in the forced frame: the GI
    NO_CHOICE = "no_choice"


class NoChoice(StrEnum):
    ONE_FITS = "one_fits"  # only one provider offers what fits
    WAITS = "waits"  # the others have no room in time
    DISTANCE = "distance"  # the others are too far away
    GOES_ON = "goes_on"  # the help goes on where it is given already
    JUDGE = "judge"  # a judge decided
    NOT_ASKED = "not_asked"  # nobody asked the family


class ApplicationState(StrEnum):
    ASKED = "asked"
    BUDGET = "budget"
    ACCEPTED = "accepted"
    STARTED = "started"
    ENDED = "ended"
    DECLINED = "declined"
    CHOSE_OTHER = "chose_other"  # the family did
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"  # nobody there can answer any more: the contract ended, or what was offered did


class DeclineGround(StrEnum):
    """The three that the contract allows: source 001, 4.2.1 punt 4."""

    TOO_HEAVY = "too_heavy"  # te zware hulpvraag: the expertise is not there
    TOO_LIGHT = "too_light"  # te lichte hulpvraag: overqualified
    WEIGHTY = "weighty"  # gewichtige redenen, with a code


class WeightyReason(StrEnum):
    """Ours: the source names none. What the contract forbids can be none of them: age, sex, origin, orientation,
    income, belief, health (source 001, 2)."""

    ENTANGLED = "entangled"  # somebody there knows the family too closely
    CONFLICT = "conflict"  # help from here went wrong before
    NO_MATCH = "no_match"  # for living or respite: it does not fit with who lives there already
    UNSAFE = "unsafe"  # not safe for the child or others, with what is there
    NO_ROOM = "no_room"  # no place came free in time


class Arranged(StrEnum):
    """What a provider saw to, so that a child is not let go: source 001, 2."""

    TOEGANG_SPOKEN = "toegang_spoken"
    REFERRER_TAKES_OVER = "referrer_takes_over"
    COLLEAGUE_FOUND = "colleague_found"  # another provider takes it up
    BRIDGING = "bridging"  # overbruggingszorg until there is a place
    FAMILY_KNOWS = "family_knows"  # how it goes on was told to the family


class DirectedBy(StrEnum):
    """Procesregisseur of several providers at once: source 001, 4.2.1 punt 5.4; in GiZ a provider."""

    TOEGANG = "toegang"
    PROVIDER = "provider"
