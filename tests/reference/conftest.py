"""The regions that come with the portal, read once."""

import pytest

from portal.exchange.region_files import REFERENCE, RegionFiles, read_region


@pytest.fixture(scope="session")
def ijsselland() -> RegionFiles:
    return read_region(REFERENCE / "ijsselland")


@pytest.fixture(scope="session")
def second_region() -> RegionFiles:
    return read_region(REFERENCE / "midden-ijssel-oost-veluwe")
