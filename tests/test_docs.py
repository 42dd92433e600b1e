"""The documents are true: links lead somewhere, names exist, the staircase is the contract's."""

import re
import tomllib
from pathlib import Path

import pytest

from nara_renkei.accounts.rules.passwords import CITY_WORDS
from nara_renkei.celery import app
from nara_renkei.deploy.releases import LEAVES
from tests.house import ROOT
from tests.nara_renkei.deploy.env_example import manual

DOCS = ROOT / "nara_renkei" / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md")), *sorted((ROOT / ".github").glob("*.md"))]
LARGEST_PICTURE = 200_000  # bytes


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def links(page: Path) -> list[str]:
    """Return the relative targets of a page's links and pictures."""
    return [target for target in re.findall(r"\]\(([^)\s]+)\)", read(page)) if "://" not in target]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_and_picture_is_there(page: Path) -> None:
    lost = [target for target in links(page) if not (page.parent / target.partition("#")[0]).exists()]

    assert lost == []


def headings(page: Path) -> set[str]:
    """Return what a link may name of a page, as GitHub makes it of the headings."""
    titles = re.findall(r"^#+ (.+)$", read(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_heading_that_a_link_names_is_there(page: Path) -> None:
    named = [target.partition("#") for target in links(page) if "#" in target]
    lost = [
        "#".join((path, anchor))
        for path, _, anchor in named
        if anchor not in headings(page.parent / path if path else page)
    ]

    assert lost == []


def test_every_picture_is_shown_and_light() -> None:
    shown = {(page.parent / target).resolve() for page in PAGES for target in links(page) if target.endswith(".png")}
    there = set((DOCS / "pictures").glob("*.png"))

    assert there - shown == set()
    assert [path.name for path in there if path.stat().st_size >= LARGEST_PICTURE] == []


def test_every_document_is_linked_from_the_readme_the_list_of_decisions_or_that_of_the_operators() -> None:
    lists = (ROOT / "README.md", DOCS / "adr" / "README.md", DOCS / "guide-operations.md")
    linked = {(page.parent / target.partition("#")[0]).resolve() for page in lists for target in links(page)}

    assert set(DOCS.rglob("*.md")) - linked == set()


def test_the_staircase_of_the_readme_is_the_contract() -> None:
    contracts = tomllib.loads(read(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    staircase = next(contract for contract in contracts if contract["id"] == "staircase")["layers"]
    picture = re.search(r"```text\n(.*?)```", read(ROOT / "README.md"), re.DOTALL)
    assert picture

    assert [re.split(r"\s{2,}", line)[0] for line in picture[1].splitlines()] == staircase


def test_the_floors_of_the_architecture_page_are_the_contract() -> None:
    contracts = tomllib.loads(read(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    floors = next(contract for contract in contracts if contract["id"] == "floors")["layers"]
    picture = re.search(r"```text\n(.*?)```", read(DOCS / "architecture.md"), re.DOTALL)
    assert picture
    drawn = [re.match(r"[a-z_| ]+", line) for line in picture[1].splitlines()]
    names = [match[0].strip() for match in drawn if match and match[0].strip()]

    assert names == [re.sub(r"[()]", "", floor) for floor in floors]


def code() -> str:
    folders = ("nara_renkei", "proposals", "screening", "dialogue", "training", "knowledge")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]
    return "\n".join(read(path) for path in paths)


def test_every_identifier_of_the_glossary_is_in_the_code() -> None:
    table, _, _ = read(DOCS / "glossary.md").partition("次の言葉は、まだコードにありません")
    names = {part for name in re.findall(r"`([^`]+)`", table) for part in re.findall(r"[A-Za-z_]\w+", name)}
    folders = {"proposals", "accounts", "rules", "roles", "py"}

    absent = names - folders - set(re.findall(r"\w+", code()))
    assert {name for name in absent if not re.fullmatch(r"[A-Z]\d*|[JK]", name)} == set()


def test_what_the_glossary_calls_absent_is_absent() -> None:
    _, _, later = read(DOCS / "glossary.md").partition("次の言葉は、まだコードにありません")
    names = set(re.findall(r"`([A-Z]\w+)`", later))
    text = code()

    assert {name for name in names if re.search(rf"^class {name}\b", text, re.MULTILINE)} == set()


def test_every_path_named_in_the_documents_is_there() -> None:
    places = re.compile(r"`((?:nara_renkei|proposals|screening|knowledge|templates|static|tests|bin)/[\w./*-]+)`")
    named = {(page.name, path) for page in PAGES for path in places.findall(read(page))}

    assert {(page, path) for page, path in named if not list(ROOT.glob(path.rstrip("/")))} == set()


def test_every_job_of_the_beat_is_in_the_schedule_of_the_operators() -> None:
    table = set(re.findall(r"^\| `([\w.]+)` \|", read(DOCS / "reference-schedule.md"), re.MULTILINE))

    assert table == set(app.conf.beat_schedule)


def operations() -> list[Path]:
    """Return the pages of the operators: those that their list names."""
    index = DOCS / "guide-operations.md"
    own = {DOCS / target.partition("#")[0] for target in links(index) if target.startswith(("guide-", "reference-"))}
    return [index, *sorted(own)]


def test_every_variable_named_in_the_operations_guides_is_in_the_manual() -> None:
    words = "".join(read(page) for page in operations())
    named = set(re.findall(r"`([A-Z][A-Z0-9]+_[A-Z0-9_]+)(?:=\w+)?`", words))

    assert len(named) > 20
    assert {name for name in named if name.removesuffix("_FILE") not in manual() and name not in manual()} == set()


NAMES_TESTS = ["defences.md", "asvs.md", "ipa.md"]


@pytest.mark.parametrize("page", NAMES_TESTS)
def test_every_test_that_a_page_names_exists(page: str) -> None:
    named: list[tuple[str, str]] = []
    for line in read(DOCS / page).splitlines():
        path = ""
        for word in re.findall(r"`(tests/[\w/]+\.py|test_\w+)`", line):
            if word.startswith("tests/"):
                path = word
            else:
                named.append((path, word))

    assert named
    assert [(path, name) for path, name in named if not path or f"def {name}(" not in read(ROOT / path)] == []


ANSWERS = ("○", "該当なし", "市の仕事", "残り")


def answered(page: str) -> list[tuple[str, str, str]]:
    """Return (number, middle cells, kind of answer) of every row of a page's tables."""
    found = re.findall(rf"^\| ([\w.()-]+) \| (.+) \| ({'|'.join(ANSWERS)}) [^|]+ \|$", read(DOCS / page), re.MULTILINE)
    rows = re.findall(r"^\| [\w.()-]*\d[\w.()-]* \|", read(DOCS / page), re.MULTILINE)
    assert len(found) == len(rows), "a row without an answer"
    return found


def test_every_requirement_of_the_standard_is_answered_once() -> None:
    wanted = [tuple(line.split(",")) for line in read(ROOT / "tests" / "data" / "asvs.csv").split()[1:]]

    assert [(number, middle.partition(" ")[0]) for number, middle, _ in answered("asvs.md")] == wanted


@pytest.mark.parametrize("page", ["asvs.md", "ipa.md"])
def test_the_answers_are_counted_right(page: str) -> None:
    kinds = [kind for _, _, kind in answered(page)]

    assert "、".join(f"{kind} {kinds.count(kind)}" for kind in ANSWERS) + "。" in read(DOCS / page).splitlines()


def test_the_words_that_no_password_is_made_of_are_documented() -> None:
    said = re.search(r"^使わせない語: (.+)。", read(DOCS / "security.md"), re.MULTILINE)

    assert said
    assert tuple(said[1].split("、")) == CITY_WORDS


def test_every_release_says_what_to_mind_before_it_comes() -> None:
    sections = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", read(DOCS / "CHANGELOG.md"), re.DOTALL | re.MULTILINE))

    assert [version for version, text in sections.items() if "\n### 上げるときの注意\n\n- " not in text] == []
    assert set(LEAVES) <= set(sections)
    assert tomllib.loads(read(ROOT / "pyproject.toml"))["project"]["version"] == next(iter(sections))
