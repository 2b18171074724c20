"""What is said of the room and the waits of an offer, by whomever: a person, a key or a mail.

`said` is what can be said, `saying` says it of many offers at once, and `undo` takes back the last that one said.
"""

from portal.availability.said import Said
from portal.availability.saying import Happened, Outcome, RowOutcome, SayRow, say
from portal.availability.stands import Stands
from portal.availability.undo import LastSave, Undone, last_save, undo_last

__all__ = [
    "Happened",
    "LastSave",
    "Outcome",
    "RowOutcome",
    "Said",
    "SayRow",
    "Stands",
    "Undone",
    "last_save",
    "say",
    "undo_last",
]
