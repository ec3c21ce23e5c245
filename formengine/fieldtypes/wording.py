"""The few words and formats that values themselves need, by language. Other text is made at the surface."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError

YES_NO: Mapping[str, tuple[str, str]] = {
    "en": ("Yes", "No"),
    "fr": ("Oui", "Non"),
    "it": ("Sì", "No"),
    "nl": ("Ja", "Nee"),
}
OTHER: Mapping[str, str] = {
    "en": "Other: %(text)s",
    "fr": "Autre\u00a0: %(text)s",
    "it": "Altro: %(text)s",
    "nl": "Anders: %(text)s",
}
DRAWN: Mapping[str, str] = {
    "en": "Drawn signature",
    "fr": "Signature manuscrite",
    "it": "Firma disegnata",
    "nl": "Getekende handtekening",
}
COMPASS: Mapping[str, str] = {"en": "NSEW", "fr": "NSEO", "it": "NSEO", "nl": "NZOW"}
"""Letters for north, south, east and west."""

CORNERS: Mapping[str, str] = {
    "en": "Area with %(number)s corners: %(places)s",
    "fr": "Zone à %(number)s sommets\u00a0: %(places)s",
    "it": "Area con %(number)s vertici: %(places)s",
    "nl": "Gebied met %(number)s hoeken: %(places)s",
}
TOTAL: Mapping[str, str] = {"en": "Total", "fr": "Total", "it": "Totale", "nl": "Totaal"}
CONSENT: Mapping[str, str] = {
    "en": "Given (version %(version)s)",
    "fr": "Donné (version %(version)s)",
    "it": "Dato (versione %(version)s)",
    "nl": "Gegeven (versie %(version)s)",
}
OLDER_CONSENT: Mapping[str, str] = {
    "en": "Given to an earlier text (version %(version)s)",
    "fr": "Donné à un texte antérieur (version %(version)s)",
    "it": "Dato a un testo precedente (versione %(version)s)",
    "nl": "Gegeven voor een eerdere tekst (versie %(version)s)",
}

DECIMAL_COMMA = ("fr", "it", "nl")


def yes_or_no(value: bool, language: str) -> str:
    yes, no = YES_NO.get(language[:2], YES_NO["en"])
    return yes if value else no


def word(words: Mapping[str, str], language: str) -> str:
    """One of a few words by language; English where it is not said in that one."""
    return words.get(language[:2], words["en"])


def listed(parts: Iterable[tuple[str, str]], language: str) -> str:
    """Titles and texts in one line. French sets a space that does not break before such signs."""
    space = "\u00a0" if language[:2] == "fr" else ""
    return f"{space}; ".join(f"{title}{space}: {text}" for title, text in parts)


def localised_decimal(text: str, language: str) -> str:
    """Decimal text (1.5) as it is typed in that language: 1,5 where a comma is usual."""
    return text.replace(".", ",") if language[:2] in DECIMAL_COMMA else text


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """The language's formats. English means dates in the order day, month, year."""
    name = "en_GB" if language == "en" else language.replace("-", "_")
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")
