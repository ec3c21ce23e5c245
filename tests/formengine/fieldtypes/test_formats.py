import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.fieldtypes import field_type
from formengine.fieldtypes.formats import FORMATS, canonical, is_valid, named, written
from tests.formengine.builders import field, taken

# As people write them, and as each is stored.
GOOD = [
    ("siret", "732 829 320 00074", "73282932000074"),
    ("siret", "732.829.320.00074", "73282932000074"),
    ("siret", "356 000 000 49837", "35600000049837"),  # La Poste: its own rule
    ("siren", "732-829-320", "732829320"),
    ("rna", "w 443 001 234", "W443001234"),
    ("rna", "W2A1000001", "W2A1000001"),
    ("rna", "W9R1000001", "W9R1000001"),
    ("nir", "2 95 10 99 126 111 93", "295109912611193"),
    ("nir", "1 85 05 2a 006 001 21", "185052A00600121"),
    ("codice_fiscale", "rcc mnl 83s18 d969h", "RCCMNL83S18D969H"),
    ("codice_fiscale", "00743110157", "00743110157"),  # what is not a person has the number of its VAT
    ("partita_iva", "00743110157", "00743110157"),
    ("partita_iva", "IT 00743110157", "00743110157"),
    ("bsn", "1112.22.333", "111222333"),
    ("bsn", "10000008", "010000008"),  # older papers leave out the zero it begins with
    ("kvk", "1234 5678", "12345678"),
    ("btw", "nl 0044.95.445.b01", "NL004495445B01"),
    ("nn", "85.07.30-033.28", "85073003328"),
    ("nn", "17 07 30 033 84", "17073003384"),  # born from 2000 on
    ("kbo", "BE 0403.170.701", "0403170701"),
    ("kbo", "403.170.701", "0403170701"),
    ("dni", "54362315-k", "54362315K"),
    ("nie", "X-2482300-W", "X2482300W"),
    ("cif", "J-99216582", "J99216582"),
    ("nif", "ES 54362315K", "54362315K"),
    ("nif", "X2482300W", "X2482300W"),
    ("nif", "J99216582", "J99216582"),
    ("vat", "FR 40 303 265 045", "FR40303265045"),
    ("vat", "be 0403.170.701", "BE0403170701"),
    ("vat", "ESB58378431", "ESB58378431"),
    ("lei", "2138 00kud8lajwsq9d15", "213800KUD8LAJWSQ9D15"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "stored"), GOOD)
def test_numbers_are_stored_one_way_however_they_are_written(name: str, raw: str, stored: str) -> None:
    assert taken("text", raw, format=name) == stored
    assert taken("text", stored, format=name) == stored


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("siret", "732 829 320 00075"), ("siret", "7328293200007"), ("siret", "W2829320000074"),
        ("siren", "732829321"), ("siren", "73282932"), ("siren", "FR732829320"),
        ("rna", "443001234"), ("rna", "W44300123"), ("rna", "W3A1000001"), ("rna", "W44300123４"),
        ("nir", "295109912611194"), ("nir", "2951099126111"), ("nir", "295102C12611193"),
        ("codice_fiscale", "RCCMNL83S18D969A"), ("codice_fiscale", "RCCMNL83S99D969H"),
        ("partita_iva", "00743110158"), ("partita_iva", "FR00743110157"),
        ("bsn", "111252333"), ("bsn", "1112223"), ("bsn", "000000000"),
        ("kvk", "1234567"), ("kvk", "123456789"), ("kvk", "00000000"), ("kvk", "1234567a"),
        ("btw", "NL004495445B02x"), ("btw", "004495445B01"), ("btw", "NL004495446B01"),
        ("nn", "85.07.30-033.29"), ("nn", "8507300332"), ("nn", "85.13.30-033.28"),
        ("kbo", "0403.170.702"), ("kbo", "2403.170.701"), ("kbo", "0403170"),
        ("dni", "54362315Z"), ("dni", "X2482300W"), ("nie", "54362315K"), ("nie", "X2482300A"),
        ("cif", "J99216583"), ("cif", "X99216582"), ("nif", "54362315Z"),
        ("vat", "FR41303265045"), ("vat", "XX40303265045"), ("vat", "303265045"), ("vat", "GB980780684"),
        ("lei", "213800KUD8XLAJWSQ9D15"), ("lei", "213800KUD8LAJWSQ9D16"),
    ],
)  # fmt: skip
def test_a_number_of_another_shape_or_with_wrong_check_digits_is_none(name: str, raw: str) -> None:
    assert taken("text", raw, format=name) == "<bad_format>"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "raw", ["１２３４５６７８", "٠٠٧٤٣١١٠١٥٧", "x", "0" * 40, "9" * 500, "W\u202e443001234", "-"]
)
def test_no_format_takes_digits_of_other_scripts_or_nonsense(name: str, raw: str) -> None:
    assert taken("text", raw, format=name) in ("<bad_format>", None)


@pytest.mark.parametrize("name", FORMATS)
def test_the_example_of_a_format_is_a_number_of_it_and_is_written_so(name: str) -> None:
    number = canonical(name, FORMATS[name].example)
    assert is_valid(name, number)
    assert canonical(name, written(name, number)) == canonical(name, number) == number
    if FORMATS[name].mask:
        assert written(name, number) == FORMATS[name].example


@given(st.data())
def test_no_number_of_the_right_shape_makes_the_check_stumble(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FORMATS)))
    number = data.draw(st.from_regex(FORMATS[name].shape, fullmatch=True))
    assert isinstance(is_valid(name, number), bool)
    assert canonical(name, canonical(name, number)) == canonical(name, number)


@pytest.mark.parametrize(
    ("number", "valid"),
    [("97473011293", True), ("00000100195", True), ("00000100166", True), ("85333003316", False)],
)
def test_belgian_numbers_of_people_outside_the_register_have_months_of_their_own(
    number: str, valid: bool
) -> None:
    assert is_valid("nn", number) is valid


def test_what_other_documents_call_a_format_is_understood() -> None:
    assert named("it-codice-fiscale") == "codice_fiscale"
    assert named("it-partita-iva") == "partita_iva"
    assert named("SIRET") == "siret"
    assert named("eu-vat") == "vat"
    assert named("date-time") is named("") is None


def test_it_is_shown_as_its_register_writes_it_and_exported_as_it_is_stored() -> None:
    kind, one = field_type("text"), field("text", format="siret")
    assert kind.display("73282932000074", one, "fr") == "732 829 320 00074"
    assert kind.cell("73282932000074", one) == "73282932000074"
    assert kind.display("732", one, "fr") == "732"
    assert kind.display("85073003328", field("text", format="nn"), "nl") == "85.07.30-033.28"


def test_a_foreign_validator_sees_its_shape() -> None:
    schema = field_type("text").json_schema(field("text", format="siren"))
    assert schema == {"type": "string", "title": "f", "pattern": "^(?:[0-9]{9})$"}
    schema = field_type("text").json_schema(field("text", format="siren", pattern="^7"))
    assert (schema["pattern"], schema["allOf"]) == ("^7", [{"pattern": "^(?:[0-9]{9})$"}])
