"""Keeping reference lists: each upload is a new version of one; what is published keeps the rows it has."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal
from dossier_models.models import ReferenceList, ReferenceListVersion
from formengine.document import digest
from formengine.editing.lookup import free_key, slug
from formengine.problems import Problem
from formengine.reference_lists import read_list


class ListNotRead(Refusal):
    """The file is no list; `problems` say why, with the lines."""

    code, http_status = "list_not_read", 422
    message = _("The file has not been taken in.")

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.problems = problems


class ListUnchanged(Refusal):
    code, http_status = "list_unchanged", 409
    message = _("These are the rows that the list has already.")


@transaction.atomic
def keep_list(
    *, actor: Actor, title: str, kept: ReferenceList | None, content: bytes, header: bool, at: datetime
) -> ReferenceListVersion:
    """A new version of the list `kept`, or of a new list of that title. Five queries.

    Raises Forbidden, ListNotRead or ListUnchanged.
    """
    require(actor, "dossier_models.create")
    if kept is not None:
        require(actor, "dossier_models.keep", kept)
    read = read_list(content, header=header)
    if read.problems:
        raise ListNotRead(read.problems)
    chosen = _created(actor, title, at) if kept is None else _locked(kept)
    entries: Any = [list(entry) for entry in read.entries]
    fingerprint = digest(entries)
    if chosen.version is not None and chosen.version.digest == fingerprint:
        raise ListUnchanged
    version = ReferenceListVersion.objects.create(
        organisation_id=chosen.organisation_id,
        list=chosen,
        number=chosen.version.number + 1 if chosen.version else 1,
        entries=entries,
        row_count=len(entries),
        digest=fingerprint,
        uploaded_at=at,
        uploaded_by_id=actor.user_id,
    )
    ReferenceList.objects.filter(pk=chosen.pk).update(version=version)
    return version


def _created(actor: Actor, title: str, at: datetime) -> ReferenceList:
    taken = ReferenceList.objects.of(actor.organisation_id).values_list("key", flat=True)
    key = free_key(slug(title, default="list"), taken)
    return ReferenceList.objects.create(
        organisation_id=actor.organisation_id, key=key, title=title, created_at=at
    )


def _locked(kept: ReferenceList) -> ReferenceList:
    locked = ReferenceList.objects.select_for_update(of=("self",)).select_related("version")
    found: ReferenceList = locked.defer("version__entries").get(pk=kept.pk)
    return found
