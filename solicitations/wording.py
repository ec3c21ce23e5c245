"""How what is asked is said: the same words on every screen and in every letter."""

from django.utils.translation import gettext as _

from dossiers.enums import Kind


def asked_text(kind: str, scope: str) -> str:
    """The scope by its title in the model, and the complement where one is wished."""
    if kind == Kind.OPINION:
        return scope
    if kind == Kind.COMPLEMENT:
        return _("Complement (%(scope)s)") % {"scope": scope}
    return _("%(scope)s and complement") % {"scope": scope}
