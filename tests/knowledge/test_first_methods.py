"""The first 連携手法カタログ says what the ガイドライン says, and is loaded once."""

import re

import pytest

from knowledge.models import Method, NavigatorQuestion, NavigatorRule
from knowledge.rendering import render_chapter
from knowledge.rules import methods, navigator
from knowledge.rules.methods import GROUPS, TEXTS
from knowledge.usecases.load_chapters import first_edition
from knowledge.usecases.load_methods import load_methods
from nara_renkei.core.models import CitySettings
from tests.factories.directory import DivisionFactory
from tests.knowledge.catalogue import METHODS, QUESTIONS, RULES, catalogue

CHAPTERS = {one.anchor: one for one in first_edition()}


def test_it_has_18_methods_in_the_order_of_their_headings():
    assert list(METHODS) == [code for codes in GROUPS.values() for code in codes]
    assert len(METHODS) == 18


@pytest.mark.parametrize("code", METHODS)
def test_every_method_keeps_its_room_and_ends_its_sentences(code):
    one = METHODS[code]
    texts = [getattr(one, name) for name in TEXTS]

    assert one.chapter in CHAPTERS
    assert "（見本）" in one.days
    assert max(map(len, texts)) <= methods.TEXT
    assert len(one.name) <= methods.NAME
    assert max(len(one.summary), len(one.decided_by)) <= methods.SUMMARY
    assert all(line.endswith("。") for text in texts for line in text.splitlines())
    assert all("<li>" in render_chapter(text, anchor="a", link_of=lambda to: None).html for text in texts)


def test_the_chapter_of_the_methods_names_the_same_methods_and_answers():
    text = CHAPTERS["shuho"].text

    for one in METHODS.values():
        assert re.search(rf"^\| {re.escape(one.name)} \|", text, re.MULTILINE), one.name
    for question in QUESTIONS.values():
        labels = [answer["label"] for answer in question["answers"] if answer["code"] != navigator.UNKNOWN]
        assert "／".join(labels) in text, question["code"]


def test_every_rule_keeps_its_room_and_says_why():
    answers = {f"{code}.{one['code']}" for code, question in QUESTIONS.items() for one in question["answers"]}

    assert len(QUESTIONS) == 6
    assert all(one["answers"][-1]["code"] == navigator.UNKNOWN for one in QUESTIONS.values())
    assert len({(one.answer, one.method) for one in RULES}) == len(RULES)
    for one in RULES:
        assert one.answer in answers
        assert one.points in navigator.POINTS
        assert one.reason.endswith("。")
        assert len(one.reason) <= navigator.REASON


@pytest.mark.django_db
def test_it_waits_for_a_division_that_keeps_it():
    load_methods()
    assert Method.objects.count() == 0
    CitySettings.objects.update(division_name="協働推進課")
    owner = DivisionFactory(name="協働推進課")

    load_methods()

    assert Method.objects.filter(owner=owner).count() == 18
    assert NavigatorRule.objects.count() == len(RULES)
    assert Method.objects.saying("見守り・実証").count() == 0
    assert "trial" in Method.objects.saying("実証実験").values_list("code", flat=True)


@pytest.mark.django_db
def test_loading_again_keeps_what_the_city_made_of_it():
    rows = catalogue()
    Method.objects.filter(code="trial").update(name="試し", is_active=False)
    rows["place"].delete()
    NavigatorQuestion.objects.filter(code="cost").update(text="お金は")
    NavigatorRule.objects.filter(method__code="data").delete()

    load_methods()

    assert Method.objects.count() == 18
    kept = Method.objects.get(code="trial")
    assert (kept.name, kept.is_active, kept.position) == ("試し", False, 5)
    assert NavigatorQuestion.objects.get(code="cost").text == "お金は"
    assert NavigatorRule.objects.filter(method__code="data").count() == 0
