"""Where a dossier stands, as the stops of a line: in the words of the portal, not of the desk."""

from dataclasses import dataclass

from formengine.access import Access
from formengine.model import Model, Status


@dataclass(frozen=True)
class Stop:
    """`state`: done, current or todo. An empty title stands for the decision that is still open."""

    title: str
    state: str


def stops(model: Model, view: str, current: str) -> tuple[Stop, ...]:
    """The line from the first status to the last one that can be foreseen from where the dossier stands.

    Statuses with the same wording in a row are one stop. One that hands the dossier back to the applicant is
    a detour: it is on the line only while it lasts. Outcomes are one stop, named once it is known; what comes
    after them is shown once it is certain.
    """
    here = model.status(current)
    titles: list[str] = []
    at = 0
    for status, title in _line(model, view, here):
        if not titles or titles[-1] != title:
            titles.append(title)
        if status is here:
            at = len(titles) - 1
    return tuple(
        Stop(title, "current" if number == at else "done" if number < at else "todo")
        for number, title in enumerate(titles)
    )


def _line(model: Model, view: str, here: Status) -> list[tuple[Status, str]]:
    seen = [each for each in model.statuses if each is here or each.cap(view).access is not Access.HIDDEN]
    ahead = reachable(model, here)
    outcomes = [each for each in seen if each.outcome]
    taken = decisions(model, here)
    first = seen.index(outcomes[0]) if outcomes else len(seen)
    line = [(each, each.wording) for each in seen[:first] if each is here or not _is_detour(model, each)]
    later = [each for each in seen[first:] if not each.outcome]
    if not taken:
        line.extend((each, each.wording) for each in later if each is here)
        if any(each.key in ahead for each in outcomes):
            line.append((outcomes[0], ""))
        return line
    line.append((taken[0], taken[0].wording if len(taken) == 1 else ""))
    line.extend(
        (each, each.wording)
        for each in later
        if each is here or each.key in ahead or here.key in reachable(model, each)
    )
    return line


def decisions(model: Model, here: Status) -> list[Status]:
    """The outcome the dossier stands at or behind: it leads here, and there is no way back to it.

    Several where the status it stands at does not tell which of them it came from.
    """
    ahead = reachable(model, here)
    return [
        each
        for each in model.statuses
        if each.outcome and (each is here or (each.key not in ahead and here.key in reachable(model, each)))
    ]


def _is_detour(model: Model, status: Status) -> bool:
    return status is not model.initial_status and any(each.by == "citizen" for each in status.transitions)


def reachable(model: Model, status: Status) -> frozenset[str]:
    """Keys of the statuses that may still follow."""
    found: set[str] = set()
    to_visit = [status]
    while to_visit:
        for transition in to_visit.pop().transitions:
            if transition.status not in found:
                found.add(transition.status)
                to_visit.append(model.status(transition.status))
    return frozenset(found)
