import pytest
from cryptography.exceptions import InvalidTag
from pytest_django.fixtures import Settings

from dossiers.sealing import seal, unseal


def test_what_is_sealed_can_be_opened() -> None:
    assert unseal(seal("7KQ2-ABCD", for_what="key:1"), for_what="key:1") == "7KQ2-ABCD"


def test_it_shows_nothing_and_never_looks_the_same() -> None:
    one, other = seal("7KQ2-ABCD", for_what="key:1"), seal("7KQ2-ABCD", for_what="key:1")
    assert one != other
    assert b"7KQ2" not in one


def test_it_opens_for_nothing_else() -> None:
    with pytest.raises(InvalidTag):
        unseal(seal("7KQ2-ABCD", for_what="key:1"), for_what="key:2")


@pytest.mark.parametrize("place", [0, 11, 12, -1])
def test_one_altered_byte_spoils_it(place: int) -> None:
    sealed = bytearray(seal("7KQ2-ABCD", for_what="key:1"))
    sealed[place] ^= 1
    with pytest.raises(InvalidTag):
        unseal(bytes(sealed), for_what="key:1")


def test_it_needs_the_pepper(settings: Settings) -> None:
    sealed = seal("7KQ2-ABCD", for_what="key:1")
    settings.KEY_PEPPER = "another pepper, long enough to be one"
    with pytest.raises(InvalidTag):
        unseal(sealed, for_what="key:1")
