"""What explains a region's help, in its files: a wrong cell is named with what may stand there."""

from pathlib import Path

import pytest

from tests.exchange.breaking import LAST, Case, add, change, must_be_named


def situation(**cells: str) -> str:
    filled = {"key": "iets", "name_nl": "Iets", "about_nl": "Er is iets.", "audience": "parent", "icon": "home"}
    filled |= {"basis": "ours", "source": "ours"} | cells
    columns = (
        "key", "name_nl", "name_en", "about_nl", "about_en", "audience", "icon", "help_kinds", "forms",
        "target_groups", "categories", "basis", "source",
    )  # fmt: skip
    return ",".join(filled.get(column, "") for column in columns)


BROKEN: dict[str, Case] = {
    "a rule about something that does not exist": (
        change("routes.csv", "huisarts,category,ambulante-jeugdhulp", "huisarts,form,ambulante-jeugdhulp"),
        "routes.csv", 6, "subject", "ambulante-jeugdhulp", "one of begeleid-wonen, behandelbed",
    ),
    "two rules in use for one question": (
        change("routes.csv", "huisarts,help_kind,psychologische-hulp-licht", "huisarts,category,ambulante-jeugdhulp"),
        "routes.csv", 7, "state", "in_use", "the other is in row 6",
    ),
    "an answer nobody knows": (
        change("routes.csv", "ambulante-jeugdhulp,direct", "ambulante-jeugdhulp,ja"),
        "routes.csv", 2, "answer", "ja", "one of direct, request, together, none, unknown",
    ),
    "a referrer nobody knows": (
        change("routes.csv", "toegang,category", "buurvrouw,category"),
        "routes.csv", 2, "referrer", "buurvrouw", "one of toegang, huisarts",
    ),
    "a date that is none": (
        change("routes.csv", "2022-01-01", "1 januari 2022"),
        "routes.csv", 2, "valid_from", "1 januari 2022", "a date as in 2022-01-01",
    ),
    "a budget that does not exist": (
        change("routes.csv", "herstel-2;herstel-4", "herstel-2;herstel-9"),
        "routes.csv", 6, "budgets", "herstel-9", "of budgets.csv",
    ),
    "lay words for nothing": (
        add("lay_words.csv", "uit logeren,nl,form,logeerhuis"),
        "lay_words.csv", LAST, "subject", "logeerhuis", "of forms.csv",
    ),
    "a stem of two words": (
        add("stems.csv", "twee woorden"),
        "stems.csv", LAST, "stem", "twee woorden", "one word in lower case",
    ),
    "a situation that leads to nothing": (
        add("situations.csv", situation(help_kinds="opvoedhulp;toveren")),
        "situations.csv", LAST, "help_kinds", "toveren", "of help_kinds.csv",
    ),
    "a situation about a target group that does not exist": (
        add("situations.csv", situation(target_groups="elfen")),
        "situations.csv", LAST, "target_groups", "elfen", "of target_groups.csv",
    ),
    "a situation that leads to help that is not public": (
        add("situations.csv", situation(help_kinds="opvoedhulp;ambulante-spoedhulp")),
        "situations.csv", LAST, "help_kinds", "ambulante-spoedhulp", "what is listed to everyone",
    ),
    "a situation that leads to a form that is not public": (
        add("situations.csv", situation(forms="jeugdzorgplus")),
        "situations.csv", LAST, "forms", "jeugdzorgplus", "what is listed to everyone",
    ),
    "a situation that leads to a category of which nothing is public": (
        add("situations.csv", situation(categories="crisisfunctie")),
        "situations.csv", LAST, "categories", "crisisfunctie", "what is listed to everyone",
    ),
    "a situation for nobody": (
        add("situations.csv", situation(audience="iedereen")),
        "situations.csv", LAST, "audience", "iedereen", "one of parent, young",
    ),
    "an icon that is not drawn": (
        add("situations.csv", situation(icon="vuurwerk")),
        "situations.csv", LAST, "icon", "vuurwerk", "one of home, school, mind",
    ),
    "a right without its texts": (
        add("rights.csv", "klagen-mag,voice,Klagen mag,You may complain,law,source,Jeugdwet 4.2.1"),
        "texts.csv", None, "field", "where", "a row for right klagen-mag with field where",
    ),
    "a right about a topic nobody knows": (
        add("rights.csv", "klagen-mag,complaint,Klagen mag,You may complain,law,source,Jeugdwet 4.2.1"),
        "rights.csv", LAST, "topic", "complaint", "one of choice, own_plan, support, voice, consent, money",
    ),
    "a pathway in a state nobody knows": (
        add("pathways.csv", "weg,Een weg,A way,Overal,Everywhere,soms,advice,,ours,ours"),
        "pathways.csv", LAST, "state", "soms", "one of in_use, pilot, proposal, ended, unknown",
    ),
    "a pathway without its texts": (
        add("pathways.csv", "weg,Een weg,A way,Overal,Everywhere,unknown,advice,,ours,ours"),
        "texts.csv", None, "field", "for_whom", "a row for pathway weg with field for_whom",
    ),
    "a term that is not explained": (
        add("glossary.csv", "woord,woord,word,,,,,ours,ours"),
        "glossary.csv", LAST, "meaning_nl", "", "a Dutch text",
    ),
    "a spelling of two terms": (
        add("glossary.csv", "een,Woord,one,,,Dit is een.,This is one.,,ours,ours\n"
            "twee,twee,two,ding;woord,,Dit is twee.,This is two.,,ours,ours"),
        "glossary.csv", LAST, "also_nl", "woord", "one term for each spelling",
    ),
    "a contact that is no number": (
        change("region.toml", '"0800-0432"', '"de Kindertelefoon"'),
        "region.toml", None, "contacts.1.number", "de Kindertelefoon", "a telephone number",
    ),
    "a contact for nobody": (
        change("region.toml", 'for = "young"', 'for = "kinderen"'),
        "region.toml", None, "contacts.1.for", "kinderen", "one of parent, young, both",
    ),
    "a contact with an address that is none": (
        change("region.toml", '"https://jeugdstem.nl"', '"javascript:alert(1)"'),
        "region.toml", None, "contacts.0.url", "javascript:alert(1)", "begins with https://",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_wrong_rule_or_explanation_is_named(folder: Path, case: str) -> None:
    must_be_named(BROKEN[case], folder)
