from tests.formengine.builders import taken


def test_lines_stay_and_their_ends_are_one_kind() -> None:
    assert taken("longtext", "a\r\n\r\nb\rc\n") == "a\n\nb\nc"


def test_lengths_are_bounds() -> None:
    assert taken("longtext", "a" * 20_001) == "<too_long>"
    assert taken("longtext", "a" * 49, minLength=50) == "<too_short>"
    assert taken("longtext", "a" * 50, minLength=50, maxLength=4000) == "a" * 50
