"""Names that nobody has: a toy, a treat or a small animal, and a thing to find one's way by."""

from random import Random

_FIRST = """
Knikker Lampion Pompoen Paraplu Kiezel Toverbal Suikerspin Luchtbel Dwarrel Hinkel Zeepbel Confetti Kaneel Pannenkoek
Stroopwafel Rabarber Radijs Waterverf Potlood Krijt Kwast Puzzel Domino Jojo Diabolo Hoepel Skippybal Trampoline
Schommel Glijbaan Zandbak Vlieger Vuurvlieg Eekhoorn Egel Otter Mus Specht Kikker Salamander Slakken Libel Hommel
Krekel Mieren Wasbeer Bever Zeehonden Pinguin Giraffe Kameleon Papegaai Flamingo Lieveheers Rups Kastanje Eikel
Dennenappel Bosbes Framboos Moerbei Mispel Kweepeer Peulen Tuinboon Wortel Artisjok Lavas Munt Tijm Honing Wafel
Beschuit Krenten Poffer Karamel Zuurstok Knapperd Vingerverf Plakband Pluche Blokken Marionet Zaklamp Regenlaars
Rugzak
"""
_SECOND = """
molen ladder brug toren tuin haven steeg poort hoek stoep boom nest bank kompas lantaarn trap plein veld hof dijk
sluis wiel tent hut schuur kist koffer klok trommel fluit dans sprong draad knoop mand sleutel spiegel venster deken
kussen vlot boei roer zeil mast kade steiger duin heuvel wegwijzer pluim veer staart pet sjaal knop parel bel kaart
slinger
"""
FIRST, SECOND = _FIRST.split(), _SECOND.split()

# Who gives help at home or at a practice, and who lives with children. At least four each: see `Names.provider`.
PRACTICES = ("De {}", "{} Jeugdhulp", "Praktijk {}", "{} Kind & Gezin", "Stichting {}", "{} Jeugd en Opvoeding")
HOMES = ("Gezinshuis {}", "Woonhuis {}", "Erf {}", "Thuis bij {}")


class Names:
    """The n-th name depends on the seed and n only."""

    def __init__(self, seed: int) -> None:
        self.words = [first + second for first in FIRST for second in SECOND]
        Random(f"{seed} names").shuffle(self.words)  # the seed is text: a number's spread differs per Python

    def word(self, number: int) -> str:
        return self.words[number % len(self.words)]

    def provider(self, number: int, *, lives_with_children: bool) -> str:
        """Unique up to four times the number of words: each round takes the next pattern."""
        patterns = HOMES if lives_with_children else PRACTICES
        place, turn = number % len(self.words), number // len(self.words)
        return patterns[(place + turn) % len(patterns)].format(self.words[place])

    @property
    def most(self) -> int:
        """Providers that can be told apart."""
        return len(self.words) * min(len(HOMES), len(PRACTICES))
