"""A file is written whole or not at all, for the right eyes, and leaves nothing beside it."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dirtool.errors import InputError
from dirtool.text.output import write_file, write_folder

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="modes and devices are those of POSIX")


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    yield path, reader
    os.close(reader)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def only_file_in(folder: Path) -> str:
    (name,) = [path.name for path in folder.iterdir()]
    return name


def test_a_new_file(tmp_path: Path) -> None:
    write_file(tmp_path / "USER.DIRECT", b"USER A\r\n\x00")
    assert (tmp_path / "USER.DIRECT").read_bytes() == b"USER A\r\n\x00"
    assert only_file_in(tmp_path) == "USER.DIRECT"


def test_a_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "USER.DIRECT"
    target.write_bytes(b"a longer content than the new one")
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert only_file_in(tmp_path) == "USER.DIRECT"


@posix_only
def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "f", b"")
    finally:
        os.umask(before)
    assert mode_of(tmp_path / "f") == 0o640


@posix_only
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o660, 0o755])
def test_a_replaced_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "f"
    target.write_bytes(b"old")
    target.chmod(mode)
    write_file(target, b"new", like=tmp_path / "other")
    assert mode_of(target) == mode


@posix_only
def test_a_new_file_takes_the_mode_of_the_one_it_is_like(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"")
    (tmp_path / "source").chmod(0o640)
    write_file(tmp_path / "f", b"", like=tmp_path / "source")
    assert mode_of(tmp_path / "f") == 0o640


@posix_only
def test_the_owner_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "f"
    target.write_bytes(b"old")
    asked = []
    monkeypatch.setattr(os, "chown", lambda path, user, group: asked.append((user, group)))
    write_file(target, b"new")
    assert asked == [(-1, target.stat().st_gid), (target.stat().st_uid, -1)]


@posix_only
def test_an_owner_that_may_not_be_kept_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    target = tmp_path / "f"
    target.write_bytes(b"old")
    target.chmod(0o640)
    monkeypatch.setattr(os, "chown", refuse)
    write_file(target, b"new")
    assert (target.read_bytes(), mode_of(target)) == (b"new", 0o640)


@posix_only
def test_a_private_file_is_for_its_owner_alone_even_where_another_stood(tmp_path: Path) -> None:
    target = tmp_path / "f"
    target.write_bytes(b"old")
    target.chmod(0o644)
    write_file(target, b"secret", private=True, like=target)
    assert mode_of(target) == 0o600


@posix_only
def test_a_temporary_file_is_never_open_to_more_eyes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda number: modes.append(stat.S_IMODE(os.fstat(number).st_mode)))
    write_file(tmp_path / "f", b"secret", private=True)
    write_file(tmp_path / "f", b"in a file that is already 0600")
    assert modes == [0o600, 0o600]


@posix_only
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@posix_only
def test_a_private_file_takes_the_place_of_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_file(tmp_path / "link", b"secret", private=True)
    assert not (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"old"


@posix_only
def test_a_pipe_is_written_to_and_stays_one(pipe: tuple[Path, int]) -> None:
    path, reader = pipe
    write_file(path, b"new")
    assert os.read(reader, 100) == b"new"
    assert path.is_fifo()


@posix_only
def test_a_pipe_gets_nothing_private(pipe: tuple[Path, int]) -> None:
    path, _ = pipe
    with pytest.raises(InputError, match="private"):
        write_file(path, b"secret", private=True)
    assert path.is_fifo()


def test_a_missing_folder_is_named_with_the_reason(tmp_path: Path) -> None:
    target = tmp_path / "missing" / "f"
    with pytest.raises(InputError) as caught:
        write_file(target, b"")
    assert caught.value.message == f"cannot write {target}: No such file or directory"


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="open files have no names here")
def test_the_name_of_an_open_file_is_written_to_and_gets_nothing_private(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log:
        for name in (f"/proc/self/fd/{log.fileno()}", f"/dev/fd/{log.fileno()}", tmp_path / "link"):
            if isinstance(name, Path):
                name.symlink_to(f"/proc/self/fd/{log.fileno()}")
            before = os.fstat(log.fileno()).st_ino
            with pytest.raises(InputError, match="private"):
                write_file(Path(name), b"secret", private=True)
            write_file(Path(name), b"open")
            assert (tmp_path / "log").stat().st_ino == before
            assert (tmp_path / "log").read_bytes() == b"open"
            assert os.path.islink(name)


@pytest.mark.parametrize("private", [False, True])
def test_a_folder_is_no_target(tmp_path: Path, private: bool) -> None:
    with pytest.raises(InputError, match="cannot write"):
        write_file(tmp_path, b"", private=private)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_cannot_be_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot write"):
        write_file(tmp_path / "a\0b", b"")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "f"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(InputError, match="No space left on device"):
        write_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert only_file_in(tmp_path) == "f"


def test_an_interrupt_leaves_nothing_behind_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "f", b"new")
    assert list(tmp_path.iterdir()) == []


# ---- folders


@pytest.mark.parametrize("is_there", [False, True])
def test_files_go_into_a_new_folder_or_an_empty_one(tmp_path: Path, *, is_there: bool) -> None:
    folder = tmp_path / "run"
    if is_there:
        folder.mkdir()
    write_folder(folder, {"a": b"1", "b": b"2"})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a": b"1", "b": b"2"}


@posix_only
def test_a_private_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_folder(tmp_path / "run", {"a": b"1"}, private=True)
    assert (mode_of(tmp_path / "run"), mode_of(tmp_path / "run" / "a")) == (0o700, 0o600)


def test_a_folder_with_something_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    with pytest.raises(InputError, match="the folder is not empty") as refused:
        write_folder(tmp_path, {"old": b"new", "more": b"new"}, hint="name another one")
    assert refused.value.hint == "name another one"
    assert only_file_in(tmp_path) == "old"
    assert (tmp_path / "old").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["none/run", "file", "a\0b"])
def test_a_folder_that_cannot_be_is_an_input_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match="cannot write to "):
        write_folder(tmp_path / name, {"a": b"1"})
    assert only_file_in(tmp_path) == "file"


@pytest.mark.parametrize("is_there", [False, True])
def test_a_failure_takes_the_files_of_a_folder_away_again(tmp_path: Path, *, is_there: bool) -> None:
    folder = tmp_path / "run"
    if is_there:
        folder.mkdir()
    with pytest.raises(InputError, match="cannot write"):
        write_folder(folder, {"a": b"1", "none/b": b"2"})
    assert folder.exists() is is_there
    assert not is_there or list(folder.iterdir()) == []


def test_overwriting_replaces_files_of_the_same_names_and_leaves_others(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o644)
    (tmp_path / "notes").write_bytes(b"old")
    write_folder(tmp_path, {"a": b"1", "b": b"2"}, private=True, overwrite=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"1", "b": b"2", "notes": b"old"}
    assert (mode_of(tmp_path / "a"), mode_of(tmp_path / "b")) == (0o600, 0o600)


def test_a_hint_goes_with_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    with pytest.raises(InputError) as caught:
        write_folder(tmp_path, {"a": b"1"}, hint="another one")
    assert caught.value.hint == "another one"


@posix_only
def test_overwriting_takes_the_place_of_a_link_and_not_of_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "a").symlink_to("../real")
    (folder / "b").symlink_to("../none")
    write_folder(folder, {"a": b"1", "b": b"2"}, private=True, overwrite=True)
    assert [(folder / name).is_symlink() for name in "ab"] == [False, False]
    assert (tmp_path / "real").read_bytes() == b"old"


def test_a_folder_of_the_name_of_a_file_is_told_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(InputError, match=r"cannot write to .*: b is a folder there"):
        write_folder(tmp_path, {"a": b"1", "b": b"2"}, overwrite=True)
    assert only_file_in(tmp_path) == "b"


@pytest.mark.parametrize("last", ["b", "c"])
def test_overwriting_that_fails_in_the_middle_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    replace = os.replace

    def fail(source: Path, target: Path) -> None:
        if target == tmp_path / last and source.read_bytes() == b"new":
            raise PermissionError(1, "Operation not permitted")
        replace(source, target)

    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"old")
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(InputError, match="Operation not permitted"):
        write_folder(tmp_path, dict.fromkeys("zabc", b"new"), private=True, overwrite=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old", "b": b"old"}
