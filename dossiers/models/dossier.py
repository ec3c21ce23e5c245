"""The dossier, what is kept beside it for lists, and what is typed on it and not accepted yet."""

import datetime as dt
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from dossier_models.models import DossierModel, ModelVersion
from dossier_models.selectors import model_of
from dossiers.models.base import OrganisationRow
from dossiers.querysets import DossierQuerySet, SearchWordQuerySet
from dossiers.words import LONGEST_WORD
from formengine.access import Access, Cap
from formengine.model import Model, Status


def _in_queue(condition: models.Q, name: str) -> models.Index:
    """The queue in its order, of those only of which something is true."""
    fields = ["organisation", "in_desk", "-status_since", "-id"]
    return models.Index(fields=fields, condition=condition, name=f"dossier_queue_{name}")


class Dossier(OrganisationRow):
    """One dossier, under the version it was filed under.

    `answers` is read only by projections and services; `locked` are paths of those filled in when it was
    opened, which are only read on the portal. `filer_name` is empty where the applicant files it.
    `in_desk` says whether the desk sees it at its status; `asked` and `answered` count solicitations and
    full replies, kept here so that the queue needs no join. For the same reason stand here what the queue
    tells and looks for about replies: `late_at`, from when on the next one owed is late (empty: none is);
    whether `all_in`; whether some reply is `half_in`; whether somebody `declined` who was not asked
    again, nor anybody else; whether a partner's question waits (`questioned`).
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
    filer_name = models.CharField(max_length=200, blank=True)
    answers = models.JSONField(default=dict)
    locked = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    asked = models.PositiveSmallIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(default=0)
    late_at = models.DateTimeField(null=True, blank=True)
    all_in = models.BooleanField(default=False)
    half_in = models.BooleanField(default=False)
    declined = models.BooleanField(default=False)
    questioned = models.BooleanField(default=False)
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
            models.Index(
                fields=["organisation", "in_desk", "due_at", "id"],
                condition=models.Q(due_at__isnull=False),
                name="dossier_queue_due",
            ),
            models.Index(
                fields=["organisation", "in_desk", "late_at", "id"],
                condition=models.Q(late_at__isnull=False),
                name="dossier_queue_late",
            ),
            _in_queue(models.Q(late_at__isnull=False), "waiting"),
            _in_queue(models.Q(all_in=True), "in"),
            _in_queue(models.Q(half_in=True), "half"),
            _in_queue(models.Q(declined=True), "declined"),
            _in_queue(models.Q(questioned=True), "question"),
            models.Index(
                fields=["organisation", "reference"],
                opclasses=["int8_ops", "varchar_pattern_ops"],  # PostgreSQL's, for how a reference begins
                name="dossier_by_reference",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or str(self.uid)

    @property
    def design(self) -> Model:
        """The engine's model of the version it was filed under."""
        return model_of(self.version)

    @property
    def locks(self) -> Cap:
        """What the answers filled in for good take away from every view on the portal."""
        return Cap(items=tuple((path, Access.READ) for path in sorted(self.locked)))

    def is_out_of_sight(self, view: str, now: dt.datetime) -> bool:
        """Whether it has stood at its status for longer than the design lets this view see it."""
        days = self.stands_at.hidden_after.get(view)
        return days is not None and self.status_since + dt.timedelta(days=days) <= now

    @property
    def stands_at(self) -> Status:
        return self.design.status(self.status)


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


class SearchWord(OrganisationRow):
    """A word the work queue finds a dossier by, folded by `words_of`, written with what it is taken from.

    `key` is the listed answer it stands in, "" for the applicant's name. An answer that the desk does not see
    for certain has no words here. References have none either: they are found by their own index.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # an index of its own would only tempt from the one below
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="words", db_index=False)
    key = models.CharField(max_length=40, blank=True)
    word = models.CharField(max_length=LONGEST_WORD)

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        ordering = ("dossier", "key", "word")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier", "word", "key"],
                opclasses=["int8_ops", "varchar_pattern_ops", "varchar_ops"],
                name="word_once_a_key",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "word", "dossier", "key"],
                opclasses=["int8_ops", "varchar_pattern_ops", "int8_ops", "varchar_ops"],
                name="word_to_dossier",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.word}"


class ReferenceCounter(OrganisationRow):
    """The last number given out for references of one kind, taken under a row lock.

    `pattern` is the design's, without the padding: models whose references look alike count together, since
    no two dossiers of an organisation are called the same. `year` is 0 where the pattern does not name it.
    """

    pattern = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("reference counter")
        verbose_name_plural = _("reference counters")
        ordering = ("organisation", "pattern", "year")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "pattern", "year"], name="one_counter_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.pattern} {self.year}: {self.last}"


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
