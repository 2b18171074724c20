"""What everybody meets at the region's numbers and at what a family sees and takes back: a part of the table of
expectations."""

from collections.abc import Mapping

from tests.access.table import LOG_OF_REGION, OF_REGION, PUBLIC, Row, for_some

MEASURED: Mapping[tuple[str, str], Row] = {
    ("GET", "/mijn/lijst/alles"): PUBLIC,
    ("GET", "/mijn/lijst/alles/json"): PUBLIC,
    ("POST", "/mijn/lijst/alles/toestemming"): PUBLIC,
    ("GET", "/regio/keuze"): LOG_OF_REGION,
    ("GET", "/regio/keuze/csv"): LOG_OF_REGION,
    ("GET", "/regio/monitor"): for_some(*OF_REGION),
    ("POST", "/regio/monitor"): for_some(*OF_REGION),
    ("POST", "/regio/monitor/bewaren"): for_some(*OF_REGION),
    ("GET", "/regio/monitor/leeg"): for_some(*OF_REGION),
    ("GET", "/regio/verwijzingen"): LOG_OF_REGION,
}
