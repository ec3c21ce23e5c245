"""A reply that comes when its request is closed: it is kept for who wrote it, never lost."""

import datetime as dt
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict

from accounts.actors import Actor
from accounts.models import Organisation
from dossiers.enums import EventKind
from dossiers.models import Document, Draft, Participation
from dossiers.pages import Files, deposit_uploads, page_form
from dossiers.services.depositing import Upload
from dossiers.services.saving import NotAcceptable
from dossiers.sights import Sight
from formengine.access import NO_CAP, Access
from formengine.limits import check_limits
from formengine.problems import DocumentRefused
from solicitations.models import Solicitation
from solicitations.request import Request
from solicitations.services.joining import store_file

NOT_TYPED = (
    "csrfmiddlewaretoken", "idempotency_key", "do", "_seen", "_save", "_send", "verdict", "replaces",
    "_corrects", "opinion_document",
)  # fmt: skip
"""What a form sends that nobody has typed."""


@dataclass(frozen=True)
class Late:
    """What was kept, and whom to turn to. `texts` is what was typed, by the names of its inputs.

    `verdict` is the title of the one chosen; `files` are kept with the text, `lost` are names of those that
    could not be.
    """

    at: dt.datetime
    reference: str
    organisation: Organisation
    texts: Mapping[str, str]
    verdict: str = ""
    files: Sequence[Document] = ()
    lost: Sequence[str] = ()


@dataclass(frozen=True)
class LateOpinion:
    """An opinion that came too late, to go on with: what to put into the form, and its files."""

    typed: Mapping[str, str]
    documents: tuple[UUID, ...]


@dataclass
class _Kept:
    documents: list[Document] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def keep_late(
    *,
    actor: Actor,
    uid: UUID,
    internal: bool,
    part: str,
    sent: QueryDict,
    at: dt.datetime,
    uploads: Sequence[Upload] = (),
    page: str | None = None,
    files: Files | None = None,
) -> Late | None:
    """Keep a reply that was refused because its request is closed, withdrawn, or hidden by now.

    `uploads` are those of an opinion; `page` and `files` those of a complement, which is shown in its form
    again where the window reopens. Only for who was asked, whose participation may have ended since. None
    where it is not theirs, or where nothing was sent that could be kept. Writes drafts and files that their
    writer alone sees, and nothing else.
    """
    found = (
        Solicitation.objects.of(actor.organisation_id)
        .filter(uid=uid, internal=internal)
        .select_related("participation", "organisation", "dossier__version", "dossier__model").first()
    )  # fmt: skip
    held = _held(found, actor.user_id) if found else None
    if actor.user_id is None or found is None or held is None:
        return None
    texts = {name: str(value) for name, value in sent.dict().items() if _is_typed(name, str(value))}
    if not texts and not uploads:
        return None
    typed: dict[str, Any] = {**texts, **{name: sent[name] for name in ("verdict",) if name in sent}}
    try:
        check_limits([typed])
    except DocumentRefused:
        return None
    sight = as_it_was(found, held)
    kept = _opinion_files(actor, sight, uploads, at)
    chosen = [*sent.getlist("opinion_document"), *(str(each.pk) for each in kept.documents)]
    _draft(found, held, _page(part, found), typed | ({"documents": chosen} if chosen else {}), {}, at)
    if part == "complement" and page is not None:
        _keep_page(actor, found, held, sight, page, sent, files, at)
    scope = found.dossier.design.scope(found.scope)
    verdict = scope.verdict(sent.get("verdict", "")) if scope and part == "opinion" else None
    return Late(
        at, found.dossier.reference or "", found.organisation, texts,
        verdict.title if verdict else "", kept.documents, kept.lost,
    )  # fmt: skip


def _held(found: Solicitation, user_id: int | None) -> Participation | None:
    """The participation of this account, ended or not."""
    return next((each for each in found.participations if each.user_id == user_id), None)


def as_it_was(found: Solicitation, held: Participation) -> Sight:
    """The dossier as its partner saw it before it moved: to read what they sent, to show nothing."""
    dossier = copy(found.dossier)
    moved = dossier.events.filter(kind=EventKind.MOVED).order_by("-number").first()
    statuses = [moved.params["was"]] if moved else []
    for key in (*statuses, dossier.status, *(each.key for each in dossier.design.statuses)):
        known = key in {each.key for each in dossier.design.statuses}
        if known and dossier.design.status(key).cap(held.view).access is Access.EDIT:
            dossier.status = key
            break
    cap = dossier.design.cap_for(held.kind, held.scope) if held.kind else NO_CAP
    return Sight(dossier, held.view, cap, held)


def _opinion_files(actor: Actor, sight: Sight, uploads: Sequence[Upload], at: dt.datetime) -> _Kept:
    kept = _Kept()
    for upload in uploads:
        try:
            kept.documents.append(store_file(sight, actor, upload, at))
        except NotAcceptable:
            kept.lost.append(upload.name)
    return kept


def _keep_page(
    actor: Actor, found: Solicitation, held: Participation, sight: Sight, page: str, sent: QueryDict,
    files: Files | None, at: dt.datetime,
) -> None:  # fmt: skip
    """As the form itself keeps what is not accepted yet."""
    compiled = sight.compiled.page(page)
    if compiled is None or held.ended_at is not None:
        return
    form = page_form(actor=actor, sight=sight, page=page, data=sent, files=files)
    deposit_uploads(actor=actor, sight=sight, form=form, at=at)
    known = {key: value for key, value in form.submitted.items() if key in sight.compiled.by_key}
    try:
        check_limits([known, dict(form.seen or {})])
    except DocumentRefused:
        return
    if known:
        _draft(found, held, page, known, dict(form.seen or {}), at)


def _draft(
    found: Solicitation, held: Participation, page: str, typed: dict[str, Any], seen: dict[str, Any],
    at: dt.datetime,
) -> None:  # fmt: skip
    Draft.objects.update_or_create(
        dossier_id=found.dossier_id, user_id=held.user_id, view=held.view, page=page,
        defaults={"organisation_id": found.organisation_id, "typed": typed, "seen": seen, "at": at},
    )  # fmt: skip


def late_opinion(actor: Actor, request: Request) -> LateOpinion | None:
    """What came too late, to go on with where the request is open again. One query."""
    kept = Draft.objects.filter(
        dossier=request.sight.dossier, user_id=actor.person_id, page=_page("opinion", request.solicitation)
    ).order_by()  # there is one at most: the dossiers need not be joined to sort it
    draft = next(iter(kept), None)
    if draft is None or (request.opinion and request.opinion.given_at > draft.at):
        return None
    documents = [_uuid(each) for each in draft.typed.get("documents", ())]
    typed = {name: str(draft.typed.get(name, "")) for name in ("verdict", "reasons")}
    return LateOpinion(typed, tuple(each for each in documents if each is not None))


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


def _is_typed(name: str, value: str) -> bool:
    return name not in NOT_TYPED and not name.endswith("-kept") and bool(value.strip())


def _page(part: str, solicitation: Solicitation) -> str:
    """No page of a form: their keys hold no colon."""
    return f"{part}:{solicitation.pk}"
