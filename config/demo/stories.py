"""What the demo's associations ask for, and how far each request has come."""

from config.demo.people import ACCOUNTANT, CITIZEN, OTHERS
from config.demo.telling import Asked, Story, association, project

NOE, AICHA, BRUNO, JEANNE, LOUIS = OTHERS

TRETEAUX = association(
    "Association Les Tréteaux du Marais", "W443001234", "90000017500019", "FR7630099000010000012345601",
    "12 bis quai de l'Île aux Aigrettes", "02 40 00 00 12",
)  # fmt: skip
GENETS = association(
    "Football club des Genêts", "W443002117", "90000217100016", "FR7630099000010001234560248",
    "3 chemin du Stade", "02 40 00 00 23",
)  # fmt: skip
JARDINS = association(
    "Les Jardins partagés du Bourg", "W443003382", "90000317900018", "FR7630099000010001234560345",
    "8 rue de la Fontaine", "02 40 00 00 31",
)  # fmt: skip
CHORALE = association(
    "Chorale Voix de Loire", "W443004501", "90000417700011", "FR7630099000010001234560442",
    "21 place de l'Église", "02 40 00 00 47",
)  # fmt: skip
VELO = association(
    "Vélo pour tous", "W443005066", "90000517400017", "FR7630099000010001234560539",
    "5 impasse des Tanneurs", "02 40 00 00 52",
)  # fmt: skip
CINE = association(
    "Ciné-Rencontres de Saint-Aubin", "W443006928", "90000617200010", "FR7630099000010001234560636",
    "14 rue du Cinéma", "02 40 00 00 68",
)  # fmt: skip

STORIES = (
    Story(
        CITIZEN,
        TRETEAUX,
        project(
            "Ateliers de théâtre au collège",
            "Douze ateliers hebdomadaires pour deux classes de cinquième, suivis d'une représentation "
            "publique au collège en fin d'année.",
            (60, 240),
            "3200",
            "c Intervenants 4800 | c Matériel 700 | p Commune 3200 | p Collège 2300",
        ),
        filed=1,
        until="brouillon",
    ),
    Story(
        CITIZEN,
        TRETEAUX,
        project(
            "Festival « Théâtre au bord de l'eau » – 4ᵉ édition",
            "Trois jours de théâtre de rue en accès libre sur les quais, avec douze compagnies locales, "
            "des ateliers pour les écoles et une soirée en langue des signes.",
            (200, 202),
            "18500",
            "c Cachets artistiques 21000 | c Technique et sécurité 9400.50 | c Communication 2600 | "
            "p Subvention de la commune 18500 | p Département 6000 | p Buvette et dons 8500.50",
            guests=1200,
        ),
        filed=34,
        until="avis_en_cours",
        papers=("statuts", "rib", "plan_securite"),
        note="Bilan de la 3ᵉ édition reçu en retard ; vérifier la trésorerie.",
        asked=(
            Asked(
                "financier",
                days=15,
                before=(
                    "defavorable",
                    "La ligne 65748 est consommée à 91 % ; rien ne reste pour ce montant.",
                ),
                reply=("favorable_sous_reserve", "Limiter à 15 000 € : la ligne est consommée à 91 %."),
                instructions="Capacité de la ligne 65748 et équilibre du budget.",
            ),
            Asked(
                "juridique",
                days=40,
                instructions="Vérifier l'objet statutaire et la convention.",
                letter="lettre_mission",
                question="La convention d'occupation des quais est-elle signée ? Elle n'est pas au dossier.",
                answer="Elle le sera à la fin du mois ; vous pouvez rendre votre avis sous cette réserve.",
            ),
            Asked(
                "technique",
                days=25,
                attached=False,
                instructions="Jauge de 1 200 personnes sur les quais.",
                reminded=(24, 31),
            ),
        ),
    ),
    Story(
        NOE,
        GENETS,
        project(
            "Tournoi inter-quartiers",
            "Un tournoi amical d'un week-end entre les six quartiers de la commune, avec une rencontre "
            "de football adapté et un repas partagé.",
            (120, 121),
            "1450",
            "c Arbitrage 400 | c Repas 1300 | c Coupes 250 | p Commune 1450 | p Inscriptions 500",
            guests=240,
        ),
        filed=2,
        until="depose",
    ),
    Story(
        AICHA,
        JARDINS,
        project(
            "Grainothèque et ateliers de semis",
            "Une bibliothèque de graines en libre service à la médiathèque et six ateliers pour apprendre "
            "à récolter et conserver ses semences.",
            (90, 300),
            "980",
            "c Mobilier 620 | c Animation 900 | p Commune 980 | p Adhésions 540",
        ),
        filed=12,
        until="instruction",
        note="Projet déjà présenté au comité de quartier.",
        filer=ACCOUNTANT,
        capacity="comptable",
    ),
    Story(
        JEANNE,
        CHORALE,
        project(
            "Concert de printemps avec l'école de musique",
            "Soixante choristes et l'orchestre des élèves de l'école de musique pour deux concerts gratuits "
            "dans l'église et à la maison de retraite.",
            (110, 112),
            "2300",
            "c Location de partitions 500 | c Chef invité 1800 | c Salle 900 | "
            "p Commune 2300 | p Chapeau 900",
            guests=280,
        ),
        filed=20,
        until="a_completer",
    ),
    Story(
        BRUNO,
        VELO,
        project(
            "Atelier mobile de réparation de vélos",
            "Un triporteur équipé passe chaque semaine dans un quartier différent : on y répare son vélo "
            "soi-même, avec l'aide de bénévoles formés.",
            (45, 330),
            "7400",
            "c Triporteur 6200 | c Outillage 2100 | c Assurance 1500 | p Commune 7400 | "
            "p Région 1600 | p Dons 800",
        ),
        filed=26,
        until="complement_en_cours",
        asked=(
            Asked(
                "comptable",
                "both",
                days=35,
                reply=("favorable_sous_reserve", "Trésorerie tendue jusqu'au versement de la région."),
                instructions="Votre avis, et les comptes du dernier exercice certifiés.",
            ),
        ),
    ),
    Story(
        LOUIS,
        CINE,
        project(
            "Ciné en plein air",
            "Quatre séances gratuites de cinéma en plein air dans les parcs de la commune, précédées de "
            "courts métrages réalisés par les collégiens.",
            (230, 260),
            "6800",
            "c Droits de diffusion 3600 | c Écran et son 4900 | p Commune 6800 | "
            "p Région 1200 | p Mécénat 500",
            guests=450,
        ),
        filed=48,
        until="commission",
        proposed="6000",
        papers=("statuts", "rib", "plan_securite"),
        asked=(
            Asked("financier", reply=("favorable", "")),
            Asked(
                "technique",
                days=40,
                reply=(
                    "favorable_sous_reserve",
                    "Prévoir un passage de 1,40 m au moins de chaque côté de l'écran.",
                ),
            ),
            Asked(
                "comptable",
                "complement",
                days=40,
                complement={
                    "pa_comptes_certifies": "3120.45",
                    "pa_fonds_associatifs": "11870",
                    "pa_observation": "Trésorerie saine, un retard de charges sociales régularisé.",
                },
            ),
        ),
    ),
    Story(
        CITIZEN,
        TRETEAUX,
        project(
            "Lectures à voix haute en maison de retraite",
            "Une lecture par mois dans les deux maisons de retraite de la commune, suivie d'un goûter et "
            "d'un temps d'échange avec les résidents.",
            (20, 300),
            "1200",
            "c Comédiens 1500 | c Goûters 300 | p Commune 1200 | p Dons 600",
        ),
        filed=75,
        until="accorde",
        proposed="1000",
        reasons="Projet conforme aux critères ; montant ramené à 1 000 € au vu des réserves financières.",
        asked=(Asked("financier", reply=("favorable", "")),),
    ),
    Story(
        NOE,
        GENETS,
        project(
            "Rénovation des vestiaires",
            "Peinture, bancs et douches du vestiaire visiteurs, par les bénévoles du club et un artisan "
            "de la commune, pendant la trêve d'été.",
            (15, 40),
            "9500",
            "c Plomberie 8200 | c Peinture 2100 | c Bancs 1700 | p Commune 9500 | p Club 2500",
        ),
        filed=70,
        until="refuse",
        reasons="Les travaux sur un bâtiment communal relèvent du service du patrimoine, qui vous appellera.",
        asked=(
            Asked(
                "juridique",
                days=60,
                reply=(
                    "defavorable",
                    "Le bâtiment appartient à la commune : une subvention n'est pas le bon instrument.",
                ),
            ),
        ),
    ),
    Story(
        AICHA,
        JARDINS,
        project(
            "Composteurs de quartier",
            "Installation de quatre composteurs collectifs et formation de douze référents qui les "
            "tiendront avec les habitants.",
            (5, 200),
            "2600",
            "c Composteurs 2400 | c Formation 1100 | p Commune 2600 | p Adhésions 900",
        ),
        filed=120,
        until="paye",
        proposed="2600",
        reasons="Projet conforme au plan de prévention des déchets.",
        asked=(Asked("financier", reply=("favorable", "")),),
    ),
)
