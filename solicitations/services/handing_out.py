"""Documents of the service: an agent puts one into the dossier and says who has it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.text import slugify

from accounts.actors import Actor
from accounts.permissions import require
from dossiers.enums import EventKind, Purpose
from dossiers.models import Document, PartyRecipient, SentDocument
from dossiers.once import first_time, when_done
from dossiers.printing import Paper, parts_of, pdf_of
from dossiers.services.depositing import Upload, store
from dossiers.services.saving import NotAcceptable
from dossiers.sights import Sight
from dossiers.writing import Writing, writing
from formengine.fieldtypes.file import clean_label
from formengine.model import Field
from formengine.papers import LONGEST_TEXT, DocumentKind, blocks
from formengine.problems import Problem
from solicitations.models import PartnerRecipient
from solicitations.recipients import Recipient, recipients_of
from solicitations.services.people import owe_all

FILE = Field(
    key="file", type="file", title="", help="",
    schema={
        "x-type": "file",
        "x-max-mb": 20,
        "x-accept": [
            "application/pdf", "image/jpeg", "image/png",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet",
        ],
    },
)  # fmt: skip
LONGEST_TITLE, LONGEST_MESSAGE = 120, 2000
MOST_AT_ONCE = 20


@dataclass(frozen=True)
class Written:
    """A text to be made a PDF of, for these recipients. `told`: fields whose answers were filled in."""

    text: str
    recipients: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sending:
    """What is to be put into the dossier: a file (`upload`, or one `kept` before), or texts.

    `recipients` are keys of `Recipient`; nobody means that only the desk has it. `kind` is the model's, or
    empty.
    """

    title: str
    kind: str = ""
    message: str = ""
    recipients: tuple[str, ...] = ()
    upload: Upload | None = None
    kept: UUID | None = None
    texts: tuple[Written, ...] = ()


@dataclass(frozen=True)
class _Piece:
    """One document, stored already or to be stored, and for whom."""

    file: Upload | Document
    recipients: tuple[str, ...]
    told: tuple[str, ...] = ()


def send_documents(
    *, actor: Actor, sight: Sight, sending: Sending, key: UUID, at: dt.datetime
) -> list[SentDocument]:
    """Put documents into the dossier; each recipient has a mail, who has not attached it yet has it later.

    Raises Forbidden, NotYours, NotAcceptable (paths: title, message, kind, recipients, file, text),
    KeyReused. The same key sends once.
    """
    require(actor, "dossiers.hand_out", sight)
    if problems := _wrong(sight, sending):
        raise NotAcceptable(problems)
    pieces = _pieces(actor, sight, sending, at)
    with writing(sight, actor=actor, at=at) as deed:
        if not first_time(actor=actor, key=key, content=_content(deed, sending), at=at):
            done = when_done(actor=actor, key=key)
            return list(deed.dossier.sent_documents.filter(sent_at=done, sent_by_id=actor.person_id))
        possible = {each.key: each for each in recipients_of(deed.dossier)}
        if not {key for each in pieces for key in each.recipients} <= possible.keys():
            raise NotAcceptable((Problem(("recipients",), "gone"),))
        return [_sent(deed, sight, sending, each, possible) for each in pieces]


def keep_file(*, actor: Actor, sight: Sight, upload: Upload, at: dt.datetime) -> Document:
    """Keep the file of a sending that could not be made yet, so that it need not be sent twice.

    Until it is, nobody but the desk has it, and it stands in no list. Raises Forbidden, NotAcceptable
    (path: file).
    """
    require(actor, "dossiers.hand_out", sight)
    return _stored(sight, actor, upload, at)


def _stored(sight: Sight, actor: Actor, upload: Upload, at: dt.datetime) -> Document:
    return store(sight=sight, actor=actor, field=FILE, upload=upload, purpose=Purpose.SENT, at=at)


def kept_file(*, actor: Actor, sight: Sight, document: UUID) -> Document | None:
    """A file this agent has kept for a sending from this dossier, and that none has taken yet. One query."""
    found: Document | None = Document.objects.filter(
        dossier=sight.dossier, purpose=Purpose.SENT, deposited_by_id=actor.person_id, sent=None, pk=document
    ).first()
    return found


def _content(deed: Writing, sending: Sending) -> list[object]:
    upload = [sending.upload.name, sending.upload.size] if sending.upload else [str(sending.kept or "")]
    texts = [[each.text, *each.recipients] for each in sending.texts]
    said = [sending.kind, sending.title, sending.message, *sending.recipients]
    return ["hand_out", deed.dossier.pk, said, upload, texts]


def _pieces(actor: Actor, sight: Sight, sending: Sending, at: dt.datetime) -> list[_Piece]:
    """Raises NotAcceptable where there is nothing to send."""
    if sending.texts:
        return [_printed(sight, sending.title, each, at) for each in sending.texts]
    if sending.upload is not None:
        return [_Piece(sending.upload, sending.recipients)]
    kept = kept_file(actor=actor, sight=sight, document=sending.kept) if sending.kept else None
    if kept is None:
        raise NotAcceptable((Problem(("file",), "not_a_document" if sending.kept else "required"),))
    return [_Piece(kept, sending.recipients)]


def _printed(sight: Sight, title: str, written: Written, at: dt.datetime) -> _Piece:
    """The text as a PDF: made before the lock is taken, since setting it takes a moment."""
    paper = Paper(
        title=title.strip(), organisation=sight.dossier.organisation.name, language=settings.LANGUAGE_CODE,
        parts=parts_of(list(blocks(written.text))), foot=sight.dossier.reference or "", untitled=True,
    )  # fmt: skip
    content = pdf_of(paper, at=at)
    name = f"{slugify(title)[:60] or 'document'}.pdf"
    return _Piece(Upload(name, len(content), ContentFile(content)), written.recipients, written.told)


def _wrong(sight: Sight, sending: Sending) -> tuple[Problem, ...]:
    found = []
    if not sending.title.strip():
        found.append(Problem(("title",), "required"))
    if len(sending.title) > LONGEST_TITLE:
        found.append(Problem(("title",), "too_long", {"most": LONGEST_TITLE}))
    if len(sending.message) > LONGEST_MESSAGE:
        found.append(Problem(("message",), "too_long", {"most": LONGEST_MESSAGE}))
    if sending.kind and kind_of(sight, sending.kind) is None:
        found.append(Problem(("kind",), "required"))
    if any(not each.text.strip() for each in sending.texts):
        found.append(Problem(("text",), "required"))
    if any(len(each.text) > LONGEST_TEXT for each in sending.texts):
        found.append(Problem(("text",), "too_long", {"most": LONGEST_TEXT}))
    if len(sending.texts) > MOST_AT_ONCE:
        found.append(Problem(("recipients",), "too_many", {"most": MOST_AT_ONCE}))
    return tuple(found)


def kind_of(sight: Sight, key: str) -> DocumentKind | None:
    return next((each for each in sight.model.documents if each.key == key), None)


def _sent(
    deed: Writing, sight: Sight, sending: Sending, piece: _Piece, possible: Mapping[str, Recipient]
) -> SentDocument:
    document = piece.file
    if isinstance(document, Upload):
        document = _stored(sight, deed.actor, document, deed.at)
    sent = SentDocument.objects.create(
        organisation_id=deed.dossier.organisation_id,
        dossier=deed.dossier,
        document=document,
        kind=sending.kind,
        title=clean_label(sending.title),
        message=sending.message.replace("\r\n", "\n").strip(),
        told=list(piece.told),
        sent_by_id=deed.actor.person_id,
        sent_at=deed.at,
    )
    recipients = [possible[key] for key in dict.fromkeys(piece.recipients)]
    for each in recipients:
        give(deed, sent, each)
    deed.record(
        EventKind.DOCUMENT_SENT,
        document=str(sent.document_id),
        document_kind=sent.kind,
        recipients=[each.name for each in recipients],
    )
    return sent


def give(deed: Writing, sent: SentDocument, recipient: Recipient) -> None:
    """From now on this recipient has the document, and is told so; again, if they had it before."""
    given = {"given_at": deed.at, "taken_at": None}
    made = {**given, "organisation_id": deed.dossier.organisation_id}
    dedupe_key = f"document:{sent.pk}:{recipient.key}:{deed.dossier.event_count}"
    if recipient.solicitation is None:
        row, _new = PartyRecipient.objects.update_or_create(
            sent=sent, participation=recipient.participation, defaults=given, create_defaults=made
        )
        deed.owe("document", dedupe_key, recipient=row.pk)
        return
    partner, _new = PartnerRecipient.objects.update_or_create(
        sent=sent, solicitation=recipient.solicitation, defaults=given, create_defaults=made
    )
    if recipient.has_attached:
        owe_all(deed, recipient.solicitation, "document_for_partner", dedupe_key, recipient=partner.pk)
