"""Words of danger in a question: then help that answers now stands above any list."""

import re
from enum import StrEnum

from rapidfuzz import fuzz, process

from search_index.words import plain


class Danger(StrEnum):
    SUICIDE = "suicide"  # 113 first
    VIOLENCE = "violence"  # Veilig Thuis first


# Parts of words, after case, diacritics and the hamza are gone: "zelfmoordpoging", "mishandeld".
_PARTS = {
    Danger.SUICIDE: (
        "zelfmoo", "zelfmor", "zelfdod", "suicid", "suiside", "automutil", "zelfbeschadig", "zelfverwond", "zelfpijnig",
        "selfharm", "doodwens", "انتحار", "انتحر", "ينتحر", "تنتحر",
    ),
    Danger.VIOLENCE: (
        "mishandel", "misbruik", "verkracht", "aangerand", "aanrand", "incest", "ontucht", "eerwraak",
        "uithuwelijk", "loverboy", "abuse", "molest", "grooming", "sextortion", "vrouwenbesnijd",
        "اغتصاب", "اغتصب", "تحرش", "يضربني", "تضربني", "ضربني", "يضربنا", "تضربنا",
    ),
}  # fmt: skip
# Whole phrases, with single spaces.
_PHRASES = {
    Danger.SUICIDE: (
        "wil dood", "dood willen", "niet meer leven", "niet langer leven", "wil niet leven",
        "eind aan mijn leven", "einde aan mijn leven", "eind maken aan", "leven beeindigen", "uit het leven stappen",
        "zelf moord", "zichzelf pijn", "mezelf pijn", "me zelf pijn", "zichzelf snijd", "mezelf snijd",
        "snijd zich", "snijdt zich", "snij me", "snijd me", "snij mij", "snijd mij",
        "snijden in", "zelf beschadig", "pijn doen aan zichzelf", "kill myself", "kill himself", "kill herself",
        "want to die", "wants to die", "end my life", "self harm", "hurt myself", "hurts himself", "hurts herself",
        "cutting myself", "cuts herself", "cuts himself",
        "اقتل نفسي", "قتل نفسي", "قتل نفسه", "قتل نفسها", "ان اموت", "اريد الموت", "بدي اموت", "يريد ان يموت",
        "تريد ان تموت", "لا اريد ان اعيش", "لا اريد العيش", "انهاء حياتي", "انهي حياتي", "ايذاء النفس", "اوذي نفسي",
        "يوذي نفسه", "توذي نفسها", "اجرح نفسي", "يجرح نفسه", "تجرح نفسها",
    ),
    Danger.VIOLENCE: (
        "huiselijk geweld", "bang thuis", "bang voor mijn vader", "bang voor mijn moeder",
        "niet veilig thuis", "onveilig thuis", "thuis onveilig", "raakt me aan", "raakt mij aan", "domestic violence",
        "hits me", "beats me", "beats my", "hits my", "unsafe at home", "not safe at home",
        "عنف منزلي", "العنف المنزلي", "عنف في البيت", "العنف في البيت", "عنف اسري", "العنف الاسري", "سوء معاملة",
        "سوء المعاملة", "اساءة معاملة", "اعتداء جنسي", "استغلال جنسي", "يضرب ابني", "يضرب ابنتي", "يضرب طفلي",
        "يضرب اطفالي", "يضرب امي", "البيت غير امن", "خايف في البيت", "خايفة في البيت", "زواج قسري", "ختان البنات",
    ),
}  # fmt: skip
# What has other words in between, or is harmless with another word after it: who slaat over, door or alarm hits nobody.
_SELF = r"(?:mezelf|me ?zelf|mijzelf|mij zelf|zichzelf|zich zelf|zich|jezelf|haarzelf|hemzelf)"
_BODY = r"(?:arm(?:en)?|pols(?:en)?|be(?:en|nen)|huid|lichaam|lijf|buik|vel)"
_PARENT = r"(?:mama|mamma|mam|papa|pappa|pap|(?:stief|pleeg)?(?:moeder|vader)|ouders)"
_KIN = r"(?:kind|kinderen|baby|dochter|zoon|vrouw|man|vriendin|partner)"
_HITTING = r"(?:slaat|slaan|sloeg|sloegen)"
_SENTENCES = {
    Danger.SUICIDE: re.compile(
        rf"\b(?:snij|sne[ed]|gesneden|kras|kerf|kerv)[a-z]* (?:\w+ )?(?:haar|zijn|hun|mijn|mn|der|zn) {_BODY}\b"
        rf"|\bin (?:haar|zijn|hun|mijn|mn|eigen) {_BODY} (?:te )?(?:ge)?(?:sn[ei]|kras|kerf|kerv)"
        r"|\bsnijden zich\b|\bzich (?:te )?snijd"
        rf"|\b{_SELF} (?:nog )?(?:iets|wat) aan ?(?:te )?(?:doe|gedaan)"
        rf"|\b(?:doe|doet|doen|deed) (?:\w+ )?{_SELF} (?:nog )?(?:iets|wat) aan\b"
        r"|\b(?:wil|wilt|willen|wilde|wou) niet meer\b(?! naar\b)"
        r"|\b(?:wil|wilt|willen|wilde|wou|hoef|hoeft) er niet (?:meer|langer) (?:zijn|wezen)\b"
        r"|\bgeen zin (?:meer )?(?:in (?:het|mijn|haar|zijn|dit) leven|om (?:\w+ )?te leven)\b"
        r"|\bleven (?:heeft )?(?:voor \w+ )?geen zin\b|\bleven niet meer (?:zitten|zien zitten)\b"
        r"|\blevens ?moe(?:heid|de)?\b|\bover ?dosis|\boverdos(?:e|ering)"
        r"|\bkill(?:ing|s)? (?:my|him|her|your|them) ?sel(?:f|ves)\b"
    ),
    Danger.VIOLENCE: re.compile(
        rf"\b{_HITTING} (?:me|mij|mijn|mn|ons|onze|elkaar)\b"
        rf"|\b{_HITTING} (?:(?:(?:de|haar|zijn|hun) )?{_PARENT}|(?:de|haar|zijn|hun) {_KIN})\b"
        rf"|\b(?:{_PARENT}|{_KIN}) {_HITTING} (?:haar|hem)\b"
        rf"|\b(?:{_PARENT}|mijn (?:man|vrouw|vriend|vriendin|partner|ex)) {_HITTING}"
        r"\b(?! (?:over|door|af|alarm|dicht|toe|op (?:tilt|hol))\b)"
        r"|\bword(?:t|en)? (?:(?!alarm|brug|deuk|slag)\w+ ){0,4}geslagen\b|\bgeslagen word|\b(?:ge|cyber)?stalk"
    ),
}
# These are also in the middle of harmless words: "therapist".
_ALONE = {"rape": Danger.VIOLENCE, "raped": Danger.VIOLENCE, "rapist": Danger.VIOLENCE, "raping": Danger.VIOLENCE}
# For what is misspelled in another way than a part catches: "zelfmort", "mishandling".
_WHOLE_WORDS = {
    "zelfmoord": Danger.SUICIDE,
    "suicidaal": Danger.SUICIDE,
    "suicide": Danger.SUICIDE,
    "zelfbeschadiging": Danger.SUICIDE,
    "zelfdoding": Danger.SUICIDE,
    "automutilatie": Danger.SUICIDE,
    "overdosis": Danger.SUICIDE,
    "mishandeling": Danger.VIOLENCE,
    "kindermishandeling": Danger.VIOLENCE,
    "misbruik": Danger.VIOLENCE,
    "verkrachting": Danger.VIOLENCE,
    "aanranding": Danger.VIOLENCE,
}
_ALIKE = 84  # of 100
_SHORTEST = 6  # letters of a word that may be misspelled


def danger_in(words: str) -> Danger | None:
    """The first sign there is. Rather once too often than once too little."""
    text = " ".join(plain(words).replace("-", " ").replace("'", "").split())
    joined = text.replace(" ", "")
    for danger in Danger:
        if any(part in text or part in joined for part in _PARTS[danger]):
            return danger
        if any(phrase in text for phrase in _PHRASES[danger]):
            return danger
        if _SENTENCES[danger].search(text):
            return danger
    for word in text.split():
        if word in _ALONE:
            return _ALONE[word]
        if len(word) >= _SHORTEST:
            alike = process.extractOne(word, _WHOLE_WORDS.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
            if alike is not None:
                return _WHOLE_WORDS[alike[0]]
    return None
