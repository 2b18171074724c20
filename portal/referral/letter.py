"""What stands on the letter that goes with a notice: all that is known of the help, and blanks for what only the
letter says. Nobody types a name here."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.finding.offers import ShownOffer
from portal.finding.referral_block import ReferralBlock
from portal.model.columns import Texts
from portal.model.visibility import ShownPlace
from portal.web.language import N_

# To be filled in by hand.
BLANKS: Sequence[str] = (
    N_("Name of the child"),
    N_("Date of birth"),
    N_("Address"),
    N_("Telephone of the parents or the young person"),
    N_("The result that the help is for, as concrete as you can"),
)


@dataclass(frozen=True)
class Letter:
    """Of one offer, or of help without a provider yet."""

    what: Texts
    provider: str = ""
    agb: str = ""
    place: ShownPlace | None = None
    block: ReferralBlock | None = None


def letter_to(offer: ShownOffer) -> Letter:
    """As it may be shown to anybody."""
    block = offer.referral
    return Letter(block.what, block.provider or "", block.agb, block.place, block)
