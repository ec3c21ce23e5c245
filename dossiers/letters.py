"""Letters about a dossier to those who take part in it. Each is made from the reader's own projection."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from dossiers.codes import fits
from dossiers.enums import Role
from dossiers.models import ConfirmedAddress, Invitation, Outbox, Participation, PartyRecipient
from dossiers.outbox import letter
from dossiers.sights import Sight, sight_of

LONGEST_SUBJECT = 120


@contextmanager
def in_language_of(user: User | None) -> Iterator[None]:
    """Write in the reader's language, or the installation's."""
    with translation.override((user.language if user else "") or settings.LANGUAGE_CODE):
        yield


def address_of(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def write(*, to: str, subject: str, lines: list[str], organisation: Organisation) -> EmailMessage:
    """The one builder of mails: the only user text in a header is a subject without line ends, cut at 120."""
    clean = "".join(
        " " if ord(character) < 32 or ord(character) == 127 else character for character in subject
    )
    body = "\n\n".join([*lines, f"-- \n{organisation.name}"])
    return EmailMessage(clean[:LONGEST_SUBJECT], body + "\n", to=[to])


def key_lines(invitation: Invitation, secret: str) -> list[str]:
    """How a key is used, by whom and until when. The only lines of any mail that hold one."""
    page = address_of(reverse("partner_portal:attach"))
    until = {"date": formats.date_format(invitation.expires_at, "DATE_FORMAT")}
    if invitation.strict:
        whose = _("The key works once, for this address, until %(date)s. Please do not pass it on.")
    else:
        whose = _("The key works once, for any account, until %(date)s. Please do not pass it on.")
    return [
        _("To open the dossier, follow this link and press “Attach”:") + f"\n{page}#{secret}",
        _("Or go to %(page)s and type this key:") % {"page": page} + f"\n{secret}",
        whose % until,
    ]


def _applicants(row: Outbox) -> Iterator[tuple[User, Sight]]:
    """Whose dossier it is, or who filed it for them; where the row names one participation, that one."""
    found = Participation.objects.running().filter(
        dossier_id=row.dossier_id, role__in=(Role.APPLICANT, Role.REPRESENTATIVE)
    )
    if "participation" in row.refs:
        found = found.filter(pk=row.refs["participation"])
    for each in found.select_related("user", "dossier__version", "dossier__model").order_by("role", "pk"):
        yield each.user, sight_of(each.dossier, each)


def _for_whom(sight: Sight) -> list[str]:
    """To who files for somebody else: whose dossier it is."""
    if sight.participation is None or sight.participation.role != Role.REPRESENTATIVE:
        return []
    return [_("You filed it for %(name)s.") % {"name": sight.dossier.applicant_name}]


@letter("receipt")
def receipt(row: Outbox, _secret: str) -> EmailMessage | None:
    """To the applicant, or to who filed it for them, at once: it has arrived, under this reference."""
    for user, sight in _applicants(row):
        with in_language_of(user):
            reference = sight.dossier.reference or ""
            lines = [
                _("Good day %(name)s,") % {"name": str(user)},
                _("We received your application “%(title)s” on %(date)s. Its reference is %(reference)s.")
                % {"title": sight.model.title, "date": _day(sight), "reference": reference},
                *_for_whom(sight),
                *_where_to_follow(sight),
            ]
            subject = _("Your application %(reference)s has been received") % {"reference": reference}
            return write(to=user.email, subject=subject, lines=lines, organisation=sight.dossier.organisation)
    return None


def _where_to_follow(sight: Sight) -> list[str]:
    """Nowhere for who filed it for somebody else and sees nothing of it from then on."""
    if not sight.is_open:
        return []
    page = address_of(reverse("citizen_portal:dossier", args=[sight.dossier.uid]))
    return [_("You can follow it here: %(address)s") % {"address": page}]


@letter("decision")
def decision(row: Outbox, _secret: str) -> EmailMessage | None:
    """To the applicant, and to who filed it for them: a decision has been taken. Why is on the portal."""
    for user, sight in _applicants(row):
        if not sight.is_open:
            continue
        with in_language_of(user):
            reference = sight.dossier.reference or ""
            lines = [
                _("Good day %(name)s,") % {"name": str(user)},
                _("A decision has been taken on your application “%(title)s”: %(status)s.")
                % {"title": sight.model.title, "status": sight.status.wording},
                *_for_whom(sight),
                *_joined(sight),
                _("Read it here: %(address)s")
                % {"address": address_of(reverse("citizen_portal:dossier", args=[sight.dossier.uid]))},
            ]
            subject = _("Decision on your application %(reference)s") % {"reference": reference}
            return write(to=user.email, subject=subject, lines=lines, organisation=sight.dossier.organisation)
    return None


def _joined(sight: Sight) -> list[str]:
    """That documents of the service go with it: they are read on the portal, and never joined to a mail."""
    found = PartyRecipient.objects.filter(participation=sight.participation, taken_at=None)
    return [_("The documents that go with it are there too.")] if found.exists() else []


@letter("address_code")
def address_code(row: Outbox, secret: str) -> EmailMessage | None:
    """To an address that somebody gave, whoever reads it: the code that confirms it, and nothing else.

    None where the code does not count any more.
    """
    address = ConfirmedAddress.objects.select_related(
        "user", "organisation", "dossier__version", "dossier__model"
    ).get(pk=row.refs["address"])
    normal = secret.replace("-", "")
    if address.code is None or not fits(
        normal, bytes(address.code), address_id=address.pk, email=address.email
    ):
        return None
    with in_language_of(address.user):
        lines = [
            _("Good day,"),
            _("This address was given in the form “%(title)s” of %(organisation)s.")
            % {"title": address.dossier.design.title, "organisation": address.organisation.name},
            _("To confirm it, type this code within an hour:") + f"\n{secret}",
            _("If you know nothing of this, do nothing: without the code the address does not count."),
        ]
        subject = _("Your code to confirm this address")
        return write(to=address.email, subject=subject, lines=lines, organisation=address.organisation)


def _day(sight: Sight) -> str:
    at = sight.dossier.submitted_at
    return formats.date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""
