import email
import email.policy
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")


@dataclass(frozen=True)
class Letter:
    name: str
    at: datetime
    sender: str
    to: str
    subject: str
    text: str
    attachments: tuple[str, ...]


def read(path: Path) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(preferencelist=("plain", "html"))
    return Letter(
        name=path.stem,
        at=datetime.strptime(path.stem.partition("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC),
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=str(body.get_content()) if body else "",
        attachments=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def newest(folder: Path, *, at_most: int = 100) -> list[Letter]:
    """The latest letters first; one that is being deleted meanwhile is left out."""
    found = []
    for path in sorted(folder.glob("*.eml"), reverse=True)[:at_most]:
        if NAME.fullmatch(path.stem):
            try:
                found.append(read(path))
            except FileNotFoundError:
                continue
    return found


def find(folder: Path, name: str) -> Letter | None:
    path = folder / f"{name}.eml"
    return read(path) if NAME.fullmatch(name) and path.is_file() else None
