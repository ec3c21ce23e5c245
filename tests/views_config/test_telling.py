"""The change list, who newly sees what, and why dossiers would not fit: in words, of any two documents."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from formengine import editing
from formengine.comparing import Break
from formengine.document import parse
from formengine.editing import Refused
from tests.formengine.builders import asks, document
from tests.formengine.editing.test_any_gestures import Gesture, gestures
from tests.formengine.editing.test_gestures import WORDING
from tests.samples import DOCUMENT
from views_config.exposing import REASONS, exposures, reasons
from views_config.participants import openings
from views_config.telling import told

Drawn = dict[str, Any]
CHOICE = [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}]
BASE = document(
    {
        "a": {"title": "Nom", "maxLength": 10},
        "c": {"title": "Choix", "x-type": "choice", "oneOf": CHOICE},
        "g": {"title": "Groupe", "x-type": "group", "properties": {"x": {"x-type": "text", "title": "X"}}},
    },
    x_scopes=[{"key": "s", "title": "Avis", "verdicts": ["yes"]}],
    x_checks=[{"key": "k", "message": "Non.", "at": "a", "rule": asks("a", "x")}],
    x_on_behalf=[{"key": "lawyer", "title": "Avocat"}],
    x_parties=[{"key": "other", "title": "Autre partie", "view": "partner"}],
    x_documents=[{"key": "letter", "title": "Lettre", "text": "T"}],
)


def changed(change: Callable[[Drawn], Any]) -> Drawn:
    new = deepcopy(BASE)
    change(new)
    return new


def words(new: Drawn, old: Drawn = BASE) -> list[str]:
    """The change list, a line each: chapter, thing, what of it."""
    found = []
    for chapter in told(parse(old), parse(new)):
        for entry in chapter.entries:
            found += [f"{chapter.title} / {entry.name} / {line}" for line in entry.details or ("",)]
    return found


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda new: new["properties"].pop("a"), "Fields that are gone / “Nom” / "),
        (
            lambda new: new["properties"]["g"]["properties"].update(y={"x-type": "text", "title": "Y"}),
            "New fields / “Groupe › Y” / ",
        ),
        (
            lambda new: new["properties"]["a"].update(maxLength=5),
            "Fields that are different / “Nom” / Most characters: 10 → 5",
        ),
        (
            lambda new: new["properties"]["a"].update({"x-type": "longtext"}),
            "Fields that are different / “Nom” / type: Text → Long text",
        ),
        (
            lambda new: new["properties"]["a"].update(title="Prénom"),
            "Fields that are different / “Prénom” / name: Nom → Prénom",
        ),
        (
            lambda new: new["properties"]["c"].update(oneOf=CHOICE[:1]),
            "Fields that are different / “Choix” / the option “B” is gone",
        ),
        (
            lambda new: new["x-statuses"][0]["caps"].update(crm="read"),
            "Statuses that are different / “Open” / “crm”: Edit → Read",
        ),
        (
            lambda new: new["x-scopes"][0].update(items={"a": "hidden"}),
            "Requests to partners that are different / “Avis” / “Nom”: Edit → Hidden",
        ),
        (
            lambda new: new["x-checks"][0].update(rule=asks("a", "y")),
            "Checks that are different / “Non.” / another rule",
        ),
        (
            lambda new: new.update({"x-partners": {"keeps": "reply"}}),
            "How partners take part /  / what partners keep: Nothing → Their own reply, and nothing else",
        ),
        (
            lambda new: new.update({"x-partners": {"reminders": {"before_days": 1, "every_days": 7}}}),
            (
                "How partners take part /  / "
                "reminders: never by itself → 1 day before, every 7 days after, at most 3"
            ),
        ),
        (
            lambda new: new.update({"x-partners": {"address": "open", "grace_days": 20}}),
            "How partners take part /  / days a key still works after the wished date: 15 → 20",
        ),
        (
            lambda new: new["x-on-behalf"][0].update(view="partner", mandate="c"),
            "Ways of acting for another person that are different / “Avocat” / looks through “partner”",
        ),
        (
            lambda new: new["x-on-behalf"][0].update(mandate="a"),
            "Ways of acting for another person that are different / “Avocat” / shows a proof in “Nom”",
        ),
        (lambda new: new.pop("x-on-behalf"), "Ways of acting for another person that are gone / “Avocat” / "),
        (
            lambda new: new["x-parties"].append({"key": "more", "title": "Témoin", "view": "partner"}),
            "New parties / “Témoin” / ",
        ),
        (
            lambda new: new["x-documents"][0].update(parties=True, scopes=["s"]),
            "Documents that are different / “Lettre” / is proposed to: partners of “Avis”",
        ),
        (
            lambda new: new["x-documents"][0].update(parties=True),
            "Documents that are different / “Lettre” / is proposed to: the parties",
        ),
        (
            lambda new: new["x-documents"][0].pop("text"),
            "Documents that are different / “Lettre” / no text any more",
        ),
        (lambda new: new.update({"x-odd": 1}), "The form itself /  / technical details"),
    ],
)
def test_what_is_different(change: Callable[[Drawn], Any], line: str) -> None:
    assert line in words(changed(change))


def test_a_condition_is_told_as_a_sentence() -> None:
    (line,) = words(changed(lambda new: new["properties"]["a"].update({"x-when": asks("c", "a")})))
    assert "“Choix”" in line
    (back,) = words(BASE, changed(lambda new: new["properties"]["a"].update({"x-when": asks("c", "a")})))
    assert back.endswith("shown without a condition")


def test_a_move_into_a_group_says_where_from() -> None:
    def inside(new: Drawn) -> None:
        new["properties"]["g"]["properties"]["a"] = new["properties"].pop("a")

    assert any("“Groupe › Nom” / stood at “Nom” before" in line for line in words(changed(inside)))


def test_who_newly_sees_what() -> None:
    def opened(new: Drawn) -> None:
        new["x-views"]["partner"]["rules"] = {"a": "read", "c": "edit"}
        new["x-views"]["internet"]["rules"] = {"*": "edit", "g": "hidden", "a": "read"}

    found = {each.view: each for each in exposures(parse(BASE), parse(changed(opened)))}
    assert (found["partner"].edits, found["partner"].shows) == (("“Choix”",), ("“Nom”",))
    assert (found["internet"].closes, found["internet"].hides) == (("“Nom”",), ("“Groupe”",))
    assert "crm" not in found


def test_the_first_version_shows_all_there_is_to_see() -> None:
    found = {each.view: each for each in exposures(None, parse(BASE))}
    assert found["internet"].edits == ("“Nom”", "“Choix”", "“Groupe”")
    assert found["crm"].shows == ("“Nom”", "“Choix”", "“Groupe”")
    assert "partner" not in found


def test_what_is_opened_to_those_who_take_part() -> None:
    def opened(new: Drawn) -> None:
        new["x-partners"] = {"keeps": "reply", "acquainted": True, "address": "open", "forward": True}
        new["x-on-behalf"][0]["view"] = "partner"
        new["x-documents"][0].update(parties=True, scopes=["s"])

    old, new = parse(BASE), parse(changed(opened))
    assert openings(old, new) == (
        "Whoever holds a partner’s key can use it, with whatever account.",
        "Partners find their own reply again once the dossier is hidden from them.",
        "Partners of one dossier learn who else is asked.",
        "It is proposed that partners may bring colleagues in.",
        "Who acts for another person as “Avocat” looks through “partner”.",
        "The document “Lettre” is proposed to: the parties, partners of “Avis”.",
    )
    assert openings(new, new) == ()
    assert openings(new, old) == ("Who acts for another person as “Avocat” goes on as the applicant would.",)
    assert len(openings(None, old)) == 2


@pytest.mark.parametrize(("part", "code"), [("x-on-behalf", "as “Avocat”"), ("x-parties", "“Autre partie”")])
def test_who_can_take_part_no_longer_is_a_reason(part: str, code: str) -> None:
    (found,) = reasons(parse(BASE), parse(changed(lambda new: new.pop(part))))
    assert code in found


def test_reasons_name_field_and_view() -> None:
    found = reasons(
        parse(BASE), parse(changed(lambda new: new["x-views"]["internet"]["rules"].update(a="edit!")))
    )
    assert found == ("“Nom” has to be answered (“internet”).",)
    assert reasons(parse(BASE), parse(BASE)) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(gestures)
def test_every_gesture_can_be_told(gesture: Gesture) -> None:
    for drawn in (
        DOCUMENT,
        editing.add_field(editing.new_document("T", WORDING), type="rows", title="Budget"),
    ):
        try:
            after = gesture(drawn)
        except Refused:
            continue
        old, new = parse(drawn), parse(after)
        if old.digest != new.digest:
            assert told(old, new) or exposures(old, new)
            assert told(new, old) or exposures(new, old)
        assert all("%(" not in reason for reason in (*reasons(old, new), *reasons(new, old)))


def test_every_reason_has_words() -> None:
    codes = str(Break.__doc__).split("Codes:", 1)[1].replace(".", "").split()
    assert set(codes) == set(REASONS)
