"""Fictional providers that a question names."""

from dataclasses import replace

from search_index import OfferDocument
from tests.search_index.catalogue import REGION, TOWNS
from tests.search_index.kinds import KINDS

_PASTINAAK = "Zorgboerderij De Pastinaak"
_KINDS = {kind.key: kind for kind in KINDS}


def _offer(
    provider: str, name: str, kind_key: str, town: str, *more: str, codes: tuple[str, ...] = ()
) -> OfferDocument:
    kind = _KINDS[kind_key]
    return OfferDocument(
        id=f"{provider}-{kind_key}",
        region=REGION,
        counted=True,
        provider=provider,
        name=name,
        slug=provider,
        names=(name, *more),
        title=kind.title,
        lay_words=kind.lay_words,
        places=(town,),
        codes=codes,
        text=(*kind.methods, *kind.groups),
        help_kind=None if kind.stay else kind.key,
        form=kind.key if kind.stay else None,
        municipalities=TOWNS,
        card={"offer": f"{provider}-{kind_key}", "kind": kind_key},
    )


NAMED = [
    _offer("pastinaak", _PASTINAAK, "respijtzorg", "Ommen", codes=("01234567", "90011223", "45A12")),
    _offer("pastinaak", _PASTINAAK, "zorgboerderij", "Ommen", codes=("01234567", "90011223", "45A13")),
    _offer("klaver", "Praktijk Klaver & Van Dijk", "trauma", "Den Ham", "KvD", codes=("07654321", "90044556", "52B01")),
    _offer("sudwal", "Coöperatie Sûdwâl Jeugdzorg", "gezinsbehandeling", "Blokzijl", codes=("05555555",)),
    _offer("ijverdal", "Ĳverdal kinder- en jeugdpsychiatrie", "medicatie", "'s-Heerenbroek", codes=("06666666",)),
    _offer("mozaiek", "Jeugd-GGZ Mozaïek", "diagnostiek", "Sint Jansklooster", "JGM", codes=("08888888",)),
    _offer("timmer", "Jeugdhulpaanbieder Timmermans", "begeleiding-lvb", "Zwartsluis", codes=("09999999",)),
    replace(
        _offer("mira", "Mira Vaktherapeuten", "vaktherapie", "Wapenveld"),
        text=("Мова: українська", "hulp voor vluchtelingen", "equitherapie"),
    ),
    OfferDocument(
        id="provider-vergezicht",
        region=REGION,
        counted=False,
        provider="vergezicht",
        name="Stichting Het Vergezicht",
        slug="vergezicht",
        names=("Stichting Het Vergezicht",),
        codes=("04444444",),
        card={"provider": "Stichting Het Vergezicht"},
    ),
]
