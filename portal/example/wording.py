"""What example providers say of themselves, in plain Dutch (B1) and in English, pair by pair."""

from random import Random

Pair = tuple[str, str]

OPENINGS: tuple[Pair, ...] = (
    (
        "Wij helpen kinderen, jongeren en ouders in {place} en omgeving.",
        "We help children, young people and parents in and around {place}.",
    ),
    (
        "Gaat het thuis of op school even niet? Wij denken met u mee.",
        "Are things hard at home or at school? We think along with you.",
    ),
    (
        "Bij ons kunt u terecht met vragen over opgroeien en opvoeden.",
        "You can come to us with questions about growing up and raising children.",
    ),
    (
        "Wij zijn een klein team. U heeft steeds met dezelfde mensen te maken.",
        "We are a small team. You always see the same people.",
    ),
    ("Wij werken in {place} en komen ook bij gezinnen thuis.", "We work in {place} and also visit families at home."),
    ("Ieder kind wil erbij horen. Daar helpen wij bij.", "Every child wants to belong. That is what we help with."),
)
OFFERS: Pair = ("Wij bieden vooral: {things}.", "We mainly offer: {things}.")

APPROACHES: tuple[Pair, ...] = (
    (
        "We beginnen met een gesprek. Daarin vertelt u wat er speelt.",
        "We start with a talk. You tell us what is going on.",
    ),
    (
        "Samen maken we een plan. Daarin staat wat u wilt bereiken.",
        "Together we make a plan. It says what you want to reach.",
    ),
    ("Elke zes weken kijken we samen of de hulp werkt.", "Every six weeks we look together at whether the help works."),
    ("We praten met uw kind zelf, niet alleen over uw kind.", "We talk with your child, not only about your child."),
    ("Familie en vrienden mogen meedoen, als u dat wilt.", "Family and friends may join in, if you want that."),
    (
        "We doen veel: spelen, tekenen, buiten zijn. Praten komt vanzelf.",
        "We do a lot: playing, drawing, being outside. Talking comes by itself.",
    ),
    ("Als school een rol speelt, overleggen we met school.", "If school plays a part, we talk with school."),
    (
        "We oefenen in het gewone leven: aan tafel, op de fiets, op het plein.",
        "We practise in ordinary life: at the table, on the bike, on the playground.",
    ),
    (
        "Werkt de hulp niet? Dan zeggen we dat eerlijk en zoeken we verder.",
        "If the help does not work, we say so honestly and look further.",
    ),
    (
        "U heeft één vaste hulpverlener. Is die ziek, dan hoort u wie het overneemt.",
        "You have one regular worker. If they are ill, you hear who takes over.",
    ),
)

IDENTITIES: tuple[Pair, ...] = (
    (
        "Wij werken vanuit het christelijk geloof. Iedereen is welkom.",
        "We work from the Christian faith. Everyone is welcome.",
    ),
    ("Wij hebben hulpverleners met een islamitische achtergrond.", "We have workers with a Muslim background."),
    ("Wij werken vanuit de antroposofie.", "We work from anthroposophy."),
    (
        "Wij kennen de cultuur van Turkse en Marokkaanse gezinnen van binnenuit.",
        "We know the culture of Turkish and Moroccan families from the inside.",
    ),
    (
        "Wij werken graag met regenbooggezinnen en lhbti+-jongeren.",
        "We like to work with rainbow families and LGBTI+ young people.",
    ),
)

AT_HOME: Pair = ("We komen bij u thuis.", "We come to your home.")
AT_HOME_OR_PRACTICE: Pair = (
    "We komen bij u thuis, of u komt naar onze praktijk in {place}.",
    "We come to your home, or you come to our practice in {place}.",
)
AT_SCHOOL: Pair = ("Het kan ook op school.", "It can also take place at school.")
AT_PRACTICE: Pair = ("U komt naar onze praktijk in {place}.", "You come to our practice in {place}.")
ONLINE: Pair = ("Een deel kan met beeldbellen.", "Part of it can be done by video call.")
IN_A_GROUP: Pair = (
    "Uw kind doet mee in een groep van {size} kinderen.",
    "Your child joins a group of {size} children.",
)
AGES: Pair = (
    "Voor kinderen en jongeren van {low} tot en met {high} jaar.",
    "For children and young people aged {low} to {high}.",
)
HELP_ENDINGS: tuple[Pair, ...] = (
    ("We spreken vooraf af hoe lang het duurt.", "We agree beforehand how long it takes."),
    ("Ouders doen altijd mee.", "Parents always take part."),
    ("We werken in kleine stappen, zodat het vol te houden is.", "We work in small steps, so that it can be kept up."),
    ("Na afloop bellen we na drie maanden nog een keer.", "Three months after the end we call once more."),
    ("Broers en zussen krijgen ook aandacht.", "Brothers and sisters get attention too."),
)
LIVING_ENDINGS: tuple[Pair, ...] = (
    ("Er is altijd iemand thuis.", "There is always someone at home."),
    ("Uw kind gaat gewoon naar school en naar sport.", "Your child simply goes to school and to sports."),
    ("We eten samen aan één tafel.", "We eat together at one table."),
    ("Ouders blijven belangrijk en komen langs.", "Parents stay important and visit."),
    ("Ieder kind heeft een eigen kamer.", "Every child has a room of their own."),
)
STOP_TEXTS: tuple[Pair, ...] = (
    (
        "We nemen nu geen nieuwe aanmeldingen aan. Zo houden we tijd voor de kinderen die er al zijn.",
        "We take no new registrations now. So we keep time for the children who are already here.",
    ),
    (
        "Door ziekte in het team kunnen we even geen nieuwe gezinnen helpen.",
        "Because of illness in the team we cannot help new families for a while.",
    ),
)


def joined(pairs: list[Pair], **values: object) -> Pair:
    """Sentences one after the other, in both languages."""
    return (
        " ".join(dutch.format(**values) for dutch, _ in pairs),
        " ".join(english.format(**values) for _, english in pairs),
    )


def some(random: Random, pairs: tuple[Pair, ...], low: int, high: int) -> list[Pair]:
    return random.sample(pairs, random.randint(low, high))
