from typing import cast as cast_to

import pytest
from django.utils.functional import SimpleLazyObject
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, User, actor_for
from tests.casting import Cast

DOOR = "wagtailadmin.access_admin"


class TestTheDesksDoor:
    @pytest.mark.parametrize("role", ["agent", "admin", "internal_partner", "agent_elsewhere"])
    def test_it_opens_for_those_who_work_for_an_organisation(self, cast: Cast, role: str) -> None:
        user = cast.user(role)
        assert user is not None
        user.groups.clear()
        assert User.objects.get(pk=user.pk).has_perm(DOOR)

    @pytest.mark.parametrize("role", ["citizen", "partner"])
    def test_it_stays_shut_for_everybody_else(self, cast: Cast, role: str) -> None:
        user = cast.user(role)
        assert user is not None
        assert not user.has_perm(DOOR)

    def test_it_stays_shut_once_the_account_is(self, cast: Cast) -> None:
        User.objects.filter(pk=cast.agent.pk).update(is_active=False)
        assert not User.objects.get(pk=cast.agent.pk).has_perm(DOOR)

    def test_it_shuts_with_the_last_membership(self, cast: Cast) -> None:
        Membership.objects.filter(user=cast.agent).delete()
        cast.agent.groups.clear()
        assert not User.objects.get(pk=cast.agent.pk).has_perm(DOOR)

    def test_the_roles_are_read_once_a_request(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        user = cast_to(User, SimpleLazyObject(lambda: User.objects.get(pk=cast.agent.pk)))
        with django_assert_num_queries(2):  # the account and its memberships
            assert user.has_perm(DOOR)
            actor = actor_for(user, cast.organisation)
            assert actor.is_agent
            assert not actor.is_admin
            assert not actor_for(user, cast.other_organisation).is_agent
