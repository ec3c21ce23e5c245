"""A secret that waits in the outbox is encrypted until it is sent (SECURITY.md §4)."""

import hashlib
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


def seal(secret: str, *, for_what: str) -> bytes:
    """AES-256-GCM under a key derived from the pepper; opens only for the same `for_what`."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_key()).encrypt(nonce, secret.encode(), for_what.encode())


def unseal(sealed: bytes, *, for_what: str) -> str:
    """Raises cryptography.exceptions.InvalidTag for anything altered or sealed for something else."""
    nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    return AESGCM(_key()).decrypt(nonce, body, for_what.encode()).decode()


def _key() -> bytes:
    return hashlib.sha256(b"outbox-seal|v1|" + settings.KEY_PEPPER.encode()).digest()
