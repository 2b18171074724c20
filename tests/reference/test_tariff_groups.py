"""001 bijlage 1: seven groups, and all functions in the order in which the document prints them."""

from portal.exchange.region_files import RegionFiles

# 001 4.4.1 (level) and bijlage 1 (scale)
GROUPS = [
    (1, "mbo", "FWG 35-40; schaal 6-7"),
    (2, "hbo", "FWG 40-45; schaal 8-9"),
    (3, "hbo+", "FWG 50-55; schaal 10"),
    (4, "wo", "FWG 60; schaal 11"),
    (5, "wo+", "FWG 65; schaal 12"),
    (6, "wo++", "FWG 70-75"),
    (7, "AMS", "FWG 80"),
]

# As printed; "Psysician Assistant" and "Arts vertandelijk gehandicapten" with their slips mended.
FUNCTIONS = {
    "tg1": """(Persoonlijk) Begeleider gehandicaptenzorg
Ambulant medewerker
Ervaringsdeskundige ggz MBO
Jeugdzorgwerker D
Relevant mbo-diploma
Zorgbegeleider""",
    "tg2": """(Persoonlijk) Ambulant begeleider
Ambulant hulpverlener
Ervaringsdeskundige ggz HBO
Verpleegkundige B
Psychodiagnostisch medewerker
Jeugdzorgwerker C
Jobcoach
Gezinscoach
Pedagogisch medewerker
Thuisbegeleider
Woonconsulent""",
    "tg3": """Agoog Kinder- & jeugdpsychiatrie
Agoog verstandelijk gehandicapten
Consultatief Psychiatrisch Verpleegkundige
Diëtist
Ergotherapeut
Forensisch Psychiatrisch Verpleegkundige
(Kinder)Fysiotherapeut
Gedragstherapeutisch medewerker
Junior psycholoog
RGT-therapeut
VIOS
Senior psychiatrisch verpleegkundige
SPV i.o.
Gezinshulpverlener
Psychomotorisch therapeut
Speltherapeut
Systeemtherapeut hbo
Systeembehandelaar autisme
Ggz-agoog
Ggz-vaktherapeut
Gz-vaktherapeut
HBO-pedagoog
Jeugdzorgwerker A en B
Logopedist
Maatschappelijk werkende
Psychodiagnosticus/psycholoog
Sociaal Pedagogisch Hulpverlener
Therapeut
Vaktherapeut (creatief)
Vaktherapeut (psychomotorisch)
Verpleegkundige
Verpleegkundige (art.3)
Verpleegkundige A""",
    "tg4": """Gedragswetenschapper
Gedragswetenschapper B
Kinder & Jeugdtherapeut
Orthopedagoog (SKJ)
Pedagoog (waaronder orthopedagoog) SKJ
Systeemtherapeut wo
Psycholoog (PIOG)
Psycholoog (geen verdere specialisatie)
Physician assistant
Sociaal Psychiatrisch Verpleegkundige
Verpleegkundig specialist (BIG)
Verpleegkundig specialist GGZ""",
    "tg5": """Arts (Agio/Agnio), basisarts
Arts
Arts maatschappij en gezondheid
Gedragswetensch./Orthopedagoog
GZ psycholoog i.o. tot specialist
Physician Assistant
Orthopedagoog-Generalist
Gedragswetenschapper A
Gz-psycholoog
Kinder- en jeugdpsycholoog
Verpleegkundig specialist (regiebehandelaar)
Vertrouwensarts""",
    "tg6": """Arts verslavingszorg
Arts verstandelijk gehandicapten
Huisarts
Klinisch neuropsycholoog
Klinisch psycholoog
Psychotherapeut
Psychotherapeut/opleiding GZ-psycholoog""",
    "tg7": """(Kinder)Psychiater
Kinderarts
Medisch specialist
Neuroloog
Psychiater""",
}
STATED = {"Ervaringsdeskundige ggz MBO", "Relevant mbo-diploma", "Medisch specialist"}


def test_the_seven_groups_have_the_level_and_scale_of_the_source(ijsselland: RegionFiles) -> None:
    assert [(group.number, group.level, group.scale) for group in ijsselland.tariff_groups] == GROUPS


def test_every_function_is_there_in_the_order_of_the_source(ijsselland: RegionFiles) -> None:
    expected = [(group, name) for group, names in FUNCTIONS.items() for name in names.splitlines()]
    assert [(function.tariff_group, function.names["nl"]) for function in ijsselland.functions] == expected
    assert len(expected) == 86


def test_a_function_says_whether_its_group_is_stated_or_inferred(ijsselland: RegionFiles) -> None:
    assert {function.names["nl"] for function in ijsselland.functions if function.basis == "stated"} == STATED


def test_each_group_is_a_product_by_the_hour(ijsselland: RegionFiles) -> None:
    by_group = {product.tariff_group: product for product in ijsselland.products if product.tariff_group}
    assert list(by_group) == [group.key for group in ijsselland.tariff_groups]
    assert {product.unit.value for product in by_group.values()} == {"hour"}
