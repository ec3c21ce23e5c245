import io
import zipfile

import pytest

from formengine.fieldtypes import field_type
from formengine.fieldtypes.file import HEAD, LONGEST_LABEL, sent_ids, sent_labels, upload_problems
from tests.formengine.builders import field, taken

ONE, TWO = "550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440001"
PDF, PNG, JPEG = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, b"\xff\xd8\xff\xe0" + b"\x00" * 40
DOCX_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT_KIND = "application/vnd.oasis.opendocument.text"
SIGNED, ENVELOPED = (bytes.fromhex(f"06092a864886f70d0107{kind}a08211ef") for kind in ("02", "03"))
"""What signed and encrypted envelopes say they are (RFC 2315, 14), after their outermost tag and length."""


def zipped(*members: tuple[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in members:
            archive.writestr(name, text)
    return held.getvalue()


def test_the_answer_is_a_list_of_document_ids() -> None:
    assert taken("file", [ONE.upper(), ONE]) == [ONE]
    assert taken("file", ONE) == [ONE]
    assert taken("file", []) is taken("file", [""]) is taken("file", None) is None


@pytest.mark.parametrize("raw", [["x"], [5], ["../../etc/passwd"], [None], [ONE, "x"], [[ONE]]])
def test_anything_else_is_no_document(raw: object) -> None:
    assert taken("file", raw) == "<not_a_document>"


def test_where_they_may_be_named_a_name_may_come_with_the_id() -> None:
    sent = [{"id": ONE.upper(), "label": "Un"}, {"id": ONE}, TWO]
    assert taken("file", sent, x_own_label=True, x_max_files=2) == [ONE, TWO]
    assert taken("file", sent, x_max_files=2) == "<not_a_document>"


@pytest.mark.parametrize("odd", [{}, {"label": "x"}, {"id": 5}, {"id": "x"}, {"id": ONE, "more": 1}, [], 5])
def test_other_things_with_names_are_no_documents(odd: object) -> None:
    assert taken("file", [odd], x_own_label=True) == "<not_a_document>"
    assert sent_ids([odd]) == []
    assert sent_labels([odd]) == {}


@pytest.mark.parametrize("raw", [None, 5, "x", {"id": ONE, "label": "x"}, [{"id": ONE, "label": 5}], [ONE]])
def test_names_are_read_from_lists_of_things_with_names(raw: object) -> None:
    assert sent_labels(raw) == {}


def test_a_name_is_one_line_of_what_can_be_shown() -> None:
    sent = [{"id": ONE, "label": "  Relevé\u202e\x00 de\n compte\u0301  "}, {"id": TWO, "label": "x" * 9000}]
    assert sent_labels(sent) == {ONE: "Relevé de compté", TWO: "x" * LONGEST_LABEL}


@pytest.mark.parametrize(("value", "faults"), [(True, 0), (False, 0), ("yes", 1), (1, 1), ([], 1)])
def test_whether_they_may_be_named_is_yes_or_no(value: object, faults: int) -> None:
    found = field_type("file").design_problems({"x-own-label": value})
    assert [problem.path for problem in found] == [("x-own-label",)] * faults


def test_their_number_is_bounded() -> None:
    assert taken("file", [ONE, TWO]) == "<too_many_files>"
    assert taken("file", [ONE, TWO], x_max_files=2) == [ONE, TWO]


@pytest.mark.parametrize(
    ("name", "size", "head", "code"),
    [
        ("a.pdf", 100, PDF, ""),
        ("a.PDF", 100, PDF, ""),
        ("a.jpeg", 100, JPEG, ""),
        ("a.pdf", 0, b"", "file_empty"),
        ("a.pdf", 10 * 1024 * 1024 + 1, PDF, "file_too_large"),
        ("a.exe", 100, b"MZ", "file_kind"),
        ("a.svg", 100, b"<svg", "file_kind"),
        ("a", 100, PDF, "file_kind"),
        ("pdf", 100, PDF, "file_kind"),
        ("a.docx", 100, b"PK\x03\x04", "file_kind"),
        ("a.pdf", 100, PNG, "file_lies"),
        ("a.png", 100, b"<html><script>", "file_lies"),
        ("a.pdf.exe", 100, PDF, "file_kind"),
    ],
)
def test_name_and_content_must_say_the_same(name: str, size: int, head: bytes, code: str) -> None:
    assert [each.code for each in upload_problems(name, size, head, field("file"))] == (
        [code] if code else []
    )


def test_office_files_are_told_by_what_they_hold() -> None:
    wanted = field("file", **{"x-accept": [DOCX_KIND, ODT_KIND, "text/csv"]})
    docx = zipped(("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>"))
    odt = zipped(("mimetype", ODT_KIND), ("content.xml", "<x/>"))
    assert upload_problems("a.docx", len(docx), docx[:HEAD], wanted) == ()
    assert upload_problems("a.odt", len(odt), odt[:HEAD], wanted) == ()
    assert upload_problems("a.csv", 5, b"a;b\n", wanted) == ()
    plain = zipped(("a.txt", "x"))
    for name, head in (("a.docx", plain), ("a.odt", docx), ("a.csv", PNG), ("a.csv", b"a\x00b")):
        assert [each.code for each in upload_problems(name, len(head), head, wanted)] == ["file_lies"]


@pytest.mark.parametrize("length", ["80", "7f", "81c8", "821203", "83011203", "8400011203"])
def test_a_signed_envelope_is_told_by_how_it_begins(length: str) -> None:
    wanted = field("file", **{"x-accept": ["application/pdf", "application/pkcs7-mime"]})
    outermost = bytes.fromhex(f"30{length}")
    head = outermost + SIGNED + PDF
    assert upload_problems("procura.pdf.p7m", 5_000, head, wanted) == ()
    assert upload_problems("PROCURA.P7M", 5_000, head, wanted) == ()
    for name, other in (
        ("procura.pdf.p7m", PDF),
        ("procura.p7m", PDF + head),
        ("procura.p7m", outermost + ENVELOPED),
        ("procura.p7m", outermost + b"\x00" * 40 + SIGNED),
        ("procura.pdf", head),
    ):
        assert [each.code for each in upload_problems(name, 5_000, other, wanted)] == ["file_lies"]
    unwanted = upload_problems("procura.p7m", 5_000, head, field("file"))
    assert [each.code for each in unwanted] == ["file_kind"]


def test_a_kind_nobody_can_check_is_a_fault_of_design() -> None:
    kind = field_type("file")
    assert [each.code for each in kind.design_problems({"x-accept": ["text/html"]})] == ["kind_unknown"]
    assert [each.code for each in kind.design_problems({"x-accept": []})] == ["kind_unknown"]
    assert [each.code for each in kind.design_problems({"x-max-mb": 101})] == ["bad_setting"]
