"""What stands in the audit, in words: kinds of records, what of them changed, and values."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portal import clock
from portal.bookkeeping import HIDDEN
from portal.web.language import DEFAULT, N_

LONGEST = 300  # characters of a value

KINDS = {
    "Availability": N_("Availability"),
    "Contract": N_("Contract"),
    "ContractLine": N_("Product in a contract"),
    "Facility": N_("Facility"),
    "IntakeStop": N_("Intake stop"),
    "Invitation": N_("Invitation"),
    "Location": N_("Location"),
    "Measurement": N_("Figure"),
    "Membership": N_("Who works where"),
    "MistakeReport": N_("Report of a mistake"),
    "MonitorExtract": N_("Monitor extract"),
    "Offer": N_("Offer"),
    "Picture": N_("Picture"),
    "Practice": N_("Practice"),
    "ProfileVersion": N_("Version of the profile"),
    "Provider": N_("Provider"),
    "ProviderFunction": N_("Functions of people"),
    "Region": N_("Region"),
    "ReminderWish": N_("Reminders by mail"),
}
ACTIONS = {"added": N_("Added"), "changed": N_("Changed"), "removed": N_("Removed")}
CAPACITIES = {
    "command": N_("by the operator of the website"),
    "file": N_("from a file"),
    "link in a mail": N_("by a link in a mail"),
    "job": N_("by the website itself"),
    "own account": N_("for themselves"),
    "visitor": N_("not signed in"),
}
FIELDS = {
    "about": N_("Description"),
    "accepted_at": N_("Accepted on"),
    "account_id": N_("Person"),
    "admitted_at": N_("Admitted on"),
    "agb": N_("AGB code"),
    "age_from": N_("Youngest age"),
    "age_to": N_("Oldest age"),
    "approach": N_("Way of working"),
    "audience": N_("Who may see it"),
    "capacity": N_("Places in all"),
    "confirmed_at": N_("Last checked"),
    "ends": N_("Last day"),
    "expires": N_("Works until"),
    "decided_at": N_("Decided on"),
    "delivered_on": N_("Delivered on"),
    "deviation": N_("Spread"),
    "free_places": N_("Free places"),
    "intake_wait": N_("Weeks until the first talk"),
    "invited_by": N_("Invited by"),
    "email": N_("Mail address"),
    "ended_at": N_("Ended on"),
    "explanation": N_("Explanation"),
    "form": N_("Form of living"),
    "ground": N_("Ground"),
    "group_size": N_("Size of the group"),
    "help_kind": N_("Kind of help"),
    "imposed": N_("Imposed by the region"),
    "indicator": N_("What was measured"),
    "informant": N_("Who answered"),
    "instrument": N_("Questionnaire"),
    "invited": N_("Asked to answer"),
    "kind": N_("Kind"),
    "known": N_("The contract is known"),
    "languages": N_("Languages"),
    "made_at": N_("Made on"),
    "mean": N_("Average"),
    "methods": N_("Methods"),
    "municipality": N_("Municipality"),
    "n": N_("Number of answers"),
    "name": N_("Name"),
    "numerator": N_("Of whom so many"),
    "period_from": N_("From"),
    "period_to": N_("Up to and including"),
    "phone": N_("Telephone"),
    "place": N_("Place"),
    "product": N_("Product"),
    "public_text": N_("What visitors read"),
    "published": N_("On the website"),
    "reference_date": N_("True for the day"),
    "responded": N_("Answered"),
    "rhythm": N_("How often"),
    "role": N_("Role"),
    "rows_added": N_("New rows"),
    "rows_changed": N_("Rows that went on"),
    "said_by": N_("Said by"),
    "since": N_("Since"),
    "source": N_("Source"),
    "starts": N_("First day"),
    "status": N_("Status"),
    "street": N_("Street"),
    "target_groups": N_("Target groups"),
    "treatment_wait": N_("Weeks until the help begins"),
    "until": N_("Until"),
    "visibility": N_("What visitors see of the address"),
    "website": N_("Website"),
    "withdrawn_at": N_("Withdrawn on"),
}
PEOPLE = ("account_id", "invited_by")
# Numbers of ours, and what is unreadable: of no use to anybody who reads.
_LEFT_OUT = ("_sealed", "_print", "_hash")
_OF_OURS = frozenset({"by_region", "decided_by", "ended_by", "id", "is_example", "key", "language", "slug", "version"})


def is_shown(name: str) -> bool:
    if name in PEOPLE:
        return True
    return name not in _OF_OURS and not name.endswith((*_LEFT_OUT, "_id"))


def value_of(value: Any) -> str:
    """In few words. What is a word of ours stays that: it is the same in a file of the same records."""
    if value is None or value in ("", [], {}):
        return "–"
    if value == HIDDEN:
        return "•••"
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, Mapping):
        text = value.get(DEFAULT) or ", ".join(f"{name}: {value_of(one)}" for name, one in value.items())
    elif isinstance(value, list):
        text = ", ".join(value_of(one) for one in value)
    else:
        text = _moment(value) if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _moment(text: str) -> str:
    """A moment to the minute; any other text as it is."""
    if len(text) < len("2026-11-25T12:00:00") or text[10:11] != "T":
        return text
    try:
        return f"{clock.local(datetime.fromisoformat(text)):%Y-%m-%d %H:%M}"
    except ValueError:
        return text
