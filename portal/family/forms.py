"""What is sent from the list, read into what the list holds; every offer has fields of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from litestar.datastructures import FormMultiDict
from pydantic import BaseModel, Field

from portal.shortlist.content import CRITERIA, LONGEST, QUESTIONS, Content, Item, Weight
from portal.web.about_people import problem_in
from portal.web.address import number_in
from portal.web.characters import lines
from portal.web.language import N_
from portal.web.visit import Visit

TOO_LONG = N_("Use at most %(max_length)s characters.")
OFFERS, VERSION, DO = "aanbod", "versie", "doe"  # fields
WEIGHT = "weging"  # field, followed by a dot and the criterion
ASKED, NOT_NOW, LIGHTER = "vraag", "niet-nu", "lichter"
# Fields with a text: of each offer, followed by a dot and its key; and of the list.
OF_ITEM: Mapping[str, str] = {"voor": "pros", "tegen": "cons", "notitie": "note"}
OF_LIST: Mapping[str, str] = {"eigen-vragen": "own_questions", "anders": "otherwise", "notities": "note"}


class OfferForm(BaseModel):
    offer: str = Field(alias="aanbod", max_length=80)


class MakeForm(BaseModel):
    offer: str = Field(default="", alias="aanbod", max_length=80)


class OpenForm(BaseModel):
    code: str = Field(default="", alias="code", max_length=200)


@dataclass(frozen=True)
class Sent:
    """`offers`: in the order of the page. `texts`: field → what was typed."""

    version: int
    do: str
    about: str  # the offer that something is done with
    offers: tuple[str, ...]
    texts: Mapping[str, str] = field(repr=False)
    weights: Mapping[str, Weight] = field(repr=False)
    asked: tuple[str, ...] = field(repr=False)
    not_now: bool = field(repr=False)
    lighter: bool = field(repr=False)

    def put_into(self, stands: Content) -> Content:
        """What stands, with everything that was typed. An offer that came meanwhile stays, and so does the text of one
        that went, with it."""
        known = {item.offer: item for item in stands.items}
        there = [known.get(key) or Item(offer=key, provider=key) for key in self.offers]
        items = [self._item(item) for item in there] + [item for item in stands.items if item.offer not in self.offers]
        said = {own: self.texts[name] for name, own in OF_LIST.items() if name in self.texts}
        return stands.model_copy(
            update={
                **said,
                "items": items,
                "weights": dict(self.weights),
                "asked": list(self.asked),
                "not_now": self.not_now,
                "lighter": self.lighter,
            }
        )

    def _item(self, item: Item) -> Item:
        said = {own: self.texts.get(f"{name}.{item.offer}") for name, own in OF_ITEM.items()}
        return item.model_copy(update={own: text for own, text in said.items() if text is not None})

    def errors(self, visit: Visit) -> dict[str, str]:
        """Field → sentence."""
        found = {}
        for name, text in self.texts.items():
            if len(text) > LONGEST:
                found[name] = visit.gettext(TOO_LONG, max_length=LONGEST)
            elif problem := problem_in(text):
                found[name] = visit.gettext(problem)
        return found


def read_sent(form: FormMultiDict) -> Sent:
    version = number_in(form.get(VERSION)) or 0
    do, _, about = str(form.get(DO) or "").partition(":")
    offers = tuple(dict.fromkeys(key for key in form.getall(OFFERS, []) if isinstance(key, str)))[:50]
    names = [*OF_LIST, *(f"{name}.{key}" for key in offers for name in OF_ITEM)]
    weights = {one: form.get(f"{WEIGHT}.{one}") for one in CRITERIA}
    return Sent(
        version=version,
        do=do,
        about=about,
        offers=offers,
        texts=dict(_texts(form, names)),
        weights={one: Weight(said) for one, said in weights.items() if said in list(Weight)},
        asked=tuple(key for key in QUESTIONS if key in form.getall(ASKED, [])),
        not_now=form.get(NOT_NOW) is not None,
        lighter=form.get(LIGHTER) is not None,
    )


def _texts(form: FormMultiDict, names: list[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        typed = form.get(name)
        if isinstance(typed, str):
            yield name, lines(typed)


def texts_of(content: Content) -> dict[str, str]:
    """Field → what stands in it."""
    own = {name: str(getattr(content, part)) for name, part in OF_LIST.items()}
    return own | {
        f"{name}.{item.offer}": str(getattr(item, part)) for item in content.items for name, part in OF_ITEM.items()
    }
