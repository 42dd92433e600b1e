"""What the page says about the tests is what the tests do."""

import re
from pathlib import Path

import axe_playwright_python
import pytest
from django.test.utils import override_settings

from nara_renkei.portal.queries.accessibility import WORDS, accessibility
from tests import sights
from tests.harness import StrictClient

# WCAG 2.0, the chapters of ISO/IEC 40500 that the JIS took over: number → level
LEVELS = {
    **dict.fromkeys(["1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.3.1", "1.3.2", "1.3.3", "1.4.1", "1.4.2"], "A"),
    **dict.fromkeys(["2.1.1", "2.1.2", "2.2.1", "2.2.2", "2.3.1", "2.4.1", "2.4.2", "2.4.3", "2.4.4"], "A"),
    **dict.fromkeys(["3.1.1", "3.2.1", "3.2.2", "3.3.1", "3.3.2", "4.1.1", "4.1.2"], "A"),
    **dict.fromkeys(["1.2.4", "1.2.5", "1.4.3", "1.4.4", "1.4.5", "2.4.5", "2.4.6", "2.4.7"], "AA"),
    **dict.fromkeys(["3.1.2", "3.2.3", "3.2.4", "3.3.3", "3.3.4"], "AA"),
}
# in the sights: what is said for anything, a made-up token, a demo event, chapter, letter or version
DIFFERS = r"\{[^}]*\}|(?<=/)(?:tsukaenai|dialogue-\w+|kohei|kubun|mail|\d+)(?=/)"


def address(sight: sights.Sight) -> str:
    return re.sub(DIFFERS, "…", sight.path.partition("?")[0])


def test_every_criterion_of_a_and_aa_is_answered_once_in_its_order() -> None:
    said = [(one.number, one.level) for one in accessibility().criteria]

    assert said == sorted(LEVELS.items())
    assert len(said) == 38
    assert {one.result for one in accessibility().criteria} <= set(WORDS)


def test_what_is_said_to_be_tried_by_axe_has_a_rule_of_axe() -> None:
    rules = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    tried = {one.number.replace(".", "") for one in accessibility().criteria if one.axe}

    assert tried - set(re.findall(r'"wcag(\d+)"', rules)) == set()
    assert not [one for one in accessibility().criteria if one.result == "kikai" and not one.axe]


def test_the_pages_of_the_public_and_of_companies_are_those_that_the_browser_opens() -> None:
    opened = {address(one) for one in [*sights.PUBLIC, *sights.COMPANY] if not re.match(r"/ka/jirei/", one.path)}
    said = {page for area in accessibility().areas[:2] for page, _ in area.pages}

    assert opened - said == set(), "tell of them in portal/accessibility.toml"
    assert said - opened == set(), "the browser opens them no more"


def test_the_staff_s_pages_are_counted_right() -> None:
    opened = [*sights.STAFF, *sights.DESK]
    areas = {page.split("/")[1] for page, _ in accessibility().areas[2].pages}
    plain = {one.path.split("/")[1] for one in opened if one.path.startswith("/")} - {"my"}

    assert plain == areas
    assert len(opened) > 300


def test_what_the_browser_excuses_is_a_known_problem() -> None:
    assert {one.excused for one in accessibility().known} - {""} == set(sights.EXCUSED_IN_THE_ADMIN)


def test_no_more_is_claimed_than_was_tried() -> None:
    """準拠 and 一部準拠 ask for a test by people; as long as one criterion waits for it the word is 配慮."""
    shown = accessibility()

    if [one for one in shown.criteria if one.result in {"kikai", "mada"}] or shown.not_done:
        assert shown.degree == "配慮"


@pytest.mark.django_db
@override_settings(ALLOWED_HOSTS=["*"])
def test_the_page_of_results_says_it_all() -> None:
    html = StrictClient().get("/accessibility/kekka/").content.decode()
    shown = accessibility()

    for one in shown.criteria:
        assert f"{one.number} {one.name}" in html
    for words in (*(one.text for one in shown.known), *shown.not_done, *(one.what for one in shown.tools)):
        assert words in html
    assert f"{shown.tested_on.year}年" in html
    assert "レベルAAに配慮" in html
