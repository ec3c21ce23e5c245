"""Named formats of a line of text: numbers that registers give out, most of them checked by python-stdnum.

To add one: a line of the table, its name in the designer's palette and in docs/document.md.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import stdnum.es.cif
import stdnum.es.dni
import stdnum.es.nie
import stdnum.es.nif
import stdnum.eu.vat
import stdnum.fr.nir
import stdnum.fr.siren
import stdnum.fr.siret
import stdnum.it.codicefiscale
import stdnum.it.iva
import stdnum.lei
import stdnum.nl.bsn
import stdnum.nl.btw
from stdnum.be import vat as be_vat


def _any(_number: str) -> bool:
    """For a register that gives out no check digits: the shape is all there is to check."""
    return True


def _is_belgian_national_number(number: str) -> bool:
    """Rijksregister, IT 000: 97 less the rest of the first nine digits by 97; a 2 before them from 2000 on.

    BIS numbers (month + 20 or + 40) are for people who are not in the register. stdnum reads the clock here.
    """
    first, check = number[:9], int(number[9:])
    month = int(number[2:4])
    plausible = any(0 <= month - more <= 12 for more in (0, 20, 40))
    return plausible and check in (97 - int(first) % 97, 97 - int(f"2{first}") % 97)


@dataclass(frozen=True)
class Format:
    """`shape` is that of a compacted number, whole; `is_valid` is only asked about numbers of that shape.

    `example` is a made-up number, to show people. `mask` is how numbers as long as its # are written.
    `prefix`: letters people may put before, not stored. `padded`: length up to which zeros are put before.
    """

    shape: re.Pattern[str]
    is_valid: Callable[[str], bool]
    example: str
    mask: str = ""
    digits_only: bool = False
    prefix: str = ""
    padded: int = 0


def _digits(
    count: int,
    is_valid: Callable[[str], bool],
    example: str,
    mask: str = "",
    *,
    prefix: str = "",
    padded: int = 0,
) -> Format:
    return Format(re.compile(rf"[0-9]{{{count}}}", re.ASCII), is_valid, example, mask, True, prefix, padded)


def _signs(
    shape: str,
    is_valid: Callable[[str], bool],
    example: str,
    mask: str = "",
    *,
    prefix: str = "",
    padded: int = 0,
) -> Format:
    return Format(re.compile(shape, re.ASCII), is_valid, example, mask, False, prefix, padded)


FORMATS: Mapping[str, Format] = {
    # France
    "siret": _digits(14, stdnum.fr.siret.is_valid, "732 829 320 00074", "### ### ### #####"),
    "siren": _digits(9, stdnum.fr.siren.is_valid, "732 829 320", "### ### ###"),
    # W, the prefecture (Corsica 2A and 2B, 9 and a letter overseas), the registry office, a number.
    "rna": _signs(r"W([0-9]{2}|2[AB]|9[A-Z])[0-9]{7}", _any, "W123456789"),
    "nir": _signs(
        r"[0-9]{5}(2[AB]|[0-9]{2})[0-9]{8}",
        stdnum.fr.nir.is_valid,
        "2 95 10 99 126 111 93",
        "# ## ## ## ### ### ##",
    ),
    # Italy
    "codice_fiscale": _signs(
        r"[A-Z0-9]{11}|[A-Z0-9]{16}", stdnum.it.codicefiscale.is_valid, "RCCMNL83S18D969H"
    ),
    "partita_iva": _digits(11, stdnum.it.iva.is_valid, "00743110157", prefix="IT"),
    # Netherlands
    "bsn": _digits(9, stdnum.nl.bsn.is_valid, "1112.22.333", "####.##.###", padded=9),
    "kvk": _digits(8, lambda number: int(number) > 0, "12345678"),
    "btw": _signs(r"NL[0-9]{9}B[0-9]{2}", stdnum.nl.btw.is_valid, "NL004495445B01"),
    # Belgium
    "nn": _digits(11, _is_belgian_national_number, "85.07.30-033.28", "##.##.##-###.##"),
    "kbo": _digits(10, be_vat.is_valid, "0403.170.701", "####.###.###", prefix="BE", padded=10),
    # Spain
    "dni": _signs(r"[0-9]{8}[A-Z]", stdnum.es.dni.is_valid, "54362315K", padded=9),
    "nie": _signs(r"[XYZ][0-9]{7}[A-Z]", stdnum.es.nie.is_valid, "X2482300W"),
    "cif": _signs(r"[A-Z][0-9]{7}[A-Z0-9]", stdnum.es.cif.is_valid, "J99216582"),
    "nif": _signs(r"[A-Z0-9][0-9]{7}[A-Z0-9]", stdnum.es.nif.is_valid, "54362315K", prefix="ES", padded=9),
    # Everywhere
    "vat": _signs(r"[A-Z]{2}[A-Z0-9+*]{2,13}", stdnum.eu.vat.is_valid, "FR40303265045"),
    "lei": _signs(r"[A-Z0-9]{18}[0-9]{2}", stdnum.lei.is_valid, "213800KUD8LAJWSQ9D15"),
}

MOST = 40
_SEPARATORS = str.maketrans(dict.fromkeys(" \t\u00a0\u202f\u2009.-/"))


def named(name: str) -> str | None:
    """Our name of a format that another document calls so (`it-codice-fiscale`); None if we know none."""
    plain = name.lower().replace("-", "_")
    return next((each for each in (plain, plain[3:]) if each in FORMATS), None)


def compact(text: str) -> str:
    """Without the blanks, dots and dashes people put in, in capitals."""
    return text.translate(_SEPARATORS).upper()


def canonical(name: str, text: str) -> str:
    """The one form in which a number is stored, of all in which people write it."""
    number, chosen = compact(text), FORMATS.get(name)
    if chosen is None or not number:
        return number
    if chosen.prefix and FORMATS[name].shape.fullmatch(number) is None:
        number = number.removeprefix(chosen.prefix)
    # A number of one digit less has lost the zero it began with; any shorter one is a slip.
    if len(number) == chosen.padded - 1 and number[:-1].isdecimal():
        number = f"0{number}"
    return number


def is_valid(name: str, text: str) -> bool:
    """Whether a compacted text is a number of that register. A format nobody knows lets nothing through."""
    chosen = FORMATS.get(name)
    if chosen is None or len(text) > MOST or chosen.shape.fullmatch(text) is None:
        return False
    return chosen.is_valid(text)


def written(name: str, number: str) -> str:
    """A number as its register writes it; as it is stored where there is no such custom."""
    mask = FORMATS[name].mask if name in FORMATS else ""
    if mask.count("#") != len(number):
        return number
    signs = iter(number)
    return "".join(next(signs) if each == "#" else each for each in mask)
