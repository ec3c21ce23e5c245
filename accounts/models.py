"""Organisations, the people who sign in, and who works for whom."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.actors import ADMIN, AGENT, COLLEAGUE, Actor
from accounts.querysets import MembershipQuerySet, OrganisationQuerySet


class Organisation(models.Model):
    """The body that runs the service. Every row of what it does carries it."""

    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("short name"), unique=True)
    hostname = models.CharField(
        _("host name"), max_length=255, unique=True, null=True, blank=True,
        help_text=_("The address of its portal, without https://. Empty: every other address."),
    )  # fmt: skip
    email = models.EmailField(_("contact e-mail"), blank=True)
    phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    colour = models.CharField(
        _("colour"), max_length=7, default="#1d4f91", validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )
    country = models.CharField(
        _("country"), max_length=2, default="FR", validators=[RegexValidator(r"^[A-Z]{2}$")],
        help_text=_("Two letters. Its public holidays are no working days."),
    )  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Accounts by e-mail address; there is no user name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractUser):
    """A person's account. It belongs to nobody: what it may do comes from memberships and participations."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=8, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ("last_name", "first_name", "pk")

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class Membership(models.Model):
    """Someone works for an organisation, in a role."""

    class Role(models.TextChoices):
        AGENT = AGENT, _("Agent")
        ADMIN = ADMIN, _("Functional administrator")
        COLLEAGUE = COLLEAGUE, _("Colleague who may be asked")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    service = models.CharField(_("department"), max_length=120, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("organisation", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "user", "role"], name="one_membership_a_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


KNOWN_ROLES = "_known_roles"


def roles_of(user: User) -> Mapping[int, frozenset[str]]:
    """The roles of a person by organisation. One query, and none again while a request lasts."""
    known: Mapping[int, frozenset[str]] | None = getattr(user, KNOWN_ROLES, None)
    if known is None:
        known = _roles_of(user)
        setattr(user, KNOWN_ROLES, known)  # on the account itself, also where a request holds it lazily
    return known


def _roles_of(user: User) -> Mapping[int, frozenset[str]]:
    held: dict[int, set[str]] = {}
    mine = Membership.objects.filter(user_id=user.pk).order_by()  # by default it joins the organisations
    for organisation_id, role in mine.values_list("organisation_id", "role"):
        held.setdefault(organisation_id, set()).add(role)
    return {organisation_id: frozenset(roles) for organisation_id, roles in held.items()}


def actor_for(user: User, organisation: Organisation) -> Actor:
    """The actor a signed-in person is in this organisation. One query, when its roles are first asked.

    None where the desk's door has asked for them already, in the same request.
    """

    def roles() -> frozenset[str]:
        known = getattr(user, KNOWN_ROLES, None)
        return (_roles_of(user) if known is None else known).get(organisation.pk, frozenset())

    return Actor(
        "person",
        organisation.pk,
        user_id=user.pk,
        email=user.email,
        name=str(user),
        roles=cast("frozenset[str]", SimpleLazyObject(roles)),
    )
