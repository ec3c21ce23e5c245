"""How much somebody has saved through a view of their own, as far as the desk sees it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dossiers.sights import Sight


@dataclass(frozen=True)
class Begun:
    """How many answers are saved, and when the last one was."""

    answers: int
    at: dt.datetime


def begun_by(sight: Sight, writers: Mapping[tuple[int, str], int]) -> dict[int, Begun]:
    """By what `writers` names (an account and its view): what was saved. One query where there are any.

    Only fields the desk sees are counted.
    """
    if not writers:
        return {}
    saved = sight.dossier.revisions.filter(user_id__in={user for user, _view in writers}).order_by("number")
    answered: dict[int, set[str]] = {}
    last: dict[int, dt.datetime] = {}
    for user, view, at, changes in saved.values_list("user_id", "view", "at", "changes"):
        if (writer := writers.get((user, view))) is None:
            continue
        keys = answered.setdefault(writer, set())
        for change in changes:
            if change["field"] in sight.projection.fields:
                (keys.discard if change["new"] is None else keys.add)(change["field"])
        last[writer] = at
    return {writer: Begun(len(keys), last[writer]) for writer, keys in answered.items() if keys}
