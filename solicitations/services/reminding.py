"""Reminders by the model's rule, night by night. The system acts."""

import datetime as dt
import logging

from django.utils import timezone

from accounts.actors import system
from dossiers.models import Dossier, Invitation, Participation
from dossiers.nightly import nightly
from dossiers.sights import Sight, sight_of
from dossiers.writing import Writing, writing
from formengine.model import CRM
from solicitations.enums import OWING
from solicitations.models import Solicitation
from solicitations.request import Request
from solicitations.schedule import next_reminder
from solicitations.services.chasing import is_reminded_on, send_reminder

log = logging.getLogger("trivium.reminders")


@nightly("reminders")
def remind_by_rule(at: dt.datetime) -> int:
    """Remind those whose day has come, who still owe and may reply now; how many. One deed for each dossier.

    What is not due is not read: an index leads to the rest. Run again on the same day, it does nothing.
    """
    due = Solicitation.objects.filter(next_reminder_on__lte=timezone.localdate(at)).order_by()
    sent = 0
    for pk in list(due.values_list("dossier_id", flat=True).distinct()):
        try:
            sent += _remind_on(pk, at)
        except Exception:  # one dossier that cannot be read needs a person, and must not stop the others
            log.exception("reminders failed", extra={"dossier": pk})
    return sent


def _remind_on(pk: int, at: dt.datetime) -> int:
    dossier = Dossier.objects.with_design().get(pk=pk)
    today, sent = timezone.localdate(at), 0
    with writing(Sight(dossier, CRM), actor=system(dossier.organisation_id), at=at) as deed:
        due = deed.dossier.solicitations.filter(next_reminder_on__lte=today, state__in=OWING)
        for each in due.select_related("participation", "invitation").order_by("asked_at", "pk"):
            if may_reply_now(each, deed.dossier, at) and not is_reminded_on(each, today):
                send_reminder(deed, each)
                sent += 1
            else:
                _pass_over(deed, each, today)
    return sent


def _pass_over(deed: Writing, asked: Solicitation, today: dt.date) -> None:
    """The day goes by without a reminder, which does not count as one; the rule's next day is waited for."""
    rule = deed.dossier.design.partners.reminders
    asked.next_reminder_on = next_reminder(rule, due_on=asked.due_on, after=today, sent=asked.reminders)
    asked.save(update_fields=["next_reminder_on"])


def may_reply_now(asked: Solicitation, dossier: Dossier, at: dt.datetime) -> bool:
    """Whether the dossier is open to this partner, and a reply is taken. Of who has not attached it yet,
    whether the key would still open it."""
    place = asked.participation or (_place(asked.invitation, at) if asked.invitation else None)
    if place is None or place.ended_at is not None or (place.ends_at is not None and place.ends_at <= at):
        return False
    sight = sight_of(dossier, place)
    return sight.is_open and Request(asked, sight).may_act


def _place(invitation: Invitation, at: dt.datetime) -> Participation | None:
    """The participation that the key would give."""
    if invitation.revoked_at is not None or invitation.expires_at <= at:
        return None
    return Participation(
        role=invitation.role,
        view=invitation.view,
        kind=invitation.kind,
        scope=invitation.scope,
        opens_on=invitation.opens_on,
        opens_at=invitation.opens_at,
        starts_at=at,
    )
