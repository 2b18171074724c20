"""Free facilities of a region as they are there today."""

from portal import clock
from portal.model import Facility
from portal.model.lasting import not_over
from portal.regions import RegionData


def there_today(region: RegionData) -> tuple[Facility, ...]:
    """The region in memory holds those that ended as well: the day on which one ends comes without a write."""
    today = clock.today()
    return tuple(one for one in region.facilities if not_over(one.ends, today))
