"""Reading on a Dask distributed cluster: the same jobs, on machines that the user trusts.

The scheduler reads the pages of a lost worker again; each outcome is taken once. This is the one
place where a page leaves the machine, and only to the address the user gave.
"""

import asyncio
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ordonnancier.batch.job import LOST, Job, Outcome, read_job, without_data
from prescription.language import Fault
from storage.faults import MissingExtra

if TYPE_CHECKING:
    from distributed import Client

AHEAD = 2
"""Jobs a worker thread may have, so that it need not wait for the next one."""
PATIENCE = 10
"""Seconds to wait for the scheduler; six times as many for its first worker."""
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def read_on_cluster(
    jobs: Iterator[Job], address: str, *, shared_storage: bool, trusted: bool
) -> Iterator[Outcome]:
    """The outcomes, as they come. Raises Fault when the cluster cannot be used.

    With `shared_storage` the workers open the files at their paths; else the bytes travel. A
    cluster is `trusted` or must encrypt its links and keep pages off its disks.
    """
    from distributed import as_completed

    with _client(address) as client:
        _check(client, trusted=trusted)
        running = as_completed(loop=client.loop)
        waiting: dict[Any, Job] = {}
        while True:
            while len(waiting) < _width(client) and (job := next(jobs, None)) is not None:
                future = _submit(client, without_data(job) if shared_storage else job)
                waiting[future] = job
                running.add(future)
            if not waiting:
                return
            future = next(running)
            outcome = _outcome(future, waiting.pop(future))
            # The cluster forgets the page at once.
            future.release()
            yield outcome


@contextmanager
def _client(address: str) -> Iterator["Client"]:
    try:
        from distributed import Client
    except ImportError:
        raise MissingExtra("Dask", "cluster") from None
    full = address if "://" in address else f"tcp://{address}"
    try:
        # A client that cannot be made would wait for itself at the end of the program.
        asyncio.run(_knock(full))
    except (OSError, ValueError, TypeError, RuntimeError):
        raise Fault(
            fr=f"L'ordonnanceur {address} ne répond pas, ou pas avec ces certificats.",
            en=f"The scheduler {address} does not answer, or not with these certificates.",
        ) from None
    with Client(full, timeout=PATIENCE, set_as_default=False) as client:
        yield client


async def _knock(address: str) -> None:
    """See whether a scheduler answers, with the certificates that Dask's configuration names."""
    from distributed.comm import connect
    from distributed.security import Security

    security = Security().get_connection_args("client")
    comm = await connect(address, timeout=PATIENCE, **security)
    await comm.close()


def _submit(client: "Client", job: Job) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Dask finds pages large; each is sent once
        # Pages that were lost with their worker are read again by the scheduler's own rule.
        return client.submit(read_job, job, key=f"ordonnancier-{job.sha256}", pure=False)


def _outcome(future: Any, job: Job) -> Outcome:
    """Raises Fault when the scheduler is gone."""
    from distributed import CancelledError, KilledWorker

    try:
        outcome: Outcome = future.result()
    except KilledWorker:
        return Outcome(job.sha256, fault=LOST)
    except (CancelledError, OSError):
        raise Fault(
            fr="La grappe s'est arrêtée : relancez avec --resume quand elle sera revenue.",
            en="The cluster stopped: run again with --resume when it is back.",
        ) from None
    return outcome


def _width(client: "Client") -> int:
    """How many jobs may be under way: by workers, never by pages."""
    threads: dict[str, int] = client.nthreads()
    return max(1, AHEAD * sum(threads.values()))


def _check(client: "Client", *, trusted: bool) -> None:
    """Raises Fault when the workers are missing, of another version, or would betray a page."""
    try:
        client.wait_for_workers(1, timeout=6 * PATIENCE)
    except TimeoutError:
        raise Fault(
            fr="L'ordonnanceur n'a aucun ouvrier : lancez « dask worker ».",
            en='The scheduler has no worker: start "dask worker".',
        ) from None
    ours = version("ordonnancier")
    told: dict[str, _Worker] = client.run(_describe, on_error="return")
    for worker in told.values():
        if not isinstance(worker, dict) or worker["version"] != ours:
            raise Fault(
                fr=f"Un ouvrier de la grappe n'a pas ordonnancier {ours} : installez-le partout.",
                en=f"A worker of the cluster lacks ordonnancier {ours}: install it everywhere.",
            )
    if trusted:
        return
    if not all(map(_is_protected, (client.scheduler.address, *told))):
        raise Fault(
            fr="Les pages voyageraient en clair sur le réseau : configurez TLS (docs/scale.md), ou "
            "donnez --trust-cluster.",
            en="Pages would travel over the network unencrypted: configure TLS (docs/scale.md), or "
            "give --trust-cluster.",
        )
    if any(worker["spills"] for worker in told.values()):
        raise Fault(
            fr="Les ouvriers pourraient écrire des pages en clair sur leur disque : mettez "
            "distributed.worker.memory.target et .spill à False (docs/scale.md), ou donnez "
            "--trust-cluster.",
            en="Workers could write pages unencrypted to their disks: set "
            "distributed.worker.memory.target and .spill to False (docs/scale.md), or give "
            "--trust-cluster.",
        )


_Worker = dict[str, Any]


def _describe(dask_worker: Any) -> _Worker:
    """What a worker says of itself, on the worker."""
    memory = dask_worker.memory_manager
    return {
        "version": version("ordonnancier"),
        "spills": bool(memory.memory_target_fraction or memory.memory_spill_fraction),
    }


def _is_protected(address: str) -> bool:
    """Whether what goes to an address is encrypted or stays on this machine."""
    parts = urlsplit(address)
    return parts.scheme in ("tls", "inproc") or parts.hostname in _LOOPBACK
