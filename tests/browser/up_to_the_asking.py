"""Steps 1 to 7 of the acceptance case in a Chromium: published, applied for, taken up, partners asked."""

import re

from playwright.sync_api import FrameLocator, Page, expect

from dossier_models.models import DossierModel
from dossiers.enums import EventKind
from tests.browser.people import (
    Town,
    at,
    choose,
    enter,
    fields_of,
    fits,
    forge,
    go_on,
    said,
    status_of,
    upload,
)
from tests.journeys.story import INSTRUCTIONS, NOTE, THE_FORM, due, publish_another, typed, whom
from tests.samples import ANSWERS, FILES


def step_1_publish_version_3(town: Town) -> None:
    """Expected: a preview of the three views; the partner's does not offer the IBAN."""
    model = DossierModel.objects.get()
    publish_another(town.cast, model, "Deuxième rédaction.")
    admin = town.arrive(town.cast.admin)
    board = f"/desk/models/{model.pk}"
    town.go(admin, f"{board}/settings/")
    description = admin.locator("textarea[name=description]")
    description.fill("Troisième rédaction.")
    admin.locator("main form", has=description).locator("button").first.click()
    expect(admin.locator("#board-state")).to_contain_text("2 +")
    town.go(admin, f"{board}/fields/")
    preview = admin.frame_locator("#board-preview-frame")
    seen = {view: previewed(preview, view) for view in ("internet", "crm", "partner")}
    assert "IBAN" in seen["internet"]
    assert "IBAN" in seen["crm"]
    assert "IBAN" not in seen["partner"]
    assert "Comptes certifiés" in seen["partner"]
    town.go(admin, f"{board}/publish/")
    admin.locator("button[name=do][value=publish]").click()
    expect(admin.locator("button[name=do][value=publish]")).to_have_count(0)
    published = DossierModel.objects.get().version
    assert published is not None
    assert (published.number, published.document["description"]) == (3, "Troisième rédaction.")


def previewed(preview: FrameLocator, view: str) -> str:
    """All pages of a view when opinions are awaited, asked for with everything that can be asked."""
    for name, value in (
        ("view", view),
        ("status", "avis_en_cours"),
        ("kind", "both"),
        ("scope", "comptable"),
    ):
        choice = preview.locator(f"select[name={name}]")
        if view != "partner" and name in ("kind", "scope"):
            expect(choice).to_have_count(0)
        elif choice.input_value() != value:
            choice.select_option(value)
            expect(choice.locator("option[selected]")).to_have_attribute("value", value)
    pages = preview.locator("button[name=preview-go]")
    texts = [preview.locator("body").inner_text()]
    for key in pages.evaluate_all("all => all.map(each => each.value)"):
        preview.locator(f'button[name=preview-go][value="{key}"]').click()
        current = preview.locator(f'button[name=preview-go][value="{key}"][aria-current=page]')
        expect(current).to_be_visible()
        texts.append(preview.locator("body").inner_text())
    return " ".join(texts)


def step_2_keep_a_draft(town: Town) -> None:
    """Expected: status brouillon, and the agent does not see it. On a phone, without an account so far."""
    citizen = town.go(town.citizen, "/")
    citizen.get_by_role("link", name="Demande de subvention de projet").click()
    at(citizen, THE_FORM)
    town.register(citizen, "Maëlle", "Le Goff", ANSWERS["representant_email"])
    at(citizen, f"{THE_FORM}$")
    citizen.locator("main form button").click()
    at(citizen, "/fill/association/")
    enter(citizen, typed("association"))
    citizen.locator("button[name=_later]").click()
    at(citizen, "/dossiers/$")
    assert town.dossier.status == "brouillon"
    assert town.dossier.answers["iban"] == ANSWERS["iban"]
    assert "Tréteaux" not in said(town.go(town.agent, "/desk/dossiers/"))
    assert status_of(town.agent, f"{town.site}{town.desk}") == 404


def step_3_file_an_unbalanced_budget(town: Town) -> None:
    """Expected: refused, error at budget_postes by the rule budget_equilibre."""
    citizen = town.go(town.citizen, "/dossiers/")
    citizen.locator("a[href*='/fill/']").first.click()
    at(citizen, "/fill/projet/")
    expect(citizen.locator('[name="projet_jauge"]')).to_have_count(0)
    project = typed("projet")
    guests = project.pop("projet_jauge")
    enter(citizen, project)
    citizen.locator('[name="projet_jauge"]').wait_for()  # it has come without a reload
    assert go_on(citizen).status == 422
    expect(citizen.locator(".govuk-error-summary a[href*=projet_jauge]")).to_be_visible()
    enter(citizen, {"projet_jauge": guests})
    go_on(citizen)
    at(citizen, "/fill/budget/")
    enter_budget(citizen)
    citizen.locator('[name="budget_postes-5-montant"]').fill("7500")
    assert go_on(citizen).status == 422
    summary = citizen.locator(".govuk-error-summary")
    expect(summary).to_contain_text("Le total des charges doit égaler le total des produits.")
    expect(summary.locator("a[href*=budget_postes]").first).to_be_visible()
    town.go(citizen, f"{town.fill}budget/")
    fits(citizen)
    expect(citizen.locator('[name="budget_postes-5-montant"]')).to_have_value(re.compile("^7 ?500"))
    assert "budget_postes" not in town.dossier.answers
    refused_at_the_check(town)


def enter_budget(page: Page) -> None:
    """Row after row, a new one where there is none yet."""
    for name, value in typed("budget").items():
        if name.startswith("budget_postes-") and page.locator(f'main [name="{name}"]').count() == 0:
            rows = page.locator('[name$="-libelle"]').count()
            page.locator("button[name=row-add]").click()
            expect(page.locator('[name$="-libelle"]')).to_have_count(rows + 1)
        enter(page, {name: value})


def refused_at_the_check(town: Town) -> None:
    town.go(town.citizen, f"{town.fill}check-answers/")
    fits(town.citizen)
    with town.citizen.expect_response(lambda each: each.request.method == "POST") as answered:
        town.citizen.locator('button[name=to][value="depose"]').click()
    expect(town.citizen.locator(".govuk-error-summary")).to_be_visible()
    assert (answered.value.status, town.dossier.status) == (422, "brouillon")


def step_4_file_without_the_plan(town: Town) -> None:
    """Expected: refused, the document plan_securite is missing."""
    citizen = town.go(town.citizen, f"{town.fill}budget/")
    citizen.locator('[name="budget_postes-5-montant"]').fill(typed("budget")["budget_postes-5-montant"])
    go_on(citizen)
    at(citizen, "/fill/pieces/")
    upload(citizen, "statuts")
    upload(citizen, "rib")
    assert go_on(citizen).status == 422
    expect(citizen.locator(".govuk-error-summary a[href*=plan_securite]")).to_be_visible()
    expect(citizen.get_by_text(FILES["statuts"][0]).first).to_be_visible()
    fits(citizen)
    refused_at_the_check(town)


def step_5_file(town: Town) -> None:
    """Expected: status depose, the receipt, and the citizen only reads. The button is pressed twice."""
    citizen = town.go(town.citizen, f"{town.fill}pieces/")
    upload(citizen, "plan_securite")
    go_on(citizen)
    at(citizen, "/fill/check-answers/")
    citizen.locator('button[name=to][value="depose"]').dblclick()
    at(citizen, "/receipt/")
    dossier = town.dossier
    expect(citizen.locator("main")).to_contain_text(str(dossier.reference))
    assert (dossier.status, dossier.events.filter(kind=EventKind.MOVED).count()) == ("depose", 1)
    received = f"Votre demande {dossier.reference} a bien été reçue"
    assert len([each for each in town.letters(ANSWERS["representant_email"]) if received in each]) == 1
    town.go(citizen, f"/dossiers/{dossier.uid}/")
    fits(citizen)
    assert ANSWERS["projet_titre"] in said(citizen)
    assert "Déposé" in said(citizen)
    assert not fields_of(citizen)
    assert forge(citizen, f"{town.fill}budget/", {"montant_demande": "20000"}) in (404, 409, 422)
    assert town.dossier.answers["montant_demande"] == "18500.00"


def step_6_take_up(town: Town) -> None:
    """Expected: status instruction."""
    agent = town.go(town.agent, "/desk/dossiers/?status=depose")
    agent.locator(f"main a[href*='{town.dossier.uid}']").first.click()
    expect(agent.locator("main")).to_contain_text(ANSWERS["projet_titre"])
    fits(agent)
    agent.locator('button[name=to][value="instruction"]').click()
    expect(agent.locator('button[name=to][value="instruction"]')).to_have_count(0)
    assert town.dossier.status == "instruction"
    town.go(agent, f"{town.desk}form/instruction/")
    enter(agent, {"instruction_eligible": "oui", "instruction_note": NOTE})
    expect(agent.locator('[name="montant_propose"]')).to_be_visible()  # the question that this answer opens
    agent.locator("main form button[type=submit]:visible").last.click()
    expect(agent).to_have_url(re.compile("/form/$"))
    assert town.dossier.status == "instruction"
    assert town.dossier.answers["instruction_eligible"] == "oui"
    assert town.dossier.answers["instruction_note"] == NOTE


def step_7_ask(town: Town) -> None:
    """Expected: status avis_en_cours; keys to three, a task for one; four in the panel."""
    agent = town.go(town.agent, f"{town.desk}partners/ask/")
    asks = whom(town.cast)
    for number, row in enumerate(asks):
        if number:
            agent.locator("button[name=add]").click()
        scope = row["scope"]
        for name, value in {**row, "due_on": due(scope), "instructions": INSTRUCTIONS[scope]}.items():
            choose(agent.locator(f'[name="ask-{number}-{name}"]'), value)
    agent.locator("[name=move_to]").select_option("avis_en_cours")
    agent.locator("main form button[type=submit]:not([name])").last.click()
    expect(agent.locator(".desk-partners > li")).to_have_count(4)
    fits(agent)
    assert town.dossier.status == "avis_en_cours"
    assert town.dossier.asked == 4
    for name in ("Paul Xiong", *(row["name"] for row in asks[1:])):
        assert name in said(agent)
    for row in asks[1:]:
        letter = next(each for each in town.letters(row["email"]) if "#" in each)
        assert INSTRUCTIONS[row["scope"]] in letter
        assert str(town.dossier.reference) in letter
        assert ANSWERS["iban"] not in letter
        assert ANSWERS["representant_email"] not in letter
    to_the_colleague = town.letters(town.cast.internal_partner.email)
    assert to_the_colleague
    assert not [each for each in to_the_colleague if "#" in each]
    internal = town.go(town.internal, "/desk/requests/")
    expect(internal.locator(f"main a[href*='{town.asked('financier').uid}']").first).to_be_visible()
