"""Asking a partner, replying, reminding, withdrawing. Each is one deed on the dossier."""

from solicitations.services.asking import Ask, ask, remind, send_again, withdraw
from solicitations.services.attaching import attach
from solicitations.services.replying import (
    Closed,
    Verdict,
    give_complement,
    give_opinion,
    keep_opinion_file,
    kept_opinion_file,
)

__all__ = [
    "Ask",
    "Closed",
    "Verdict",
    "ask",
    "attach",
    "give_complement",
    "give_opinion",
    "keep_opinion_file",
    "kept_opinion_file",
    "remind",
    "send_again",
    "withdraw",
]
