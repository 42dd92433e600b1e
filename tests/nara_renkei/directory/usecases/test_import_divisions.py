from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import AuditEvent
from nara_renkei.directory.models import Department, Division, Organ
from nara_renkei.directory.rules.tables import TableRefused
from nara_renkei.directory.usecases.import_divisions import import_divisions
from tests.harness import NOON

FIRST = date(2025, 4, 1)
APRIL = date(2027, 4, 1)
HEAD = "code,department,division,duties,source,mail,valid_from,predecessors\n"
BASE = (
    HEAD + "010101,総合政策部,総合政策課,計画,confirmed,sogo@city.example,,\n010102,総合政策部,広報課,広報,sample,,,\n"
)

pytestmark = pytest.mark.django_db


def bring(text, as_of=FIRST):
    return import_divisions(data=text.encode(), as_of=as_of, by=THE_SYSTEM, at=NOON)


def kinds(result):
    return [(difference.kind, difference.code) for difference in result.differences]


def standing(day):
    return list(Division.objects.valid_on(day).in_order().values_list("code", "name"))


def refusal(text):
    with pytest.raises(TableRefused) as caught:
        bring(text)
    return caught.value.errors


def test_the_first_file_opens_everything():
    result = bring(BASE)

    assert kinds(result) == [("新設", "010101"), ("新設", "010102")]
    first = Division.objects.get(code="010101")
    assert (first.department.name, first.department.code, first.email, first.is_sample) == (
        "総合政策部",
        "0101",
        "sogo@city.example",
        False,
    )
    assert Division.objects.get(code="010102").is_sample is True


def test_without_a_mail_address_nothing_can_be_sent_there():
    bring(BASE)

    assert list(Division.objects.values_list("accepts_routing", flat=True)) == [False, False]


def test_the_same_file_again_changes_nothing():
    bring(BASE)

    assert bring(BASE, APRIL).differences == []
    assert AuditEvent.objects.filter(verb="divisions.imported").count() == 1


def test_a_new_name_ends_the_old_one_on_the_eve():
    bring(BASE)

    result = bring(BASE.replace("広報課", "広報戦略課"), APRIL)

    assert [str(difference) for difference in result.differences] == [
        "改称　010102 総合政策部 広報課 → 総合政策部 広報戦略課"
    ]
    assert standing(APRIL - timedelta(days=1))[1] == ("010102", "広報課")
    assert standing(APRIL)[1] == ("010102", "広報戦略課")
    assert Division.objects.get(name="広報課").successors.get().name == "広報戦略課"


def test_under_a_new_name_the_division_keeps_its_own_words():
    bring(BASE)
    Division.objects.filter(name="広報課").update(keywords="市報／動画")

    bring(BASE.replace("広報課", "広報戦略課"), APRIL)

    assert Division.objects.get(name="広報戦略課").keywords == "市報／動画"


def test_a_division_that_is_left_out_ends_and_says_where_its_work_goes():
    bring(BASE)
    reform = (
        HEAD + "010101,総合政策部,総合政策課,計画,confirmed,,,\n010103,総合政策部,魅力発信課,広報,sample,,,010102\n"
    )

    result = bring(reform, APRIL)

    assert kinds(result) == [("新設", "010103"), ("改称", "010102")]
    assert result.warnings == []
    assert [division.name for division in Division.objects.get(code="010102").successors.all()] == ["魅力発信課"]
    assert standing(APRIL) == [("010101", "総合政策課"), ("010103", "魅力発信課")]


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ("010101,総合政策部,総合政策課,計画,confirmed,,,010102\n", [("統合", "010102")]),
        (
            "010109,総合政策部,未来課,計画,confirmed,,,010101 010102\n",
            [("新設", "010109"), ("統合", "010101"), ("統合", "010102")],
        ),
    ],
)
def test_two_divisions_that_become_one_are_told_as_joined(after, told):
    bring(BASE)

    assert kinds(bring(HEAD + after, APRIL)) == told


def test_a_division_that_becomes_two_is_told_as_split():
    bring(BASE)
    split = (
        HEAD
        + "010101,総合政策部,総合政策課,計画,confirmed,sogo@city.example,,\n"
        + "010103,総合政策部,広聴課,広聴,sample,,,010102\n010104,総合政策部,発信課,発信,sample,,,010102\n"
    )

    result = bring(split, APRIL)

    assert str(result.differences[-1]) == "分割　010102 総合政策部 広報課 → 広聴課・発信課"


def test_an_end_without_a_successor_is_warned_of():
    bring(BASE)

    result = bring(HEAD + "010101,総合政策部,総合政策課,計画,confirmed,,,\n", APRIL)

    assert result.warnings == ["廃止する広報課（010102）の後の課がありません。predecessorsの列に書いてください。"]


def test_an_unknown_predecessor_is_warned_of():
    result = bring(BASE.replace("confirmed,sogo@city.example,,\n", "confirmed,,,999999\n"))

    assert result.warnings == ["2行目: 前の課「999999」は、この日に終わる課にありません。"]


def test_duties_and_mail_change_in_place():
    bring(BASE)

    result = bring(BASE.replace("計画", "計画／連携").replace("sogo@", "seisaku@"), APRIL)

    assert kinds(result) == [("分掌の変更", "010101"), ("メールの変更", "010101")]
    assert Division.objects.get(code="010101").email == "seisaku@city.example"


def test_a_file_without_addresses_takes_none_away():
    bring(BASE)

    bring(
        "code,department,division,duties,source\n010101,総合政策部,総合政策課,計画,confirmed\n010102,総合政策部,広報課,広報,sample\n"
    )

    assert Division.objects.get(code="010101").email == "sogo@city.example"


def test_a_new_name_of_the_department_moves_its_divisions():
    bring(BASE)

    result = bring(BASE.replace("総合政策部", "未来創造部"), APRIL)

    assert kinds(result) == [("部の変更", "010101"), ("部の変更", "010102")]
    assert list(Department.objects.valid_on(APRIL).values_list("name", flat=True)) == ["未来創造部"]
    assert list(Department.objects.valid_on(FIRST).values_list("name", flat=True)) == ["総合政策部"]


def test_importing_twice_for_the_same_day_leaves_one_successor():
    bring(BASE)
    bring(BASE.replace("広報課", "広報戦略課"), APRIL)

    bring(BASE.replace("広報課", "広報推進課"), APRIL)

    assert standing(APRIL)[1] == ("010102", "広報推進課")
    assert Division.objects.filter(code="010102").count() == 2


def test_the_demo_file_comes_in_whole_with_its_organs():
    data = Path(settings.BASE_DIR / "nara_renkei/portal/demo/divisions.csv").read_bytes()

    result = import_divisions(data=data, as_of=FIRST, by=THE_SYSTEM, at=NOON)

    assert {kind for kind, _ in kinds(result)} == {"新設"}
    assert (Division.objects.count(), Department.objects.count()) == (69, 16)
    organs = dict(Department.objects.exclude(organ=Organ.MAYOR).values_list("name", "organ"))
    assert organs == {"教育部": "EDUCATION", "企業局": "UTILITIES", "消防局": "FIRE", "農業委員会": "AGRICULTURE"}


def test_every_bad_row_is_named_with_its_line_and_nothing_comes_in():
    text = HEAD + (
        "1,総合政策部,課,分,,,,\n"
        "010101,総合政策部,課,分,,,,\n"
        "010101,総合政策部,課,分,,,,\n"
        "010102,別の部,課,分,,,,\n"
        "020101,,,分,,,,\n"
        "030101,部,課,分,,bad,2027-13-01,\n"
        f"040101,部,{'長' * 61},分,,,,\n"
    )

    assert refusal(text) == [
        "2行目: 所属コード「1」は、半角の英数字5〜10字にしてください。",
        "4行目: 所属コード「010101」が3行目にもあります。",
        "5行目: 部コード「0101」に二つの名称（総合政策部、別の部）があります。",
        "6行目: 部の名称がありません。",
        "6行目: 課の名称がありません。",
        "7行目: 始まりの日「2027-13-01」が読めません。2027-04-01のように書いてください。",
        "7行目: メール「bad」の形が正しくありません。",
        "8行目: 課の名称は60字までです。",
    ]
    assert Division.objects.exists() is False


def test_a_department_that_was_misspelt_is_mended_on_its_own_day():
    bring(BASE)

    bring(BASE.replace("総合政策部", "教育委員会事務局"))

    assert list(Department.objects.values_list("code", "name", "organ", "valid_to")) == [
        ("0101", "教育委員会事務局", Organ.EDUCATION, None)
    ]


def test_a_department_without_a_division_ends_with_the_last_of_them():
    bring(BASE + "020101,危機管理部,危機管理課,防災,sample,,,\n")

    bring(BASE, APRIL)

    assert list(Department.objects.order_by("code").values_list("name", "valid_to")) == [
        ("総合政策部", None),
        ("危機管理部", APRIL - timedelta(days=1)),
    ]


def test_a_division_renamed_twice_for_one_day_does_not_follow_itself():
    bring(BASE)
    renamed = BASE.replace("広報課,広報,sample,,,", "{},広報,sample,,,010102")
    bring(renamed.format("広報戦略課"), APRIL)

    bring(renamed.format("魅力発信課"), APRIL)

    old, new = Division.objects.get(name="広報課"), Division.objects.get(name="魅力発信課")
    assert (list(old.successors.all()), list(new.successors.all())) == ([new], [])
