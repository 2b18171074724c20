"""The same portal, and the same visitor, as the catalogue is looked at with."""

from tests.catalogue.conftest import address, cast_database, engines, friday, house, regions, samira
from tests.finding.conftest import ijsselland

__all__ = ["address", "cast_database", "engines", "friday", "house", "ijsselland", "regions", "samira"]
