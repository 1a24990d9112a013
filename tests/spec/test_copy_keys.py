"""The keys of DMSSICNF COPY and DMSSICMO COPY."""

import pytest

from dirtool.spec.copy_keys import (
    BY_FOLDED_NAME,
    DMSSICMO,
    DMSSICNF,
    KEYS,
    NEEDED_WITH_XCAT,
    NOLOG,
    ROLES,
    Domain,
    is_secret_key,
    key_of,
)
from dirtool.spec.statement import Mark


def test_no_two_keys_differ_only_in_case() -> None:
    assert len(BY_FOLDED_NAME) == len(KEYS)


def test_every_family_is_there() -> None:
    def count(file: str, prefix: str) -> int:
        return sum(key.file == file and key.prefix == prefix for key in KEYS)

    assert (count(DMSSICNF, "XCAT"), count(DMSSICNF, "ZHCP"), count(DMSSICMO, "cmo"), count(DMSSICMO, "openstack")) == (
        20,
        9,
        2,
        17,
    )
    assert sum(key.file == DMSSICNF for key in KEYS) == 8 + 20 + 9


def test_keys_of_the_appliance_have_releases_and_others_have_not() -> None:
    assert {(key.since, key.until) for key in KEYS if key.prefix in ("XCAT", "ZHCP", "cmo", "openstack")} == {
        ("6.3", "6.4")
    }
    policy = key_of("Authorization_Policy")
    assert policy is not None
    assert (policy.since, policy.until, policy.domain) == ("7.2", None, Domain.POLICY)


def test_what_feeds_an_option_is_spelt_without_certainty() -> None:
    sure = ("openstack_system_role", "openstack_controller_address")
    assert {key.mark for key in KEYS if key.prefix == "openstack" and key.name not in sure} == {Mark.UNSURE}
    assert {key.mark for key in KEYS if key.prefix != "openstack"} == {Mark.DOC, Mark.KNOW}


def test_what_must_be_there_is_known() -> None:
    assert [name for name in NEEDED_WITH_XCAT if key_of(name) is None] == []
    assert len(ROLES) == 5


def test_a_key_is_found_in_any_case() -> None:
    key = key_of("xcat_mn_PW")
    assert key is not None
    assert (key.name, key.default, key.is_secret) == ("XCAT_MN_pw", NOLOG, True)
    assert key_of("XCAT_") is None


@pytest.mark.parametrize(
    "name",
    ["XCAT_MN_pw", "xcat_mn_pw", "Parm_Disk_Password", "cmo_admin_password", "openstack_zvm_image_default_password",
     "openstack_san_private_key", "XCAT_MN_pwd", "XCATMNpw", "Parm_Disk_Pasword", "cmo_admin_passwd", "LDAP_secret", "pw",
     "my.pass", "API_KEY", "AUTH_TOKEN", "adminpw", "PW2"],
)  # fmt: skip
def test_a_key_of_a_secret_is_known_by_its_name_its_sound_or_what_it_is_near(name: str) -> None:
    assert is_secret_key(name)


@pytest.mark.parametrize(
    "name", ["XCAT", "XCAT_MN", "XCAT_MN_Addr", "XCAT_MN_vlen", "Parm_Disk", "Compass", "Bypass_Level", "KEY", ""]
)
def test_other_names_are_none(name: str) -> None:
    assert not is_secret_key(name)
