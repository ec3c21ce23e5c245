"""What became of the mails to partners, noted in the trail: accepted by the mail server, or refused."""

import datetime as dt

from accounts.actors import system
from dossiers.enums import EventKind
from dossiers.models import Invitation, Outbox
from dossiers.outbox import told_outcome
from dossiers.sights import Sight
from dossiers.writing import writing
from formengine.model import CRM

TO_PARTNERS = ("key", "internal_request", "key_ending", "reminder", "withdrawn", "word_to_partner")
"""Letters to who was asked. That those with a key were accepted is noted too, for the key's time line."""


@told_outcome
def note_outcome(row: Outbox, accepted: bool, at: dt.datetime) -> None:
    """Two queries more for a mail with a key, or one that was refused; none for others."""
    if row.kind not in TO_PARTNERS or "solicitation" not in row.refs or (accepted and row.kind != "key"):
        return
    if row.dossier is None:
        return
    named = {name: row.refs[name] for name in ("solicitation", "colleague") if name in row.refs}
    with writing(Sight(row.dossier, CRM), actor=system(row.organisation_id), at=at) as deed:
        if accepted:
            deed.record(EventKind.MAIL_ACCEPTED, hint=_hint(row), **named)
        else:
            deed.record(EventKind.MAIL_REFUSED, letter=row.kind, **named)


def _hint(row: Outbox) -> str:
    return str(Invitation.objects.values_list("hint", flat=True).get(pk=row.refs["invitation"]))
