import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.fieldtypes.markup import MOST_TEXT, Block, Span, blocks, plain, spans

TEXT = """Avant de commencer, **gardez** vos papiers.
Ils sont demandés.

Il vous faut :
- un [relevé d'identité](https://example.org/rib)
- vos statuts

Voir https://example.org/aide."""


def test_blank_lines_part_paragraphs_and_dashes_make_a_list() -> None:
    assert [block.kind for block in blocks(TEXT)] == ["paragraph", "paragraph", "list", "paragraph"]
    assert blocks(TEXT)[0].lines == (
        (Span("Avant de commencer, "), Span("gardez", strong=True), Span(" vos papiers.")),
        (Span("Ils sont demandés."),),
    )
    assert blocks(TEXT)[2].lines[1] == (Span("vos statuts"),)


def test_links_lead_to_https_and_nowhere_else() -> None:
    assert spans("[a](https://x.org/b)") == (Span("a", href="https://x.org/b"),)
    assert spans("https://x.org/aide.") == (Span("https://x.org/aide", href="https://x.org/aide"), Span("."))


@pytest.mark.parametrize(
    "line",
    ["[a](http://x.org)", "[a](javascript:alert(1))", "[a](//x.org)", "[a](data:text/html,x)", "[a](https://)",
     "[a](HTTPS://x.org)", "http://x.org", "https:// x"],
)  # fmt: skip
def test_anything_else_is_no_link(line: str) -> None:
    assert spans(line) == (Span(line),)


def test_a_link_ends_where_an_attribute_might() -> None:
    assert [each.href for each in spans('https://x.org/"onload=x') if each.href] == ["https://x.org/"]


def test_what_is_no_markup_stays_the_text_it_is() -> None:
    assert blocks("<b>2 ** 3 * 4</b> [x] (y) -no") == (
        Block("paragraph", ((Span("<b>2 ** 3 * 4</b> [x] (y) -no"),),)),
    )
    assert blocks(" \n\n ") == ()


def test_plain_text_has_no_marks_and_keeps_the_addresses() -> None:
    assert plain(TEXT) == (
        "Avant de commencer, gardez vos papiers.\nIls sont demandés.\n\nIl vous faut :\n\n"
        "- un relevé d'identité (https://example.org/rib)\n- vos statuts\n\nVoir https://example.org/aide."
    )


@given(st.text(alphabet="a*[]()- \n\r:/.https", max_size=300))
def test_no_letter_is_lost_and_nothing_raises(text: str) -> None:
    told = "".join(span.text for block in blocks(text) for line in block.lines for span in line)
    assert all(
        each.href.startswith("https://")
        for b in blocks(text)
        for line in b.lines
        for each in line
        if each.href
    )
    assert told.count("a") <= text.count("a")


@pytest.mark.parametrize(
    "text", ["*" * 20_000, "[" * 20_000, "[a](" * 5_000, "**a" * 6_000, "https://" * 2_500, "\n \n" * 6_000]
)
def test_hostile_texts_are_read_to_their_end(text: str) -> None:
    """A reader that tried again from every sign would not come to it before the test's own limit."""
    assert blocks(text + "x" * MOST_TEXT)
