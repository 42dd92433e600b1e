from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.core.calendar import TOKYO
from nara_renkei.core.models import AuditEvent
from proposals.enums import Status
from proposals.rules.meetings import Terms
from screening.enums import CheckResult, CheckStage
from screening.models import CheckItem, SoundnessCheck
from screening.queries import check_stage, check_stages
from screening.usecases.carry_out import CannotStartWork, start_work
from screening.usecases.fix_dialogue import CannotFixDialogue, fix_dialogue, offer_dialogue
from screening.usecases.open_screening import open_screening
from screening.usecases.record_minutes import CannotRecordMinutes, record_minutes
from screening.usecases.record_soundness_check import CannotRecordCheck, CheckFinding, record_soundness_check
from tests.bad_input import PDF
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import SoundnessCheckFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.screening.city import checked, fresh

pytestmark = pytest.mark.django_db


def unchecked(**fields):
    return open_screening(proposal=ProposalFactory(**(fields or {"submitted": True})), by=THE_DESK, at=NOON)


def item(code):
    return CheckItem.objects.get(code=code)


def find(screening, *findings):
    return record_soundness_check(screening=screening, findings=findings, by=THE_DESK, at=NOON)


def results(screening, stage=CheckStage.BEFORE_ROUTING):
    return {one.item.code: one.result for one in check_stage(screening, stage).items}


def test_an_item_without_a_result_is_unchecked():
    state = check_stage(unchecked(), CheckStage.BEFORE_DIALOGUE)

    assert {one.result for one in state.items} == {CheckResult.UNCHECKED}
    assert [str(one.item) for one in state.waiting] == ["入札参加停止", "許認可"]
    assert state.words == "あと2つ"


def test_the_last_result_counts_and_the_earlier_ones_stay():
    screening = unchecked()
    scope = item("scope")

    find(screening, CheckFinding(scope, CheckResult.CAUTION, "営業に近い所がある。"))
    find(screening, CheckFinding(scope, CheckResult.OK, "市民の役に立つ所を確かめた。"))

    state = next(one for one in check_stage(screening, CheckStage.BEFORE_ROUTING).items if one.item == scope)
    assert (state.result, [one.note for one in state.earlier]) == (CheckResult.OK, ["営業に近い所がある。"])


def test_only_what_is_new_is_kept():
    screening = unchecked()
    same = CheckFinding(item("scope"), CheckResult.OK)
    find(screening, same)

    new = find(screening, same, CheckFinding(item("declarations"), CheckResult.OK))

    assert [row.item.code for row in new] == ["declarations"]
    assert AuditEvent.objects.filter(verb="screening.check").count() == 2


def test_a_paper_makes_the_same_result_new():
    screening = unchecked()
    find(screening, CheckFinding(item("scope"), CheckResult.OK))

    paper = SimpleUploadedFile("登記.pdf", PDF, content_type="application/pdf")
    find(screening, CheckFinding(item("scope"), CheckResult.OK, upload=paper))

    state = next(one for one in check_stage(screening, CheckStage.BEFORE_ROUTING).items if one.item.code == "scope")
    assert [one.file_name for one in state.results] == ["登記.pdf", ""]


@pytest.mark.parametrize("result", [one for one in CheckResult if one != CheckResult.OK])
def test_everything_but_no_problem_needs_its_reason(result):
    screening = unchecked()

    with pytest.raises(CannotRecordCheck, match=f"「申告」を「{result.label}」にする理由を書いてください。"):
        find(screening, CheckFinding(item("declarations"), result, " "))
    assert not SoundnessCheck.objects.exists()


def test_nothing_chosen_is_nothing_recorded():
    with pytest.raises(CannotRecordCheck, match="結果を一つ以上選んでください。"):
        find(unchecked())


def test_excused_with_a_reason_is_no_longer_open():
    screening = checked(unchecked(), code="permits")

    find(screening, CheckFinding(item("bidding-suspension"), CheckResult.EXCUSED, "任意団体で、入札に関わらないため。"))

    assert check_stage(screening, CheckStage.BEFORE_DIALOGUE).words == "済み"


def test_an_item_set_back_to_unchecked_is_open_again():
    screening = checked(unchecked())

    find(screening, CheckFinding(item("permits"), CheckResult.UNCHECKED, "許可の期限が切れたため、確かめ直す。"))

    assert [str(one.item) for one in check_stage(screening, CheckStage.BEFORE_DIALOGUE).waiting] == ["許認可"]


def test_what_blocks_is_said_in_the_head_of_the_stage():
    screening = checked(unchecked())

    find(screening, CheckFinding(item("tax"), CheckResult.BLOCKED, "滞納あり。"))

    assert [stage.words for stage in check_stages(screening)] == ["済み", "済み", "進められない"]


def test_an_item_out_of_use_waits_for_nobody_and_keeps_its_results():
    screening = unchecked()
    SoundnessCheckFactory(screening=screening, item=item("scope"))
    SoundnessCheckFactory(screening=screening, item=item("tax"), result="UNCHECKED", note="確かめ直す。")
    CheckItem.objects.filter(code__in=["scope", "declarations", "tax"]).update(is_active=False)

    assert results(screening) == {"corporate-number": CheckResult.UNCHECKED, "scope": CheckResult.OK}
    assert [str(one.item) for one in check_stage(screening, CheckStage.BEFORE_AGREEMENT).waiting] == [
        "反社会的勢力の照会"
    ]


def test_the_results_of_another_proposal_are_not_shown():
    checked(unchecked())

    assert set(results(unchecked()).values()) == {CheckResult.UNCHECKED}


def test_all_stages_are_one_query(django_assert_num_queries):
    screening = checked(unchecked())

    with django_assert_num_queries(1):
        check_stages(screening)


FIRST_DAY = datetime(2026, 10, 12, 10, tzinfo=TOKYO)
DAY = {"fixed_at": FIRST_DAY, "terms": Terms(place="市役所")}
TALK = {"held_on": TODAY, "place": "市役所", "attendees": "課と会社", "body": "話した。"}
OPEN_DIALOGUE = "対話前の確認で、「許認可」がまだです。"


def test_the_first_dialogue_waits_for_its_checks():
    screening = checked(unchecked(in_review=True), code="bidding-suspension")

    with pytest.raises(CannotFixDialogue, match=OPEN_DIALOGUE):
        fix_dialogue(screening=screening, **DAY, by=THE_DESK, at=NOON)
    with pytest.raises(CannotFixDialogue, match=OPEN_DIALOGUE):
        offer_dialogue(screening=screening, dates=[FIRST_DAY], terms=Terms(), by=THE_DESK, at=NOON)
    with pytest.raises(CannotRecordMinutes, match=OPEN_DIALOGUE):
        record_minutes(screening=screening, **TALK, by=THE_DESK, at=NOON)
    assert fresh(screening.proposal).status == Status.IN_REVIEW
    assert not screening.proposal.meetings.exists()


def test_a_dialogue_needs_the_checks_of_its_own_stage_only():
    screening = checked(unchecked(in_review=True), stage="BEFORE_DIALOGUE")

    meeting = fix_dialogue(screening=screening, **DAY, by=THE_DESK, at=NOON)
    record_minutes(screening=screening, **TALK, by=THE_DESK, at=NOON)

    assert (meeting.fixed_at, fresh(screening.proposal).status) == (FIRST_DAY, Status.IN_DIALOGUE)


def test_a_later_dialogue_is_not_asked_again():
    screening = unchecked(in_review=True)
    fresh_status = screening.proposal.__class__.objects.filter(pk=screening.proposal_id)
    fresh_status.update(status=Status.IN_DIALOGUE)

    fix_dialogue(screening=screening, **DAY, by=THE_DESK, at=NOON)
    record_minutes(screening=screening, **TALK, by=THE_DESK, at=NOON)

    assert screening.proposal.meetings.get().held_on == TODAY


def test_work_waits_for_the_last_checks():
    screening = checked(unchecked(adopted=True), stage="BEFORE_DIALOGUE")

    with pytest.raises(CannotStartWork, match="協定・契約前の確認で、「納税」「反社会的勢力の照会」がまだです。"):
        start_work(screening=screening, by=THE_DESK, at=NOON)
    checked(screening, stage="BEFORE_AGREEMENT")
    start_work(screening=screening, by=THE_DESK, at=NOON)

    assert fresh(screening.proposal).status == Status.UNDERWAY
