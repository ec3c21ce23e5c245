"""Asking a third actor: what was asked of whom, and what they replied."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.enums import Kind
from dossiers.models import Document, Dossier, Invitation, OrganisationRow, Participation
from solicitations.enums import UNCOUNTED, State
from solicitations.models.batches import Batch
from solicitations.models.registry import PartnerPerson
from solicitations.querysets import SolicitationQuerySet


class Solicitation(OrganisationRow):
    """An agent's request to a partner. An external partner has an invitation until they attach the dossier;
    an internal one has a participation at once.

    It holds its own copy of whom it was sent to: what becomes of `person` in the registry changes nothing.
    `opens_on` and `opens_at` (statuses; none means all) narrow when its partner sees the dossier.
    `replied_at` is when the last part of a reply came in; `next_reminder_on` when the model's rule has its
    partner reminded next, empty where it never does again; `over_at` when it ended for good, with its answer.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="solicitations")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    scope = models.CharField(_("scope"), max_length=40)
    internal = models.BooleanField(_("internal"), default=False)
    partner_name = models.CharField(_("partner"), max_length=150)
    partner_email = models.EmailField(_("e-mail address"))
    person = models.ForeignKey(
        PartnerPerson, on_delete=models.SET_NULL, null=True, blank=True, related_name="solicitations"
    )
    body_name = models.CharField(_("organisation"), max_length=150, blank=True)
    instructions = models.TextField(_("instructions"), max_length=4000, blank=True)
    due_on = models.DateField(_("wished reply date"))
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    opens_at = models.JSONField(_("opens at"), default=list, blank=True)
    may_forward = models.BooleanField(_("may be forwarded to a colleague"), default=False)
    batch = models.ForeignKey(
        Batch, on_delete=models.SET_NULL, null=True, blank=True, related_name="solicitations"
    )
    again_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="asked_again"
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, null=True, blank=True, related_name="solicitation"
    )
    participation = models.OneToOneField(
        Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="solicitation"
    )
    complement_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(max_length=2000, blank=True)
    declined_reason = models.TextField(max_length=2000, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    next_reminder_on = models.DateField(null=True, blank=True)
    reminders_off = models.BooleanField(default=False)

    objects = SolicitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("solicitation")
        verbose_name_plural = _("solicitations")
        ordering = ("dossier", "asked_at", "pk")
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "asked_by", "state", "due_on"], name="solicitation_of_agent"
            ),
            models.Index(
                fields=["next_reminder_on", "id"],
                condition=models.Q(next_reminder_on__isnull=False),
                name="solicitation_to_remind",
            ),
            models.Index(
                fields=["organisation", "replied_at", "id"],
                condition=models.Q(replied_at__isnull=False),
                name="solicitation_replied",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.scope} of {self.dossier_id}"

    @property
    def takes_more_people(self) -> bool:
        """Neither withdrawn, declined nor over: nobody gets a place in a request that leads nowhere."""
        return self.state not in UNCOUNTED and self.over_at is None

    @property
    def participations(self) -> list[Participation]:
        """Of all who take part in it, or did: the partner's own first, then those of its colleagues."""
        colleagues = [each.participation for each in self.colleagues.all()]
        return [each for each in (self.participation, *colleagues) if each is not None]

    def participation_of(self, user_id: int | None) -> Participation | None:
        """The one this account holds and that was not ended; None where it takes no part."""
        return next(
            (each for each in self.participations if each.user_id == user_id and each.ended_at is None), None
        )

    def place_of(self, user_id: int | None) -> Participation | None:
        """The same, also where it ended because the whole request was withdrawn."""
        if self.state != State.WITHDRAWN:
            return self.participation_of(user_id)
        beside = [each.participation for each in self.colleagues.all() if each.removed_at is None]
        places = (self.participation, *beside)
        return next((each for each in places if each is not None and each.user_id == user_id), None)

    @property
    def wants_opinion(self) -> bool:
        return self.kind in (Kind.OPINION, Kind.BOTH)

    @property
    def wants_complement(self) -> bool:
        return self.kind in (Kind.COMPLEMENT, Kind.BOTH)


class Opinion(OrganisationRow):
    """A reply as a verdict with reasons and files of its own. A sent opinion never changes."""

    solicitation = models.ForeignKey(Solicitation, on_delete=models.CASCADE, related_name="opinions")
    number = models.PositiveSmallIntegerField(default=1)
    verdict = models.CharField(max_length=40)
    reasons = models.TextField(max_length=8000, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ("solicitation", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["solicitation", "number"], name="opinion_number_once_a_solicitation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} on {self.solicitation_id}"

    @property
    def papers(self) -> list[Document]:
        """Its files, in order."""
        return [each.document for each in self.files.all()]


class Message(OrganisationRow):
    """A line of the conversation about one request, between its partner and the agents. It never changes."""

    solicitation = models.ForeignKey(Solicitation, on_delete=models.CASCADE, related_name="messages")
    from_partner = models.BooleanField()
    text = models.TextField(max_length=2000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("solicitation", "written_at", "pk")

    def __str__(self) -> str:
        return f"message {self.pk} on {self.solicitation_id}"


class Enclosure(OrganisationRow):
    """A file that goes with the instructions of one request, for its partner alone."""

    solicitation = models.ForeignKey(Solicitation, on_delete=models.CASCADE, related_name="enclosures")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("enclosure")
        verbose_name_plural = _("enclosures")
        ordering = ("solicitation", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["solicitation", "document"], name="enclosed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} with {self.solicitation_id}"
