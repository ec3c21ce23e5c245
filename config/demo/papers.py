"""Small files that are what they say they are, made on the spot: the demo has no real papers."""

from io import BytesIO

from PIL import Image, ImageDraw

LINES_A_PAGE = 40


def pdf(*lines: str) -> bytes:
    """A one-page PDF that shows these lines."""
    shown = "\n".join(f"({_escaped(line)}) Tj T*" for line in lines[:LINES_A_PAGE])
    drawn = f"BT /F1 12 Tf 16 TL 60 770 Td\n{shown}\nET".encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(body))
    )


def jpg(*lines: str) -> bytes:
    """A small picture that shows these lines."""
    picture = Image.new("RGB", (640, 400), "white")
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        draw.text((40, 40 + 30 * number), line.encode("ascii", "replace").decode(), fill="black")
    stored = BytesIO()
    picture.save(stored, "JPEG", quality=60)
    return stored.getvalue()


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
