"""Dossiers at run time: answers, who takes part, what happened, what is owed. Only services write them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from dossier_models.models import DossierModel, ModelVersion
from dossier_models.selectors import model_of
from dossiers import enums
from dossiers.querysets import DocumentQuerySet, DossierQuerySet, InvitationQuerySet, ParticipationQuerySet
from formengine.access import Access, Cap
from formengine.model import Model, Status


class OrganisationRow(models.Model):
    """What belongs to an organisation, which leads every table so that it can be sharded by it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Dossier(OrganisationRow):
    """One dossier, under the version it was filed under.

    `answers` is read only by projections and services. `in_desk` says whether the desk sees it at its status;
    `asked` and `answered` count solicitations and full replies, kept here so that the queue needs no join.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    model = models.ForeignKey(DossierModel, on_delete=models.PROTECT, related_name="dossiers")
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="dossiers")
    status = models.CharField(max_length=40)
    status_since = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    in_desk = models.BooleanField(default=False)
    reference = models.CharField(max_length=60, null=True, blank=True)  # noqa: DJ001 - unique where given
    title = models.CharField(max_length=200, blank=True)
    applicant_name = models.CharField(max_length=200, blank=True)
    answers = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    asked = models.PositiveSmallIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(default=0)
    event_count = models.PositiveIntegerField(default=0)
    event_head = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ("-status_since", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "reference"], name="reference_once_an_organisation"
            ),
            models.CheckConstraint(
                condition=models.Q(answered__lte=models.F("asked")), name="no_more_answered_than_asked"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "in_desk", "-status_since", "-id"], name="dossier_queue"),
            models.Index(
                fields=["organisation", "in_desk", "status", "-status_since", "-id"],
                name="dossier_queue_status",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or str(self.uid)

    @property
    def design(self) -> Model:
        """The engine's model of the version it was filed under."""
        return model_of(self.version)

    @property
    def stands_at(self) -> Status:
        return self.design.status(self.status)


class Participation(OrganisationRow):
    """Gives a person a view of one dossier. No participation, no sight.

    `kind` and `scope` are those of the solicitation it comes from, if any: they cap the view. `cap` lowers it
    further (answered: read; withdrawn: it is ended).
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="participations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations"
    )
    role = models.CharField(max_length=20, choices=enums.Role.choices)
    view = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=enums.Kind.choices, blank=True)
    scope = models.CharField(max_length=40, blank=True)
    cap = models.CharField(max_length=10, default=Access.EDIT.word)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ("dossier", "pk")
        indexes: ClassVar = [
            models.Index(fields=["organisation", "user", "ended_at"], name="participation_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id} of {self.dossier_id}"

    def limit(self, model: Model) -> Cap:
        """All that this participation takes away from its view."""
        cap = Cap(Access.from_word(self.cap))
        return cap & model.cap_for(self.kind, self.scope) if self.kind else cap


class Invitation(OrganisationRow):
    """The offer of a participation, and its secret key as a keyed hash (SECURITY.md §4). Bound once."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=20, choices=enums.Role.choices)
    view = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=enums.Kind.choices, blank=True)
    scope = models.CharField(max_length=40, blank=True)
    key_digest = models.BinaryField(max_length=32, unique=True)
    pepper_version = models.PositiveSmallIntegerField()
    hint = models.CharField(max_length=4)
    intended_email = models.EmailField()
    strict = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    bound_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    bound_at = models.DateTimeField(null=True, blank=True)
    participation = models.OneToOneField(
        Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="invitation"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(bound_to=None, bound_at=None)
                | models.Q(bound_to__isnull=False, bound_at__isnull=False),
                name="bound_by_somebody_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hint}-…"


class KeyAttempt(OrganisationRow):
    """A well-formed key that was not known, tried by somebody. Counted in the database, for all processes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    network = models.CharField(max_length=45)
    hint = models.CharField(max_length=4)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("key attempt")
        verbose_name_plural = _("key attempts")
        ordering = ("-at", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["user", "-at"], name="attempt_of_user"),
            models.Index(fields=["network", "-at"], name="attempt_from_network"),
        ]

    def __str__(self) -> str:
        return f"{self.hint}-…"


class Revision(OrganisationRow):
    """One appended change of answers: who, when, through which view, from what to what. Never altered."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    view = models.CharField(max_length=40)
    changes = models.JSONField()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("dossier", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "number"], name="revision_number_once_a_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} r{self.number}"


class Event(OrganisationRow):
    """One line of the audit trail, chained to the one before by its hash. Never altered."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="events")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=30, choices=enums.EventKind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("dossier", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "number"], name="event_number_once_a_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} e{self.number} {self.kind}"


def document_path(document: "Document", _name: str) -> str:
    """Where a file lies: nothing a person typed is part of it."""
    return f"{document.organisation_id}/{document.id.hex[:2]}/{document.id.hex}"


def document_storage() -> Storage:
    """The storage of dossiers' files: it has no public address."""
    return storages["dossiers"]


class Document(OrganisationRow):
    """A file. It never changes: another one replaces it. Who may open it is what some projection shows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="documents")
    purpose = models.CharField(max_length=20, choices=enums.Purpose.choices)
    field = models.CharField(max_length=40, blank=True)
    file = models.FileField(upload_to=document_path, storage=document_storage)
    name = models.CharField(max_length=150)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    deposited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    deposited_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("dossier", "deposited_at", "pk")

    def __str__(self) -> str:
        return self.name


class Draft(OrganisationRow):
    """What somebody typed on one page and has not been accepted yet. Seen by its writer only.

    `seen` is what they had seen of each field when they typed, so that a later save can tell a conflict.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    view = models.CharField(max_length=40)
    page = models.CharField(max_length=40)
    typed = models.JSONField(default=dict)
    seen = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("unsaved page")
        verbose_name_plural = _("unsaved pages")
        ordering = ("dossier", "page")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "user", "view", "page"], name="one_draft_a_page"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.page}"


class AnswerValue(OrganisationRow):
    """An answer the queue filters or sorts by, beside the dossier, typed. Rewritten with each save."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="values_listed")
    key = models.CharField(max_length=40)
    text = models.CharField(max_length=200)
    number = models.DecimalField(max_digits=20, decimal_places=4, null=True)

    class Meta:
        verbose_name = _("listed answer")
        verbose_name_plural = _("listed answers")
        ordering = ("dossier", "key")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "key"], name="one_listed_answer_a_key"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "key", "text"], name="answer_by_text"),
            models.Index(fields=["organisation", "key", "number"], name="answer_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.key}"


class ReferenceCounter(OrganisationRow):
    """The last number given out for a model in a year, taken under a row lock."""

    model = models.ForeignKey(DossierModel, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("reference counter")
        verbose_name_plural = _("reference counters")
        ordering = ("model", "year")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["model", "year"], name="one_counter_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.model_id} {self.year}: {self.last}"


class DoneOnce(OrganisationRow):
    """An idempotency key that was used, and the digest of what was sent with it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    key = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "user", "key"], name="once_for_each_key"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class Outbox(OrganisationRow):
    """Something owed to somebody, recorded in the transaction that caused it. The queue is only the pump.

    `refs` holds ids, never text about a dossier; `sealed` holds a secret, encrypted, until it is sent.
    """

    kind = models.CharField(max_length=40)
    dedupe_key = models.CharField(max_length=120, unique=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, null=True, related_name="owed")
    refs = models.JSONField(default=dict)
    sealed = models.BinaryField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=enums.Delivery.choices, default=enums.Delivery.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("thing owed")
        verbose_name_plural = _("things owed")
        ordering = ("next_try", "pk")
        indexes: ClassVar = [models.Index(fields=["state", "next_try"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.dedupe_key}"
