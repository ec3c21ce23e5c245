"""What the cast fills in: the acceptance case's answers and files, made up, with valid check digits."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from config.demo.papers import jpg, pdf

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
PASSWORD = "sonnet-brume-2026"
DOCUMENT = json.loads((FIXTURES / "subvention-projet.json").read_text())

ANSWERS: Mapping[str, Any] = {
    "asso_nom": "Association Les Tréteaux du Marais",
    "asso_rna": "W443001234",
    "asso_siret": "90000017500019",
    "asso_adresse": {
        "street": "12 bis quai de l'Île aux Aigrettes",
        "postcode": "44800",
        "town": "Saint-Herblain",
    },
    "representant_nom": "Maëlle Le Goff",
    "representant_email": "maelle.legoff@example.org",
    "representant_tel": "02 40 00 00 12",
    "iban": "FR7630099000010000012345601",
    "projet_titre": "Festival « Théâtre au bord de l'eau » – 4ᵉ édition",
    "projet_description": (
        "Trois jours de théâtre de rue en accès libre sur les quais, avec douze compagnies locales, "
        "des ateliers pour les écoles et une soirée en langue des signes."
    ),
    "projet_lieu_public": True,
    "projet_jauge": 1200,
    "date_debut": "2026-07-03",
    "date_fin": "2026-07-05",
    "montant_demande": "18500",
    "budget_postes": [
        {"sens": "charge", "libelle": "Cachets artistiques", "montant": "21000"},
        {"sens": "charge", "libelle": "Technique et sécurité", "montant": "9400.50"},
        {"sens": "charge", "libelle": "Communication", "montant": "2600"},
        {"sens": "produit", "libelle": "Subvention demandée à la commune", "montant": "18500"},
        {"sens": "produit", "libelle": "Département", "montant": "6000"},
        {"sens": "produit", "libelle": "Buvette et dons", "montant": "8500.50"},
    ],
    "autres_financeurs": ["departement"],
    "engagement_republicain": True,
}
PAGES: Mapping[str, tuple[str, ...]] = {page["key"]: tuple(page["items"]) for page in DOCUMENT["x-pages"]}
FILES: Mapping[str, tuple[str, bytes]] = {
    "statuts": ("statuts 2019 – signés.pdf", pdf("Statuts")),
    "rib": ("RIB_Tréteaux.jpg", jpg("RIB")),
    "plan_securite": ("plan implantation v2.pdf", pdf("Plan")),
}
COMPLEMENT: Mapping[str, Any] = {
    "pa_comptes_certifies": "3120.45",
    "pa_fonds_associatifs": "11870",
    "pa_observation": "Trésorerie saine, un retard de charges sociales régularisé en février.",
}
