"""What a huisarts needs in a letter of referral, as plain text to copy into their own system.

Pure: the same block and the same speaker give the same text. Nothing about a child is in it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from portal.model import Budget
from portal.model.columns import Texts
from portal.model.routing import Subject
from portal.model.visibility import ShownPlace
from portal.regions import RegionData
from portal.web.formats import filters
from portal.web.language import DEFAULT, LOCALES, N_

NOTE = "referral_block"  # the region's text about budgets
ROUTES = {
    "direct": N_("may refer directly"),
    "request": N_("ask the toegang of the municipality for it"),
    "together": N_("decide together with the toegang of the municipality"),
    "none": N_("cannot refer to it; discuss it with the toegang of the municipality"),
    "unknown": N_("not known: ask the toegang of the municipality"),
}
TO_FILL_IN = "…"

_EURO: dict[str, Callable[[Decimal], str]] = {code: filters(locale)["euro"] for code, locale in LOCALES.items()}


class Speaker(Protocol):
    """A visit is one."""

    @property
    def language(self) -> str: ...
    def text(self, texts: Texts) -> str: ...
    def gettext(self, message: str, **values: object) -> str: ...


@dataclass(frozen=True)
class ReferralBlock:
    what: Texts
    answer: str  # of the route rules
    budgets: tuple[Budget, ...] = ()  # that the rule advises
    note: Texts | None = None
    provider: str | None = None  # None: still to be chosen
    agb: str = ""
    place: ShownPlace | None = None


def referral_block(
    region: RegionData,
    subject: Subject,
    what: Texts,
    *,
    referrer: str = "huisarts",
    provider: str | None = None,
    agb: str | None = None,
    place: ShownPlace | None = None,
) -> ReferralBlock:
    """Budgets are those that the rule itself advises: of the kind of help where it has one, else of its category."""
    rule = region.route_book.rule_for(referrer, subject)
    budgets = tuple(region.budgets[key] for key in rule.budgets if key in region.budgets) if rule else ()
    return ReferralBlock(
        what=what,
        answer=rule.answer if rule else "unknown",
        budgets=budgets,
        note=region.region.texts.get(NOTE) if budgets else None,
        provider=provider,
        agb=agb or "",
        place=place,
    )


def referral_text(block: ReferralBlock, speaker: Speaker) -> str:
    gettext = speaker.gettext
    chosen = block.provider is not None
    lines = [
        (gettext("Provider"), block.provider if chosen else TO_FILL_IN),
        (gettext("AGB code"), (block.agb or gettext("not known")) if chosen else TO_FILL_IN),
        (gettext("Location"), (_location(block.place) or gettext("on request")) if chosen else TO_FILL_IN),
        (gettext("Help"), speaker.text(block.what)),
        (gettext("Route"), gettext(ROUTES.get(block.answer, ROUTES["unknown"]))),
    ]
    if block.budgets:
        lines.append((gettext("Budget (advice)"), _budgets(block.budgets, speaker)))
    if block.note:
        lines.append((gettext("Note"), speaker.text(block.note)))
    return "\n".join(f"{name}: {value}" for name, value in lines)


def _location(place: ShownPlace | None) -> str:
    """As finely as it may be shown: what may not is not in `place`."""
    if place is None:
        return ""
    return ", ".join(filter(None, (place.street, f"{place.postcode} {place.place}".strip())))


def _budgets(budgets: tuple[Budget, ...], speaker: Speaker) -> str:
    between = speaker.gettext("or")
    return f" {between} ".join(_budget(budget, speaker) for budget in budgets)


def _budget(budget: Budget, speaker: Speaker) -> str:
    name = speaker.text(budget.names)
    if budget.amount is None:
        return name
    # A space that does not break is not read by every system that a text is pasted into.
    amount = _EURO.get(speaker.language, _EURO[DEFAULT])(budget.amount).replace("\u00a0", " ")
    return speaker.gettext("%(budget)s (about %(amount)s)", budget=name, amount=amount)
