"""The secret key: its shape, what a slip of the hand does to it, and what of it is stored."""

import os
import random
import re
import secrets
from collections import Counter

import pytest
from pytest_django.fixtures import Settings

from dossiers import keys

KEYS = int(os.environ.get("PROOF_KEYS", "20000"))
SHAPE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){6}")


def some(count: int) -> list[str]:
    """Keys without their dashes, the same ones in every run."""
    dice = random.Random(2026)  # noqa: S311 (not for secrets: for the same sample each time)
    return [keys.with_check(dice.getrandbits(130)) for _each in range(count)]


def test_its_shape_is_seven_groups_of_four() -> None:
    for _each in range(200):
        key = keys.generate()
        assert SHAPE.fullmatch(key)
        assert keys.normalise(key) == key.replace("-", "")


def test_its_randomness_comes_from_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(secrets, "randbits", lambda bits: asked.append(bits) or 0)
    assert keys.generate() == "0000-0000-0000-0000-0000-0000-0000"
    assert asked == [130]


def test_no_key_comes_twice_and_no_symbol_is_rarer_than_another() -> None:
    """A million of them in `make prove`: symbols and pairs of neighbours are spread evenly."""
    sample = [keys.generate().replace("-", "") for _each in range(KEYS)]
    assert len(set(sample)) == KEYS
    assert len({key[:26] for key in sample}) == KEYS
    for place in range(26):
        counts = Counter(key[place] for key in sample)
        expected = KEYS / 32
        chi_square = sum((counts[symbol] - expected) ** 2 / expected for symbol in keys.SYMBOLS)
        assert chi_square < 90  # 31 degrees of freedom: more than this once in ten million
    neighbours = Counter(key[place : place + 2] for key in sample for place in range(0, 26, 2))
    expected = 13 * KEYS / 1024
    chi_square = sum(
        (neighbours[one + other] - expected) ** 2 / expected for one in keys.SYMBOLS for other in keys.SYMBOLS
    )
    assert chi_square < 1300  # 1,023 degrees of freedom: more than this once in a hundred million


@pytest.mark.parametrize("normal", some(12))
def test_every_single_error_is_caught(normal: str) -> None:
    for place, right in enumerate(normal):
        for wrong in keys.SYMBOLS:
            if wrong != right:
                assert keys.normalise(normal[:place] + wrong + normal[place + 1 :]) is None


@pytest.mark.parametrize("normal", some(60))
def test_every_swap_is_caught(normal: str) -> None:
    for one in range(len(normal)):
        for other in range(one + 1, len(normal)):
            if normal[one] != normal[other]:
                swapped = list(normal)
                swapped[one], swapped[other] = swapped[other], swapped[one]
                assert keys.normalise("".join(swapped)) is None


def test_it_forgives_how_people_type() -> None:
    normal = next(key for key in some(2_000) if "1" in key and "0" in key)
    shown = keys.shown(normal)
    full_width = normal.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert full_width != normal
    for typed in (
        shown.lower(),
        f"  {shown}\n",
        shown.replace("-", " "),
        shown.replace("-", "\u2011"),
        normal.replace("1", "I").replace("0", "O"),
        normal.replace("1", "l").replace("0", "o"),
        full_width,
    ):
        assert keys.normalise(typed) == normal


AROUND = (
    "Votre clé : {} (à usage unique).",
    "Your key:\n{}\nPlease do not pass it on.",
    "To open the dossier: https://portal.example/partner/attach/#{}",
    "{}, until 12 May 2027",
    "> Or type this key:\r\n> {}\r\n>\r\n",
    "Good day Me d'Orgeval,type this key:{}The key works once",
    "réf. SUB-2027-0004 / clé {} / 2 p.",
    "« {} »",
    "\u200b{}\u200b \u00a0 merci",
    "1234 5678 {} 9012",
)
"""Sentences with a key in them, as they are pasted from a message or a screen."""


@pytest.mark.parametrize("sentence", AROUND)
def test_a_key_is_found_in_the_sentence_around_it(sentence: str) -> None:
    for normal in some(20):
        for shown in (
            keys.shown(normal),
            keys.shown(normal).lower(),
            keys.shown(normal).replace("-", "\u2011"),
        ):
            assert keys.normalise(sentence.format(shown)) == normal


def test_a_key_in_pieces_is_found_in_a_sentence() -> None:
    for normal in some(20):
        for piece in (1, 2, 7, 28):
            pieces = " ".join(normal[at : at + piece] for at in range(0, 28, piece))
            assert keys.normalise(f"Clé : {pieces}") == normal


def test_a_mistyped_key_is_not_found_in_a_sentence_either() -> None:
    for normal in some(60):
        wrong = keys.shown(normal[:-1] + ("0" if normal[-1] != "0" else "1"))
        assert keys.normalise(f"Votre clé : {wrong}, merci.") is None


def test_a_message_without_a_key_holds_none() -> None:
    text = "La commune vous demande un avis sur le dossier SUB-2027-0004 avant le 12 mai 2027. " * 40
    assert keys.normalise(text) is None


def test_of_two_keys_it_is_the_first() -> None:
    one, other = some(2)
    assert keys.normalise(f"{keys.shown(one)} and {keys.shown(other)}") == one


@pytest.mark.parametrize(
    "typed",
    ["", "-", "A" * 27, "A" * 29, "U" * 28, "é" * 28, "🔑" * 28, "0" * 100_000, "\x00" * 28, "٠" * 28],
)
def test_what_is_no_key_is_none(typed: str) -> None:
    assert keys.normalise(typed) is None


def test_what_is_stored_depends_on_the_organisation_and_the_pepper(settings: Settings) -> None:
    (normal,) = some(1)
    digest = keys.digest(normal, organisation_id=1)
    assert len(digest) == 32
    assert keys.digest(normal, organisation_id=1) == digest
    assert keys.digest(normal, organisation_id=2) != digest
    settings.KEY_PEPPER = "another pepper, long enough to be one"
    assert keys.digest(normal, organisation_id=1) != digest


def test_the_hint_tells_the_first_group_and_no_more() -> None:
    (normal,) = some(1)
    assert keys.hint(normal) == normal[:4]
