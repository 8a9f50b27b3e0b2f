"""A watched folder: files at rest are taken, each once."""

from pathlib import Path

from ordonnancier.watch import DONE_FOLDER, Watch

LIMIT = 1000


def names(watch: Watch) -> list[str]:
    return [arrived.path.name for arrived in watch.look()]


def test_a_file_is_taken_when_it_no_longer_changes(tmp_path: Path) -> None:
    watch = Watch(tmp_path, frozenset(), LIMIT)
    file = tmp_path / "scan.png"
    file.write_bytes(b"first half")
    assert names(watch) == []
    file.write_bytes(b"first half and second half")
    assert names(watch) == []
    assert names(watch) == ["scan.png"]


def test_each_file_is_taken_once_even_after_a_restart_or_under_another_name(
    tmp_path: Path,
) -> None:
    watch = Watch(tmp_path, frozenset(), LIMIT)
    (tmp_path / "a.pdf").write_bytes(b"a page")
    (tmp_path / "notes.txt").write_bytes(b"no page")
    list(watch.look())
    (arrived,) = watch.look()
    watch.take(arrived, move=False)
    assert names(watch) == []
    again = Watch(tmp_path, frozenset(watch.taken), LIMIT)
    (tmp_path / "copy.pdf").write_bytes(b"a page")
    (tmp_path / "b.pdf").write_bytes(b"another page")
    assert names(again) == []
    assert names(again) == ["b.pdf"]


def test_a_file_is_moved_and_nothing_is_written_over(tmp_path: Path) -> None:
    watch = Watch(tmp_path, frozenset(), LIMIT)
    for content in (b"one", b"two"):
        (tmp_path / "scan.jpg").write_bytes(content)
        list(watch.look())
        (arrived,) = watch.look()
        watch.take(arrived, move=True)
    moved = sorted((tmp_path / DONE_FOLDER).iterdir())
    assert [file.read_bytes() for file in moved] == [b"two", b"one"]
    assert names(watch) == []


def test_an_empty_file_is_not_taken_yet(tmp_path: Path) -> None:
    watch = Watch(tmp_path, frozenset(), LIMIT)
    (tmp_path / "empty.png").touch()
    assert names(watch) == names(watch) == names(watch) == []


def test_a_sheet_that_took_the_name_of_the_one_before_is_taken_too(tmp_path: Path) -> None:
    """Scanners use a name again: moved away with the one before, it would never be read."""
    watch = Watch(tmp_path, frozenset(), LIMIT)
    file = tmp_path / "scan.jpg"
    file.write_bytes(b"one")
    list(watch.look())
    (arrived,) = watch.look()
    file.write_bytes(b"the next")
    watch.take(arrived, move=True)
    assert names(watch) == []
    (following,) = watch.look()
    assert following.data == b"the next"
