"""One page of a dossier being filled in: the same steps on the portal, at the desk and for a partner.

A surface asks for the form, shows it, and hands back what came in; what became of it is a value.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language

from accounts.actors import Actor
from dossiers.links import offers
from dossiers.models import Draft
from dossiers.selectors import document_label, document_labels
from dossiers.services import (
    NotAcceptable,
    Saved,
    Submission,
    Upload,
    deposit,
    keep_draft,
    save_answers,
)
from dossiers.sights import NotYours, Sight
from formengine.compiling import CompiledPage
from formengine.djangoforms import PageForm, form_class
from formengine.merging import Conflict

Files = MultiValueDict[str, Any]


@dataclass(frozen=True, eq=False)
class Received:
    """What became of a page that was sent.

    `form` is what to show again where `saved` is None; `status` is the HTTP status to show it with.
    """

    form: PageForm
    saved: Saved | None = None
    status: int = 200

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.saved.conflicts if self.saved else ()


def page_form(
    *,
    actor: Actor,
    sight: Sight,
    page: str,
    data: QueryDict | None = None,
    files: Files | None = None,
    refresh_url: str = "",
    document_url: str = "",
    complete: bool = True,
) -> PageForm:
    """The form of one page, with what its writer had typed and was not accepted. Two queries at most.

    `document_url` is the name of the surface's download page; `complete` False shows what is wrong with what
    was typed, not what is missing. Raises NotYours for a page this reader lacks.
    """
    compiled = sight.compiled.page(page)
    if compiled is None:
        raise NotYours
    draft: Draft | None = None
    if data is None:
        kept = Draft.objects.filter(
            dossier=sight.dossier, user_id=actor.person_id, view=sight.view, page=page
        ).order_by()  # there is one at most: the dossiers need not be joined to sort it
        draft = next(iter(kept), None)
    return form_class(sight.compiled, page)(
        data,
        files,
        answers=sight.dossier.answers,
        typed=draft.typed if draft else None,
        seen=draft.seen if draft else None,
        documents=document_labels(actor=actor, sight=sight, url_name=document_url)
        if holds_files(compiled)
        else None,
        offers=offers(actor, sight, compiled.fields),
        document_url=document_url,
        language=get_language() or "en",
        refresh_url=refresh_url,
        complete=complete,
        today=timezone.localdate(),
    )


def holds_files(page: CompiledPage) -> bool:
    """Whether there is a file to be named on it, be it in a group."""
    fields = (each for field in page.fields for each in field.walk())
    return any(each.field.type == "file" for each in fields)


def drafted_pages(*, actor: Actor, sight: Sight) -> frozenset[str]:
    """Keys of the pages on which this person typed something that is not accepted yet. One query."""
    own = Draft.objects.filter(dossier=sight.dossier, user_id=actor.person_id, view=sight.view)
    return frozenset(own.values_list("page", flat=True))


def receive(
    *,
    actor: Actor,
    sight: Sight,
    page: str,
    form: PageForm,
    key: UUID,
    at: dt.datetime,
    complete: bool = True,
    save: Callable[[Submission], Saved] | None = None,
) -> Received:
    """Take in a bound form: files first, so that none has to be sent twice; then the answers, or a draft.

    `save` is the deed, where it is more than saving the answers. Raises NotEditable (a forged request),
    Forbidden, NotYours, KeyReused.
    """
    deposit_uploads(actor=actor, sight=sight, form=form, at=at)
    if form.row_action:
        keep_draft(actor=actor, sight=sight, page=page, typed=form.submitted, seen=form.seen, at=at)
        return Received(form)
    submission = Submission(form.submitted, form.seen, page, complete)
    judged = complete or not form.complete
    if judged and not form.is_valid() and not form.is_forged and not _only_clashes(form):
        keep_draft(actor=actor, sight=sight, page=page, typed=form.submitted, seen=form.seen, at=at)
        return Received(form, status=422)
    try:
        if save is not None:
            saved = save(submission)
        else:
            saved = save_answers(actor=actor, sight=sight, submission=submission, key=key, at=at)
    except NotAcceptable as refusal:
        form.add_problems(refusal.problems)
        keep_draft(actor=actor, sight=sight, page=page, typed=form.submitted, seen=form.seen, at=at)
        return Received(form, status=422)
    return Received(form, saved, 409 if saved.conflicts else 200)


def _only_clashes(form: PageForm) -> bool:
    """Nothing is wrong but that somebody else changed a field meanwhile: the other fields can be saved."""
    clashing = {conflict.key for conflict in form.conflicts}
    accepted = form.outcome is not None and form.outcome.accepted
    return accepted and bool(clashing) and set(form.errors) <= clashing


def deposit_uploads(*, actor: Actor, sight: Sight, form: PageForm, at: dt.datetime) -> None:
    """Store what was uploaded and put its ids among the form's answers; a file refused is a problem there."""
    for upload in form.uploads:
        sent = Upload(upload.file.name or "", upload.file.size or 0, upload.file, upload.label)
        try:
            document = deposit(actor=actor, sight=sight, field=upload.key, upload=sent, at=at)
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
        else:
            form.add_document(upload.key, str(document.pk), document_label(document, form.document_url))
