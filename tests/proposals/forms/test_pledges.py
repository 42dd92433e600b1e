import pytest
from django.utils import timezone

from proposals.forms.pledges import PledgeForm
from proposals.models import PledgeItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def items():
    return list(PledgeItem.objects.current_on(timezone.localdate()))


def everything(items):
    ticks = {
        item.code: item.choices[0] if item.choices else "いいえ" if item.kind == "D" else "on"
        for item in items
        if item.kind != "N"
    }
    return {**ticks, "understandings": "on"}


def test_there_are_twenty_three_items_in_four_kinds(items):
    kinds = PledgeForm(items=items, given={}).kinds()

    assert [(kind.title, len(kind.items)) for kind in kinds] == [("申告", 5), ("誓約", 10), ("同意", 4), ("了承", 4)]


def test_permits_have_three_answers(items):
    form = PledgeForm(items=items, given={})

    assert [value for value, _ in form.fields["D4"].choices] == ["要らない", "持っている", "始めるまでに得る"]


def test_every_item_is_answered_with_its_version(items):
    answers = PledgeForm(everything(items), items=items, given={}).answers()

    assert answers.keys() == {item.code for item in items}
    assert {answer["version"] for answer in answers.values()} == {item.version for item in items}


def test_a_yes_needs_its_situation_and_is_no_answer_without(items):
    form = PledgeForm({**everything(items), "D1": "はい"}, items=items, given={})

    assert form.errors == {"D1_detail": ["「はい」のときは、いまの状況を短く書いてください。"]}
    assert form.answers()["D1"] == {"version": 1, "answer": "", "picked": "はい", "detail": ""}


def test_a_yes_with_its_situation_is_taken(items):
    form = PledgeForm(
        {**everything(items), "D1": "はい", "D1_detail": "再生計画が認可されました。"}, items=items, given={}
    )

    assert form.is_valid()
    assert form.answers()["D1"]["detail"] == "再生計画が認可されました。"


def test_every_tick_is_owed(items):
    form = PledgeForm({}, items=items, given={})

    assert len(form.errors) == 5 + 10 + 4 + 1


def test_a_tick_under_older_wording_is_no_tick(items):
    given = {"P1": {"version": 0, "answer": "はい"}, "P2": {"version": 1, "answer": "はい"}}

    form = PledgeForm(items=items, given=given)

    assert (form["P1"].value(), form["P2"].value()) == (False, True)


def test_a_tick_under_a_wording_that_changed_meanwhile_is_taken_back(items):
    shown = PledgeForm(items=items, given={}).wording
    pledge = next(item for item in items if item.code == "P1")
    pledge.version += 1

    form = PledgeForm({**everything(items), "wording": shown}, items=items, given={})

    assert "P1" not in form.answers()
    assert form.answers().keys() == {item.code for item in items} - {"P1"}
    assert form.non_field_errors() == [
        "この画面を開いたあとに、確認事項の文が新しくなりました。新しい文を読んで、印を付け直してください。"
    ]
    assert not form["P1"].value()


def test_a_situation_is_kept_as_the_field_keeps_it(items):
    kept = {"D1_detail": "一行目\r二行目\r\n三行目", "D2_detail": "\u200b　"}

    answers = PledgeForm({**everything(items), **kept}, items=items, given={}).answers()

    assert answers["D1"]["detail"] == "一行目\n二行目\n三行目"
    assert answers["D2"]["detail"] == ""
