"""Who acts: a person in a role, for an organisation; nobody yet signed in; or the system itself."""

from dataclasses import dataclass, field
from typing import Literal

AGENT, ADMIN, COLLEAGUE = "agent", "admin", "colleague"


@dataclass(frozen=True)
class Actor:
    """Never None, so that nobody forgets to say who acts. `roles` are those held in `organisation_id`."""

    kind: Literal["person", "anonymous", "system"]
    organisation_id: int
    user_id: int | None = None
    email: str = ""
    name: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)

    @property
    def person_id(self) -> int:
        """The account that acts. Raises LookupError for an actor that has none: ask `is_signed_in` first."""
        if self.user_id is None:
            raise LookupError("this actor is not a person")
        return self.user_id

    @property
    def is_signed_in(self) -> bool:
        return self.kind == "person"

    @property
    def is_agent(self) -> bool:
        return AGENT in self.roles

    @property
    def is_admin(self) -> bool:
        return ADMIN in self.roles


def system(organisation_id: int) -> Actor:
    """The service itself: timers, workers, imports."""
    return Actor("system", organisation_id, name="Trivium")
