"""What a page says it has shown: enough to merge by, and nothing of what is not on it."""

import json
from typing import Any

from formengine.acceptance import Outcome, accept
from formengine.compiling import CompiledView, compile_view
from formengine.djangoforms import PageForm, form_class
from formengine.document import parse
from tests.formengine.builders import asks, document, view

PARTS: dict[str, Any] = {
    "name": {"x-type": "text", "title": "Name"},
    "poor": {"x-type": "yesno", "title": "Poor"},
    "who": {"x-type": "natural_person", "title": "Who"},
    "why": {"x-type": "text", "title": "Why", "x-when": asks("shown", True)},
}
FIELDS: dict[str, Any] = {
    "shown": {"x-type": "yesno"},
    "group": {"x-type": "group", "properties": PARTS},
    "rows": {"x-type": "rows", "items": {"properties": PARTS}},
}
FLAT: dict[str, Any] = {
    "rows": {
        "x-type": "rows",
        "items": {"properties": {key: PARTS[key] for key in ("name", "poor", "who")}},
    }
}
MASKED = ["poor", "who"]


def masking(fields: dict[str, Any], **rules: str) -> CompiledView:
    drawn = document(fields)
    places = [f"{group}.{part}" for group in ("group", "rows") if group in fields for part in MASKED]
    drawn["x-views"]["internet"] |= {
        "rules": {"*": "edit", **dict.fromkeys(places, "read"), **rules},
        "masks": places,
    }
    return compile_view(parse(drawn), view="internet", status="open")


def page(compiled: CompiledView, answers: Any, data: Any = None) -> PageForm:
    return form_class(compiled, "page")(data, answers=answers)


def stored(**parts: Any) -> dict[str, Any]:
    return {"group": {"name": "x", **parts}, "rows": [{"_id": "1", "name": "x", **parts}]}


def named(name: str) -> dict[str, str]:
    return {"given_name": name, "family_name": "Lee"}


class TestNothingIsToldOf:
    def test_what_is_masked_in_a_group_or_row(self) -> None:
        for fields in (FIELDS, FLAT):
            pages = {
                page(masking(fields), stored(poor=poor, who=named(name))).render()
                for poor, name in ((True, "Ada"), (False, "Grace"))
            }
            assert len(pages) == 1

    def test_a_part_that_is_not_there(self) -> None:
        compiled = view(FIELDS, {"*": "edit", "shown": "read"})
        pages = {page(compiled, stored(why=why)).render() for why in ("this", "that", None)}
        assert len(pages) == 1


class TestConflicts:
    def conflict(self, compiled: CompiledView, parts: dict[str, Any]) -> Outcome:
        sent = {"group": {"name": "mine"}, "rows": [{"_id": "1", "name": "mine"}]}
        seen: Any = {"group": {"name": "0" * 12}, "rows": {"1": {"name": "0" * 12}}}
        return accept(compiled, stored(**parts), sent, seen=seen)

    def test_they_tell_of_no_part_that_is_not_there(self) -> None:
        found = self.conflict(view(FIELDS, {"*": "edit", "shown": "read"}), {"why": "secret"})
        assert [each.key for each in found.conflicts] == ["group", "rows"]
        assert "secret" not in repr(found.conflicts)

    def test_they_can_be_read_where_something_is_masked(self) -> None:
        compiled = masking(FIELDS)
        found = self.conflict(compiled, {"poor": True, "who": named("Ada")})
        told = [compiled.by_key[each.key].told(each.stored, "en") for each in found.conflicts]
        assert told == ["Name: x; Poor: ***; Who: ***"] * 2
        mine = [compiled.by_key[each.key].told(each.mine, "en") for each in found.conflicts]
        assert mine == ["Name: mine; Poor: ***; Who: ***"] * 2


class TestSaving:
    def test_what_is_masked_stays_as_it_is_stored(self) -> None:
        for fields in (FIELDS, FLAT):
            before = {key: each for key, each in stored(poor=True, who=named("Ada")).items() if key in fields}
            compiled = masking(fields)
            sent = {"group": {"name": "mine"}, "rows": [{"_id": "1", "name": "mine"}]}
            sent = {key: each for key, each in sent.items() if key in fields}
            seen = page(compiled, before).seen_now()
            for known in (seen, None):
                after = accept(compiled, before, sent, seen=known)
                assert not after.conflicts
                rows = after.answers["rows"]
                assert rows == [{"_id": "1", "name": "mine", "poor": True, "who": named("Ada")}]

    def test_a_part_that_comes_is_seen_from_then_on(self) -> None:
        """Its value of long ago is on the page, and is exchanged without a conflict."""
        compiled, before = view(FIELDS), stored(why="of old")
        first = page(compiled, before)
        sent = {
            "shown": "true",
            "group.name": "x",
            "rows-count": "1",
            "rows-0-_id": "1",
            "rows-0-name": "x",
            "_seen": json.dumps(first.seen_now()),
        }
        again = page(compiled, before, sent)
        assert "of old" in again.render()
        sent |= {"_seen": json.dumps(again.seen_now()), "group.why": "new", "rows-0-why": "new"}
        last = page(compiled, before, sent)
        assert last.is_valid()
        assert not last.conflicts
        assert last.cleaned_data["group"]["why"] == last.cleaned_data["rows"][0]["why"] == "new"

    def test_a_part_that_was_empty_and_is_filled_in_meanwhile_is_a_conflict(self) -> None:
        compiled, before = view(FIELDS), {"shown": True, **stored()}
        sent = {
            "shown": "true",
            "group.name": "x",
            "group.why": "mine",
            "_seen": json.dumps(page(compiled, before).seen_now()),
        }
        meanwhile = {"shown": True, **stored(why="theirs")}
        again = page(compiled, meanwhile, sent)
        again = page(compiled, meanwhile, sent | {"_seen": json.dumps(again.seen_now())})
        assert not again.is_valid()
        assert [each.key for each in again.conflicts] == ["group"]

    def test_whatever_a_browser_says_it_has_seen(self) -> None:
        for odd in ("[]", '{"group": [1], "rows": {"1": 5}}', '{"group": {"why": [[]]}, "rows": {"1": [5]}}'):
            for deep in (odd, '{"rows": {"1": ' + '{"a": ' * 500 + "1" + "}" * 502):
                sent = {
                    "shown": "true",
                    "group.name": "y",
                    "rows-count": "1",
                    "rows-0-_id": "1",
                    "_seen": deep,
                }
                form = page(view(FIELDS), stored(why="old"), sent)
                form.is_valid()
                form.render()
