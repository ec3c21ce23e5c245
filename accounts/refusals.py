"""An exception that says no: with a code for programs and an HTTP status for browsers.

Each refusal is defined in the module that raises it; this is what they have in common.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Refusal(Exception):
    """`code` never changes and is what tests assert; `message` is for people, in their language."""

    code = "refused"
    http_status = 403
    message: Text = _("This is not possible.")

    def __init__(self, message: Text | None = None) -> None:
        super().__init__(self.code)
        if message is not None:
            self.message = message
