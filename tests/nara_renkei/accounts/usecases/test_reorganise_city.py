from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post
from nara_renkei.accounts.permissions import division_ids
from nara_renkei.accounts.usecases.reorganise_city import reorganise_city
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.directory.models import Division
from tests.factories.accounts import PostFactory, StaffFactory
from tests.harness import NOON

FIRST, APRIL = date(2025, 4, 1), date(2027, 4, 1)
HEAD = "code,department,division,duties,source,mail,valid_from,predecessors\n"
BASE = (
    HEAD
    + "010101,総合政策部,総合政策課,計画,confirmed,sogo@city.example,,\n010102,総合政策部,広報課,広報,sample,koho@city.example,,\n"
)

pytestmark = pytest.mark.django_db


def bring(text, as_of=FIRST, **options):
    return reorganise_city(data=text.encode(), as_of=as_of, by=THE_SYSTEM, at=NOON, **options)


def test_people_follow_their_division_into_its_new_name():
    bring(BASE)
    old = Division.objects.get(code="010102")
    user = StaffFactory()
    PostFactory(user=user, kind=PostKind.MANAGER, division=old, starts_on=FIRST)
    leader = PostFactory(
        user=StaffFactory(), kind=PostKind.LEADER, division=None, department=old.department, starts_on=FIRST
    )

    result = bring(BASE.replace("総合政策部", "未来創造部").replace("広報課", "広報戦略課"), APRIL)

    new = Division.objects.get(name="広報戦略課")
    assert result.warnings == []
    assert list(
        Post.objects.filter(user=user).order_by("starts_on").values_list("division", "starts_on", "ends_on")
    ) == [
        (old.pk, FIRST, APRIL - timedelta(days=1)),
        (new.pk, APRIL, None),
    ]
    assert Post.objects.get(user=leader.user, starts_on=APRIL).department.name == "未来創造部"
    assert division_ids(user, APRIL) == sorted([old.pk, new.pk])


def test_people_of_a_split_division_wait_for_the_personnel_file():
    bring(BASE)
    PostFactory(user=StaffFactory(), division=Division.objects.get(code="010102"), starts_on=FIRST)
    split = HEAD + (
        "010101,総合政策部,総合政策課,計画,confirmed,,,\n"
        "010103,総合政策部,広聴課,広聴,sample,,,010102\n"
        "010104,総合政策部,発信課,発信,sample,,,010102\n"
    )

    result = bring(split, APRIL)

    assert result.warnings == [
        "広報課の職員の行き先が決まりません。職員の取込み（import_staff）で新しい席を登録してください。"
    ]
    assert Post.objects.get().ends_on is None


def test_a_dry_run_moves_nobody():
    bring(BASE)
    PostFactory(user=StaffFactory(), division=Division.objects.get(code="010102"), starts_on=FIRST)

    result = bring(BASE.replace("広報課", "広報戦略課"), APRIL, dry_run=True)

    assert [difference.kind for difference in result.differences] == ["改称"]
    assert (Post.objects.count(), Division.objects.count()) == (1, 2)


def test_the_command_prints_differences_and_warnings(tmp_path, capsys):
    file = tmp_path / "divisions.csv"
    file.write_text(BASE)

    call_command("import_divisions", str(file), "--as-of", "2025-04-01")
    call_command("import_divisions", str(file), "--dry-run")

    assert capsys.readouterr().out == (
        "新設　010101 総合政策部 総合政策課\n新設　010102 総合政策部 広報課\n2件の差があります。\n差はありません。（確認のみ。何も変えていません）\n"
    )


def test_the_command_refuses_in_japanese(tmp_path):
    file = tmp_path / "divisions.csv"
    file.write_text("code\n1\n")

    with pytest.raises(
        CommandError,
        match="取り込みませんでした。\n1行目: 見出しに「department」「division」「duties」の列がありません。",
    ):
        call_command("import_divisions", str(file))


def test_the_head_of_a_department_that_ends_waits_for_the_personnel_file():
    bring(BASE + "020101,危機管理部,危機管理課,防災,sample,,,\n")
    department = Division.objects.get(code="020101").department
    PostFactory(user=StaffFactory(), kind=PostKind.DIRECTOR, division=None, department=department, starts_on=FIRST)

    result = bring(BASE, APRIL)

    assert result.warnings[-1] == (
        "危機管理部の職員の行き先が決まりません。職員の取込み（import_staff）で新しい席を登録してください。"
    )
    assert Post.objects.get().ends_on is None
