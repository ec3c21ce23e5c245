"""Letters to partners. None holds an answer of the dossier."""

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import User
from dossiers.enums import EventKind
from dossiers.letters import address_of, in_language_of, key_lines, write
from dossiers.models import Event, Outbox
from dossiers.outbox import letter
from solicitations.enums import OWING, State
from solicitations.models import Solicitation
from solicitations.readers import reader_of
from solicitations.wording import asked_text


def _solicitation(row: Outbox) -> Solicitation:
    found: Solicitation = Solicitation.objects.select_related(
        "organisation", "dossier__version", "dossier__model", "asked_by", "invitation", "participation__user"
    ).get(pk=row.refs["solicitation"])
    return found


def _asked(solicitation: Solicitation) -> list[str]:
    """What is asked, by when, and the agent's instructions."""
    scope = solicitation.dossier.design.scope(solicitation.scope)
    lines = [
        _("%(organisation)s asks you for: %(asked)s, on the dossier %(reference)s.")
        % {
            "organisation": solicitation.organisation.name,
            "asked": asked_text(solicitation.kind, scope.title if scope else solicitation.scope),
            "reference": solicitation.dossier.reference or "",
        },
        _("Your reply is wished by %(date)s.")
        % {"date": formats.date_format(solicitation.due_on, "DATE_FORMAT")},
    ]
    if solicitation.opens_on and solicitation.opens_on > timezone.localdate():
        opening = formats.date_format(solicitation.opens_on, "DATE_FORMAT")
        lines.append(_("The dossier opens to you on %(date)s.") % {"date": opening})
    if solicitation.instructions:
        lines.append(_("What the service asks you to look at:") + "\n" + solicitation.instructions)
    return lines


@letter("key")
def key(row: Outbox, secret: str) -> EmailMessage | None:
    """To an external partner: the request and its key. The only mail that ever holds the key."""
    solicitation = _solicitation(row)
    reader = reader_of(row, solicitation)
    invitation = reader.invitation if reader else None
    if reader is None or invitation is None or invitation.pk != row.refs["invitation"]:
        return None
    if invitation.revoked_at is not None:
        return None
    with in_language_of(None):
        lines = [
            _("Good day %(name)s,") % {"name": reader.name},
            *_brought_in(row, solicitation),
            *_asked(solicitation),
            *key_lines(invitation, secret),
        ]
        subject = _("Request on the dossier %(reference)s") % {
            "reference": solicitation.dossier.reference or ""
        }
        return write(to=reader.email, subject=subject, lines=lines, organisation=solicitation.organisation)


def _brought_in(row: Outbox, solicitation: Solicitation) -> list[str]:
    """To a colleague of the one who was asked: why they get this."""
    if "colleague" not in row.refs:
        return []
    return [_("You are to take part in a request to %(partner)s.") % {"partner": solicitation.partner_name}]


@letter("internal_request")
def internal_request(row: Outbox, _secret: str) -> EmailMessage | None:
    """To a colleague: a request waits at the desk."""
    solicitation = _solicitation(row)
    reader = reader_of(row, solicitation)
    user = reader.user if reader else None
    if user is None or solicitation.state not in OWING:
        return None
    with in_language_of(user):
        lines = [
            _("Good day %(name)s,") % {"name": str(user)},
            *_brought_in(row, solicitation),
            *_asked(solicitation),
            _("Reply at the desk: %(address)s")
            % {"address": address_of(reverse("crm:request", args=[solicitation.uid]))},
        ]
        subject = _("Request on the dossier %(reference)s") % {
            "reference": solicitation.dossier.reference or ""
        }
        return write(to=user.email, subject=subject, lines=lines, organisation=solicitation.organisation)


@letter("asked_again")
def asked_again(row: Outbox, _secret: str) -> EmailMessage | None:
    """To a partner who has the dossier attached already: another request on it, which needs no key."""
    solicitation = _solicitation(row)
    user = solicitation.participation.user if solicitation.participation else None
    if user is None or solicitation.state not in OWING:
        return None
    with in_language_of(user):
        lines = [
            _("Good day %(name)s,") % {"name": solicitation.partner_name},
            *_asked(solicitation),
            _("You have attached this dossier already: you need no other key. Your earlier reply is kept."),
            _("Reply here: %(address)s")
            % {"address": address_of(reverse("partner_portal:request", args=[solicitation.uid]))},
        ]
        subject = _("Another request on the dossier %(reference)s") % {
            "reference": solicitation.dossier.reference or ""
        }
        return write(to=user.email, subject=subject, lines=lines, organisation=solicitation.organisation)


@letter("reminder")
def reminder(row: Outbox, _secret: str) -> EmailMessage | None:
    """To a partner who still owes a reply. It carries no key."""
    solicitation = _solicitation(row)
    reader = reader_of(row, solicitation)
    if solicitation.state not in OWING or reader is None:
        return None
    user = reader.user
    with in_language_of(user):
        if user is None:
            where = _(
                "If you have not attached the dossier yet, use the key of our first message: %(page)s"
            ) % {"page": address_of(reverse("partner_portal:attach"))}
        else:
            name = "crm:request" if solicitation.internal else "partner_portal:request"
            where = _("Reply here: %(address)s") % {
                "address": address_of(reverse(name, args=[solicitation.uid]))
            }
        lines = [
            _("Good day %(name)s,") % {"name": reader.name},
            _("Your reply has not reached us yet, or not all of it."),
            *_own_words(row, solicitation),
            *_asked(solicitation),
            where,
        ]
        subject = _("Reminder: request on the dossier %(reference)s") % {
            "reference": solicitation.dossier.reference or ""
        }
        return write(to=reader.email, subject=subject, lines=lines, organisation=solicitation.organisation)


def _own_words(row: Outbox, solicitation: Solicitation) -> list[str]:
    """What the agent wrote into this reminder."""
    sent = solicitation.sent_reminders.filter(pk=row.refs.get("reminder")).first()
    return [_("A word of the service:") + "\n" + sent.words] if sent and sent.words else []


@letter("reply_receipt")
def reply_receipt(row: Outbox, _secret: str) -> EmailMessage | None:
    """To those asked: the reply has arrived, when, and under which number. What it says is on the receipt."""
    solicitation = _solicitation(row)
    reader = reader_of(row, solicitation)
    event = solicitation.dossier.events.filter(number=row.refs["number"]).first()
    if reader is None or reader.user is None or event is None:
        return None
    with in_language_of(reader.user):
        page = "crm:receipt" if solicitation.internal else "partner_portal:receipt"
        facts = {
            "reference": solicitation.dossier.reference or "",
            "date": formats.date_format(timezone.localtime(event.at), "DATETIME_FORMAT"),
            "who": event.actor_name,
        }
        lines = [
            _("Good day %(name)s,") % {"name": str(reader.user)},
            _what_arrived(event, reader.user) % facts,
            _("Number that stands for what was sent:") + f"\n{event.params.get('digest', '')}",
            _("Your receipt, to read or to download as PDF: %(address)s")
            % {"address": address_of(reverse(page, args=[solicitation.uid]))},
        ]
        subject = _("Your reply on the dossier %(reference)s has been received") % facts
        return write(to=reader.email, subject=subject, lines=lines, organisation=solicitation.organisation)


def _what_arrived(event: Event, reader: User) -> str:
    if event.user_id != reader.pk:
        return _("%(who)s has replied on the dossier %(reference)s for you too, on %(date)s. Thank you.")
    if event.params.get("number", 1) == 1:
        return _("We have received your reply on the dossier %(reference)s on %(date)s. Thank you.")
    if event.kind == EventKind.OPINION_GIVEN:
        return _(
            "We have received your new opinion on the dossier %(reference)s on %(date)s. It replaces the one "
            "before, which is kept. Thank you."
        )
    return _(
        "We have received your correction on the dossier %(reference)s on %(date)s. What you sent before is "
        "kept. Thank you."
    )


@letter("withdrawn")
def withdrawn(row: Outbox, _secret: str) -> EmailMessage | None:
    """To the partner: nothing is asked of them any more."""
    solicitation = _solicitation(row)
    reader = reader_of(row, solicitation)
    if reader is None:
        return None
    with in_language_of(reader.user):
        reference = solicitation.dossier.reference or ""
        lines = [
            _("Good day %(name)s,") % {"name": reader.name},
            _("The request on the dossier %(reference)s has been withdrawn. You need not reply.")
            % {"reference": reference},
        ]
        if solicitation.withdrawn_reason:
            lines.append(_("What the service says:") + "\n" + solicitation.withdrawn_reason)
        subject = _("Request on the dossier %(reference)s withdrawn") % {"reference": reference}
        return write(to=reader.email, subject=subject, lines=lines, organisation=solicitation.organisation)


@letter("word_to_partner")
def word_to_partner(row: Outbox, _secret: str) -> EmailMessage | None:
    """To the partner: the service has written about the request. What it says is read on the page."""
    solicitation = _solicitation(row)
    reader = reader_of(row, solicitation)
    user = reader.user if reader else None
    if user is None or solicitation.state == State.WITHDRAWN:
        return None
    with in_language_of(user):
        name = "crm:request" if solicitation.internal else "partner_portal:request"
        reference = {"reference": solicitation.dossier.reference or ""}
        lines = [
            _("Good day %(name)s,") % {"name": str(user)},
            _("The service has written to you about the request on the dossier %(reference)s.") % reference,
            _("Read it here: %(address)s") % {"address": address_of(reverse(name, args=[solicitation.uid]))},
        ]
        subject = _("A message about the dossier %(reference)s") % reference
        return write(to=user.email, subject=subject, lines=lines, organisation=solicitation.organisation)
