"""Filling in a page at the desk: the same for an agent's edit and a colleague's complement."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict, Unpack
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import time_format

from accounts.middleware import OrganisationRequest
from crm.header import language
from dossiers.pages import Received, page_form
from dossiers.sights import Sight
from formengine.compiling import CompiledView
from formengine.djangoforms import PageForm
from formengine.djangoforms.reading import LEFT
from formengine.merging import Conflict

MINE = "mine"


class Urls(TypedDict):
    """Where a page's form asks for its fields anew, and the name of the download page of its files."""

    refresh_url: str
    document_url: str


@dataclass(frozen=True)
class Choice:
    """Two values of one field, to choose from: what is stored, and what this writer sent."""

    key: str
    title: str
    stored: str
    mine: str


def choices_of(compiled: CompiledView, conflicts: Iterable[Conflict]) -> list[Choice]:
    return [
        Choice(
            each.key,
            compiled.by_key[each.key].field.title,
            compiled.by_key[each.key].told(each.stored, language()),
            compiled.by_key[each.key].told(each.mine, language()),
        )
        for each in conflicts
    ]


def without_theirs(posted: QueryDict) -> QueryDict:
    """What was sent, less the fields in which the writer chose to keep what somebody else had stored.

    A conflict left undecided counts as theirs: nobody's change is overwritten without having been chosen.
    """
    given_up = [key for key in posted.getlist("_conflict") if posted.get(f"choose-{key}") != MINE]
    if not given_up:
        return posted
    kept = posted.copy()
    kept.setlist(LEFT, given_up)
    return kept


def form_again(
    request: OrganisationRequest, sight: Sight, received: Received, **urls: Unpack[Urls]
) -> PageForm:
    """The form to choose in. Where the clash came between our reading and our saving, it is made anew."""
    if received.form.conflicts:
        return received.form
    form = page_form(
        actor=request.actor,
        sight=sight,
        page=received.form.page_key,
        data=without_theirs(request.POST),
        **urls,
    )
    form.is_valid()
    return form


def form_key() -> UUID:
    return uuid4()


def clock() -> str:
    """The time of day, for “saved at”."""
    return time_format(timezone.localtime(), "H:i")
