"""A batch on a real Dask scheduler with two real workers, one of which is killed."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.ordonnancier.archives import journaled, make_archive, records
from tests.ordonnancier.batch_kills import finish
from tests.ordonnancier.running import COMMAND, ENGLISH, Finished, environment, run_cli

pytest.importorskip("distributed")
KEEPS_IN_MEMORY = {
    "DASK_DISTRIBUTED__WORKER__MEMORY__TARGET": "False",
    "DASK_DISTRIBUTED__WORKER__MEMORY__SPILL": "False",
}


def _until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


@contextmanager
def _running(*words: str, settings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + words[0], *words[1:], "--no-dashboard"],
        env=environment(ENGLISH) | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def cluster(
    folder: Path, workers: int, settings: dict[str, str], *, by: str = "tcp"
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler of this machine's own and its workers: its address, their processes."""
    told = folder / "scheduler.json"
    with ExitStack() as stack:
        at = ("--scheduler-file", str(told))
        begin = ("dask_scheduler", "--host", f"{by}://127.0.0.1", "--port", "0")
        stack.enter_context(_running(*begin, *at, settings=settings))
        _until(lambda: told.exists() and told.read_text().endswith("}"))
        one = ("dask_worker", "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
        processes = [
            stack.enter_context(_running(*one, *at, settings=settings)) for _ in range(workers)
        ]
        yield json.loads(told.read_text())["address"], processes


def _batch(archive: Path, out: Path, address: str, *more: str) -> Finished:
    typed = ("batch", archive, "--out", out, "--scheduler", address)
    return run_cli(*typed, *more, "--report", "json")


@pytest.mark.parametrize("shared", [[], ["--shared-storage"]], ids=["travelling", "shared"])
def test_the_results_are_those_of_one_machine_though_a_worker_is_killed(
    tmp_path: Path, shared: list[str]
) -> None:
    archive = make_archive(tmp_path / "archive", 8)
    finish(archive, tmp_path / "local", workers=1)
    out = tmp_path / "out"
    with cluster(tmp_path, 2, KEEPS_IN_MEMORY) as (address, workers):
        process = subprocess.Popen(
            [*COMMAND, "batch", archive, "--out", out, "--scheduler", address, *shared],
            env=environment(ENGLISH),
            stdout=subprocess.DEVNULL,
        )
        _until(lambda: journaled(out) or process.poll() is not None)
        workers[0].kill()
        assert process.wait() == 0
    assert sorted(journaled(out)) == sorted(set(journaled(tmp_path / "local")))
    one, other = (tmp_path / run / "records.jsonl" for run in ("local", "out"))
    assert one.read_bytes() == other.read_bytes()


def test_a_cluster_that_may_write_pages_to_its_disks_must_be_trusted(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive", 1)
    with cluster(tmp_path, 1, {}) as (address, _):
        refused = _batch(archive, tmp_path / "out", address)
        assert refused.status == 1
        assert "--trust-cluster" in refused.err
        assert journaled(tmp_path / "out") == []
        trusted = _batch(archive, tmp_path / "out", address, "--resume", "--trust-cluster")
        assert trusted.status == 0
    assert len(records(tmp_path / "out")) == 2


def test_a_cluster_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive", 1)
    missing = _batch(archive, tmp_path / "out", "127.0.0.1:1")
    assert missing.status == 1
    assert missing.sentences[-1] == (
        "The scheduler 127.0.0.1:1 does not answer, or not with these certificates."
    )


def _certified(folder: Path) -> dict[str, str]:
    """Dask's settings for links that are encrypted by a certificate made for this test."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "cluster")])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    told = {"DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True"}
    told["DASK_DISTRIBUTED__COMM__TLS__CA_FILE"] = str(folder / "cert.pem")
    for part in ("CLIENT", "SCHEDULER", "WORKER"):
        told[f"DASK_DISTRIBUTED__COMM__TLS__{part}__CERT"] = str(folder / "cert.pem")
        told[f"DASK_DISTRIBUTED__COMM__TLS__{part}__KEY"] = str(folder / "key.pem")
    return told


def test_pages_travel_encrypted_as_dask_is_configured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = make_archive(tmp_path / "archive", 1)
    for name, value in _certified(tmp_path).items():
        monkeypatch.setenv(name, value)
    with cluster(tmp_path, 1, KEEPS_IN_MEMORY, by="tls") as (address, _):
        assert address.startswith("tls://")
        done = _batch(archive, tmp_path / "out", address)
    assert done.status == 0
    assert len(records(tmp_path / "out")) == 2
