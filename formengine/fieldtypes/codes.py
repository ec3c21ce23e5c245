"""Countries and languages by their codes, with their names in the reader's language, from CLDR."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from babel.core import get_global

from formengine.fieldtypes.base import Titled
from formengine.fieldtypes.wording import locale_of

NO_COUNTRY = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"))
"""What CLDR names beside the countries of ISO 3166-1: unions, parts, exceptional reservations. XK stays."""
NO_LANGUAGE = frozenset(("mis", "mul", "und", "zxx", "root"))

COUNTRIES: frozenset[str] = frozenset(
    code
    for code in map(str, locale_of("en").territories)
    if len(code) == 2 and code.isalpha() and code not in NO_COUNTRY
)
LANGUAGES: frozenset[str] = frozenset(
    code
    for code in map(str, locale_of("en").languages)
    if code.isalpha() and len(code) in (2, 3) and code not in NO_LANGUAGE
)


def country_code(text: str) -> str:
    """Two letters, of two or three (FRA, UK) in any case; other text as it is."""
    code = text.upper() if text.isascii() else text  # ß would be SS, South Sudan
    if code in COUNTRIES or not code.isalpha():
        return code
    meant: tuple[str, ...] = tuple(map(str, get_global("territory_aliases").get(code, ())))
    return meant[0] if len(meant) == 1 else code


def country_name(code: str, language: str) -> str:
    return str(locale_of(language).territories.get(code) or locale_of("en").territories.get(code) or code)


def language_name(code: str, language: str) -> str:
    return str(locale_of(language).languages.get(code) or locale_of("en").languages.get(code) or code)


@lru_cache(maxsize=16)
def countries(language: str) -> Titled:
    return by_title((code, country_name(code, language)) for code in COUNTRIES)


@lru_cache(maxsize=16)
def languages(language: str) -> Titled:
    return by_title((code, language_name(code, language)) for code in LANGUAGES)


def by_title(pairs: Iterable[tuple[str, str]]) -> Titled:
    """In the order of the titles, accents and capitals aside; what is called the same, by its code."""
    return tuple(sorted(pairs, key=lambda pair: (_plain(pair[1]), pair[0])))


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()
