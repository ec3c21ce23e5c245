"""Named formats of a line of text: numbers that registers give out, checked by python-stdnum."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import stdnum.eu.vat
import stdnum.fr.nir
import stdnum.fr.siren
import stdnum.fr.siret
import stdnum.it.codicefiscale
import stdnum.it.iva
import stdnum.nl.bsn
import stdnum.nl.btw

RNA = re.compile(r"W[0-9]{9}", re.ASCII)


@dataclass(frozen=True)
class Format:
    """`example` is a made-up number of the right shape, to show people."""

    is_valid: Callable[[str], bool]
    example: str
    digits_only: bool = False


FORMATS: Mapping[str, Format] = {
    "siret": Format(stdnum.fr.siret.is_valid, "732 829 320 00074", digits_only=True),
    "siren": Format(stdnum.fr.siren.is_valid, "732 829 320", digits_only=True),
    "rna": Format(lambda text: RNA.fullmatch(text) is not None, "W123456789"),
    "nir": Format(stdnum.fr.nir.is_valid, "2 95 10 99 126 111 93"),
    "codice_fiscale": Format(stdnum.it.codicefiscale.is_valid, "RCCMNL83S18D969H"),
    "partita_iva": Format(stdnum.it.iva.is_valid, "00743110157", digits_only=True),
    "bsn": Format(stdnum.nl.bsn.is_valid, "1112.22.333", digits_only=True),
    "btw": Format(stdnum.nl.btw.is_valid, "NL004495445B01"),
    "vat": Format(stdnum.eu.vat.is_valid, "FR40303265045"),
}

_SEPARATORS = str.maketrans(dict.fromkeys(" \t\u00a0\u202f\u2009.-/"))


def compact(text: str) -> str:
    """Without the blanks, dots and dashes people put in, in capitals."""
    return text.translate(_SEPARATORS).upper()


def is_valid(name: str, text: str) -> bool:
    """Whether a compacted text is a number of that register. A format nobody knows lets nothing through."""
    chosen = FORMATS.get(name)
    return chosen is not None and text.isascii() and len(text) <= 40 and chosen.is_valid(text)
