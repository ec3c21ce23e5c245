"""Who may open the desk's frame: whoever works for an organisation. Each screen in it asks for itself."""

import rules

from accounts.models import User, roles_of


@rules.predicate
def works_somewhere(user: User | None) -> bool:
    """Answered from the memberships, which the request needs anyway, before Django's own permissions."""
    return isinstance(user, User) and user.is_active and bool(roles_of(user))


rules.add_perm("wagtailadmin.access_admin", works_somewhere)
