"""Addresses as the panel shows them."""


def masked(email: str) -> str:
    """p…@cabinet.example: enough for a colleague to recognise it."""
    name, at, host = email.partition("@")
    return f"{name[:1]}…{at}{host}"
