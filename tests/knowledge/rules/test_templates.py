"""Which tags a 様式 may have, and what is said of the others."""

import pytest

from knowledge.rules.templates import FIELDS, SAMPLE, faults_of, fields_in


def test_every_field_is_told_and_has_a_sample():
    assert all(meaning and sample for meaning, sample in FIELDS.values())
    assert set(SAMPLE) == set(FIELDS)


def test_what_is_filled_is_named_once_in_its_order():
    texts = ["{{ 団体名 }}と{{代表者}}", "また{{ 団体名 }}", "{ 普通の括弧 }"]

    assert fields_in(texts) == ["団体名", "代表者"]
    assert faults_of(texts) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{{ 会社名 }}", "「会社名」という欄はありません"),
        ("{{ 団体名.__class__ }}", "「団体名.__class__」という欄はありません"),
        ("{{ 団体名|safe }}", "「団体名|safe」という欄はありません"),
        ("{{r 団体名 }}", "「r 団体名」という欄はありません"),
        ("{{ }}", "「」という欄はありません"),
        ("ここに{{ 団体名 と書く", "「{{ 団体名 と書く」の括弧が閉じていません"),
        ("団体名 }} と書く", "「団体名 }}」の括弧が閉じていません"),
        ("{{ 団体名 {{ 代表者 }}", "「{{ 団体名」の括弧が閉じていません"),
        ("{% if 団体名 %}", "「{% if 団体名 %}」は使えません"),
        ("名 %}", "「名 %}」は使えません"),
        ("{# 覚え #}", "「{# 覚え #}」は使えません"),
    ],
)
def test_each_fault_names_its_tag_and_says_what_to_do(text, sentence):
    assert any(sentence in one for one in faults_of([text])), faults_of([text])


def test_a_fault_is_said_once():
    assert len(faults_of(["{{ 会社名 }}", "{{ 会社名 }}"])) == 1
