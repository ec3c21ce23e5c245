"""Papers: what was typed stands on them as it was typed, and nothing of it is ever read as markup."""

import datetime as dt
import io
import json
from pathlib import Path

import pypdf
import pytest

from dossiers.printing import Facts, Heading, Lines, Paper, Paragraph, Part, Table, parts_of, pdf_of
from formengine.papers import blocks

AT = dt.datetime(2026, 3, 26, 9, 0, tzinfo=dt.UTC)
MARKUP = "*not bold* #panic(1) $x$ `a` \\ <b> @x = y // z /* c */ [q] #sys.inputs"


def read(content: bytes) -> str:
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return text.replace("\u200b", "")


def paper(*parts: Part, title: str = "Reçu de votre avis") -> Paper:
    return Paper(title, "Ville de Saint-Aubin", "fr", parts, foot="SUB-2026-00042")


def test_everything_given_stands_on_it() -> None:
    told = read(
        pdf_of(
            paper(
                Heading("Votre avis"),
                Paragraph("Première ligne\nseconde ligne"),
                Lines(["un", "deux"]),
                Facts([("Référence", "SUB-2026-00042")]),
                Table(["Partenaire", "Avis"], [["Direction des finances", "Favorable"]]),
            )
        )
    )
    for each in (
        "Reçu de votre avis", "Ville de Saint-Aubin", "Votre avis", "Première ligne\nseconde ligne", "un",
        "deux", "Référence", "SUB-2026-00042", "Partenaire", "Direction des finances", "Favorable", "1 / 1",
    ):  # fmt: skip
        assert each in told


def test_markup_is_text_everywhere() -> None:
    told = read(
        pdf_of(
            paper(
                Heading(MARKUP), Paragraph(MARKUP), Lines([MARKUP]), Facts([(MARKUP, MARKUP)]),
                Table([MARKUP], [[MARKUP]]), title=MARKUP,
            )
        )
    )  # fmt: skip
    assert told.replace("\n", " ").count("#panic(1) $x$ `a`") == 8


def test_it_is_tagged_titled_and_in_its_language() -> None:
    document = pypdf.PdfReader(io.BytesIO(pdf_of(paper(Paragraph("Texte")))))
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert document.metadata is not None
    assert document.metadata.title == "Reçu de votre avis"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_a_character_in_no_font_costs_only_the_claim() -> None:
    content = pdf_of(paper(Paragraph("\U000f1234 x")))
    root = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" not in root["/Metadata"].get_object().get_data()


def test_the_same_paper_at_the_same_time_is_the_same_file() -> None:
    assert pdf_of(paper(Paragraph("x")), at=AT) == pdf_of(paper(Paragraph("x")), at=AT)


def test_a_long_digest_stays_on_the_page_and_is_copied_whole() -> None:
    digest = "0123456789abcdef" * 8
    content = pdf_of(paper(Facts([("Empreinte", digest)])))
    assert digest in read(content).replace("\n", "")


@pytest.mark.parametrize(
    "parts", [(), (Heading(""),), (Lines([]),), (Facts([]),), (Table(["a"], []),), (Paragraph(""),)]
)
def test_nothing_to_say_is_no_fault(parts: tuple[Part, ...]) -> None:
    assert pdf_of(paper(*parts)).startswith(b"%PDF")


def test_a_table_longer_than_a_page_repeats_its_head() -> None:
    content = pdf_of(paper(Table(["Partenaire"], [[f"Partenaire {number}"] for number in range(120)])))
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    assert len(pages) > 1
    assert all("Partenaire\n" in page.extract_text() for page in pages)


def test_a_text_drawn_in_a_model_becomes_parts() -> None:
    text = "# Titre\nUne ligne\nune autre\n\n- un\n- deux"
    assert parts_of(list(blocks(text))) == [
        Heading("Titre"), Paragraph("Une ligne\nune autre"), Lines(("un", "deux")),
    ]  # fmt: skip


def test_no_text_stops_it(casebook: Path) -> None:
    nasty = [
        *json.loads((casebook / "blns.json").read_text()),
        "\x00",
        "\ud800",
        "a" * 5000,
        "\u202e" + "abc",
        "\r\n\x0b",
    ]
    assert pdf_of(paper(*map(Paragraph, nasty), Facts([(each, each) for each in nasty]))).startswith(b"%PDF")
    assert pdf_of(paper(*map(Heading, nasty), title="".join(nasty)[:2000])).startswith(b"%PDF")
