"""Sentences in the place of a prescription, while none is in hand."""

from prescription.language import say


def reading(*, arranged: bool) -> str:
    """While pages are read; `arranged`: they were arranged, and that can be undone."""
    if not arranged:
        return say(fr="Lecture en cours…", en="Reading…")
    return say(
        fr="Lecture en cours… Ctrl+Alt+Z rend les pages comme elles étaient.",
        en="Reading… Ctrl+Alt+Z gives the pages back as they were.",
    )


def is_reading(sentence: str) -> bool:
    """Whether a sentence tells that pages are read, or a draft opens: it holds until it is done."""
    return sentence in (reading(arranged=False), reading(arranged=True), opening())


def ready() -> str:
    """While a prescription waits to be checked and the keys go into another text."""
    return say(
        fr="Ordonnance prête à vérifier : ouvrez-la dans la file d'attente.",
        en="A prescription is ready to be checked: open it in the queue.",
    )


def left_for_later() -> str:
    """When a draft was left for later."""
    return say(
        fr="Remise à plus tard : elle attend dans la file.",
        en="Left for later: it waits in the queue.",
    )


def removed(name: str) -> str:
    """When a row was taken out of the queue."""
    return say(fr="Retirée de la file : {}.", en="Taken out of the queue: {}.").format(name)


def nothing_to_undo() -> str:
    """When there is no change to take back."""
    return say(fr="Rien à annuler.", en="There is nothing to undo.")


def nothing_to_redo() -> str:
    """When no change was taken back."""
    return say(fr="Rien à refaire.", en="There is nothing to redo.")


def nothing_in_hand() -> str:
    """When a key needs a prescription and none is open."""
    return say(
        fr="Aucune ordonnance n'est ouverte : choisissez-en une dans la file d'attente.",
        en="No prescription is open: choose one in the queue.",
    )


def nothing_failed() -> str:
    """When no file of the queue waits to be read again or keyed in."""
    return say(
        fr="Aucune page de la file n'a échoué.", en="No page of the queue could not be read."
    )


def cannot_be_read(name: str, fault: str) -> str:
    """Why a file could not be read, and what can be done about it."""
    return say(
        fr="{} : {} Ctrl+R la relit, Ctrl+M la saisit à la main, Ctrl+Suppr. la retire.",
        en="{}: {} Ctrl+R reads it again, Ctrl+M keys it in by hand, Ctrl+Del takes it out.",
    ).format(name, fault)


def waits_for_opening() -> str:
    """At the door, when pages were given there."""
    return say(
        fr="Ce que vous avez donné attend : il entre dans la file dès que le registre est ouvert.",
        en="What you gave waits: it enters the queue as soon as the register is open.",
    )


def opening() -> str:
    """While the pages of a draft that was asked for are made ready."""
    return say(fr="L'ordonnance choisie s'ouvre…", en="The prescription you chose is opening…")


def finish_first() -> str:
    """When another draft is asked for and what was typed in this one is not understood."""
    return say(
        fr="Terminez d'abord ce champ (Échap le rend) : l'ordonnance demandée attend dans la file.",
        en="Finish this field first (Esc gives it back): the prescription you asked for waits in "
        "the queue.",
    )


def replaces(number: int | None) -> str:
    """Above the fields of a draft that corrects an entry; empty for any other."""
    if number is None:
        return ""
    return say(
        fr="Correction du n° {} : corrigez, puis enregistrez. L'entrée d'avant reste, la nouvelle "
        "la remplace.",
        en="Correction of no. {}: correct it, then record. The entry before stays, the new one "
        "replaces it.",
    ).format(number)


def recorded(number: int) -> str:
    """When a prescription was recorded."""
    return say(fr="Enregistrée sous le numéro {}.", en="Recorded under number {}.").format(number)


def recording() -> str:
    """While a prescription is being recorded: until then nothing in it can be changed."""
    return say(fr="Enregistrement…", en="Recording…")


def pressed_twice() -> str:
    """When the key that recorded one prescription came again, and nobody saw the next yet."""
    return say(
        fr="Celle-ci vient de s'ouvrir : comparez-la avec la page avant de l'enregistrer.",
        en="This one has only just opened: compare it with the page before you record it.",
    )


def not_kept(fault: str) -> str:
    """When the disk for instance did not take what was corrected last."""
    return say(
        fr="Les dernières corrections n'ont pas pu être gardées : {}",
        en="The last corrections could not be kept: {}",
    ).format(fault)


def lost_by_closing() -> str:
    """Behind the same, when the window was to close and stays open."""
    return say(fr=" Fermer encore une fois les perd.", en=" Closing once more loses them.")


def entered_early() -> str:
    """When Enter came just as a prescription opened, and nobody saw its first field yet."""
    return say(
        fr="Celle-ci vient de s'ouvrir : regardez le champ, puis Entrée le confirme.",
        en="This one has only just opened: look at the field, then Enter confirms it.",
    )


def read_back() -> str:
    """When what was typed last was understood in other words than it was typed."""
    return say(
        fr="Voici ce qui a été compris : relisez-le, puis Ctrl+Entrée enregistre.",
        en="This is what was understood: read it again, then Ctrl+Enter records it.",
    )


def is_same(text: str, typed: str) -> bool:
    """Whether a field shows what was typed, capitals and spaces apart."""
    return text.casefold().split() == typed.casefold().split()


def tried() -> str:
    """When the sample was checked to its end."""
    return say(
        fr="Exemple terminé : inventé, il n'entre pas dans le registre. Une vraie ordonnance, "
        "vérifiée ainsi, y aurait pris son numéro.",
        en="Sample finished: made up, it does not enter the register. A real prescription, checked "
        "like this, would have taken its number there.",
    )


def only_to_try() -> str:
    """Above the fields of the sample."""
    return say(
        fr="Ordonnance inventée, pour essayer : elle n'entrera pas dans le registre.",
        en="A made-up prescription, to try things out: it will not enter the register.",
    )


def ends_sample() -> str:
    """How the sample ends, behind what tells that nothing is left to look at."""
    return say(fr="Ctrl+Entrée termine l'exemple.", en="Ctrl+Enter finishes the sample.")


def for_a_validator() -> str:
    """How a draft ends, behind the same, for someone whose role does not record."""
    return say(
        fr="une personne qui valide peut l'enregistrer.", en="someone who validates can record it."
    )


def is_of_one(sentence: str) -> bool:
    """Whether a sentence is about one draft without naming it: it goes when another one opens."""
    of_one = (tried(), pressed_twice(), ready(), nothing_in_hand())
    return sentence in of_one or sentence.endswith(for_a_validator())


def steps_left() -> str:
    """Behind what tells that a prescription was recorded, on the first day."""
    return say(
        fr=" Les premiers pas qui restent sont dans le menu Registre.",
        en=" The first steps that are left are in the Register menu.",
    )


def welcome() -> str:
    """While nothing waits."""
    return say(
        fr="Numérisez (F9), ouvrez des ordonnances (Ctrl+O), ou déposez ici images ou PDF.",
        en="Scan (F9), open prescriptions (Ctrl+O), or drop pictures or PDF here.",
    )
