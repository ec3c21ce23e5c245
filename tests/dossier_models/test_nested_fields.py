"""The fields tab with groups inside groups."""

from typing import Any

import pytest

from dossier_models.behaviours import Behaviour
from dossier_models.models import DossierModel
from dossier_models.outlines import FOLDED_FROM, outline_of
from dossier_models.palette import TYPES
from dossier_models.type_palette import GROUPS, HELP, offered_types
from formengine import editing
from formengine.fieldtypes import known_types
from tests.casting import Cast
from tests.dossier_models.board import address, draft_of, drawn, new_model, send

PRICE = "projet.dates.prix"


def nested(actor: Any) -> DossierModel:
    def gesture(document: editing.Document) -> editing.Document:
        for kind, title, group in (
            ("text", "Nom", ""),
            ("group", "Projet", ""),
            ("yesno", "Payant", "projet"),
            ("rows", "Dates", "projet"),
            ("yesno", "Réduit", "projet.dates"),
            ("money", "Prix", "projet.dates"),
        ):
            document = editing.add_field(document, type=kind, title=title, group=group)
        return document

    return drawn(actor, new_model(actor), gesture)


def page_of(cast: Cast, model: DossierModel, **asked: str) -> str:
    text: str = cast.client("admin").get(address(model), asked).content.decode()
    return text


class TestOutline:
    def test_every_level_is_there(self, cast: Cast) -> None:
        page = page_of(cast, nested(cast.actor("admin")), item=PRICE)
        assert 'id="line-projet--dates--prix"' in page
        assert page.count('class="outline-children"') == 2
        assert "in “Projet › Dates”" in page
        assert f'value="set:{PRICE}"' in page

    def test_of_many_lines_only_what_is_around_the_selected_is_unfolded(self, cast: Cast) -> None:
        document = nested(cast.actor("admin")).draft
        for number in range(FOLDED_FROM):
            document = editing.add_field(document, type="text", title=f"T{number}")
        document = editing.add_field(document, type="group", title="Autre")
        outline = outline_of(document, selected=PRICE)
        open_ones = {each.address for each in outline.lines if each.is_container and each.is_open}
        assert open_ones == {"projet", "projet.dates"}

    def test_what_a_field_does_by_itself_is_marked_and_said(self, cast: Cast) -> None:
        model = nested(cast.actor("admin"))
        draft = draft_of(model)
        editing.field_at(draft, PRICE).update(
            {
                "x-default": "5.00",
                "x-also": {"not": {"const": "13.00"}},
                "x-required-when": {"var": ".reduit"},
            }
        )
        draft["properties"]["nom"]["x-prefill"] = {"from": "profile", "path": "name", "locked": True}
        marks = {each.address: [str(mark.label) for mark in each.marks] for each in outline_of(draft).lines}
        assert marks[PRICE] == ["Begins with an answer", "Has to fit more than its settings say"]
        said = " ".join(Behaviour(draft).sentences(PRICE))
        for part in ("An answer is required when “Réduit” is yes.", "To begin with: ", '{"not"'):
            assert part in said
        assert Behaviour(draft).sentences("nom") == [
            "Filled in from the person’s profile: full name. It cannot be changed on the portal."
        ]
        assert Behaviour({}).sentences("nom") == []


class TestGestures:
    def test_a_field_is_added_inside_and_after(self, cast: Cast) -> None:
        model, client = nested(cast.actor("admin")), cast.client("admin")
        send(client, model, "add", item="projet.dates", title="Salle", type="text", where="in:projet.dates")
        send(client, model, "add", item=PRICE, title="Devise", type="text", where=f"after:{PRICE}")
        parts = editing.field_at(draft_of(model), "projet.dates")["items"]["properties"]
        assert list(parts) == ["reduit", "prix", "devise", "salle"]

    def test_the_limit_is_told(self, cast: Cast) -> None:
        model, client = nested(cast.actor("admin")), cast.client("admin")
        inside = "projet.dates"
        for _ in range(3):
            send(client, model, "add", item=inside, title="Sous", type="group", where=f"in:{inside}")
            inside += ".sous"
        response = send(client, model, "add", item=inside, title="Trop", type="rows", where=f"in:{inside}")
        assert response.status_code == 422
        assert "Groups stand at most 5 deep inside one another." in response.content.decode()

    def test_it_is_moved_out_and_selected(self, cast: Cast) -> None:
        model, client = nested(cast.actor("admin")), cast.client("admin")
        response = send(client, model, f"move:{PRICE}", item=PRICE, to="page:page_1")
        assert response.headers["Location"].endswith("?item=prix")
        assert (
            send(client, model, "into:prix:projet", item="prix").headers["Location"].endswith("projet.prix")
        )
        send(client, model, "place:projet.prix:page_1:projet.payant")
        assert list(editing.field_at(draft_of(model), "projet")["properties"]) == ["prix", "payant", "dates"]

    def test_who_could_no_longer_ask_is_named(self, cast: Cast) -> None:
        model, client = nested(cast.actor("admin")), cast.client("admin")
        clause = {"clause-0-field": "projet.dates.reduit", "clause-0-operator": "yes"}
        send(client, model, f"condition:{PRICE}", item=PRICE, **clause)
        assert editing.field_at(draft_of(model), PRICE)["x-when"] == {"==": [{"var": ".reduit"}, True]}
        assert "Shown when “Réduit” is yes." in page_of(cast, model, item=PRICE)
        response = send(client, model, f"move:{PRICE}", item=PRICE, to="page:page_1")
        assert response.status_code == 422
        assert "“Prix” cannot go there: the condition of “Prix”" in response.content.decode()

    def test_a_child_asks_about_what_is_beside_it_and_elsewhere(self, cast: Cast) -> None:
        page = page_of(cast, nested(cast.actor("admin")), item=PRICE)
        condition = page[page.index('id="condition-form"') :]
        assert '<optgroup label="Beside it">' in condition
        assert '<option value="projet.dates.reduit" >Réduit</option>' in condition
        assert '<option value="projet.payant" >Projet › Payant</option>' in condition
        assert 'value="projet.dates"' not in condition.split("</form>")[0].split('name="do"')[1]

    def test_a_few_characters_only(self, cast: Cast) -> None:
        model, client = nested(cast.actor("admin")), cast.client("admin")
        assert 'name="masks" value="crm"' in page_of(cast, model, item=PRICE)
        assert 'name="masks" value="partner"' not in page_of(cast, model, item=PRICE)
        send(client, model, f"set:{PRICE}", item=PRICE, title="Prix", masks="crm")
        assert draft_of(model)["x-views"]["crm"]["masks"] == [PRICE]
        send(client, model, f"set:{PRICE}", item=PRICE, title="Prix")
        assert "masks" not in draft_of(model)["x-views"]["crm"]

    @pytest.mark.parametrize("to", ["", "in:nowhere", "in:projet.dates", "page:x", "x" * 999, "in:"])
    def test_a_place_that_is_none_is_refused(self, cast: Cast, to: str) -> None:
        model = nested(cast.actor("admin"))
        before = draft_of(model)
        response = send(cast.client("admin"), model, "move:projet", item="projet", to=to)
        assert response.status_code == 422
        assert draft_of(model) == before


class TestPalette:
    def test_every_type_stands_in_one_group_with_its_help(self) -> None:
        named = [name for _title, names in GROUPS for name in names]
        assert sorted(named) == sorted(kind.name for kind in known_types())
        assert set(HELP) == set(named) == set(TYPES)
        assert sum(len(types) for _title, types in offered_types()) == len(named)

    def test_it_is_on_the_page_once(self, cast: Cast) -> None:
        page = page_of(cast, nested(cast.actor("admin")))
        assert page.count('data-type="money"') == 1
        assert "An amount with two decimals and a currency" in page
