"""Files that are written whole or not at all."""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from dirtool.errors import InputError

_OWNER_ONLY = 0o600
_FOLDER_OF_OWNER = 0o700
_FOLDER_AS_UMASK_SAYS = 0o777
_AS_UMASK_SAYS = 0o666


def write_file(path: Path, data: bytes, *, private: bool = False, like: Path | None = None) -> None:
    """Writes `data` to `path` at once: a temporary file beside it takes its place when it is complete.

    Mode and owner (where permitted) are those of the file replaced, else those of `like`, else the usual
    ones of a new file. A symbolic link is followed; a device, a pipe or an open file (/dev/stderr) is written directly.

    A `private` file is always a new one of the user who writes it, with mode 0600: it takes the place of a
    symbolic link, and is refused for a device or a pipe.

    Raises: InputError, naming path and reason, if the file cannot be written; nothing is left behind then.
    """
    try:
        if _exists_but_is_no_file(path):
            if private:
                raise InputError(f"cannot write {path}: the content is private, and this is not a file")
            path.write_bytes(data)
        elif private:
            _replace(path, data, None, _OWNER_ONLY)
        else:
            target = Path(os.path.realpath(path))
            model = _status(target) or (_status(like) if like else None)
            _replace(target, data, model, _OWNER_ONLY if model else _AS_UMASK_SAYS)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from error


def write_folder(
    path: Path,
    files: Mapping[str, bytes],
    *,
    private: bool = False,
    overwrite: bool = False,
    hint: str = "name a new one, or empty it",
) -> None:
    """Writes files, by their names, into a new folder, or into one that is empty: all of them, or none.

    A folder with something in it is refused, with `hint`, since what an earlier run left could not be told from what this one
    writes; with `overwrite` the files take the place of those of their names, and others stay. `private` is as for
    `write_file`, and such a folder is made with mode 0700.

    Raises: InputError, naming path and reason.
    """
    is_new = False
    waiting = path / _temporary_name()
    try:
        is_new = not os.path.lexists(path)
        if not (is_new or overwrite) and any(path.iterdir()):
            raise InputError(f"cannot write to {path}: the folder is not empty", hint)
        mode = _FOLDER_OF_OWNER if private else _FOLDER_AS_UMASK_SAYS
        path.mkdir(mode, exist_ok=True)
        in_the_way = next((name for name in files if (path / name).is_dir()), None)
        if in_the_way is not None:
            raise InputError(f"cannot write to {path}: {in_the_way} is a folder there")
        waiting.mkdir(mode)
        for name, data in files.items():
            write_file(waiting / name, data, private=private)
        _take_places(waiting, path, list(files))
        waiting.rmdir()
    except BaseException as error:
        for name in files:
            with suppress(OSError, ValueError):
                (waiting / name).unlink()
        for folder in [waiting, *([path] if is_new else [])]:
            with suppress(OSError, ValueError):
                folder.rmdir()
        if isinstance(error, OSError | ValueError):
            raise InputError(f"cannot write to {path}: {getattr(error, 'strerror', None) or error}") from error
        raise


def _take_places(waiting: Path, folder: Path, names: list[str]) -> None:
    """Moves files into a folder; where that fails for one, the others are as they were before."""
    before = Path(f"{waiting}.before")
    before.mkdir(_FOLDER_OF_OWNER)
    moved: list[str] = []
    try:
        for name in names:
            moved.append(name)
            with suppress(FileNotFoundError):
                os.replace(folder / name, before / name)
            os.replace(waiting / name, folder / name)
    except BaseException:
        for name in moved:
            if os.path.lexists(before / name):
                os.replace(before / name, folder / name)
            elif not os.path.lexists(waiting / name):
                (folder / name).unlink()
        before.rmdir()
        raise
    for name in names:
        (before / name).unlink(missing_ok=True)
    before.rmdir()


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _exists_but_is_no_file(path: Path) -> bool:
    status = _status(path)
    return status is not None and (not stat.S_ISREG(status.st_mode) or _is_open_file(path))


def _is_open_file(path: Path) -> bool:
    """Whether a path is the name of a file that is open, as /dev/stderr is: who holds it open would miss what replaces it."""
    link = os.readlink(path) if path.is_symlink() else ""
    return any(os.path.realpath(os.path.dirname(name)).startswith("/proc/") for name in (path, link) if name)


def _replace(target: Path, data: bytes, model: os.stat_result | None, mode: int) -> None:
    temporary = target.with_name(_temporary_name())
    try:
        with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if model:
            _take_after(temporary, model)
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _temporary_name() -> str:
    return f".dirtool-{os.urandom(8).hex()}.tmp"


def _take_after(path: Path, model: os.stat_result) -> None:
    """Gives a file the group and the owner of another, as far as that is permitted, and its mode."""
    if hasattr(os, "chown"):
        for user, group in ((-1, model.st_gid), (model.st_uid, -1)):
            with suppress(PermissionError):
                os.chown(path, user, group)
    path.chmod(stat.S_IMODE(model.st_mode))
