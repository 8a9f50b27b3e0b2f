"""Where medications begin and end, and what is none."""

import pytest

from prescription.record import Zone
from tests.extraction.sheet.laid_out import laid_out, medications, others


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Doliprane 1 g x3/j\nSpasfon 2 cp x3/j", ["Doliprane 1 g x3/j", "Spasfon 2 cp x3/j"]),
        (
            "KARDEGIC 75 mg\n1 sachet le midi\nBISOPROLOL 2,5 mg cp\n1 le matin\nà jeun",
            ["KARDEGIC 75 mg / 1 sachet le midi", "BISOPROLOL 2,5 mg cp / 1 le matin / à jeun"],
        ),
        (
            "Spasfon\n2 cp x3/j\nSmecta\n1 sachet x3/j pendant 3 jours",
            ["Spasfon / 2 cp x3/j", "Smecta / 1 sachet x3/j pendant 3 jours"],
        ),
        (
            "1) Amlor 5 mg 1/j\n2) Crestor 10 mg 1/j\n3. Kardegic 75 1/j",
            ["1) Amlor 5 mg 1/j", "2) Crestor 10 mg 1/j", "3. Kardegic 75 1/j"],
        ),
        ("- Amlor 5 mg 1/j\n• Crestor 10 mg 1/j", ["- Amlor 5 mg 1/j", "• Crestor 10 mg 1/j"]),
        (
            "Doliprane 1 g x3/j si douleur, Spasfon 2 cp x3/j",
            ["Doliprane 1 g x3/j si douleur,", "Spasfon 2 cp x3/j"],
        ),
        ("Spasfon, Smecta si diarrhée", ["Spasfon,", "Smecta si diarrhée"]),
        (
            "Uvedose 1 amp tous les 3 mois, Venlafaxine LP (Effexor LP)\n37,5 mg 0-0-1",
            ["Uvedose 1 amp tous les 3 mois,", "Venlafaxine LP (Effexor LP) / 37,5 mg 0-0-1"],
        ),
        (
            "5. Clamoxyl 1 g 1 cp le matin\n6. PA\ufffdATÉTAMOL 1000 mg : 1 comprimé le soir",
            ["5. Clamoxyl 1 g 1 cp le matin", "6. PA\ufffdATÉTAMOL 1000 mg : 1 comprimé le soir"],
        ),
        (
            "Amlor 5 mg 1/j\npyridoxine comprimé =\n1 cp 1 fois par jour, QSP : 1 mois",
            ["Amlor 5 mg 1/j", "pyridoxine comprimé = / 1 cp 1 fois par jour, QSP : 1 mois"],
        ),
        (
            "Amlor 5 mg 1/j + Kardegic 75 mg 1/j",
            ["Amlor 5 mg 1/j +", "Kardegic 75 mg 1/j"],
        ),
        (
            "Prendre 1 comprimé de Doliprane 1000 mg 3 fois par jour",
            ["Prendre 1 comprimé de Doliprane 1000 mg 3 fois par jour"],
        ),
        (
            "Crème Dexeryl 2 applications par jour",
            ["Crème Dexeryl 2 applications par jour"],
        ),
        (
            "Si échec : Tramadol 50 mg 1 gélule x3/j",
            ["Si échec : Tramadol 50 mg 1 gélule x3/j"],
        ),
        (
            "Solupred 20 mg : 3 cp/j 3 jours\npuis 2 cp/j 3 jours\npuis arrêt",
            ["Solupred 20 mg : 3 cp/j 3 jours / puis 2 cp/j 3 jours / puis arrêt"],
        ),
    ],
)  # fmt: skip
def test_medications_are_told_apart(text: str, expected: list[str]) -> None:
    assert medications(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Reprise du Lasilix 40 mg 1 cp/j à partir du 20/03",
        "Poursuite de la Metformine 1000 mg 1 cp matin et soir",
        "Relais par Augmentin 1 g 1 cp x3/j",
        "En alternance avec Doliprane 1 g 1 cp x3/j",
        "Anticoagulation : Lovenox 4000 UI 1 inj SC/j",
        "Si EN > 3 : Tramadol 50 mg 1 gél toutes les 6 h",
        "Insuline rapide Novorapid 6 UI avant les repas",
        "ESOMEPRAZOLE idem",
        "Mag 2 1 ampoule matin et soir",
        "Collyre antibiotique 1 gtte x 4/j",
        "Soluté de réhydratation (Adiaril) à volonté",
        "KCl 2 g dans G5 % 1000 mL sur 24 h",
    ],
)
def test_a_drug_behind_other_words_is_no_other_item(line: str) -> None:
    assert medications(f"Amlor 5 mg 1 cp/j\n{line}") == ["Amlor 5 mg 1 cp/j", line]


@pytest.mark.parametrize(
    "text",
    [
        "Lévothyrox 75 µg 1 cp le matin à distance du Gaviscon",
        "Ibuprofène 400 mg 1 cp x3/j en alternance avec Doliprane",
        "Amoxicilline (Clamoxyl) 500 mg 2 gél/j",
        "Paracétamol Doliprane 1 g x3/j",
    ],
)
def test_a_drug_that_is_only_spoken_of_begins_nothing(text: str) -> None:
    assert medications(text) == [text]


@pytest.mark.parametrize(
    "line",
    [
        "Bilan sanguin : NFS, CRP, ionogramme, créatinine",
        "Faire pratiquer un dosage de digoxine",
        "TSH, vitamine D, ferritine dans 3 mois",
        "INR 1 fois par semaine",
        "Séances de kinésithérapie respiratoire n = 10",
        "Soins infirmiers à domicile 1 fois par jour, dimanches compris",
        "Bas de contention classe 2 : 1 paire",
        "Compresses stériles 1 boîte",
        "Bandelettes glycémie 3 par jour",
        "Radiographie du thorax face et profil",
        "Arrêt du Kardegic",
        "Stop Ibuprofène",
        "Allergie à l'amoxicilline",
        "Ne plus prendre de Doliprane",
        "Arrêt de travail de 3 jours",
        "Boire 1,5 litre d'eau par jour",
        "Régime sans sel",
        "Revoir dans 3 mois avec le bilan",
        "Mettre de la glace 3 fois par jour",
    ],
)
def test_what_prescribes_no_drug_is_kept_apart(line: str) -> None:
    text = f"Doliprane 1 g x3/j\n{line}\nSpasfon 2 cp x3/j"
    assert medications(text) == ["Doliprane 1 g x3/j", "Spasfon 2 cp x3/j"]
    assert others(text) == [line]


@pytest.mark.parametrize(
    "line",
    ["Zorglubix 50 mg 1 cp matin et soir", "Xyloprex gélules : 1 par jour", "ABCD 10 mg 1 cp/j"],
)
def test_an_unknown_drug_is_a_medication(line: str) -> None:
    assert medications(f"Doliprane 1 g x3/j\n{line}") == ["Doliprane 1 g x3/j", line]


@pytest.mark.parametrize(
    "line",
    ["prendre 1 comprimé par jour selon INR", "1 application par jour sur une compresse",
     "1 bouffée matin et soir avec une chambre d'inhalation"],
)  # fmt: skip
def test_a_posology_that_ends_in_such_words_stays_with_its_drug(line: str) -> None:
    assert medications(f"Zorglubix 5 mg\n{line}") == [f"Zorglubix 5 mg / {line}"]


def test_a_misread_drug_with_misread_posology_is_a_medication() -> None:
    line = "Fantoprazole 20my cp : 1° 0-0 pet 21 jrs"
    assert medications(f"Doliprane 1 g x3/j\n{line}") == ["Doliprane 1 g x3/j", line]


def test_an_unknown_drug_with_its_posology_below_is_a_medication() -> None:
    text = "Doliprane 1 g x3/j\nZorglubix comprimés\n1 cp matin et soir"
    assert medications(text)[1] == "Zorglubix comprimés / 1 cp matin et soir"


def test_zones_of_a_bizone_form() -> None:
    layout = laid_out(
        "Prescriptions relatives au traitement de l'affection de longue durée reconnue\n"
        "(AFFECTION EXONERANTE)\n"
        "Metformine 1 g 1 cp x2/j\n"
        "Prescriptions SANS RAPPORT avec l'affection de longue durée\n"
        "(MALADIES INTERCURRENTES)\n"
        "Doliprane 1 g x3/j"
    )
    assert [b.zone for b in layout.medications] == [Zone.ALD, Zone.INTERCURRENT]
    assert len(layout.header) == 4


def test_header_and_footer_stay_outside() -> None:
    layout = laid_out(
        "Dr Diane MARTIN\nMédecine générale\n12 rue Jasmine 69003 LYON\nLyon, le 12 mars 2026\n"
        "Mme YAZ Jeanne\nORDONNANCE\nDoliprane 1 g x3/j\nDr Diane MARTIN\n"
        "Membre d'une association agréée\nEn cas d'urgence composer le 15"
    )
    assert [b.rows[0].text for b in layout.medications] == ["Doliprane 1 g x3/j"]
    assert len(layout.header) == 9
    assert layout.others == []


def test_a_medication_goes_on_after_a_page_break() -> None:
    first = "Dr Hélène ROUX\nDoliprane 1 g x3/j\nSolupred 20 mg : 3 cp/j 3 jours\nPage 1/2"
    second = "Dr Hélène ROUX\nPage 2/2\npuis 2 cp/j 3 jours\nSpasfon 2 cp x3/j"
    assert medications(first, second) == [
        "Doliprane 1 g x3/j",
        "Solupred 20 mg : 3 cp/j 3 jours / puis 2 cp/j 3 jours",
        "Spasfon 2 cp x3/j",
    ]


@pytest.mark.parametrize("line", ["Doliprane Xyzplus 500 mg 1 cp/j", "Calcidose Xitamine D 1/j"])
def test_a_name_that_may_go_on_is_not_taken_as_it_is(line: str) -> None:
    (block,) = laid_out(line).medications
    assert block.match is not None
    assert block.match.open_end or not block.match.exact


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("AMOXICILLINE / ACIDE\nCLAVULANIQUE 1 g/125 mg\n1 sachet x3/j",
         "amoxicilline/acide clavulanique"),
        ("paracétamol\n(DOLIPRANE) 1000 mg\n1 cp x3/j", "Doliprane"),
        ("LEVO-\nTHYROX 75 µg 1 cp le matin", "Levothyrox"),
        ("DOLIPRANE 1000 mg comprimé\n(paracétamol)\n1 cp x3/j", "Doliprane"),
        ("DOLIPRANE 1000 mg comprimé\nParacétamol\n1 cp x3/j", "Doliprane"),
    ],
)  # fmt: skip
def test_a_name_over_two_rows_is_one_medication(text: str, name: str) -> None:
    (block,) = laid_out(text).medications
    assert block.match is not None
    assert [c.drug.name for c in block.match.candidates] == [name]


def test_misread_rows_stay_with_their_drug() -> None:
    text = "D0LIPRANE 1000 rng cornprimé\nl cp rnatin midi et soir si douieur"
    assert medications(text) == [text.replace("\n", " / ")]


def test_a_mention_over_two_rows_is_its_line_s_own() -> None:
    layout = laid_out(
        "Docteur Anne MARTIN\nMme DURAND Jeanne\n"
        "1 - Prednisolone 20 mg, 1 comprimé le matin\n"
        "2 - Diffu-K, gélule 600 mg, 1 gélule au matin durant 10 jours non\nrenouvelable\n"
        "Signature :"
    )
    assert layout.notes == []
    assert [row.text for row in layout.medications[1].rows][-1] == "renouvelable"


@pytest.mark.parametrize(
    "alone",
    [
        "Bas de contention classe 2",
        "Glaçage 20 min 3 fois par jour",
        "Prise de sang : NFS, CRP dans 8 jours",
    ],
)
def test_what_is_no_drug_stays_in_sight_alone_on_the_second_page(alone: str) -> None:
    head = "Docteur Daniel MASSON\nMadame Nicole SAINT-MARTIN\n14/10/2026\n\n"
    foot = "\n\nDocteur Daniel MASSON\nMédecin généraliste\n78 rue du Moulin\nPage 2/2"
    pages = (f"{head}Solupred 20 mg 3 cp par jour 5 jours\nPage 1/2", f"{head}{alone}{foot}")
    assert others(*pages) == [alone]
    assert medications(*pages) == ["Solupred 20 mg 3 cp par jour 5 jours"]
