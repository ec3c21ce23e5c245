"""What Wagtail's own views and menus may do with a model: show the list to administrators, nothing else.

Wagtail asks a policy about models in general only; what concerns one is asked of dossier_models.rules.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from accounts.models import Membership, User
from dossier_models.models import DossierModel

ACTIONS = frozenset({"add", "change", "view"})


class DrawingPolicy(BasePermissionPolicy):
    """By membership, never by Django's permissions: being a superuser opens nothing here."""

    permission_cache_name = "_drawing_organisations"

    def get_all_permissions_for_user(self, user: Any) -> set[int]:
        """Ids of the organisations whose models this person draws. One query."""
        if not getattr(user, "is_active", False):
            return set()
        drawn = Membership.objects.filter(user_id=user.pk, role=Membership.Role.ADMIN)
        return set(drawn.values_list("organisation_id", flat=True))

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ACTIONS and bool(self.get_cached_permissions_for_user(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: DossierModel) -> bool:
        return action in ACTIONS and instance.organisation_id in self.get_cached_permissions_for_user(user)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[DossierModel]:
        if not ACTIONS.intersection(actions):
            return DossierModel.objects.none()
        return DossierModel.objects.filter(organisation_id__in=self.get_cached_permissions_for_user(user))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        if not ACTIONS.intersection(actions):
            return User.objects.none()
        return User.objects.filter(is_active=True, memberships__role=Membership.Role.ADMIN).distinct()

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: DossierModel
    ) -> QuerySet[User]:
        found = self.users_with_any_permission(actions)
        return found.filter(memberships__organisation_id=instance.organisation_id).distinct()
