"""A gesture that cannot be made."""

from typing import Any


class Refused(ValueError):
    """`code` says why, `params` what its text needs (labels, limits, the users of a field)."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params
