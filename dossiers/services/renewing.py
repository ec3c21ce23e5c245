"""Moving an open dossier to a newer version of its form: no value is dropped, the history keeps them all."""

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal
from dossiers.enums import EventKind
from dossiers.models import Dossier
from dossiers.once import first_time
from dossiers.sights import Sight
from dossiers.versions import Hindrance, Passage, passage_of
from dossiers.writing import Writing, writing
from formengine.access import Access
from formengine.carrying import Carried, Fate
from formengine.comparing import correspond
from formengine.model import CRM, Status


class NoNewerVersion(Refusal):
    """There is no such version, or it is not newer; somebody may have moved the dossier meanwhile."""

    code, http_status = "no_newer_version", 409
    message = _("There is no newer version to move this dossier to. Open it again.")


class StalePreview(Refusal):
    """What was shown is not what would be done: answers have changed since."""

    code, http_status = "stale_preview", 409
    message = _("Answers of this dossier have changed in the meantime. Look at what would happen again.")


class Hindered(Refusal):
    """Somebody takes part by something the new version does not have, or there is nowhere to stand."""

    code, http_status = "hindered", 409
    message = _("This dossier cannot be moved to the new version.")

    def __init__(self, hindrances: tuple[Hindrance, ...]) -> None:
        super().__init__()
        self.hindrances = hindrances


class NoStatusChosen(Refusal):
    code, http_status = "no_status_chosen", 422
    message = _("Choose the status the dossier is to stand at.")


def move_to_version(
    *,
    actor: Actor,
    sight: Sight,
    version: int,
    key: UUID,
    at: dt.datetime,
    status: str = "",
    seen: str | None = None,
) -> Dossier:
    """Put the dossier under version number `version` of its model, with its answers carried over.

    `status`: where it is to stand, for who was asked to choose one. `seen`: the token of the projection of
    which the writer saw what would happen; None where nobody looked. A revision would not do: it counts what
    is hidden from the writer as well. Raises Forbidden, NotYours, NoNewerVersion, StalePreview, Hindered,
    NoStatusChosen, KeyReused. The same key moves once.
    """
    require(actor, "dossiers.move_to_version", sight)
    with writing(sight, actor=actor, at=at) as deed:
        now = sight.on(deed.dossier, deed.participation)
        if not first_time(actor=actor, key=key, content=["renew", now.dossier.pk, version, status], at=at):
            return deed.dossier
        passage = passage_of(now, version)
        if passage is None:
            raise NoNewerVersion
        if seen is not None and seen != now.projection.token:
            raise StalePreview
        if passage.hindrances:
            raise Hindered(passage.hindrances)
        _pass(deed, passage, _standing(passage, status))
    return deed.dossier


def _standing(passage: Passage, chosen: str) -> Status:
    if passage.stays is not None:
        return passage.stays
    found = next((each for each in passage.choices if each.key == chosen), None)
    if found is None:
        raise NoStatusChosen
    return found


def _locked(locked: list[str], passage: Passage, carried: Carried) -> list[str]:
    """Where the answers stand now that cannot be changed; where one was set aside, it can be given anew."""
    onward = correspond(passage.sight.model, passage.design).onward
    gone = {line.field for line in carried.of(Fate.SET_ASIDE)}
    return sorted(onward[path] for path in locked if path in onward and path not in gone)


def _pass(deed: Writing, passage: Passage, after: Status) -> None:
    """Write version, status and answers; the revision holds every value that changed or was set aside.

    A status that is kept keeps its day and its time limit: they were told to the applicant.
    """
    dossier, before = deed.dossier, passage.sight.status
    was, answers, revision = dossier.version.number, dossier.answers, dossier.revision
    carried = passage.carried(answers)
    locked = _locked(dossier.locked, passage, carried)  # before the dossier's design is another one
    deed.set(version=passage.version, locked=locked, in_desk=after.cap(CRM).access is not Access.HIDDEN)
    if after.key != before.key:
        limit = dt.timedelta(days=after.limit_days) if after.limit_days else None
        deed.set(status=after.key, status_since=deed.at, due_at=deed.at + limit if limit else None)
    changes = {
        key: carried.answers.get(key)
        for key in sorted({*answers, *carried.answers})
        if answers.get(key) != carried.answers.get(key)
    }
    if changes:
        deed.revise(passage.sight.view, changes)
    deed.relist()
    deed.record(
        EventKind.VERSION_CHANGED,
        was=was,
        to=passage.version.number,
        status=before.key,
        stands_at=after.key,
        revision=deed.dossier.revision if changes else None,
        answers_at=revision,
        set_aside=sorted({line.field for line in carried.of(Fate.SET_ASIDE)}),
        converted=sorted({line.field for line in carried.of(Fate.CONVERTED)}),
    )
