"""Asking a partner, replying, reminding, withdrawing. Each is one deed on the dossier."""

from solicitations.services.asking import Ask, ask, remind, send_again, withdraw
from solicitations.services.attaching import attach
from solicitations.services.replying import Verdict, give_complement, give_opinion

__all__ = [
    "Ask",
    "Verdict",
    "ask",
    "attach",
    "give_complement",
    "give_opinion",
    "remind",
    "send_again",
    "withdraw",
]
