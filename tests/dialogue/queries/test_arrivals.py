"""Who has come and who is missing, and why a badge cannot be checked in."""

import pytest

from dialogue.models import Participant
from dialogue.queries.arrivals import arrival_list, badge, missing, typed_rows, why_not
from tests.factories.dialogue import EventFactory, ParticipantFactory, RegistrationFactory
from tests.factories.directory import DivisionFactory
from tests.harness import NOON, TODAY, at

pytestmark = pytest.mark.django_db
LAST_YEAR = TODAY.replace(year=2025)


@pytest.fixture
def event():
    return EventFactory(today=True, name="第二回")


def comer(event, **fields):
    registration = {f"registration__{key}": value for key, value in fields.pop("of", {}).items()}
    return ParticipantFactory(registration__event=event, **registration, **fields)


def arrived(**fields):
    return {"arrived_at": NOON, "arrival_by": "受付花子", **fields}


def test_the_list_is_in_the_order_of_names_and_codes(event):
    for kana in ("ミホン", "アサヒ"):
        comer(event, of={"organization__kana": kana, "organization__name": f"{kana}商事"})
    comer(event, of={"organization__kana": "", "organization__name": "カナのない会"})
    for code in ("0200", "0100"):
        comer(event, of={"of_division": True, "division": DivisionFactory(code=code, name=f"{code}課")})

    people = arrival_list(event)

    assert [unit.name for unit in people.units] == ["アサヒ商事", "カナのない会", "ミホン商事", "0100課", "0200課"]


def test_the_list_counts_who_is_here_and_leaves_out_who_left(event):
    registration = RegistrationFactory(event=event)
    ParticipantFactory(registration=registration, **arrived())
    ParticipantFactory(registration=registration)
    ParticipantFactory(registration=registration, left_at=NOON)
    comer(event, of={"cancelled": True})
    absent = comer(event, of={"of_division": True})
    comer(EventFactory(today=True))

    people = arrival_list(event)

    assert (people.arrived, people.expected) == (1, 3)
    assert [unit.registration for unit in people.absent] == [absent.registration]


def test_the_list_is_narrowed_by_words_and_by_who_is_still_to_come(event):
    unit = {"organization__name": "見本商事"}
    here = comer(event, of=unit, name="田中花子", kana="タナカハナコ", **arrived())
    late = comer(event, of={"of_division": True}, name="山田太郎", kana="ヤマダタロウ")

    def names(words="", *, only_waiting=False):
        narrowed = arrival_list(event).narrowed(words, only_waiting=only_waiting)
        return [one for unit in narrowed.units for one in unit.people]

    assert [names("商事"), names("花子"), names("ヤマダ"), names("だれも")] == [[here], [here], [late], []]
    assert names(only_waiting=True) == [late]


def test_who_is_missing_has_nobody_here(event):
    ParticipantFactory(registration__event=event, **arrived())
    gone = ParticipantFactory(registration__event=event, left_at=NOON, **arrived()).registration
    ParticipantFactory(registration=gone)
    nobody = RegistrationFactory(event=event)
    RegistrationFactory(event=event, waiting=True)
    RegistrationFactory(event=event, cancelled=True)

    assert list(missing(event).order_by("pk")) == [gone, nobody]


def test_a_badge_is_found_by_its_code_alone(event):
    person = comer(event)

    assert (badge(person.code), badge("ABSENT22")) == (person, None)


def test_nothing_is_in_the_way_of_who_is_expected(event):
    assert why_not(comer(event), event, on=TODAY) == ""


def test_a_badge_of_another_event_names_it(event):
    other = comer(EventFactory(ended=True, name="第一回", held_on=LAST_YEAR, closes_on=LAST_YEAR))

    assert why_not(other, event, on=TODAY) == (
        "この名札は「第一回」（令和7年（2025年）10月5日（日））のものです。"
        "「第二回」の名札を出してもらうか、一覧から名前で受付してください。"
    )


def test_a_day_that_has_not_begun_comes_before_the_person():
    event = EventFactory(fixed=True)
    person = comer(event, of={"cancelled": True})

    assert "「確定」の段階です" in why_not(person, event, on=TODAY)


def test_each_person_who_does_not_come_has_a_sentence(event):
    company = {"organization__name": "見本商事"}
    cancelled, waiting = comer(event, of={**company, "cancelled": True}), comer(event, of={**company, "waiting": True})
    last = comer(event, name="三代花子")
    second = comer(event, name="二代次郎", left_at=NOON, replaced_by=last)
    first = comer(event, name="初代一郎", left_at=NOON, replaced_by=second)
    left = comer(event, name="外野四郎", left_at=NOON)

    assert [why_not(one, event, on=TODAY) for one in (cancelled, waiting, first, left)] == [
        "見本商事の申込みは取り消されています。参加するなら、申込みの画面で参加に戻してください。",
        "見本商事は空き待ちです。参加するなら、申込みの画面で参加にしてください。",
        "初代一郎さんの代わりに、三代花子さんが参加します。三代花子さんを受付してください。",
        "外野四郎さんは、参加する人から外れています。参加するなら、申込みの画面で加えてください。",
    ]


def test_each_typed_code_has_its_answer_in_one_query(event, django_assert_num_queries):
    unit = {"organization__name": "見本商事"}
    new = comer(event, of=unit, name="田中花子")
    here = comer(event, of=unit, name="山田太郎", arrived_at=at(TODAY, 13), arrival_by="受付花子")
    Participant.objects.filter(pk=new.pk).update(code="NEWNEW22")

    with django_assert_num_queries(1):
        rows = typed_rows(event, ["NEWNEW22", here.code, "ABSENT22"], on=TODAY)

    assert [(row.name, row.words, row.person) for row in rows] == [
        ("田中花子（見本商事）", "受付します。", new),
        ("山田太郎（見本商事）", "13時00分に受付済みです。", None),
        (
            "",
            "「ABSE-NT22」という名札の番号はありません。打ち間違いがないか確かめてください"
            "（0・O・1・I・Lは使っていません）。名前が分かれば、一覧から受付できます。",
            None,
        ),
    ]
    assert rows[0].code == "NEWN-EW22"


def test_a_typed_code_that_is_refused_says_why(event):
    left = comer(event, left_at=NOON)

    row = typed_rows(event, [left.code], on=TODAY)[0]

    assert (row.person, "外れています" in row.words) == (None, True)
