"""What the fictional providers of these tests offer: kinds of help and forms of stay, as a region would word them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    key: str
    title: tuple[str, ...]  # Dutch and English
    lay_words: tuple[str, ...]
    groups: tuple[str, ...]
    methods: tuple[str, ...]
    product: str
    category: str
    sector: str
    stay: bool = False


KINDS = (
    Kind("diagnostiek", ("Diagnostiek en onderzoek", "Assessment"), ("wat is er aan de hand", "test laten doen"),
         ("autisme", "adhd"), ("verklarende analyse", "intelligentieonderzoek"), "tg5", "ambulant", "ggz"),
    Kind("autisme-behandeling", ("Behandeling bij een autismespectrumstoornis", "Treatment of autism"),
         ("autisme", "asperger"), ("autisme",), ("psycho-educatie", "Geef me de 5"), "tg5", "ambulant", "ggz"),
    Kind("adhd-behandeling", ("Behandeling bij ADHD", "Treatment of ADHD"), ("druk kind", "kan niet stilzitten"),
         ("adhd",), ("medicatiecontrole", "oudertraining"), "tg6", "ambulant", "ggz"),
    Kind("angst-stemming", ("Behandeling van angst en somberheid", "Anxiety and depression"),
         ("bang kind", "somber", "niet meer naar buiten"), ("angst", "depressie"), ("cognitieve gedragstherapie",),
         "tg5", "ambulant", "ggz"),
    Kind("trauma", ("Traumabehandeling", "Trauma therapy"), ("nare ervaring", "iets ergs meegemaakt"),
         ("trauma",), ("EMDR", "WRITEjunior"), "tg5", "ambulant", "ggz"),
    Kind("eetstoornis", ("Behandeling bij een eetstoornis", "Eating disorders"), ("eetprobleem", "wil niet eten"),
         ("eetstoornis",), ("gezinstherapie", "diëtist"), "tg6", "ambulant", "ggz"),
    Kind("verslaving", ("Verslavingsbehandeling", "Addiction care"), ("blowen", "gamen", "alcohol"),
         ("middelengebruik",), ("motiverende gespreksvoering",), "tg5", "ambulant", "ggz"),
    Kind("opvoedhulp", ("Opvoedondersteuning thuis", "Parenting support"), ("boos kind", "luistert niet"),
         ("gedragsproblemen",), ("Triple P", "Video-hometraining"), "tg2", "ambulant", "jo"),
    Kind("gezinsbehandeling", ("Intensieve gezinsbehandeling", "Family treatment"), ("ruzie thuis",),
         ("gezinsproblemen", "gedragsproblemen"), ("MST", "MDFT"), "tg4", "ambulant", "jo"),
    Kind("scheiding", ("Hulp bij complexe scheiding", "Divorce support"), ("vechtscheiding", "ouders uit elkaar"),
         ("gezinsproblemen",), ("Kinderen uit de knel", "Dappere Dino's"), "tg3", "ambulant", "jo"),
    Kind("begeleiding-lvb", ("Begeleiding bij een licht verstandelijke beperking", "Support, intellectual disability"),
         ("leert moeilijk", "zwakbegaafd"), ("lvb",), ("Triple-C", "Eigen Initiatief Model"), "tg2", "ambulant", "lvb"),
    Kind("school", ("Terug naar school", "Back to school"), ("thuiszitter", "spijbelen"),
         ("schoolverzuim",), ("OZHW-aanpak", "maatjes"), "tg3", "ambulant", "jo"),
    Kind("vaktherapie", ("Vaktherapie beeldend en muziek", "Arts therapies"), ("therapie met paarden", "tekenen"),
         ("angst", "trauma"), ("speltherapie", "equitherapie"), "tg3", "ambulant", "jo"),
    Kind("dyslexie", ("Dyslexiezorg", "Dyslexia care"), ("kan niet goed lezen", "woordblind"),
         ("dyslexie",), ("fonologische training",), "dys", "dyslexie", "ggz"),
    Kind("medicatie", ("Medicatiecontrole", "Medication review"), ("pillen",), ("adhd", "depressie"),
         ("kinderpsychiater",), "tg7", "ambulant", "ggz"),
    Kind("dagbehandeling", ("Dagbehandeling voor jonge kinderen", "Day treatment"), ("kinderdagcentrum",),
         ("ontwikkelingsachterstand", "lvb"), ("spelbegeleiding",), "dag-middel", "dagverblijf", "lvb"),
    Kind("pleegzorg", ("Pleegzorg", "Foster care"), ("ander gezin",), ("uithuisplaatsing",),
         ("netwerkpleegzorg", "pleegouderbegeleiding"), "pleegzorg", "verblijf", "jo", stay=True),
    Kind("gezinshuis", ("Gezinshuis", "Family-style group home"), ("wonen in een gezin",), ("uithuisplaatsing",),
         ("gezinshuisouders",), "wv-gezinshuis", "verblijf", "jo", stay=True),
    Kind("leefgroep", ("Wonen in een leefgroep", "Residential group"), ("tehuis",), ("gedragsproblemen",),
         ("vaste mentor",), "wv-middel", "verblijf", "jo", stay=True),
    Kind("zelfstandig", ("Zelfstandig wonen met begeleiding", "Supported independent living"), ("op kamers",),
         ("lvb", "autisme"), ("kamertraining",), "wv-zelfstandig", "verblijf", "lvb", stay=True),
    Kind("respijtzorg", ("Respijtzorg: logeeropvang in het weekend", "Respite care"), ("even op adem komen",),
         ("lvb", "autisme"), ("logeerhuis", "zorgboerderij"), "wv-licht", "verblijf", "lvb", stay=True),
    Kind("zorgboerderij", ("Dagbesteding op een zorgboerderij", "Care farm"), ("boerderij", "dieren verzorgen"),
         ("autisme", "lvb"), ("werken met dieren",), "dag-licht", "dagverblijf", "lvb"),
    Kind("behandelbed", ("Verblijf met behandeling", "Residential treatment"), ("opname",), ("eetstoornis", "trauma"),
         ("klinische opname",), "wv-zwaar", "verblijf", "ggz", stay=True),
    Kind("spoedhulp", ("Ambulante spoedhulp thuis", "Urgent help at home"), ("direct hulp",), ("gezinsproblemen",),
         ("Families First",), "tg4", "ambulant", "jo"),
)  # fmt: skip

SYNONYMS = {
    "uit logeren": ("respijtzorg", "logeeropvang"),
    "weekendopvang": ("respijtzorg",),
    "niet naar school": ("schoolverzuim", "terug naar school"),
    "thuiszitter": ("schoolverzuim",),
    "boos kind": ("gedragsproblemen",),
    "woede": ("gedragsproblemen",),
    "autisme": ("autismespectrumstoornis", "ass"),
    "ass": ("autisme", "autismespectrumstoornis"),
    "eetprobleem": ("eetstoornis",),
    "anorexia": ("eetstoornis",),
    "scheiding": ("complexe scheiding", "echtscheiding"),
    "uit elkaar": ("scheiding",),
    "verslaving": ("middelengebruik", "verslavingsbehandeling"),
    "drugs": ("middelengebruik",),
    "lvb": ("licht verstandelijke beperking",),
    "ggz": ("geestelijke gezondheidszorg",),
    "verdrietig": ("depressie", "somberheid"),
    "adhd": ("aandachtstekort",),
    "emdr": ("traumabehandeling",),
    "paardentherapie": ("equitherapie",),
    "pestgedrag": ("gedragsproblemen",),
    "foster parents": ("pleegzorg",),
    "psycholoog": ("cognitieve gedragstherapie",),
}

STEMS = (
    "aanbieder", "aanpak", "analyse", "angst", "autisme", "bed", "begeleiding", "behandeling", "boerderij", "centrum",
    "controle", "dag", "dyslexie", "eet", "gedrag", "gesprek", "gezin", "groep", "hulp", "huis", "jeugd", "jeugdhulp",
    "kamer", "kind", "leef", "logeer", "medicatie", "motivatie", "netwerk", "onderzoek", "ondersteuning", "opvang",
    "opvoed", "ouder", "pleeg", "pleegzorg", "probleem", "psychiater", "psycholoog", "respijt", "respijtzorg",
    "scheiding", "school", "spectrum", "spel", "spoed", "stoornis", "therapie", "training", "trauma", "verslaving",
    "vak", "verzuim", "weekend", "zorg", "ontwikkeling", "achterstand", "intelligentie", "gezondheid", "muziek",
)  # fmt: skip
