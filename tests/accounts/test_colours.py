import pytest

from accounts.colours import PAPER, READABLE, WHITE, contrast, palette, parse

HARD = ["ffffff", "000000", "ffff00", "00ff00", "8a2432", "1d4f91", "808080", "777777", "f4b942", "fbf9f5"]


@pytest.mark.parametrize("colour", HARD)
def test_links_and_buttons_can_be_read_whatever_the_colour(colour: str) -> None:
    made = palette(colour)
    assert contrast(parse(made.strong), PAPER) >= READABLE
    assert contrast(parse(made.strong), WHITE) >= READABLE
    assert contrast(parse(made.stronger), PAPER) >= READABLE


@pytest.mark.parametrize("colour", HARD)
def test_text_on_the_colour_can_be_read(colour: str) -> None:
    made = palette(colour)
    assert contrast(parse(made.brand), parse(made.on_brand)) >= READABLE


@pytest.mark.parametrize("colour", HARD)
def test_a_tag_can_be_read(colour: str) -> None:
    made = palette(colour)
    assert contrast(parse(made.tint), parse(made.stronger)) >= READABLE


def test_a_colour_that_can_be_read_stays_as_it_was_chosen() -> None:
    assert palette("#1D4F91").strong == palette("1d4f91").brand == "#1d4f91"


def test_black_on_white_is_the_most_contrast_there_is() -> None:
    assert round(contrast((0, 0, 0), WHITE), 2) == 21
    assert contrast(WHITE, WHITE) == 1


def test_the_stylesheet_holds_nothing_but_custom_properties() -> None:
    sheet = palette("8a2432").stylesheet()
    assert sheet.startswith(":root{--brand:#8a2432;")
    assert sheet.count(";") == sheet.count(":#") == 5
