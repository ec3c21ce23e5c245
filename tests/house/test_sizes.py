"""A long file wants a second look. Those that were looked at stand here, with the reason."""

from tests.house.repository import files, short

LONGEST = 300
LOOKED_AT = {
    "config/settings.py": "settings are in one place, one after the other; nothing in them is nested",
}


def lengths() -> dict[str, int]:
    return {short(path): len(path.read_text().splitlines()) for path in files(".py")}


def test_no_file_is_long_without_a_reason() -> None:
    found = {name: length for name, length in lengths().items() if length > LONGEST and name not in LOOKED_AT}
    assert not found


def test_no_reason_is_left_over() -> None:
    known = lengths()
    assert not [name for name in LOOKED_AT if known.get(name, 0) <= LONGEST]
