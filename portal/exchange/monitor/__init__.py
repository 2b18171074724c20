"""The region's monitor extract: when help was allocated, began and ended, without persons (source 002, bijlage 1).

extract = read_extract(path)                          # rows as they are meant, or what is wrong with them
found = await resolved(session, region, extract)      # our keys for what the file calls them
put = await put_extract(database, region, found, actor)   # all or nothing; read twice, kept once
"""

from portal.exchange.monitor.merging import Alike, Allocation, Merge
from portal.exchange.monitor.putting import forget_extract, look_at, put_extract
from portal.exchange.monitor.reading import Extract, extract_of, read_extract, resolved
from portal.exchange.monitor.sheet import MONITOR, template_monitor

__all__ = [
    "MONITOR",
    "Alike",
    "Allocation",
    "Extract",
    "Merge",
    "extract_of",
    "forget_extract",
    "look_at",
    "put_extract",
    "read_extract",
    "resolved",
    "template_monitor",
]
