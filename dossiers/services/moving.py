"""Moving a dossier to another status: data of the model, one guarded deed."""

import datetime as dt
import re
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal
from dossiers.addresses import address_problems
from dossiers.enums import EventKind, Role
from dossiers.models import Dossier, Participation, ReferenceCounter
from dossiers.once import first_time
from dossiers.services.saving import NotAcceptable
from dossiers.services.standing_in import filed, mandate_missing
from dossiers.sights import Sight
from dossiers.writing import Writing, writing
from formengine.acceptance import accept
from formengine.access import Access
from formengine.fieldtypes.consent import is_older
from formengine.model import CRM, Status, Transition
from formengine.presence import Present
from formengine.problems import Problem


class NoSuchMove(Refusal):
    """The status it stands at does not allow this move, or not to this actor; it may have moved meanwhile."""

    code = "no_such_move"
    http_status = 409
    message = _("The dossier cannot be moved there from where it stands now. Open it again.")


class NobodyAsked(Refusal):
    """The move needs a solicitation, and there is none."""

    code = "nobody_asked"
    http_status = 422
    message = _("Ask at least one partner first.")


def change_status(*, actor: Actor, sight: Sight, to: str, key: UUID, at: dt.datetime) -> Dossier:
    """Move the dossier along one of its allowed transitions.

    Raises Forbidden, NotYours, NoSuchMove, NobodyAsked, NotAcceptable (what is missing, as problems),
    KeyReused. The same key moves once.
    """
    require(actor, "dossiers.move", sight)
    with writing(sight, actor=actor, at=at) as deed:
        now = sight.on(deed.dossier, deed.participation)
        if not first_time(actor=actor, key=key, content=["move", now.dossier.pk, to], at=at):
            return deed.dossier
        move(deed, now, to)
    return deed.dossier


def move(deed: Writing, now: Sight, to: str) -> None:
    """The move itself, within a deed that holds the lock. Raises as `change_status` does."""
    transition = now.status.transition(to)
    mover = "agent" if now.participation is None else "citizen"
    if transition is None or transition.by != mover or moves_nothing(now):
        raise NoSuchMove
    problems = missing_for(now, transition, timezone.localtime(deed.at).date())
    if problems:
        raise NotAcceptable(problems)
    if transition.needs == "solicitation" and not deed.dossier.asked:
        raise NobodyAsked
    _settle(deed, now.status, now.model.status(to))


def moves_nothing(now: Sight) -> bool:
    """Another party, or who filed for somebody else in a view that changes nothing any more."""
    role = now.participation.role if now.participation is not None else ""
    if role != Role.REPRESENTATIVE:
        return role == Role.SECOND_PARTY
    return min(now.status.cap(now.view).access, now.cap.access) is not Access.EDIT


def missing_for(now: Sight, transition: Transition, today: dt.date) -> tuple[Problem, ...]:
    """What has to be answered before this transition, as problems at the fields.

    What a condition has taken away is missing too, and so are the confirmation of an address and the mandate
    of who files for another person. A field the mover's view never shows is not named.
    """
    live = now.model.live(now.dossier.answers)
    missing = [
        Problem((key,) if key in now.compiled.by_key else (), "required")
        for key in demanded(now, transition)
        if live.get(key) is None
    ]
    missing.extend(each for each in mandate_missing(now) if each not in missing)
    if transition.current_consents:
        missing.extend(outdated_consents(now))
    if transition.complete:
        found = accept(now.compiled, now.dossier.answers, {}, complete=True, today=today).problems
        missing.extend(each for each in found if each not in missing)
        missing.extend(address_problems(now))
    return tuple(missing)


def demanded(now: Sight, transition: Transition) -> list[str]:
    """Keys of the fields this transition asks for, as the answers are."""
    present = Present.of(now.model, now.dossier.answers)
    return [
        *transition.requires,
        *(key for key, rule in transition.requires_when if rule.on(present.scene) is True),
    ]


def outdated_consents(now: Sight) -> list[Problem]:
    """Consents the mover gave to a text that has changed since, among those they can give again."""
    return [
        Problem((key,), "consent_outdated")
        for key, shown in now.projection.fields.items()
        if shown.editable and shown.field.type == "consent" and is_older(shown.value, shown.field)
    ]


def _settle(deed: Writing, before: Status, after: Status) -> None:
    """Write the new status and what follows from it: limit, reference, receipt, decision."""
    dossier = deed.dossier
    deed.set(
        status=after.key,
        status_since=deed.at,
        due_at=deed.at + dt.timedelta(days=after.limit_days) if after.limit_days else None,
        in_desk=after.cap(CRM).access is not Access.HIDDEN,
    )
    if dossier.submitted_at is None:
        deed.set(submitted_at=deed.at, reference=_next_reference(dossier, deed.at))
        deed.owe("receipt", f"receipt:{dossier.pk}")
        filed(deed)
    if after.outcome:
        _owe_decision(deed, after)
    deed.record(EventKind.MOVED, was=before.key, to=after.key)


def _owe_decision(deed: Writing, after: Status) -> None:
    """To the applicant; where somebody else filed it, to each of them who takes part."""
    dossier = deed.dossier
    once = f"decision:{dossier.pk}:{dossier.event_count}"
    if not dossier.filer_name:
        deed.owe("decision", once, status=after.key)
        return
    side = (Role.APPLICANT, Role.REPRESENTATIVE)
    for pk in (
        Participation.objects.running().filter(dossier=dossier, role__in=side).values_list("pk", flat=True)
    ):
        deed.owe("decision", f"{once}:{pk}", status=after.key, participation=pk)


PADDING = re.compile(r"\{seq(:[^}]*)?\}")


def _next_reference(dossier: Dossier, at: dt.datetime) -> str:
    """The next reference of the model's pattern, no two alike in the organisation. One query, which locks."""
    pattern, this_year = dossier.design.reference, timezone.localtime(at).year
    year, table = (this_year if "{yyyy}" in pattern else 0), ReferenceCounter._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" (organisation_id, pattern, year, last) VALUES (%s, %s, %s, 1) '  # noqa: S608 - own table name
            "ON CONFLICT (organisation_id, pattern, year) "
            f'DO UPDATE SET last = "{table}".last + 1 RETURNING last',
            [dossier.organisation_id, PADDING.sub("{seq}", pattern), year],
        )
        number: int = cursor.fetchone()[0]
    return pattern.format(yyyy=this_year, seq=number)
