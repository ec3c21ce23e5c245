"""Appointing people to an organisation."""

from django.contrib.auth.models import Group, Permission

from accounts.models import Membership, Organisation, User

GROUPS = {
    Membership.Role.AGENT: "Agents",
    Membership.Role.ADMIN: "Functional administrators",
    Membership.Role.COLLEAGUE: "Colleagues",
}


def appoint(
    *, user: User, organisation: Organisation, role: Membership.Role, service: str = ""
) -> Membership:
    """Give somebody a role in an organisation, and with it the door to the desk's frame."""
    membership, _new = Membership.objects.update_or_create(
        organisation=organisation, user=user, role=role, defaults={"service": service}
    )
    user.groups.add(desk_group(role))
    return membership


def desk_group(role: Membership.Role) -> Group:
    """The Wagtail group of a role: it opens the admin's frame and nothing in it."""
    group, _new = Group.objects.get_or_create(name=GROUPS[role])
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    return group
