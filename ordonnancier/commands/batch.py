"""`ordonnancier batch`: a whole archive, restartable, by many processes or a cluster."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordonnancier.commands.options import ANY_PATH, tell_reference, workers_option
from ordonnancier.commands.register.entries import keep_backed_up
from ordonnancier.commands.register.options import ways_in
from ordonnancier.commands.reporting import reporting
from ordonnancier.messages import BUG, FAULT, Messages
from ordonnancier.passphrase import Access
from prescription.language import Fault, counted_en, counted_fr, say

if TYPE_CHECKING:
    from ordonnancier.batch.report import Report
    from ordonnancier.batch.run import Keeper, Read
    from ordonnancier.batch.sources import Sources

FORMATS = ["jsonl", "csv", "parquet", "parquet-nested", "omop", "omop-parquet"]


@click.command(
    short_help=say(fr="Lire toute une archive.", en="Read a whole archive."),
    help=say(
        fr="Lit des dossiers entiers, des fichiers, des motifs entre guillemets "
        "(« 2024/**/*.png ») et les fichiers que nomme --list, avec --workers processus ou sur une "
        "grappe Dask. Si l'une de ces sources n'existe pas, rien ne commence.\n\n"
        "--out DOSSIER écrit les résultats en clair. --register REGISTRE les met, chiffrés, parmi "
        "les brouillons qu'une personne doit vérifier : rien n'y devient ordonnance sans elle.\n\n"
        "Arrêté à n'importe quel instant, le lot reprend avec --resume : ce qui a été lu ne l'est "
        "pas deux fois. Deux fichiers de même contenu sont lus une fois. Le bilan va sur la sortie "
        "standard ; le code de sortie est 0 si tout a été lu, 1 si un fichier n'a pas pu l'être, "
        "70 si c'est par un défaut du logiciel.",
        en="Reads whole folders, files, quoted patterns ('2024/**/*.png') and the files that "
        "--list names, with --workers processes or on a Dask cluster. Where one of "
        "these sources is not there, nothing begins.\n\n"
        "--out FOLDER writes the results, not encrypted. --register REGISTER puts them, encrypted, "
        "among the drafts that a person must check: none becomes a prescription by itself.\n\n"
        "Stopped at any instant, the batch goes on with --resume: nothing that was read is read "
        "twice. Two files of the same content are read once. The report goes to standard output; "
        "the exit status is 0 if all was read, 1 if a file could not be, 70 if that is a defect of "
        "the software.",
    ),
)
@click.argument("sources", nargs=-1, metavar=say(fr="SOURCE...", en="SOURCE..."))
@click.option(
    "--list",
    "lists",
    multiple=True,
    type=ANY_PATH,
    metavar=say(fr="FICHIER", en="FILE"),
    help=say(
        fr="Lire aussi les fichiers que celui-ci nomme, un par ligne ; « - » : l'entrée standard.",
        en='Read the files too that this one names, one a line; "-" is standard input.',
    ),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=say(fr="DOSSIER", en="FOLDER"),
    help=say(
        fr="Écrire les résultats dans ce dossier, en clair, lisibles par vous seul.",
        en="Write the results to this folder, not encrypted, readable by you alone.",
    ),
)
@click.option(
    "--register",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=say(fr="REGISTRE", en="REGISTER"),
    help=say(
        fr="Mettre les résultats parmi les brouillons de ce registre chiffré.",
        en="Put the results among the drafts of this encrypted register.",
    ),
)
@ways_in
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help=say(
        fr="Ce que --out contient, plusieurs fois au besoin : jsonl (par défaut) un document par "
        "ligne, csv et parquet une ligne par médicament, parquet-nested la fiche entière, omop et "
        "omop-parquet les tables OMOP.",
        en="What --out holds, repeat for several: jsonl (by default) one document a line, csv and "
        "parquet one row a medication, parquet-nested the whole record, omop and omop-parquet the "
        "OMOP tables.",
    ),
)
@click.option(
    "--resume",
    is_flag=True,
    help=say(
        fr="Continuer le lot que --out contient déjà, dans les formats demandés alors ; les "
        "fichiers illisibles sont réessayés.",
        en="Go on with the batch that --out already holds, in the formats asked for then; files "
        "that failed are tried again.",
    ),
)
@workers_option
@click.option(
    "--scheduler",
    metavar=say(fr="ADRESSE", en="ADDRESS"),
    help=say(
        fr="Lire sur la grappe Dask de cet ordonnanceur, tls://… (voir docs/scale.md).",
        en="Read on the Dask cluster of this scheduler, tls://… (see docs/scale.md).",
    ),
)
@click.option(
    "--shared-storage",
    is_flag=True,
    help=say(
        fr="La grappe voit les fichiers aux mêmes chemins : les pages ne voyagent pas.",
        en="The cluster sees the files at the same paths: pages do not travel.",
    ),
)
@click.option(
    "--trust-cluster",
    is_flag=True,
    help=say(
        fr="Accepter une grappe dont les liens ou les disques ne protègent pas les pages.",
        en="Accept a cluster whose links or disks do not protect the pages.",
    ),
)
@click.option(
    "--report",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help=say(
        fr="Le bilan en tableau, ou en JSON ; avec -q, seulement s'il est demandé.",
        en="The report as a table, or as JSON; with -q, only where it is asked for.",
    ),
)
@reporting
def batch(
    messages: Messages,
    sources: tuple[str, ...],
    lists: tuple[Path, ...],
    out: Path | None,
    register: Path | None,
    access: Access,
    formats: tuple[str, ...],
    resume: bool,
    workers: int,
    scheduler: str | None,
    shared_storage: bool,
    trust_cluster: bool,
    form: str,
) -> None:
    from ordonnancier.batch.sources import Sources

    _check_usage(bool(sources or lists), out, register, formats, resume)
    _check_cluster_usage(scheduler, shared_storage, trust_cluster)
    found = Sources(sources, lists)
    found.check()
    read = _reader(workers, scheduler, shared_storage, trust_cluster)
    tell_reference(messages)
    if out is not None:
        report = _into_folder(messages, found, read, out, formats, resume)
    else:
        assert register is not None  # noqa: S101 - checked above
        report = _into_register(messages, found, read, register, access)
    if not (messages.quiet and _is_default("form")):
        _print_report(report, form)
    messages.status = BUG if report.has_bug else FAULT if report.failures else messages.status


def _is_default(option: str) -> bool:
    source = click.get_current_context().get_parameter_source(option)
    return source is click.core.ParameterSource.DEFAULT


def _check_usage(
    named: bool, out: Path | None, register: Path | None, formats: Iterable[str], resume: bool
) -> None:
    if not named:
        raise click.UsageError(
            say(fr="Nommez une source, ou --list.", en="Name a source, or --list.")
        )
    if (out is None) == (register is None):
        raise click.UsageError(
            say(
                fr="Choisissez où vont les résultats : --out ou --register.",
                en="Choose where the results go: --out or --register.",
            )
        )
    if register is not None and (any(formats) or resume):
        raise click.UsageError(
            say(
                fr="Un registre reprend de lui-même et garde des brouillons : ni --resume, ni "
                "--format.",
                en="A register resumes by itself and keeps drafts: neither --resume nor --format.",
            )
        )


def _check_cluster_usage(scheduler: str | None, shared_storage: bool, trust: bool) -> None:
    if scheduler is None and (shared_storage or trust):
        raise click.UsageError(
            say(
                fr="--shared-storage et --trust-cluster vont avec --scheduler.",
                en="--shared-storage and --trust-cluster go with --scheduler.",
            )
        )


def _reader(workers: int, scheduler: str | None, shared: bool, trust: bool) -> "Read":
    if scheduler is None:
        from ordonnancier.batch.lanes import read_locally

        return lambda jobs: read_locally(jobs, workers)
    from ordonnancier.batch.cluster import read_on_cluster

    return lambda jobs: read_on_cluster(jobs, scheduler, shared_storage=shared, trusted=trust)


def _into_folder(
    messages: Messages,
    found: "Sources",
    read: "Read",
    out: Path,
    formats: tuple[str, ...],
    resume: bool,
) -> "Report":
    from ordonnancier.batch.folder import BatchFolder
    from ordonnancier.batch.outputs import check_formats, write_outputs
    from ordonnancier.output import open_output

    with BatchFolder(out, resume=resume) as folder:
        wanted = check_formats(out, formats)
        messages.notice(
            fr=f"{out} n'est pas chiffré : gardez-le en lieu sûr.",
            en=f"{out} is not encrypted: keep it in a safe place.",
        )
        report = _run(messages, found, read, folder)
        for form, lines in write_outputs(folder, wanted).items():
            if lines:
                messages.notice(
                    fr=f"{form} : {lines} lignes n'y sont pas, à vérifier ou sans date ni année de "
                    "naissance.",
                    en=f"{form}: {lines} lines are not in it, to check or without date or year of "
                    "birth.",
                )
        with open_output(out / "report.json") as stream:
            json.dump(report.to_json(), stream, ensure_ascii=False, indent=2)
    return report


def _into_register(
    messages: Messages, found: "Sources", read: "Read", register: Path, access: Access
) -> "Report":
    from ordonnancier.batch.register_queue import RegisterQueue

    with access.open(register) as opened:
        queue = RegisterQueue(opened)
        report = _run(messages, found, read, queue)
        messages.notice(
            fr=f"{counted_fr(queue.drafts, 'brouillon(s)')} à vérifier : « ordonnancier register "
            f"draft list {register} », ou l'application.",
            en=f"{counted_en(queue.drafts, 'draft(s)')} to be checked: "
            f'"ordonnancier register draft list {register}", or the application.',
        )
        keep_backed_up(messages, opened)
    return report


def _run(messages: Messages, found: "Sources", read: "Read", keeper: "Keeper") -> "Report":
    from ordonnancier.batch.progress import progress
    from ordonnancier.batch.run import Run

    with progress(messages, found.count()) as told:
        return Run(keeper, told, _teller(messages)).go(found, read)


def _teller(messages: Messages) -> Callable[[str, Fault], None]:
    from ordonnancier.files import named

    return lambda name, fault: messages.failure(fault, named(Path(name)))


def _print_report(report: "Report", form: str) -> None:
    from rich.console import Console

    from ordonnancier.batch.report_view import print_report
    from ordonnancier.output import open_output

    with open_output(None, for_people=form == "table") as stream:
        if form == "json":
            json.dump(report.to_json(), stream, ensure_ascii=False, indent=2)
            stream.write("\n")
        else:
            print_report(report, Console(file=stream, highlight=False))
