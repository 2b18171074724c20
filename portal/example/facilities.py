"""Fictional free help in each municipality: who it says it is, and for which questions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.example.names import Names
from portal.example.wording import Pair
from portal.exchange.workbook.rows import FacilityRow
from portal.model import Audience, FacilityKind
from portal.model.product import ReferenceItem
from portal.regions import RegionData

NO_NUMBER: Pair = ("Voorbeeld: nummer niet bekend.", "Example: number not known.")
HOURS: Pair = ("Op werkdagen van 9 tot 17 uur (voorbeeld)", "On working days from 9 to 17 (example)")


@dataclass(frozen=True)
class _Kind:
    kind: FacilityKind
    names: Pair
    about: Pair
    words: tuple[str, ...] = ()  # whatever the region calls so is what it is for; none = any question
    ages: tuple[int, int] | None = None


KINDS = (
    _Kind(
        FacilityKind.TOEGANG,
        ("Jeugdteam", "Youth team"),
        (
            "Hier vraagt u hulp voor uw kind aan. Het team denkt met u mee.",
            "Here you ask for help for your child. The team thinks along with you.",
        ),
    ),
    _Kind(
        FacilityKind.JGZ,
        ("Opvoedspreekuur", "Parenting walk-in"),
        (
            "Loop binnen met een vraag over opvoeden. Het is gratis.",
            "Walk in with a question about raising children. It is free.",
        ),
        ("opvoed", "jong kind", "jonge kind"),
        (0, 12),
    ),
    _Kind(
        FacilityKind.SCHOOL,
        ("Schoolmaatschappelijk werk", "School social work"),
        ("Praat op school met iemand die meedenkt.", "Talk at school with someone who thinks along."),
        ("school", "lezen", "dyslexie"),
        (4, 18),
    ),
    _Kind(
        FacilityKind.JIM,
        ("Steunmaatje", "Support buddy"),
        (
            "Kies een volwassene die je vertrouwt. Wij helpen jullie samen verder.",
            "Choose an adult you trust. We help you further together.",
        ),
        ("zelfstandig", "bijna 18", "leefgroep", "gezinshuis"),
        (12, 23),
    ),
    _Kind(
        FacilityKind.FAMILY_GROUP_PLAN,
        ("Hulp bij een eigen plan", "Help with a plan of your own"),
        (
            "Maak samen met familie en vrienden een plan. Wij helpen u op weg.",
            "Make a plan together with family and friends. We help you on your way.",
        ),
    ),
    _Kind(
        FacilityKind.PEER_EXPERT,
        ("Ervaringsmaatjes", "Peer buddies"),
        (
            "Praat met een jongere die hetzelfde heeft meegemaakt.",
            "Talk with a young person who has been through the same.",
        ),
        ("angst", "somber", "verslaving", "autisme"),
        (12, 23),
    ),
    _Kind(
        FacilityKind.RELATION_DESK,
        ("Relatieloket", "Relation desk"),
        (
            "Heeft u vaak ruzie of gaat u uit elkaar? Hier krijgt u raad.",
            "Do you often quarrel, or are you separating? Here you get advice.",
        ),
        ("scheiding", "uit elkaar"),
    ),
    _Kind(
        FacilityKind.GP,
        ("Jeugdhulp bij de huisarts", "Youth help at the GP"),
        (
            "Een hulpverlener in de praktijk van de huisarts praat met u en uw kind.",
            "A helper at the GP's practice talks with you and your child.",
        ),
        ("psychologisch", "angst", "somber"),
    ),
    _Kind(
        FacilityKind.NEIGHBOURHOOD,
        ("Buurthuis", "Community centre"),
        ("Doe mee met sport, huiswerk en koken.", "Join in with sports, homework and cooking."),
        ages=(6, 18),
    ),
)


def facilities(region: RegionData, names: Names) -> Iterator[FacilityRow]:
    for place, town in enumerate(region.municipalities.values()):
        for number, made in enumerate(KINDS):
            # From the other end of the list than the providers.
            word = names.word(-1 - place * len(KINDS) - number)
            yield FacilityRow(
                key=f"voorbeeld-{made.kind}-{town.key}",
                kind=made.kind,
                name_nl=f"{made.names[0]} {word}, {town.name} (voorbeeld)",
                name_en=f"{made.names[1]} {word}, {town.name} (example)",
                about_nl=f"{made.about[0]} {NO_NUMBER[0]}",
                about_en=f"{made.about[1]} {NO_NUMBER[1]}",
                municipalities=[town.code],
                help_kinds=_called(made.words, region.help_kinds.values()),
                forms=_called(made.words, region.forms.values()),
                target_groups=_called(made.words, region.target_groups.values()),
                age_from=made.ages[0] if made.ages else None,
                age_to=made.ages[1] if made.ages else None,
                hours_nl=HOURS[0],
                hours_en=HOURS[1],
                is_example=True,
                source="Voorbeeld",
            )


def _called(words: tuple[str, ...], items: Iterable[ReferenceItem]) -> list[str]:
    """The keys of what a region calls by one of these words."""
    return [
        item.key
        for item in items
        if getattr(item, "audience", Audience.PUBLIC) == Audience.PUBLIC
        and any(word in item.names.get("nl", "").casefold() for word in words)
    ]
