"""Changing models: every write of the drawing board."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal
from dossier_models.fields import DocumentField
from dossier_models.models import DossierModel, ModelVersion
from dossier_models.selectors import whole_draft
from formengine.document import document_digest, parse
from formengine.editing import Document, Refused, Wording, new_document
from formengine.limits import check_limits
from formengine.linting import lint
from formengine.problems import DocumentRefused, Problem

Gesture = Callable[[Document], Document]
KEPT_REVISIONS, PRUNED_EVERY = 200, 25
MOST_BYTES = 2_000_000


class StaleDraft(Refusal):
    """Somebody else changed the draft since the page was made. The gesture can be made again on it."""

    code, http_status = "stale_draft", 409
    message = _("Somebody else has changed this draft in the meantime.")

    def __init__(self, by: str) -> None:
        super().__init__()
        self.by = by


class DraftLocked(Refusal):
    code, http_status = "draft_locked", 409
    message = _("This model is locked by somebody else.")

    def __init__(self, by: str) -> None:
        super().__init__()
        self.by = by


class NotDrawable(Refusal):
    """The gesture cannot be made on this document; `reason` says why."""

    code, http_status = "not_drawable", 422
    message = _("This change is not possible.")

    def __init__(self, reason: Refused) -> None:
        super().__init__()
        self.reason = reason


class NotPublishable(Refusal):
    code, http_status = "not_publishable", 422
    message = _("The draft cannot be published yet.")

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.problems = problems


class NothingChanged(Refusal):
    code, http_status = "nothing_changed", 409
    message = _("Nothing has changed since the last version.")


class NothingToUndo(Refusal):
    code, http_status = "nothing_to_undo", 409
    message = _("There is nothing further back.")


@transaction.atomic
def create_model(*, actor: Actor, title: str, wording: Wording, at: datetime) -> DossierModel:
    """A new model with an almost empty draft. Raises Forbidden or NotDrawable."""
    require(actor, "dossier_models.create")
    try:
        document = new_document(title, wording)
    except Refused as refused:
        raise NotDrawable(refused) from refused
    draft: Any = document
    model = DossierModel(
        organisation_id=actor.organisation_id,
        key=_free_key(actor.organisation_id, document["title"]),
        title=document["title"],
        draft=draft,
        drawn_by_id=actor.user_id,
        is_open=True,
    )
    model.save()
    model.save_revision(user=model.drawn_by, clean=False)
    return model


@transaction.atomic
def apply_gesture(
    *, actor: Actor, model: DossierModel, gesture: Gesture, drawn_on: int, at: datetime
) -> DossierModel:
    """Make one gesture on the draft, keep a revision of it, and give the model back as it is now.

    Raises Forbidden, DraftLocked, StaleDraft (somebody else drew after number `drawn_on`) or NotDrawable.
    """
    require(actor, "dossier_models.draw", model)
    locked = _lock(actor, model, drawn_on)
    try:
        draft = gesture(locked.draft)
        parse(draft)
    except Refused as refused:
        raise NotDrawable(refused) from refused
    except DocumentRefused as refused:
        problem = refused.problem
        raise NotDrawable(Refused(problem.code, **problem.params)) from refused
    if len(str(DocumentField().get_prep_value(draft))) > MOST_BYTES:
        raise NotDrawable(Refused("document_too_large"))
    if document_digest(draft) == document_digest(locked.draft):
        return locked
    locked.revisions.filter(
        pk__gt=locked.latest_revision_id or 0
    ).delete()  # what could be redone no longer can
    _write(locked, draft, actor)
    locked.save_revision(user=locked.drawn_by, clean=False)
    if locked.draft_number % PRUNED_EVERY == 0:
        kept = locked.revisions.order_by("-pk").values_list("pk", flat=True)[:KEPT_REVISIONS]
        locked.revisions.filter(pk__lt=min(kept)).delete()
    return locked


def undo(*, actor: Actor, model: DossierModel, drawn_on: int, at: datetime) -> DossierModel:
    """Put the draft back to the revision before. Raises as apply_gesture does, or NothingToUndo."""
    return _step(actor, model, drawn_on, back=True)


def redo(*, actor: Actor, model: DossierModel, drawn_on: int, at: datetime) -> DossierModel:
    """Make the last undone gesture again, as long as no other gesture came between."""
    return _step(actor, model, drawn_on, back=False)


@transaction.atomic
def publish(*, actor: Actor, model: DossierModel, drawn_on: int, at: datetime) -> ModelVersion:
    """Freeze the draft as the next version, which new dossiers are filed under from now on.

    Raises Forbidden, DraftLocked, StaleDraft, NotPublishable (with the problems) or NothingChanged.
    """
    require(actor, "dossier_models.draw", model)
    locked = _lock(actor, model, drawn_on)
    document = whole_draft(locked)
    check_limits(document)
    problems = tuple(lint(parse(document)))
    if problems:
        raise NotPublishable(problems)
    digest = document_digest(document)
    last = locked.versions.light().order_by("-number").first()
    if last is not None and last.digest == digest:
        raise NothingChanged
    version = ModelVersion.objects.create(
        organisation_id=locked.organisation_id,
        model=locked,
        number=last.number + 1 if last else 1,
        document=document,
        digest=digest,
        published_at=at,
        published_by_id=actor.user_id,
    )
    locked.version = version
    locked.title = locked.draft["title"]
    locked.save(update_fields=["version", "title", "updated_at"])
    return version


@transaction.atomic
def open_model(*, actor: Actor, model: DossierModel, is_open: bool, at: datetime) -> None:
    """Offer the model on the portal, or no more. Dossiers that exist go on."""
    require(actor, "dossier_models.draw", model)
    DossierModel.objects.filter(pk=model.pk).update(is_open=is_open, updated_at=at)
    model.is_open = is_open


@transaction.atomic
def lock_draft(*, actor: Actor, model: DossierModel, at: datetime) -> None:
    """Keep the draft to oneself. Raises DraftLocked where somebody else has it."""
    require(actor, "dossier_models.draw", model)
    locked = _lock(actor, model, None)
    locked.locked, locked.locked_at, locked.locked_by_id = True, at, actor.user_id
    locked.save(update_fields=["locked", "locked_at", "locked_by"])


@transaction.atomic
def unlock_draft(*, actor: Actor, model: DossierModel, at: datetime) -> None:
    """Any administrator may unlock: people leave for the holidays."""
    require(actor, "dossier_models.draw", model)
    DossierModel.objects.filter(pk=model.pk).update(
        locked=False, locked_at=None, locked_by=None, updated_at=at
    )


def _lock(actor: Actor, model: DossierModel, drawn_on: int | None) -> DossierModel:
    """The row, locked, if this actor may write on what they saw."""
    locked: DossierModel = (
        DossierModel.objects.select_for_update(of=("self",))
        .select_related("latest_revision")
        .get(pk=model.pk)
    )
    if locked.locked and locked.locked_by_id != actor.user_id:
        raise DraftLocked(str(locked.locked_by or ""))
    if drawn_on is not None and drawn_on != locked.draft_number:
        own = locked.drawn_by_id == actor.user_id and locked.drawn_since <= drawn_on < locked.draft_number
        if not own:
            raise StaleDraft(str(locked.drawn_by or ""))
    return locked


@transaction.atomic
def _step(actor: Actor, model: DossierModel, drawn_on: int, *, back: bool) -> DossierModel:
    require(actor, "dossier_models.draw", model)
    locked = _lock(actor, model, drawn_on)
    here = locked.latest_revision_id or 0
    around = locked.revisions.filter(pk__lt=here) if back else locked.revisions.filter(pk__gt=here)
    target = around.order_by("-pk" if back else "pk").first()
    if target is None:
        raise NothingToUndo
    locked.latest_revision = target
    _write(locked, DocumentField().to_python(target.content["draft"]), actor)
    return locked


def _write(model: DossierModel, draft: Any, actor: Actor) -> None:
    if model.drawn_by_id != actor.user_id:
        model.drawn_by_id, model.drawn_since = actor.user_id, model.draft_number
    model.draft, model.draft_number = draft, model.draft_number + 1
    if model.version_id is None:
        model.title = draft["title"]
    model.save(
        update_fields=[
            "draft",
            "draft_number",
            "drawn_by",
            "drawn_since",
            "title",
            "latest_revision",
            "updated_at",
        ]
    )


def _free_key(organisation_id: int, title: str) -> str:
    """A short name nobody in the organisation uses yet."""
    wanted = slugify(title)[:50] or "model"
    taken = set(
        DossierModel.objects.of(organisation_id).filter(key__startswith=wanted).values_list("key", flat=True)
    )
    key, number = wanted, 1
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    return key
