"""Which drug a line names: every usual way to write it, misreadings, and what is no drug."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.drugs.choice import Choice, choose, choose_drug
from extraction.drugs.lexicon import load_lexicon
from extraction.drugs.mentions import DrugMatch, find_drugs, match_drug
from extraction.reader import read_prescriptions
from ocr.page import Page

LEXICON = load_lexicon()


def matched(line: str) -> DrugMatch:
    match = match_drug(line, LEXICON)
    assert match is not None, line
    return match


def chosen(line: str) -> Choice:
    return choose_drug(line, LEXICON)


@pytest.mark.parametrize(
    ("line", "written", "name"),
    [
        ("DOLIPRANE 1000 mg, comprimé", "DOLIPRANE", "Doliprane"),
        ("kardégic 75", "kardégic", "Kardégic"),
        ("KARDEGIC75", "KARDEGIC", "Kardégic"),
        ("Skenan LP 30 mg", "Skenan LP", "Skenan LP"),
        ("Skenan 30 mg", "Skenan", "Skenan"),
        ("tramadol LP 100 mg", "tramadol LP", "tramadol LP"),
        ("tramadol 50 mg", "tramadol", "tramadol"),
        ("Amoxicilline Biogaran 1 g", "Amoxicilline Biogaran", "amoxicilline"),
        ("AMOXICILLINE (BIOGARAN) 1 g", "AMOXICILLINE (BIOGARAN", "amoxicilline"),
        ("Metformine chlorhydrate 850", "Metformine chlorhydrate", "metformine"),
        ("chlorhydrate de metformine 850", "chlorhydrate de metformine", "metformine"),
        ("paracétamol (Doliprane) 1 g", "paracétamol (Doliprane)", "Doliprane"),
        ("Doliprane (paracétamol) 1 g", "Doliprane (paracétamol)", "Doliprane"),
        ("paracétamol {Doliprane) 1 g", "paracétamol {Doliprane)", "Doliprane"),
        ("Tiorfan Enfants 30 mg", "Tiorfan Enfants", "Tiorfan Enfants"),
        (
            "racécadotril (TIORFAN NOURRISSONS) 10 mg",
            "racécadotril (TIORFAN NOURRISSONS)",
            "Tiorfan Nourrissons",
        ),
        ("Tardyferon (sulfate ferreux) 80 mg", "Tardyferon (sulfate ferreux)", "Tardyferon"),
        ("vitamine B12 1000 µg", "vitamine B12", "Vitamine B12"),
        ("DOLIPRANE paracétamol 1 g", "DOLIPRANE paracétamol", "Doliprane"),
        ("Insuline Lantus 20 UI", "Insuline Lantus", "Lantus"),
        ("Aspirine 100 mg", "Aspirine", "aspirine"),
        (
            "amoxicilline/acide clavulanique 500 mg/62,5 mg",
            "amoxicilline/acide clavulanique",
            "amoxicilline/acide clavulanique",
        ),
        (
            "Acide clavulanique + amoxicilline Viatris 1 g",
            "Acide clavulanique + amoxicilline Viatris",
            "amoxicilline/acide clavulanique",
        ),
        (
            "Amoxicilline et acide clavulanique 1 g",
            "Amoxicilline et acide clavulanique",
            "amoxicilline/acide clavulanique",
        ),
    ],
)
def test_a_name_is_found_as_it_is_written(line: str, written: str, name: str) -> None:
    match = matched(line)
    assert line[match.start : match.end] == written
    assert match.exact
    assert [c.drug.name for c in match.candidates] == [name]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Doliprane® 1 g", "Doliprane"),
        ("Œstrogel 0,06 %", "Oestrogel"),
        ("amoxicilline-acide clavulanique 1 g/125 mg", "amoxicilline/acide clavulanique"),
        ("Amoxicilline + ac. clavulanique 500/62,5 mg", "amoxicilline/acide clavulanique"),
        ("valsartan HCTZ 80/12,5 mg", "valsartan/hydrochlorothiazide"),
        ("HCT + candésartan 8/12,5", "candésartan/hydrochlorothiazide"),
        ("tramadol + paracetamol 37,5/325", "tramadol/paracétamol"),
        ("paracétamol codéine 500/30", "paracétamol/codéine"),
        ("AMLODIPINE (bésilate) 5 mg", "amlodipine"),
        ("bésilate d'amlodipine 5 mg", "amlodipine"),
        ("sulfate de morphine LP 30 mg", "morphine LP"),
        ("metformine (Stagid) 700 mg", "Stagid"),
        ("Ventoline (salbutamol) 100 µg", "Ventoline"),
        ("folique acide 5 mg", "acide folique"),
        ("chlorure de potassium LP 600 mg", "chlorure de potassium LP"),
        ("AAS 75 mg", "acide acétylsalicylique"),
        ("HCTZ 25 mg", "hydrochlorothiazide"),
        ("pct 1 g", "paracétamol"),
        ("MTX 2,5 mg", "méthotrexate"),
        ("Ceftriaxone 1 g", "ceftriaxone"),
        ("Propofol 10 mg/mL", "propofol"),
        ("Prevenar 20", "Prevenar 20"),
    ],
)
def test_usual_ways_to_write_a_name_need_no_question(line: str, name: str) -> None:
    choice = chosen(line)
    assert choice.drug is not None
    assert (choice.drug.name, choice.sure) == (name, True)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Térailthe LP (Lithium LP) 400 mg", "Téralithe LP"),
        ("Doliprxne (paracétamol) 500 mg", "Doliprane"),
        ("paracetmol (Doliprane) 1 g", "Doliprane"),
        ("Dépakine Chrono (Valproate LP) 500 mg", "Dépakine Chrono"),
    ],
)
def test_the_name_in_brackets_confirms_a_misread_one(line: str, name: str) -> None:
    choice = chosen(line)
    assert choice.drug is not None
    assert choice.drug.name == name
    assert len({c.drug.substances for c in choice.candidates}) == 1


def test_a_misread_name_beside_another_substance_is_asked() -> None:
    choice = chosen("Doliprxne (ibuprofène) 400 mg")
    assert not choice.sure
    assert {"Doliprane", "ibuprofène"} <= {c.drug.name for c in choice.candidates}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("tramadol 1P 100 mg", "tramadol LP"),
        ("tramadol SandozLP 100 mg", "tramadol LP"),
        ("DILTlAZEM LP 300 mg", "diltiazem LP"),
        ("pantoprazoleBiogaran 40 mg", "pantoprazole"),
        ("perindopril tosilate/lndapamide 5 mg/1,25 mg", "périndopril/indapamide"),
        ("La mictal 25 mg", "Lamictal"),
        ("FER0-GRAD VITAMINE C", "Fero-Grad Vitamine C"),
    ],
)
def test_releases_makers_and_combinations_survive_bad_ink(line: str, name: str) -> None:
    choice = chosen(line)
    assert choice.drug is not None
    assert choice.drug.name == name


@pytest.mark.parametrize(
    "line",
    ["tramadol P 100 mg", "paracétamol/xyzine 500 mg", "Spasfon Xyoc 80 mg"],
)
def test_a_word_that_may_change_the_drug_is_asked(line: str) -> None:
    assert not chosen(line).sure


@pytest.mark.parametrize(
    "line", ["Oxycodone LI 5 mg gél", "Tramadol LI 50 mg", "Morphine LI 10 mg"]
)
def test_an_immediate_release_is_no_prolonged_one_and_is_asked(line: str) -> None:
    choice = chosen(line)
    assert choice.drug is not None
    assert choice.drug.name == line.split()[0].lower()
    assert not choice.sure


def test_a_brand_beside_another_substance_is_a_conflict() -> None:
    match = matched("Doliprane (ibuprofène) 400 mg")
    assert match.conflict
    assert not chosen("Doliprane (ibuprofène) 400 mg").sure


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("D0LIPRANE 1000 mg", "Doliprane"),
        ("DOLlPRANE 500 mg", "Doliprane"),
        ("KARDEGlC 75 mg", "Kardégic"),
        ("arnlodipine 5 mg", "amlodipine"),
        ("8isoprolol 2,5 mg", "bisoprolol"),
        ("Levothyr0x 75 µg", "Levothyrox"),
    ],
)
def test_confusions_of_ocr_that_the_strength_confirms_need_no_question(
    line: str, name: str
) -> None:
    choice = chosen(line)
    assert choice.drug is not None
    assert (choice.drug.name, choice.sure, choice.repaired) == (name, True, False)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Eferalgan 1 g", "Efferalgan"),
        ("amoxiciline 500 mg", "amoxicilline"),
        ("Lasilx 40 mg", "Lasilix"),
        ("hydroxizine 25 mg", "hydroxyzine"),
        ("ator vastatin 20 mg", "atorvastatine"),
    ],
)
def test_slips_are_put_right_and_told(line: str, name: str) -> None:
    choice = chosen(line)
    assert choice.drug is not None
    assert choice.drug.name == name
    assert choice.repaired or not choice.sure


@pytest.mark.parametrize("line", ["Doliprxne", "Kardgic", "amoxicilne", "Levotyrox"])
def test_a_misread_name_that_nothing_confirms_is_asked(line: str) -> None:
    choice = chosen(line)
    assert choice.drug is not None
    assert not choice.sure


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("amlodipine/valsaptan 5 mg/160 mg", "amlodipine/valsartan"),
        ("Spasfon ly0c 80 mg", "Spasfon Lyoc"),
        ("tramadol/paracetomol 37,5 mg/325 mg", "tramadol/paracétamol"),
    ],
)
def test_a_known_name_is_not_taken_out_of_a_longer_misread_one(line: str, first: str) -> None:
    choice = chosen(line)
    assert choice.drug is not None
    assert choice.drug.name == first


def test_a_word_that_may_belong_to_the_name_is_asked() -> None:
    assert not chosen("Doliprane Xyzplus 500 mg").sure
    assert chosen("Doliprane matin et soir").sure


NO_DRUGS = (
    "matin midi soir coucher jour semaine mois pendant après avant comprimé gélule sachet "
    "docteur médecin cabinet ordonnance patient madame monsieur Lyon Paris Marseille Toulouse "
    "Bordeaux Nantes Strasbourg Montpellier Rennes Lille Grenoble Dijon Angers Martin Bernard "
    "Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux "
    "David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller "
    "Faure Andre Mercier Blanc Guerin Boyer Garnier Chevalier Francois Legrand Gauthier Garcia "
    "Jeanne Marie Pierre Paul Jacques Hélène Sophie Nathalie Isabelle Catherine Philippe Alain "
    "créatinine ionogramme transaminases hémogramme glycémie cholestérol triglycérides ferritine "
    "ECBU NFS CRP TSH radiographie échographie scanner pansement infirmière kinésithérapie "
    "rééducation contention compression attelle béquilles consultation rendez-vous surveillance "
    "tension pouls température régime repos marche natation alimentation hydratation boulevard "
    "avenue République bâtiment escalier téléphone portable télécopie conventionné honoraires "
    "association agréée règlement chèque accepté urgence samedi dimanche janvier février mars"
)


def test_everyday_words_are_no_drugs() -> None:
    taken = [word for word in NO_DRUGS.split() if chosen(word).sure]
    assert not taken


def test_a_short_name_stands_in_one_piece() -> None:
    assert find_drugs("T4 libre", LEXICON)
    assert not find_drugs("1 µt 4x/j", LEXICON)


def test_every_drug_of_a_line_is_found() -> None:
    found = find_drugs("Doliprane 1 g x3/j, Spasfon 2 cp et Smecta 1 sachet", LEXICON)
    assert [m.candidates[0].drug.name for m in found] == ["Doliprane", "Spasfon", "Smecta"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_the_match(text: str) -> None:
    match = match_drug(text, LEXICON)
    if match is not None:
        assert 0 <= match.start < match.end <= len(text)
        choose(match, text[match.end :], LEXICON)


@pytest.mark.parametrize("line", ["TEL MISARTAN 40 mg", "ES ClTALOPRAM 10 mg", "Kep pra 500 mg"])
def test_a_name_cut_apart_is_a_medication_of_its_own(line: str) -> None:
    text = f"Dr Hélène ROUX\nMme DURAND Léa\n{line} : 1 comprimé le soir\nDoliprane 1 g 1 cp/j"
    (draft,) = read_prescriptions([Page.from_text(text)])
    assert [m.medication.name for m in draft.medications][1:] == ["Doliprane"]
    assert draft.medications[0].medication.name in {"telmisartan", "escitalopram", "Keppra"}
