"""What everybody meets at the region's numbers: a part of the table of
expectations."""

from collections.abc import Mapping

from tests.access.table import LOG_OF_REGION, OF_REGION, Row, for_some

MEASURED: Mapping[tuple[str, str], Row] = {
    ("GET", "/regio/keuze"): LOG_OF_REGION,
    ("GET", "/regio/keuze/csv"): LOG_OF_REGION,
    ("GET", "/regio/monitor"): for_some(*OF_REGION),
    ("POST", "/regio/monitor"): for_some(*OF_REGION),
    ("POST", "/regio/monitor/bewaren"): for_some(*OF_REGION),
    ("GET", "/regio/monitor/leeg"): for_some(*OF_REGION),
    ("GET", "/regio/verwijzingen"): LOG_OF_REGION,
}
