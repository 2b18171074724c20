"""A plan in words, for the command line and for a trial run."""

from collections.abc import Iterator

from portal.exchange.workbook.plan import ImportPlan, SheetChanges

NAMED = 10  # rows named per sheet and kind of change

WORDS = {
    "nl": {
        "added": "nieuw",
        "changed": "gewijzigd",
        "ended": "beëindigd",
        "skipped": "overgeslagen",
        "unchanged": "gelijk",
        "more": "en nog {more}",
        "nothing": "Er verandert niets.",
    },
    "en": {
        "added": "added",
        "changed": "changed",
        "ended": "ended",
        "skipped": "skipped",
        "unchanged": "unchanged",
        "more": "and {more} more",
        "nothing": "Nothing changes.",
    },
}


def described(plan: ImportPlan, language: str = "nl") -> list[str]:
    """Problems if there are any; else per sheet how many of what, with names, and then what was left as it is."""
    if plan.problems:
        return [problem.render(language) for problem in plan.problems]
    words = WORDS["nl" if language == "nl" else "en"]
    lines = [line for name, changes in plan.sheets.items() for line in _sheet(name, changes, words)]
    lines += [] if plan.writes else [words["nothing"]]
    return lines + [notice.render(language) for notice in plan.notices]


def _sheet(name: str, changes: SheetChanges, words: dict[str, str]) -> Iterator[str]:
    counts = {kind: len(getattr(changes, kind)) for kind in ("added", "changed", "ended", "skipped")}
    counts["unchanged"] = changes.unchanged
    if not any(counts.values()):
        return
    yield f"{name}: " + ", ".join(f"{count} {words[kind]}" for kind, count in counts.items() if count)
    for kind in ("added", "changed", "ended"):
        rows = getattr(changes, kind)
        if rows:
            named = [row.label for row in rows[:NAMED]]
            more = [words["more"].format(more=len(rows) - NAMED)] if len(rows) > NAMED else []
            yield f"  {words[kind]}: " + ", ".join(named + more)
