"""DRM: what DirMaint makes of the space of volumes."""

import pytest

from dirtool.lint.diagnostic import Diagnostic
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.model.volume_list import KnownVolume, SystemArea
from tests.model.made import control_of, directory_of

D = "DIRECTORY 123 3390 M01RES\n"
LABEL = "USER $ALLOC$ NOLOG\n MDISK A01 3390 0 1 LX0001 R\n"
GUEST = "USER LINUX1 LBYONLY\n MDISK 100 3390 0100 0100 LX0001 MR\n"
OVER = "USER MAINT LBYONLY\n MDISK 122 3390 0000 END LX0001 MR\n"
POOL = {"LX0001": KnownVolume("3390", 3339)}


def control(*regions: str, exclude: str = "") -> str:
    return "\n".join([":REGIONS.", *regions, ":END.", ":EXCLUDE.", exclude, ":END."])


def judged(
    text: str, code: str, *, extents: str | None = None, volumes: dict[str, KnownVolume] | None = None
) -> list[Diagnostic]:
    """What a rule finds in a directory beside an EXTENT CONTROL and a list of volumes, where these are given."""
    options = Options(
        severities_of(Profile.DIRMAINT),
        extents=None if extents is None else control_of(extents),
        volumes=volumes or {},
    )
    return [found for found in lint(directory_of(text), options=options).diagnostics if found.code in (code, "INT001")]


def said(*args: str, **told: object) -> list[str]:
    return [found.message for found in judged(*args, **told)]  # type: ignore[arg-type]


# ---- DRM004


def test_a_full_pack_over_the_minidisks_of_others_hides_space() -> None:
    (found,) = judged(D + LABEL + GUEST + OVER, "DRM004")
    assert found.message == "MAINT/0122 is all of LX0001, and no EXCLUDE record names it"
    assert (found.subject, str(found.severity), found.span.line, found.span.column) == ("MAINT/0122", "warning", 7, 17)


@pytest.mark.parametrize("exclude", ["MAINT 0122", "MAINT", "MAI* 0122"])
def test_what_an_exclude_record_names_hides_nothing(exclude: str) -> None:
    text = D + LABEL + GUEST + OVER
    assert said(text, "DRM004", extents=control("R LX0001 1 END 3390-03", exclude=exclude)) == []
    assert len(said(text, "DRM004", extents=control("R LX0001 1 END 3390-03", exclude="MAINT 0123"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "USER LINUX1 LBYONLY\n MDISK 100 3390 0 END LX0001 MR\n",  # the pack of a guest
        "USER LINUX1 LBYONLY\n MDISK 100 3390 0 END LX0001 MR\n MDISK 101 3390 1 50 LX0001 MR\n",  # with slices of it
        "USER OLD NOLOG\n MDISK 100 3390 0 END LX0001 MR\n",  # perhaps data
        f"{LABEL}USER OLD NOLOG\n MDISK 100 3390 0 END LX0001 MR\n",
        f"{GUEST}USER $SPOOL$ NOLOG\n MDISK A01 3390 0 END LX0001 R\n",  # on purpose
        f"{GUEST}USER MAINT LBYONLY\n MDISK 123 3390 0 END &SYSRES MR\n MDISK 124 3390 DEVNO 0200 MR\n",
        "USER A LBYONLY\n MDISK 100 3390 1 9 $$$$$$ MR\n",
    ],
)
def test_full_packs_that_hide_nothing(text: str) -> None:
    assert said(D + text, "DRM004") == []


def test_fixed_blocks_and_subconfigs_are_judged_alike() -> None:
    text = (
        "IDENTITY MAINT LBYONLY\n BUILD ON SYS1 USING SUBCONFIG MAINT-1\n"
        "SUBCONFIG MAINT-1\n MDISK 122 9336 0 END FB0001 MR\n"
        "USER LINUX1 LBYONLY\n MDISK 100 9336 1024 0800 FB0001 MR\n"
    )
    assert said(D + text, "DRM004") == ["MAINT-1/0122 is all of FB0001, and no EXCLUDE record names it"]
    assert said(D + text, "DRM004", extents=control(exclude="MAINT-* 0122")) == []


# ---- DRM005


def test_a_label_without_an_owner_is_open_to_dirmaint() -> None:
    (found,) = judged(D + GUEST, "DRM005")
    assert found.message == "nobody owns cylinder 0 of LX0001, and no border of a region keeps DirMaint off"
    assert (found.subject, str(found.severity), found.span.line, found.span.column) == ("LX0001", "warning", 3, 27)
    blocks = "USER LINUX1 LBYONLY\n MDISK 100 9336 1024 0800 FB0001 MR\n"
    assert said(D + blocks, "DRM005") == [
        "nobody owns blocks 0-15 of FB0001, and no border of a region keeps DirMaint off"
    ]


@pytest.mark.parametrize(
    "text",
    [
        LABEL + GUEST,
        "USER LINUX1 LBYONLY\n MDISK 100 3390 0 END LX0001 MR\n",
        "USER $SPOOL$ NOLOG\n MDISK A01 3390 0 END LX0001 R\n",
        "USER LINUX1 LBYONLY\n MDISK 100 9336 0 END FB0001 MR\n",
        "USER A LBYONLY\n MDISK 190 3390 10 10 &SYSRES MR\n MDISK 191 3390 DEVNO 0200 MR\n MDISK 192 3390 T-DISK 5\n",
        "USER A LBYONLY\n MDISK 100 3390 1 9 $$$$$$ MR\n",
    ],
)
def test_labels_that_somebody_owns(text: str) -> None:
    assert said(D + text, "DRM005") == []


def test_the_overlay_that_is_to_be_excluded_is_no_owner() -> None:
    assert len(said(D + GUEST + OVER, "DRM005")) == 1


@pytest.mark.parametrize(
    ("region", "is_found"),
    [
        ("R LX0001 1 END 3390-03", False),
        ("R LX0002 0 END 3390-03", False),
        ("R LX0001 0 END 3390-03", True),
        ("R LX0001 0 END 3390", True),
    ],
)
def test_borders_of_regions_protect_a_label(region: str, is_found: bool) -> None:
    assert bool(said(D + GUEST, "DRM005", extents=control(region))) == is_found


def test_areas_of_cp_are_judged_like_labels() -> None:
    areas = (SystemArea("PAGE", 3000, 3338), SystemArea("TDSK", 1, 50), SystemArea("USED", 60, 70))
    volumes = {"LX0001": KnownVolume("3390", 3339, areas)}
    text = f"{D}{LABEL}{GUEST}USER $TDISK$ NOLOG\n MDISK A01 3390 1 50 LX0001 R\n"
    assert said(text, "DRM005", volumes=volumes) == [
        "nobody owns PAGE 3000-3338 of LX0001, and no border of a region keeps DirMaint off"
    ]
    inside, before = control("R LX0001 1 END 3390-03"), control("R LX0001 1 2999 3390-03")
    assert len(said(text, "DRM005", volumes=volumes, extents=inside)) == 1
    assert said(text, "DRM005", volumes=volumes, extents=before) == []
    assert said(D + GUEST, "DRM005", volumes=volumes) == [
        "nobody owns cylinder 0, PAGE 3000-3338 and TDSK 1-50 of LX0001, and no border of a region keeps DirMaint off"
    ]


def test_a_part_of_a_directory_and_volumes_that_the_site_does_not_have_are_not_judged() -> None:
    assert said(GUEST, "DRM005") == []
    assert said(D + GUEST, "DRM005", volumes={"LX0002": KnownVolume()}) == []


# ---- DRM007

REGION = "LX0001 LX0001 101 199 3390-03"


def test_a_minidisk_outside_of_all_regions_of_its_volume_is_told() -> None:
    more = " MDISK 101 3390 0200 0100 LX0001 MR\n"
    (found,) = judged(D + LABEL + GUEST + more, "DRM007", extents=control(REGION))
    assert found.message == "LINUX1/0101 lies in no region of LX0001"
    assert (found.subject, str(found.severity), found.span.line) == ("LINUX1/0101", "info", 6)
    assert said(D + LABEL + GUEST + more, "DRM007") == []


def test_a_volume_without_regions_is_told_once() -> None:
    text = f"{D}{GUEST} MDISK 101 3390 0300 0010 LX0001 MR\n"
    other = control("LX0002 LX0002 1 END 3390-03")
    assert said(text, "DRM007", extents=other, volumes=POOL) == ["LX0001 carries 2 minidisks and has no region"]
    assert said(text, "DRM007", extents=other) == []  # EXT008 says it


@pytest.mark.parametrize(
    "text",
    [
        OVER + GUEST,
        "USER LINUX1 LBYONLY\n MDISK 100 3390 0 END LX0003 MR\n",
        LABEL.replace("LX0001", "LX0003"),
        "USER MAINT LBYONLY\n MDISK 190 3390 100 100 M01RES MR\n MDISK 191 3390 100 100 &SYSRES MR\n",
        "USER A LBYONLY\n MDISK 100 3390 1 9 $$$$$$ MR\n",
    ],
)
def test_minidisks_that_need_no_region(text: str) -> None:
    volumes = dict.fromkeys(("LX0001", "LX0003", "M01RES"), KnownVolume("3390", 3339))
    assert said(D + text, "DRM007", extents=control(REGION, exclude="MAINT 0122"), volumes=volumes) == []
