"""Was there a choice, as a file for a spreadsheet program."""

from portal.model import WhoChose
from portal.region.choice_made import Choosing, Quarter
from portal.web.language import N_
from portal.web.spreadsheet import as_csv
from portal.web.visit import Visit

HEADS = (
    N_("Municipality"),
    N_("Quarter"),
    N_("Notices"),
    N_("Known who chose"),
    N_("Options shown, the middle number"),
    N_("The family chose, of 100"),
    N_("The family chose on advice, of 100"),
    N_("The GI chose, of 100"),
    N_("No choice, of 100"),
)
WHOLE_REGION, TOO_FEW_TO_SHOW = N_("Whole region"), N_("Too few to show")
IN_ORDER = (WhoChose.FAMILY, WhoChose.ADVICE, WhoChose.REFERRER, WhoChose.NO_CHOICE)


def file_of(quarter: Quarter, visit: Visit) -> bytes:
    towns = visit.region.municipalities
    rows = [_row(visit.gettext(WHOLE_REGION), quarter.name, quarter.whole, visit)]
    rows += [_row(towns[code].name, quarter.name, one, visit) for code, one in quarter.rows]
    return as_csv([visit.gettext(head) for head in HEADS], rows)


def _row(name: str, quarter: str, one: Choosing | None, visit: Visit) -> list[str]:
    if one is None:
        return [name, quarter, visit.gettext(TOO_FEW_TO_SHOW), *[""] * (len(HEADS) - 3)]
    options = "" if one.options is None else f"{one.options:g}".replace(".", ",")
    return [name, quarter, str(one.notices), str(one.known), options, *(str(one.shares[who]) for who in IN_ORDER)]
