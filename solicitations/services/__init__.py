"""Asking a partner, replying, reminding, withdrawing. Each is one deed on the dossier."""

from solicitations.services.asking import Ask, ask
from solicitations.services.attaching import attach
from solicitations.services.chasing import remind, switch_reminders, withdraw
from solicitations.services.complementing import give_complement
from solicitations.services.conversing import ask_question, decline, write_to_partner
from solicitations.services.joining import keep_opinion_file, kept_opinion_files
from solicitations.services.late import keep_late, late_opinion
from solicitations.services.replying import Closed, Overtaken, Verdict, give_opinion
from solicitations.services.sending import send_again

__all__ = [
    "Ask",
    "Closed",
    "Overtaken",
    "Verdict",
    "ask",
    "ask_question",
    "attach",
    "decline",
    "give_complement",
    "give_opinion",
    "keep_late",
    "keep_opinion_file",
    "kept_opinion_files",
    "late_opinion",
    "remind",
    "send_again",
    "switch_reminders",
    "withdraw",
    "write_to_partner",
]
