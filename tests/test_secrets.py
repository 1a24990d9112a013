"""No password reaches stdout, stderr or an output file, whatever the command, the format and the option.

But for files that are for their owner alone: the whole diff that lint --diff writes, the directory of simulate -o, what
plan --emit entry and direct writes, USER INPUT of migrate -o, the directory of mine -o, and a DMSSICNF COPY that is to hold a
password.

The passwords are found without any of dirtool's own knowledge: the samples' by their stems and by splitting records into
words, those of the hand-made file by their spelling.
"""

import functools
import itertools
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dirtool.cli.allocate import Format as AllocationFormat
from dirtool.cli.app import app
from dirtool.cli.diff import Format as DiffFormat
from dirtool.cli.lint_output import Format
from dirtool.cli.map import Format as MapFormat
from dirtool.cli.migrate import Format as MigrationFormat
from dirtool.cli.mine import Format as MineFormat
from dirtool.cli.plan_output import Format as PlanFormat
from dirtool.cli.simulate import Format as SimulationFormat
from dirtool.cli.verify import Format as VerificationFormat
from dirtool.model.devices import devices_of
from dirtool.model.directory import Directory
from dirtool.model.effective import Layers
from dirtool.model.extent import volumes
from dirtool.model.recognition import AnyFile, Kind, recognised
from dirtool.report.openstack_settings import FILES
from dirtool.space.allocation.policy import Policy
from dirtool.syntax.parser import Parser
from dirtool.text import codepage
from dirtool.text.records import Records, read_records
from dirtool.verify.plan.command_lines import is_one_command
from dirtool.verify.plan.document import Claim, PlanDocument
from dirtool.verify.plan.document import Kind as ActionKind
from dirtool.verify.plan.json_form import as_json
from tests.cli.run import ROOT, dirtool
from tests.generator.words import PASSWORD_STEMS
from tests.verify.plan.documents_made import action, document, run

SAMPLES = sorted((ROOT / "samples").glob("*.direct"))
INVENTED = re.compile("[A-Z]+[0-9]+")  # so are all passwords of the samples, unlike NOLOG, ALL, and words of remarks
MODES = {"R", "RR", "W", "WR", "M", "MR", "MW"}

Runs = Iterator[tuple[str | Path, ...]]


def _lint(file: str, directory: Directory, answers: Path) -> Runs:
    everything = ("--select", "ALL", "--zvm", "5.4", "--all")
    for how in Format:
        yield "lint", file, "--format", how, *everything
    for how in (Format.FULL, Format.CONCISE, Format.JSON):
        yield "lint", file, "--format", how, *everything, "--color", "always"
        yield "lint", file, "--format", how, "--all", "--plain"
    for esm, completeness in (("racf", "--complete"), ("none", "--fragment")):
        settings = answers.parent / f"{esm}.toml"
        settings.write_text(f'lint.esm = "{esm}"\nlint.restricted-passwords = {json.dumps(str(ROOT / file))}\n')
        yield "lint", file, "--config", str(settings), completeness, *everything
    yield "lint", file, *everything, *(word for how in Format for word in ("--report", f"{how}={answers / how}"))
    yield "lint", file, *everything, "--statistics", "--timing"
    yield "lint", file, *everything, "--diff"
    yield "lint", file, *everything, "--diff", "--unsafe-fixes", "--color", "always"
    yield "lint", file, *everything, "--diff", "--unsafe-fixes", "-o", "-"
    yield "lint", file, *everything, "--write-baseline", answers / "baseline.json"
    yield "lint", file, *everything, "--baseline", file
    yield "lint", file, "--volumes", file
    yield "lint", file, "--extents", file
    yield "lint", "samples/linux-farm.extents", "--current", file, "--format", "json"
    for tag in (":END.", ":REGIONS.", ":EXCLUDE."):  # a directory that is taken for an EXTENT CONTROL
        copy = answers.parent / f"copy{tag}extents"
        copy.write_bytes(f":DEFAULTS.\n{tag}\n".encode() + (ROOT / file).read_bytes())
        yield "lint", copy, *everything
        yield "lint", copy, *everything, "--format", "json"
        yield "parse", copy
    yield "lint", file, "--config", file
    yield "lint", file, "--encoding", "latin-1"
    yield "lint", file, "--encoding", "none"
    yield "lint", file, "samples/none"
    copy = answers.parent / "copy.direct"
    shutil.copy(ROOT / file, copy)
    yield "lint", copy, *everything, "--fix", "--unsafe-fixes"


def _parse(file: str, directory: Directory, answers: Path) -> Runs:
    for how in ("json", "text"):
        yield "parse", file, "--format", how
        yield "parse", file, "--format", how, "--plain", "--color", "always"
        for userid, entry in directory.machines.items():
            for member in [*Layers(directory).members(entry), "NONE"]:
                only = () if member is None else ("--member", member)
                yield "parse", file, f"--effective={userid}", *only, "--format", how
            yield "parse", file, f"--effective={userid}X", "--format", how
    yield "parse", file, "--encoding", "none"


def _map(file: str, directory: Directory, answers: Path) -> Runs:
    """Also with the file in the place of each of those that may stand beside it."""
    for how in MapFormat:
        yield "map", file, "--format", how
    yield "map", file, "--color", "always", "--bars", "--plain", "--check"
    for by in ("volume", "model", "group"):
        yield "map", file, "--free-by", by
    for userid, entry in [*directory.machines.items()][:9]:
        yield "map", file, f"--links={userid}/{next(iter(devices_of(entry)), '0191')}"
        yield "map", file, f"--user={userid}"
    for volid in [*volumes(directory)][:5]:
        yield "map", file, f"--at={volid}:0"
        yield "map", file, f"--at={volid}:0", "--format", "json"
    for option in ("--volume", "--user", "--region", "--group", "--type", "--at", "--links"):
        yield "map", file, option, "NONE/0001:1"
    for option in ("--volumes", "--extents", "--alloc-map", "--full-packs", "--include-volsers", "--exclude-volsers"):
        yield "map", file, option, file


def _allocate(file: str, directory: Directory, answers: Path) -> Runs:
    """Also with the file as requests, by its content and by names that say what it is."""
    asked = "3x10", "NEW/0200:7MiB", "10000000", "5@NONE"
    for how in AllocationFormat:
        yield "allocate", *asked[:3], "--current", file, "--format", how
    for policy in (Policy.FIRST_FIT, Policy.PACK, Policy.DIRMAINT):
        yield "allocate", *asked[:3], "--current", file, "--policy", policy, "--color", "always"
    yield "allocate", *asked, "--current", file, "--plain"
    yield "allocate", "5", "--until-full", "--current", file, "--headroom", "NONE=5"
    yield "allocate", *(f"{userid}/0191:5" for userid in directory.machines), "--current", file
    yield "allocate", file, "--current", file
    for suffix in ("yaml", "csv"):
        copy = answers.parent / f"copy.{suffix}"
        shutil.copy(ROOT / file, copy)
        yield "allocate", copy, "--current", file
    for option in ("--volumes", "--extents", "--alloc-map", "--full-packs", "--config"):
        yield "allocate", "5", "--current", file, option, file


def _diff(file: str, directory: Directory, answers: Path) -> Runs:
    """With a file in which every password is another one, with no file, and as git calls it."""
    other = answers.parent / "other.direct"
    records = (ROOT / file).read_bytes().split(b"\n")
    other.write_bytes(b"\n".join(b"USER NOBODY NOLOG" if at % 7 == 5 else one for at, one in enumerate(records)))
    changed = answers.parent / "changed.direct"
    changed.write_bytes(re.sub(rb"([A-Z]+)([0-9][0-9])\b", rb"\g<1>Z", (ROOT / file).read_bytes()))
    empty = answers.parent / "empty.direct"
    empty.write_bytes(b"* nothing\n")
    for beside in (other, changed, empty):
        for how in DiffFormat:
            yield "diff", file, beside, "--format", how, "--all"
            yield "diff", beside, file, "--format", how
        yield "diff", "--git", "USER.DIRECT", file, "0", "100644", beside, "0", "100644", "--all", "--color", "always"
    yield "diff", file, other, "--plain", *(word for name in directory.machines for word in ("--entry", name))
    yield "diff", file, "samples/linux-farm.extents"
    yield "diff", "--git", "USER.DIRECT", file, "0", "100644", "samples/linux-farm.extents", "0", "100644"


def _export(file: str, directory: Directory, answers: Path) -> Runs:
    yield "export", file
    yield "export", file, "--plain", "-o", answers / "desired.yaml"
    yield "export", file, *(word for name in [*directory.machines][:9] for word in ("--entry", name))
    yield from (("export", file, f"--entry={userid}X") for userid in [*directory.machines][:9])
    yield "export", file, "--encoding", "none"


def _simulate(file: str, directory: Directory, answers: Path) -> Runs:
    """With the file as directory, among the commands, and as each of the files of the sender and of the server."""
    commands = answers.parent / "commands.dirm"
    asked = ["USER WITHPASS", "USER NOPASS", "ADD NEW", "FILE NEW PROTODIR", "SEND NEW PROTODIR", "ADD NEWER LIKE NEW"]
    asked += ["FILE EXTENT CONTROL", "RLDEXTN", "SEND EXTENT CONTROL", "SCAN MDISK", "STATUS"]
    for userid, entry in [*directory.machines.items()][:40]:
        vdev = next(iter(devices_of(entry)), "0191")
        verbs = ("REVIEW", "GET", "REPLACE", f"MDISK {vdev} MR", f"CHVADDR {vdev} FFFF", "PURGE")
        asked += [f"FOR {userid} {verb}" for verb in verbs]
    commands.write_text("".join(f"{command}\n" for command in asked))
    for name in ("NEW.DIRECT", "NEW.PROTODIR", "EXTENT.CONTROL"):
        shutil.copy(ROOT / file, answers.parent / name)
    among = answers.parent / "among.dirm"
    among.write_text("\n".join(["RLDEXTN", *directory.sources[0].records.texts]))
    for how in SimulationFormat:
        yield "simulate", commands, "--current", file, "--format", how
        yield "simulate", among, "--current", "samples/linux-farm.direct", "--format", how
    yield (
        "simulate",
        commands,
        "--current",
        file,
        "--plain",
        "--color",
        "always",
        "--set",
        "strict=no",
        "--set",
        "testing=yes",
    )
    yield (
        "simulate",
        commands,
        "--current",
        file,
        "-o",
        answers.parent / "whole",
        "--extents-output",
        answers / "control",
    )
    yield "simulate", file, "--current", file
    for option in ("--extents", "--volumes", "--prototype", "--lock"):
        yield "simulate", commands, "--current", file, option, file


def _plan(file: str, directory: Directory, answers: Path) -> Runs:
    """With the file as the directory that is, as the one that is wanted, and in the place of the files beside it."""
    names = [
        name for name, entry in directory.machines.items() if entry.kind == "user" and name.isalnum() and len(name) <= 8
    ]
    desired = answers.parent / "desired.yaml"
    del names[20:]
    told = {name: {"statements": ["SHARE RELATIVE 300"]} for name in names}
    desired.write_text(json.dumps({"version": 1, "entries": told}))
    settings = answers.parent / "plan.toml"
    settings.write_text("[plan]\nreplace-threshold = 0\n")
    few = answers.parent / "few.direct"
    few.write_text("DIRECTORY 123 3390 NASRES\nUSER NOBODY NOLOG\n")
    asked = ("plan", desired, "--current", file)
    replacing = (*asked, "--config", settings)
    whole = (("plan", file, "--whole", "--current", few), ("plan", few, "--whole", "--current", file))
    yield asked
    for how in PlanFormat:
        yield *replacing, "--format", how
    for one in whole:
        yield *one, "--format", "json"
        yield *one, "--emit", "dirm"
    yield *replacing, "--verbose", "--color", "always"
    yield *replacing, "--emit", "dirm", "--typed"
    yield *replacing, "--emit", "entry", "--emit", "dirm", "-o", answers.parent / "run"
    yield "plan", file, "--whole", "--current", few, "--emit", "direct", "-o", answers.parent / "new"
    yield "plan", few, "--whole", "--current", file, *(word for name in names for word in ("--allow-remove", name))
    yield "plan", file
    yield *asked, "--only", "NONE", "--allow-overwrite", "NONE/0191"
    for option in ("--extents", "--volumes", "--config", "--alloc-map"):
        yield *asked, option, file


def _show(file: str, directory: Directory, answers: Path) -> Runs:
    """Plans that were made before, and the file in their place and beside them."""
    plan = answers.parent / "saved.json"
    dirtool(
        *("plan", answers.parent / "desired.yaml", "--current", file, "--config", answers.parent / "plan.toml"),
        *("--format", "json", "-o", plan),
    )
    for saved in (plan, file):
        for how in PlanFormat:
            yield "show", saved, "--format", how
        for words in (("dirm",), ("entry", "-o", answers / "run")):
            yield "show", saved, "--emit", *words
        yield "show", saved, "--current", file, "--verbose"
        yield "show", saved, "--current", file, "--extents", file


def _explain(file: str, directory: Directory, answers: Path) -> Runs:
    yield ("explain",)
    yield "explain", "SEC001", "USER", "VAL013"


def _config(file: str, directory: Directory, answers: Path) -> Runs:
    """Also with the file as settings, as a list of volumes, and as a list of words that nobody may use as a password."""
    yield ("config",)
    yield "config", "--show", "--config", file
    settings = answers.parent / "dirtool.toml"
    for key in ("lint.restricted-passwords", "volumes-file", "extents", "lint.baseline", "extend"):
        settings.write_text(f"{key} = {json.dumps(str(ROOT / file))}", encoding="utf-8")
        for how in ("text", "json"):
            yield "config", "--show", "--config", settings, "--format", how


def _new(file: str, directory: Directory, answers: Path) -> Runs:
    """Also with the file as a COPY file and what stands beside one, and its first line as a password."""
    needed = "--system-id", "ZVM1", "--xcat-address", "172.16.5.10", "--zhcp-address", "172.16.5.21"
    asked = "new", "dmssicnf", *needed, "--management-address", "192.0.2.10"
    yield asked
    yield *asked, "--password-from", f"file:{ROOT / file}"
    yield *asked, "--password-from", f"file:{ROOT / file}", "-o", answers.parent / "DMSSICNF.COPY"
    copy = answers.parent / "STARTER.COPY"
    yield *asked, "-o", copy
    for option in ("--dmssicmo", "--extents", "--system-config"):
        yield "new", "openstack", "--from", copy, option, file, "--file", "nova.conf"
    for name in FILES:
        yield "new", "openstack", "--from", file, "--file", name
    yield "new", "authlist", *directory.machines


def _verify(file: str, directory: Directory, answers: Path) -> Runs:
    """Also with the file in the place of each of those that may stand beside it."""
    beside = answers.parent / "DMSSICNF.COPY"
    beside.write_text(
        "".join(f'{key} = "{next(iter(directory.machines), "X")}"\n' for key in ("XCAT_User", "ZHCP_User"))
    )
    asked = "verify", "--install", "--directory", file, beside, "--all"
    for how in VerificationFormat:
        yield *asked, "--format", how
    yield *asked[:-1], "--checklist"
    for kind in Kind:
        yield "verify", "--install", f"--{kind.name.lower().replace('_', '-')}", file, "--all"
    yield "verify", file, "--current", file
    plan = answers.parent / "plan.json"
    plan.write_text(json.dumps(as_json(_replacing(directory))))
    for how in (one for one in VerificationFormat if one is not VerificationFormat.SARIF):
        yield "verify", plan, "--current", file, "--format", how


def _replacing(directory: Directory) -> PlanDocument:
    """A plan, made by hand, in which each entry is replaced by itself, passwords and all."""
    entries = [entry for entry in directory.entries if entry.kind in ("user", "identity", "profile", "subconfig")]
    commands = [
        (run(f"FOR {entry.name} GET"), run(f"FOR {entry.name} REPLACE", file=f"{entry.name} DIRECT"))
        for entry in entries
        if is_one_command(entry.name)
    ]
    some = [action(number, ActionKind.REPLACE_ENTRY, "X", *two) for number, two in enumerate(commands)]
    files = {f"{entry.name} DIRECT": tuple(entry.texts) for entry in entries}
    return document(some, current=directory, wanted=directory, files=files, pins=[], ends=[], volids=[])


def _migrate(file: str, directory: Directory, answers: Path) -> Runs:
    """What is written to the folder is shown with the run behind it: all but USER INPUT, which is for its owner alone."""
    folder = answers.parent / "move"
    for how in MigrationFormat:
        yield "migrate", file, "--format", how, "--all"
    yield "migrate", file, "--fix", "--group-by", "user", "--color", "always"
    yield "migrate", file, "-o", folder, "--overwrite"
    _show_beside(folder, "USER.INPUT", answers)
    for how in (MigrationFormat.TEXT, MigrationFormat.JSON):
        for against in (file, "samples/hand-kept.withpass"):
            yield "migrate", "--check", folder, "--against", against, "--format", how, "--all"
    for option in ("--volumes", "--alloc-map", "--config"):
        yield "migrate", file, option, file


def _mine(file: str, directory: Directory, answers: Path) -> Runs:
    """What is written to the folder is shown with the run behind it: all but the directory, which is for its owner alone."""
    folder = answers.parent / "mined"
    for how in MineFormat:
        yield "mine", file, "--format", how, "--all", "--min-members", "2"
    yield "mine", file, "--min-members", "2", "-o", folder
    _show_beside(folder, Path(file).name, answers)
    yield "mine", file, "--extents", file


def _show_beside(folder: Path, private: str, answers: Path) -> None:
    """Put what a run has written to a folder, but for one file, to the answers of the next run; EBCDIC as text."""
    for made in folder.iterdir() if folder.exists() else ():
        if made.name != private:
            texts = read_records(made.read_bytes(), made.name).texts
            (answers / made.name).write_text("\n".join(texts), encoding="utf-8", errors="replace")


# Every command, with all the ways to run it on a file; what they write to files goes to a folder. A new command joins here.
RUNS: dict[str, Callable[[str, Directory, Path], Runs]] = {
    "lint": _lint,
    "parse": _parse,
    "map": _map,
    "allocate": _allocate,
    "diff": _diff,
    "export": _export,
    "plan": _plan,
    "show": _show,
    "simulate": _simulate,
    "migrate": _migrate,
    "mine": _mine,
    "explain": _explain,
    "config": _config,
    "new": _new,
    "verify": _verify,
}


def test_every_command_is_tried() -> None:
    names = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    names |= {group.name for group in app.registered_groups if group.name is not None}
    assert names == set(RUNS)


# -- the passwords of the samples


def words_of(sample: Path) -> list[list[str]]:
    """The words of every record, comments and all; without the asterisks that put a statement away."""
    return [line[:71].lstrip("* ").upper().split() for line in sample.read_bytes().decode("latin-1").split("\n")]


def passwords_of(sample: Path) -> set[str]:
    """The passwords of a sample: words with a stem, passwords of headers, and what stands behind the mode of a disk."""
    found = set()
    for words in words_of(sample):
        found |= {word for word in words if word.startswith(PASSWORD_STEMS) and word[-2:].isdigit()}
        if words[:1] in (["USER"], ["IDENTITY"]):
            found |= set(words[2:3]) - set(words[1:2])
        if words[:1] == ["MDISK"]:
            mode = next((at for at, word in enumerate(words) if at > 3 and word in MODES), len(words))
            found |= set(words[mode + 1 : mode + 4])
    return {word for word in found if INVENTED.fullmatch(word)}


def test_the_passwords_of_the_samples_are_known() -> None:
    by_name = {sample.stem: passwords_of(sample) for sample in SAMPLES}
    assert by_name["broken"] == {
        "ORCHID31", "FENNEL62", "FENNEL63", "YARROW18", "YARROW19", "TANSY54", "MYRTLE27", "MYRTLE71", "SAVORY33",
        "VALERIAN88", "LOVAGE45", "HYSSOP39",
    }  # fmt: skip
    assert len(by_name["ssi-system"]) > 150
    assert len(by_name["vm370"]) > 20
    assert len(by_name["linux-farm"]) > 3
    assert len(by_name["hand-kept"]) == 20


# -- a file made to let them out: each SECRETnn stands where a password is, or may be

NASTY = """\
DIRECTORY 123 3390 NASRES
USER MAINT SECRET01 64M 1G ABCDEFG
user lower secret02 64m 1g g
USER
USER MAINT:X SECRET03 64M 1G G
USER TOOLONGUSERID SECRET04 64M 1G G
USER MA\x07INT SECRET05 64M 1G G
USER LOTS SECRET06 64M 1G G 64 ON ON ON ON AND MORE
USER MAINT \x07 SECRET07 64M
USER LONG SECRET08AND09 64X 1G G
USER QUOTED 'SECRET10' 64M 1G G
USER TABS\tSECRET11\t64M 1G G
\tUSER\tTABS2\tSECRET12 64M
USER COMMA SECRET13,
USER CTRL SECRET\x0714 64M
USER NUMBERED SECRET15 64M 1G G                                        00010000
USER CROSSING                                                      SECRET16 64M 1G G
USER BEHIND                                                              SECRET17 64M 1G G
USER BEHIND2                                                            SECRET71 64M 1G G
USR TYPO SECRET18 64M 1G G
USERS TYPO SECRET19 64M 1G G
IDENTITY IDENT SECRET20 64M 1G G
IDENTIFY IDENT SECRET21 64M 1G G
USER DISKS NOLOG
 MDISK 191 3390 0100 0050 NASRES MR SECRET22 SECRET23 SECRET24
 MDISK 191 3390 0100 0050 NASRES MR SECRET25 * SECRET26
 MDISK 191 3390 T-DISK 10 MR SECRET27 SECRET28
 MDISK 191 3390 DEVNO 1234 MW SECRET29 SECRET30 SECRET31
 MDISK 191 FB-512 V-DISK 1000 MR SECRET32
 MDISK 191 3390 AUTOG 10 GRP MR SECRET33 SECRET34
 mdisk 191 3390 0100 0050 nasres mr secret35 secret36
 MDISK 19G 3390 0100 0050 NASRES RX SECRET37 SECRET38
 MDISK 191 3309 0100 0050 NASRES1 MR SECRET39 SECRETTOOLONG40
 MDSIK 191 3390 0100 0050 NASRES MR SECRET43 SECRET44
 MDISK 191 3390 0100 0050 NASRES MR                              SECRET45 SECRET46 SECRET47
 MDISK 191 3390 0100 0050 NASRES MR                                     SECRET48
 MDISK\t191\t3390\t0100\t0050\tNASRES\tMR\tSECRET49
 MDISK 191 3390 0100 0050 NASRES MR "SECRET50" 'SECRET51'
 LINK MAINT 0190 0190 RR SECRET52
 LINK MAINT 190 190 RR SECRET53 SECRET54
 LINK MAINT 190G 190 RX SECRET55
 LNIK MAINT 190 190 RR SECRET56
 APPCPASS GATEWAY TARGETLU USERX SECRET57
 APPCPASS GATEWAY TARGETLU USERX SECRET58TOOLONG
 APPCPAS GATEWAY TARGETLU USERX SECRET59
 APPCPASS GATEWAY TARGETLU USERX SECRET60,
* USER AWAY SECRET61 64M 1G G
*USER AWAY SECRET62 64M 1G G                                            but for a remark that is too long
* MDISK 191 3390 0100 0050 NASRES MR SECRET63 SECRET64                  but for a remark that is too long
** MDISK 191 3390 0100 0050 NASRES MR SECRET65 SECRET66                 but for a remark that is too long
*  LINK MAINT 190 190 RR SECRET67                                       but for a remark that is too long
* appcpass gateway targetlu userx secret68                              but for a remark that is too long
* MDISK 191 3390 0100 0050 NASRES MR                               SECRET69                          long
USER LAST SECRET70"""

CROSSING = {"ET16", "ET69"}  # what is behind column 71 of a password that crosses it

# Passwords that have slipped to another place, each record alone in its file.
SLIPPED: tuple[str, ...] = (
    " MDISK 191 3390 0100 0050 MR SECRET71 SECRET70",
    "USER MA INT SECRET72 64M 1G G",
    "USER SHIFT TED:X SECRET73 64M 1G G",
    "USER MAINT , SECRET74 64M 1G G",
    "*                             MDISK 191 3390 0100 0050 NASRES MR         SECRET75 too long",
    "*                             MDISK 191 3390 0100 0050 NASRES                MR SECRET76 too long",
    "*OLD MDISK 191 3390 0100 0050 NASRES MR SECRET77                            SECRET78 and too long",
    "*-MDISK 191 3390 0100 0050 NASRES MR SECRET79                               SECRET80 and too long",
    " MDISK 191 3390 0100 0050 NASRES X MR SECRET81 SECRET82 SECRET83",
    " MDISK 191 3390 0100 0050 NASRES MR SECRET84 SECRET85 SECRET86 SECRET87",
    " MDISK 191 3390 0100 0050 NASRES SECRET88",
    " LINK MAINT 0190 RR SECRET89",
    " APPCPASS GATE LU ONE USERX SECRET90",
    " APPCPASS GATEWAY TARGETLU USERX,\n   SECRET92",
    "* APPCPASS GATE LU USERA,\n*  SECRET91                                                                    too long",
)


def _lf(text: str) -> bytes:
    return text.encode("latin-1") + b"\n"


def _apart(text: str) -> bytes:
    """Every record in an entry of its own."""
    return _lf("".join(f"{record}\nUSER APART{number} NOLOG\n" for number, record in enumerate(text.split("\n"))))


def _ebcdic(text: str) -> bytes:
    return codepage.encode(text.replace("\n", "\x85") + "\x85", "1047")


def _blocks(text: str) -> bytes:
    return "".join(f"{record[:80]:80}" for record in text.split("\n")).encode("latin-1")


@pytest.fixture(autouse=True)
def _files_are_read_once_and_shown_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from dirtool.cli import common

    once: dict[tuple[str, str | None, bool], AnyFile] = {}
    read_any = common.read_any

    @functools.wraps(read_any)
    def read(name: str, parser: Parser, encoding: str | None, stdin_name: str = common.STDIN_NAME) -> AnyFile:
        key = (name, encoding, parser.plain)
        if key not in once:
            once[key] = read_any(name, parser, encoding, stdin_name)
        return once[key]

    @functools.wraps(recognised)
    def recognise(records: Records, parser: Parser, folder: Path | None, encoding: str | None) -> AnyFile:
        key = (records.path, encoding, parser.plain)
        if key not in once:
            once[key] = recognised(records, parser, folder, encoding)
        return once[key]

    monkeypatch.setattr("dirtool.cli.space_input.recognised", recognise)
    monkeypatch.setattr(common, "PLAIN_WIDTH", 300)  # else a record that is cut hides what it shows elsewhere
    monkeypatch.setattr("dirtool.cli.lint.read_any", read)
    monkeypatch.setattr("dirtool.cli.parse.read_any", read)


def assert_nothing_leaks(file: str, secrets: set[str], folder: Path) -> None:
    """Runs every command on a file in every way, and looks for the secrets in all that comes out."""
    from dirtool.model.reading import read_directory

    answers = folder / "answers"
    answers.mkdir()
    directory = read_directory(ROOT / file)
    runs = itertools.chain.from_iterable(runs(file, directory, answers) for runs in RUNS.values())
    for number, arguments in enumerate(runs):
        ran = dirtool(*arguments, extra={"GITHUB_ACTIONS": "true"})  # so that there are annotations too
        assert "internal error" not in ran.err, arguments
        if (
            arguments[0] not in ("explain", "simulate")
            and not {"--diff", "--password-from", "--emit"} & {*arguments}
            and number % 5 == 0
        ):
            dirtool(*arguments, "--output-file", answers / "answer")
        shown = "".join([ran.out, ran.err, *(answer.read_text() for answer in answers.iterdir())])
        for answer in answers.iterdir():
            answer.unlink()
        folded = shown.upper()
        leaked = {secret for secret in secrets if secret in folded}
        lines = [line for line in shown.splitlines() if any(secret in line.upper() for secret in leaked)]
        assert leaked == set(), f"{' '.join(map(str, arguments))!r} shows {sorted(leaked)}: {lines[0]!r}"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_no_password_of_a_sample_is_shown(sample: Path, tmp_path: Path) -> None:
    assert_nothing_leaks(f"samples/{sample.name}", passwords_of(sample), tmp_path)


@pytest.mark.parametrize("shape", [_lf, _apart, _ebcdic, _blocks])
def test_no_password_of_a_nasty_file_is_shown(shape: Callable[[str], bytes], tmp_path: Path) -> None:
    file = tmp_path / "nasty.direct"
    file.write_bytes(shape(NASTY))
    assert_nothing_leaks(str(file), {"SECRET", *CROSSING}, tmp_path)


def test_no_password_of_an_entry_in_the_place_of_another_file_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "web01.direct"
    file.write_bytes(_lf("USER WEB01 SECRET01 64M 1G G\n MDISK 0191 3390 1 5 LX0001 MR SECRET02 SECRET03"))
    assert_nothing_leaks(str(file), {"SECRET"}, tmp_path)


# What a plan changes, with a password in each place; each changes somehow from the first to the second.
PLANNED = (
    """\
USER MAINT SECRET01 64M 1G ABCDEFG
 MDISK 0190 3390 0100 0050 VOL001 RR SECRET02 SECRET03 SECRET04
USER ZZ SECRET05 1G 2G G
 APPCPASS GATE LU USERX SECRET06
 LINK MAINT 0190 0190 RR
 MDISK 0191 3390 0200 0010 VOL001 MR SECRET08 SECRET09 SECRET10
 MDISK 0192 3390 0210 0010 VOL001 MR SECRET11
USER LEAVES SECRET12 1G 2G G
 MDISK 0191 3390 0300 0010 VOL001 MR SECRET13
* USER AWAY SECRET14 64M 1G G
""",
    """\
USER MAINT SECRET15 64M 1G ABCDEFG
 MDISK 0191 3390 0100 0050 VOL001 RR SECRET02 SECRET03 SECRET04
USER ZZ SECRET05 1G 4G G
 APPCPASS GATE LU USERX SECRET16
 LINK MAINT 0191 0190 RR
 LINK YY 0191 0195 RR
 MDISK 0191 3390 0210 0010 VOL001 MR SECRET11
 MDISK 0192 3390 0200 0010 VOL001 RR SECRET19 SECRET09 SECRET10
USER AA SECRET20 1G 2G G
 LINK YY 0191 0195 RR
USER YY SECRET22 1G 2G G
 MDISK 0191 3390 0400 0010 VOL001 MR SECRET23
""",
)


@pytest.mark.parametrize("both", [PLANNED, PLANNED[::-1]])
@pytest.mark.parametrize("fault", ["", "order", "rounding", "crash"])
def test_no_password_is_shown_of_a_plan_and_of_one_that_is_refused_or_a_defect(
    both: tuple[str, str], fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> Claim:
        raise RuntimeError(both[0])

    for name, text in zip(("old.direct", "new.direct"), both, strict=True):
        (tmp_path / name).write_text(text)
    names = {line.split()[1] for text in both for line in text.splitlines() if line.startswith("USER")}
    consents = tuple(word for name in sorted(names) for word in ("--allow-remove", name, "--allow-overwrite", name))
    match fault:
        case "order":
            monkeypatch.setattr("dirtool.plan.plan.edges_between", lambda steps: [])
        case "rounding":
            monkeypatch.setattr("dirtool.plan.plan._nothing_again", lambda *_: Claim("all is well", False, "it is not"))
        case "crash":
            monkeypatch.setattr("dirtool.plan.plan._nothing_again", crash)
    monkeypatch.chdir(tmp_path)
    asked = ("plan", "new.direct", "--whole", "--current", "old.direct")
    codes = set()
    for allowed in ((), consents):
        for options in (
            ("--verbose",),
            *(("--format", how) for how in PlanFormat),
            ("--emit", "dirm"),
            ("--emit", "dirm", "--emit", "entry", "-o", "run"),
            ("--emit", "direct", "-o", "whole.direct"),
            ("-o", "plan.json"),
        ):
            ran = dirtool(*asked, *allowed, *options, folder=tmp_path)
            codes.add(ran.code)
            left = [path for path in tmp_path.iterdir() if path.name not in ("old.direct", "new.direct")]
            files = [file for path in left for file in (path.iterdir() if path.is_dir() else (path,))]
            private = [file for file in files if "SECRET" in file.read_text()]
            assert {file.suffix for file in private} <= {".DIRECT", ".direct"}
            assert {file.stat().st_mode & 0o777 for file in private} <= {0o600}
            assert "SECRET" not in ran.out + ran.err
            for path in left:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert codes == {"": {0, 3}, "order": {1}, "rounding": {1}, "crash": {2}}[fault]


# A directory that slipped into each of the files beside it, in the middle and behind a record that goes on.
PASTED = """\
USER MAINT SECRET01 64M 1G G
 MDISK 191 3390 0100 0050 NASRES MR                              SECRET02 SECRET03 SECRET04
 APPCPASS GATEWAY TARGETLU USERX,
  SECRET05
user lower secret06
* USER AWAY SECRET07 64M
USR TYPO SECRET08 64M
# IDENTITY AWAY SECRET09 64M
"""
MISPLACED = (
    "http://admin:SECRET10@192.0.2.10/",
    "2E00 USER MAINT SECRET11 64M",
    "LINUX1\n  LINK MAINT 190 190 RR SECRET12",
)


def installation(folder: Path) -> Path:
    """A copy of the sample, in which only its own passwords are none that are looked for."""
    copy = folder / "ZVM1"
    shutil.copytree(ROOT / "samples" / "cloud" / "ZVM1", copy)
    return copy


def assert_installation_is_safe(site: Path, file: Path) -> None:
    """Judges, shows and verifies a file of an installation, and looks for the secrets in all that comes out."""
    for arguments in (
        *(("verify", "--install", site, "--all", "--format", how) for how in VerificationFormat),
        ("verify", "--install", site, "--checklist"),
        *(("lint", file, "--select", "ALL", "--all", "--format", how) for how in (Format.FULL, Format.JSON)),
        ("lint", file, "--select", "ALL", "--all", "--dialect", "ivp"),
        *(("parse", file, "--format", how) for how in ("json", "text")),
    ):
        ran = dirtool(*arguments)
        assert re.findall("SECRET[0-9]+", (ran.out + ran.err).upper()) == [], arguments
        assert "internal error" not in ran.err, arguments


@pytest.mark.parametrize("name", [path.name for path in sorted((ROOT / "samples" / "cloud" / "ZVM1").iterdir())])
def test_no_password_of_a_directory_that_slipped_into_another_file_is_shown(name: str, tmp_path: Path) -> None:
    site = installation(tmp_path)
    lines = (site / name).read_text().splitlines(keepends=True)
    half = len(lines) // 2
    for text in (
        "".join([*lines[:half], PASTED, *lines[half:]]),
        "".join([*lines[:half]]).rstrip("\n") + f" {PASTED}" + "".join(lines[half:]),
    ):
        (site / name).write_text(text)
        assert_installation_is_safe(site, site / name)


@pytest.mark.parametrize("value", MISPLACED)
@pytest.mark.parametrize("name", ["nova.conf", "neutron_zvm_plugin.ini"])
def test_no_password_in_the_value_of_another_option_is_shown(name: str, value: str, tmp_path: Path) -> None:
    site = installation(tmp_path)
    records = (site / name).read_text().splitlines()
    (site / name).write_text("\n".join(re.sub("=.*", lambda _: f"= {value}", record) for record in records))
    assert_installation_is_safe(site, site / name)


@pytest.mark.parametrize(
    "record",
    [
        'XCAT_MN_Addr = "http://admin:SECRET01@192.0.2.10/"',
        'XCAT_vlan = "NONE", USER MAINT SECRET02 64M',
        'XCAT_vlan = "NONE" /* USER MAINT SECRET03 64M */',
        'XCAT_MN_pw = "A"; SECRET04',
        "XCAT_MN_pw = XCAT_MN_pw =\n SECRET05XCAT_User = 'XCAT'",
        'XCAT_vlan = "NONE" USR MAINT SECRET06 64M',
        'XCAT_vswitch = "X" XCAT_MN_pw = "SECRET07"',
        'cmo_data_disk = "http://admin:SECRET08@192.0.2.10/"',
    ],
)
def test_no_password_in_another_setting_of_a_copy_file_is_shown(record: str, tmp_path: Path) -> None:
    site = installation(tmp_path)
    file = site / "DMSSICNF.COPY"
    file.write_text(f"{file.read_text()}{record}\n")
    assert_installation_is_safe(site, file)


@pytest.mark.parametrize("record", SLIPPED)
def test_a_password_that_has_slipped_is_not_shown(record: str, tmp_path: Path) -> None:
    file = tmp_path / "nasty.direct"
    file.write_bytes(_lf(f"USER FIRST NOLOG\n{record}\nUSER LAST NOLOG"))
    assert_nothing_leaks(str(file), {"SECRET"}, tmp_path)


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    file = tmp_path / "open.direct"
    file.write_bytes(_lf("USER SECRET00 NOLOG\n QUACK"))
    with pytest.raises(AssertionError, match=r"shows \['SECRET'\]"):
        assert_nothing_leaks(str(file), {"SECRET"}, tmp_path)
