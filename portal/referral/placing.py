"""Where a place to live is looked for: with people whom the child knows, then in a family form, then, with a reason, in
a group (001 4.2.2 punt 2 and 5). Which of them a form is, is the region's data. Pure."""

from collections.abc import Collection

from portal.finding.things import Thing
from portal.model import LivesWith
from portal.referral.words import GROUP_REASONS
from portal.regions import RegionData
from portal.web.language import N_

IN_ORDER = tuple(LivesWith)
WHY_A_GROUP = N_("Say why it is a group.")


def lives_with(thing: Thing, region: RegionData) -> LivesWith | None:
    """None where the region does not say, or where it can be given as forms that differ: then who refers says it."""
    form = region.forms.get(thing.key) if thing.type == "form" else None
    if form is not None:
        return form.lives_with
    given_as = {form.lives_with for form in region.forms.values() if thing.key in form.products}
    return given_as.pop() if len(given_as) == 1 else None


def asked_about(home: LivesWith | None) -> tuple[LivesWith, ...]:
    """Where else was looked: what comes before the form that is asked for."""
    return IN_ORDER if home is None else IN_ORDER[: IN_ORDER.index(home)]


def considered(ticked: Collection[str], home: LivesWith | None) -> tuple[str, ...]:
    """With what is asked for itself; what would come after it was not needed."""
    asked = asked_about(home)
    return tuple(one.value for one in IN_ORDER if one is home or (one in asked and one in ticked))


def asks_reason(ticked: Collection[str], home: LivesWith | None) -> bool:
    return LivesWith.GROUP in considered(ticked, home)


def wrong_order(looked: tuple[str, ...], group_reason: str) -> dict[str, str]:
    """Field → message id."""
    if not looked:
        return {"considered": N_("Say where you looked for a place. First with family or people whom they know.")}
    if LivesWith.NETWORK not in looked:
        return {"considered": N_("Look first with family or people whom they know.")}
    if LivesWith.GROUP not in looked:
        return {}
    wrong = {}
    if LivesWith.FAMILY_FORM not in looked:
        wrong["considered"] = N_("Look at a family form before a group.")
    if group_reason not in GROUP_REASONS:
        wrong["group_reason"] = WHY_A_GROUP
    return wrong
