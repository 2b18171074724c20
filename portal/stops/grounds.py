"""Why taking in pauses: a closed list, the same in every region, so that stops can be counted together. Keys in Dutch:
they stand in the workbook as they are. What a workbook says in its own words stays that."""

from enum import StrEnum

from portal.web.language import N_


class Ground(StrEnum):
    STAFF = "te-weinig-personeel"
    WAITING = "wachtlijst-te-lang"
    BUILDING = "locatie-niet-bruikbaar"
    QUALITY = "kwaliteit-eerst-op-orde"
    CHANGE = "organisatie-verandert"
    OTHER_OWN = "andere-reden-van-aanbieder"
    DEMANDS = "voldoet-niet-aan-eisen"
    RESULTS = "resultaten-blijven-achter"
    SAFETY = "twijfel-over-veiligheid"
    INSPECTION = "maatregel-van-inspectie"
    OTHER_REGION = "andere-reden-van-regio"


NAMES = {
    Ground.STAFF: N_("Not enough staff"),
    Ground.WAITING: N_("The waiting list is too long"),
    Ground.BUILDING: N_("The location cannot be used"),
    Ground.QUALITY: N_("We first put our quality in order"),
    Ground.CHANGE: N_("Our organisation is changing"),
    Ground.OTHER_OWN: N_("Another ground"),
    Ground.DEMANDS: N_("Does not meet the demands of the contract"),
    Ground.RESULTS: N_("Performs below the norm"),
    Ground.SAFETY: N_("Doubts about safety"),
    Ground.INSPECTION: N_("A measure of the inspectorate"),
    Ground.OTHER_REGION: N_("Another ground"),
}
OF_PROVIDER = (Ground.STAFF, Ground.WAITING, Ground.BUILDING, Ground.QUALITY, Ground.CHANGE, Ground.OTHER_OWN)
OF_REGION = (Ground.DEMANDS, Ground.RESULTS, Ground.SAFETY, Ground.INSPECTION, Ground.OTHER_REGION)


def message_of(ground: str) -> str:
    """A message id, or the words of a workbook."""
    return NAMES[Ground(ground)] if ground in set(Ground) else ground
