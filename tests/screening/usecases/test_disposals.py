"""廃棄: the table of years, what holds, the list and its second person, and what the worker does."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import AuditEvent
from proposals.models import Letter, Proposal
from proposals.rules.lifecycle import MoveRefused
from screening.enums import DisposalState, HoldCause, LineState, RecordKind
from screening.models import DisclosureTerms, DisposalLine, DisposalList, RetentionClass, Screening
from screening.queries.retention import holds_of, lines_of, retention_of
from screening.usecases.approve_disposal import (
    CannotApproveDisposal,
    approve_disposal,
    drop_disposal,
    send_disposal,
    send_disposal_back,
)
from screening.usecases.hold_record import CannotHold, lift_hold, place_hold
from screening.usecases.prepare_disposal import CannotPrepare, prepare_disposal, prepare_yearly
from screening.usecases.put_off_disposal import CannotPutOff, put_off_disposal
from screening.usecases.reopen_proposal import reopen_proposal
from screening.usecases.retry_disposal import CannotRetryDisposal, retry_disposal
from screening.usecases.start_disposal import CannotStartDisposal, start_disposal
from screening.usecases.wipe_proposal import LEASE, _wipe_or_keep, wipe_next
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import LetterFactory, ProposalFactory
from tests.factories.screening import (
    LONG_AGO,
    DisclosureRequestFactory,
    ExtensionFactory,
    HoldFactory,
    NoteFactory,
    ScreeningFactory,
    ThirdPartyOpinionFactory,
)
from tests.harness import NOON, TODAY, at
from tests.screening.disposals import BY, approved, confirmed, finished_list, long_over, open_door, running, wipe_all

pytestmark = pytest.mark.django_db


def fresh(row):
    return type(row)._base_manager.get(pk=row.pk)


def titles():
    return list(Proposal.objects.order_by("pk").values_list("title", flat=True))


# -- the table, and when it is over


def test_the_table_begins_with_examples_by_which_nothing_is_listed():
    long_over()

    assert not RetentionClass.objects.filter(is_confirmed=True).exists()
    with pytest.raises(CannotPrepare, match="確かめられていません"):
        prepare_disposal(**BY)


def test_only_what_is_over_by_a_confirmed_row_is_listed():
    gone = long_over()
    for fields in (
        {"proposal__declined": True, "proposal__status_changed_at": at(date(2021, 4, 1))},  # kept until 2027-03-31
        {"proposal__in_review": True, "proposal__status_changed_at": LONG_AGO},  # not closed
        {"proposal__submitted": True, "proposal__status": "WITHDRAWN", "proposal__status_changed_at": LONG_AGO},
    ):
        ScreeningFactory(**fields)
    ExtensionFactory(proposal=long_over())
    just = ScreeningFactory(proposal__declined=True, proposal__status_changed_at=at(date(2021, 3, 31))).proposal
    confirmed(RecordKind.DECLINED)

    disposal = prepare_disposal(**BY)

    assert list(disposal.lines.order_by("position").values_list("proposal", "completed_on", "ends_on")) == [
        (gone.pk, date(2015, 6, 10), date(2021, 3, 31)),
        (just.pk, date(2021, 3, 31), date(2026, 3, 31)),
    ]
    assert disposal.number == "R8-廃-01"


def test_what_stands_on_a_list_comes_on_no_other():
    long_over()
    confirmed()
    prepare_disposal(**BY)

    with pytest.raises(CannotPrepare, match="いまありません"):
        prepare_disposal(**BY)
    assert prepare_yearly(by=THE_SYSTEM, at=NOON) is None


def test_a_proposal_says_until_when_it_is_kept():
    proposal = long_over()

    assert retention_of(proposal).words == (
        "令和3年3月31日まで（5年、平成28年4月1日から）　年数は例です。市の規程と照らしていません。"
    )
    confirmed()
    HoldFactory(proposal=proposal)
    ExtensionFactory(proposal=proposal)
    assert retention_of(proposal).words == (
        "令和13年3月31日まで（5年、平成28年4月1日から）　続きの取組の参考にするため。のため延ばしています。"
        "　廃棄を止めています：係争・監査　令和8年（ワ）第1号"
    )
    assert retention_of(ProposalFactory(in_review=True)).words == "まだ終わっていないため、数え始めていません。"


# -- the second person


def test_a_list_is_approved_by_another_person_and_begun_once():
    proposal, clerk, chief = long_over(), StaffFactory(desk=True), StaffFactory(desk=True)
    confirmed()
    disposal = prepare_disposal(**BY)
    decision = {"document_number": "奈総第12号", "decided_on": TODAY}

    with pytest.raises(CannotStartDisposal, match="作成中"):
        start_disposal(disposal=disposal, **BY)
    send_disposal(disposal=disposal, user=clerk, **BY)
    with pytest.raises(CannotApproveDisposal, match="ほかの人が"):
        approve_disposal(disposal=disposal, user=clerk, **decision, **BY)
    with pytest.raises(CannotApproveDisposal, match="今日までの日"):
        approve_disposal(disposal=disposal, user=chief, **{**decision, "decided_on": TODAY + timedelta(days=1)}, **BY)
    with pytest.raises(CannotStartDisposal, match="承認待ち"):
        start_disposal(disposal=disposal, **BY)
    approve_disposal(disposal=disposal, user=chief, **decision, **BY)
    start_disposal(disposal=disposal, **BY)
    with pytest.raises(CannotStartDisposal, match="廃棄中"):
        start_disposal(disposal=disposal, **BY)

    wipe_all()
    disposal = fresh(disposal)
    assert (disposal.state, disposal.finished_at, disposal.approved_by) == (DisposalState.DONE, NOON, chief)
    assert fresh(proposal).title == "（保存年限により削除）"
    verbs = AuditEvent.objects.filter(about=disposal.key).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [f"disposal.{verb}" for verb in ("prepare", "send", "approve", "start")]
    assert AuditEvent.objects.get(verb="disposal.wipe").about == proposal.key


def test_a_list_is_sent_back_and_given_up_and_its_proposals_come_again():
    proposal = long_over()
    confirmed()
    first = prepare_disposal(**BY)
    send_disposal(disposal=first, user=StaffFactory(desk=True), **BY)
    send_disposal_back(disposal=first, **BY)
    drop_disposal(disposal=first, reason="年度の途中のため", **BY)

    assert fresh(first).state == DisposalState.DROPPED
    assert first.lines.get().note == "リストの取りやめ：年度の途中のため"
    assert prepare_disposal(**BY).lines.get().proposal == proposal


def test_what_is_put_off_stays_and_an_empty_list_goes_nowhere():
    proposal = long_over()
    confirmed()
    disposal = prepare_disposal(**BY)
    line = disposal.lines.get()

    with pytest.raises(CannotPutOff, match="あすから"):
        put_off_disposal(line=line, until=TODAY, reason="まだ使う。", **BY)
    put_off_disposal(line=line, until=date(2030, 3, 31), reason="まだ使う。", **BY)

    assert (fresh(line).state, fresh(line).note) == (LineState.PUT_OFF, "令和12年3月31日まで。まだ使う。")
    assert retention_of(proposal).ends_on == date(2030, 3, 31)
    with pytest.raises(CannotPutOff, match="もう扱いが"):
        put_off_disposal(line=line, until=date(2031, 3, 31), reason="もっと。", **BY)
    with pytest.raises(CannotApproveDisposal, match="一つもありません"):
        send_disposal(disposal=disposal, user=StaffFactory(desk=True), **BY)


def test_a_list_of_which_nothing_is_left_is_not_approved():
    long_over()
    confirmed()
    disposal = send_disposal(disposal=prepare_disposal(**BY), user=StaffFactory(desk=True), **BY)
    put_off_disposal(line=disposal.lines.get(), until=date(2030, 3, 31), reason="まだ使う。", **BY)

    with pytest.raises(CannotApproveDisposal, match="一つもありません"):
        approve_disposal(
            disposal=disposal, user=StaffFactory(desk=True), document_number="奈総第12号", decided_on=TODAY, **BY
        )


# -- what holds


def test_a_held_proposal_stays_and_the_others_go():
    held, asked, free = long_over(), long_over(), long_over()
    place_hold(proposal=held, cause=HoldCause.DISPUTE, reason="令和8年（ワ）第1号", **BY)
    request = DisclosureRequestFactory()
    request.proposals.add(asked)
    disposal = running()
    assert [one.holds for one in lines_of(disposal)] == [
        ["係争・監査　令和8年（ワ）第1号"],
        [f"開示請求　{request.number}"],
        [],
    ]

    wipe_all()

    states = disposal.lines.order_by("position").values_list("state", "note")
    assert list(states) == [
        (LineState.KEPT, "廃棄を止めています：係争・監査　令和8年（ワ）第1号"),
        (LineState.KEPT, f"廃棄を止めています：開示請求　{request.number}"),
        (LineState.WIPED, ""),
    ]
    assert [fresh(one).title == "（保存年限により削除）" for one in (held, asked, free)] == [False, False, True]
    assert fresh(disposal).state == DisposalState.DONE


def test_a_refusal_holds_until_nobody_may_ask_for_a_review_any_more():
    """行政不服審査法18条1項. The database counts, from its own day."""
    today = local_day(timezone.now())
    proposal = long_over()
    request = DisclosureRequestFactory(decided=True, decision="CLOSED", received_on=LONG_AGO)
    request.proposals.add(proposal)
    DisclosureTerms.objects.update_or_create(pk=1, defaults={"notice_days": 0})
    over = [f"開示請求　{request.number}（審査請求のできる期間）"]

    def holds(decided_on, **values):
        values = {"state": "DECIDED", "decision": "CLOSED", "opened_on": None, "reasons": "不開示", **values}
        type(request).objects.filter(pk=request.pk).update(decided_on=decided_on, **values)
        with connection.cursor() as cursor:
            cursor.execute("SELECT proposal_is_held(%s)", [proposal.pk])
            (held,) = cursor.fetchone()
        found = holds_of(proposal)
        assert held is bool(found)
        return found

    # decided on the first of a month, it ends with the first of the third month after
    first = today.replace(day=1)
    three_months_ago = (first - timedelta(days=80)).replace(day=1)
    assert holds(today) == over
    assert holds(today - timedelta(days=88)) == over
    assert holds(today - timedelta(days=93)) == []
    assert (holds(three_months_ago) == over) is (today.day == 1)
    for decision in ("ABSENT", "UNSAID"):
        assert holds(today, decision=decision) == over
    assert holds(today, decision="OPEN", state="OPENED", opened_on=today) == []
    long_decided = today - timedelta(days=200)
    assert holds(long_decided, decision="PART", state="OPENED", opened_on=today) == over
    assert holds(long_decided, decision="PART") == [f"開示請求　{request.number}"]  # not handed over
    # the day on which the requester was told, where it is known: no days are added to it
    DisclosureTerms.objects.update(notice_days=14)
    told = {"told_how": "CERTIFIED", "told_on": today - timedelta(days=95)}
    assert holds(today - timedelta(days=100)) == over  # 14 days and three months
    assert holds(today - timedelta(days=100), **told) == []
    assert holds(today - timedelta(days=100), **{**told, "told_on": today - timedelta(days=88)}) == over
    assert holds(long_decided, **{**told, "told_on": today}) == over
    DisclosureTerms.objects.update(notice_days=0)
    type(request).objects.filter(pk=request.pk).update(told_on=None, told_how="")
    # the notice to a third party counts, and the city's own months and days
    opinion = ThirdPartyOpinionFactory(request=request, asked_on=LONG_AGO, due_on=today, told_on=today)
    assert holds(long_decided) == over
    opinion.delete()
    DisclosureTerms.objects.update(review_months=7)
    assert holds(long_decided) == over
    DisclosureTerms.objects.update(review_months=3, notice_days=150)
    assert holds(long_decided) == over


def test_what_was_held_comes_on_the_next_list_when_it_is_lifted():
    proposal = long_over()
    hold = place_hold(proposal=proposal, cause=HoldCause.OTHER, reason="監査のため", **BY)
    running()
    wipe_all()

    lift_hold(hold=hold, reason="監査が済んだ。", **BY)

    with pytest.raises(CannotHold, match="もう解かれて"):
        lift_hold(hold=hold, reason="もう一度。", **BY)
    assert prepare_disposal(**BY).lines.get().proposal == proposal


def test_what_is_gone_is_neither_held_nor_opened_again():
    proposal = finished_list().lines.get().proposal

    with pytest.raises(CannotHold, match="もう廃棄"):
        place_hold(proposal=proposal, cause=HoldCause.OTHER, reason="遅かった", **BY)
    with pytest.raises(MoveRefused, match="再開できません"):
        reopen_proposal(screening=proposal_screening(proposal), reason="もう一度", letter=None, **BY)


def proposal_screening(proposal):
    return Screening.objects.get(proposal=proposal)


def test_a_longer_row_of_the_table_keeps_what_a_list_has_named():
    proposal = long_over()
    running()
    RetentionClass.objects.filter(kind=RecordKind.DECLINED).update(years=30)

    wipe_all()

    assert DisposalLine.objects.get().note == "保存の終わりが令和28年3月31日になりました。"
    assert fresh(proposal).title != "（保存年限により削除）"


# -- the worker


def test_another_worker_goes_on_where_one_died():
    long_over()
    running()
    with transaction.atomic():  # claimed, and then kill -9
        DisposalLine.objects.update(state="WORKING", attempts=1, next_try_at=NOON + LEASE)

    assert wipe_next(by=THE_SYSTEM, at=NOON) is None
    done = wipe_next(by=THE_SYSTEM, at=NOON + LEASE)

    assert (done.state, done.attempts, done.wiped_at) == (LineState.WIPED, 2, NOON + LEASE)


def test_what_kills_its_worker_five_times_is_given_up():
    long_over()
    disposal = running()
    DisposalLine.objects.update(state="WORKING", attempts=5)

    assert wipe_next(by=THE_SYSTEM, at=NOON) is None

    line = disposal.lines.get()
    assert (line.state, "処理が途中で止まりました" in line.note) == (LineState.FAILED, True)
    assert fresh(disposal).state == DisposalState.RUNNING  # until the desk says how it goes on


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param(lambda line: HoldFactory(proposal=line.proposal), "廃棄を止めています", id="held"),
        pytest.param(
            lambda line: Proposal.objects.filter(pk=line.proposal_id).update(status="IN_REVIEW"),
            "終わったものではなくなりました。",
            id="opened again",
        ),
    ],
)
def test_what_came_after_the_claim_is_seen_under_the_lock(change, why):
    line = working_line()
    change(line)

    kept = _wipe_or_keep(line, by=THE_SYSTEM, at=NOON)

    assert (kept.state, kept.note.startswith(why)) == (LineState.KEPT, True)
    assert fresh(line.proposal).title != "（保存年限により削除）"


def test_a_wiping_that_breaks_leaves_everything_as_it_was():
    broken, whole = long_over(), long_over()
    note = NoteFactory(screening=proposal_screening(broken), body="残る言葉")
    NoteFactory(screening=proposal_screening(whole))
    before = fresh(broken).title
    running()
    refuse = (
        "CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF OLD.id = {note.pk} THEN RAISE EXCEPTION 'broken'; END IF; RETURN NEW; END $$;"
        "CREATE TRIGGER refuse BEFORE UPDATE ON screening_note FOR EACH ROW EXECUTE FUNCTION pg_temp.refuse();"
    )
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(refuse)

    wipe_all()

    line = DisposalLine.objects.get(proposal=broken)
    assert (line.state, line.attempts, line.next_try_at) == (LineState.WAITING, 1, NOON + timedelta(seconds=30))
    assert (fresh(broken).title, fresh(note).body) == (before, "残る言葉")
    assert fresh(whole).title == "（保存年限により削除）"

    for turn in range(1, 5):
        wipe_all(at=NOON + timedelta(hours=turn))
    note = "5回試みましたが、廃棄できませんでした（思いがけない誤りです）。運用の担当者に知らせてください。"
    assert (fresh(line).state, fresh(line).note) == (LineState.FAILED, note)
    assert fresh(broken).title == before


# -- what the worker gave up


@pytest.mark.parametrize(
    ("exc", "words"),
    [
        (OperationalError("lock timeout"), "データベースが混んでいるか"),
        (IntegrityError("append-only"), "データベースの守りが"),
        (FileNotFoundError(), "ファイルの置き場が"),
        (KeyError("x"), "思いがけない誤り"),
    ],
)
def test_the_line_says_why_in_the_words_of_the_desk(monkeypatch, exc, words):
    def broken(*_, **__):
        raise exc

    long_over()
    running()
    DisposalLine.objects.update(attempts=4)
    monkeypatch.setattr("screening.usecases.wipe_proposal._wipe", broken)

    assert words in wipe_next(by=THE_SYSTEM, at=NOON).note


def given_up():
    """A running list of two: one is gone, and one the worker gave up."""
    stuck, gone = long_over(), long_over()
    disposal = running()
    DisposalLine.objects.filter(proposal=stuck).update(attempts=5)
    wipe_all()
    assert fresh(gone).title == "（保存年限により削除）"
    return disposal, DisposalLine.objects.get(proposal=stuck)


def test_what_was_given_up_is_tried_again_and_ends_its_list():
    disposal, line = given_up()

    retry_disposal(line=line, **BY)
    assert (fresh(line).state, fresh(line).attempts, fresh(line).note) == (LineState.WAITING, 0, "")
    with pytest.raises(CannotRetryDisposal, match="できなかった"):
        retry_disposal(line=line, **BY)
    wipe_all()

    assert (fresh(line).state, fresh(disposal).state) == (LineState.WIPED, DisposalState.DONE)
    assert AuditEvent.objects.get(verb="disposal.retry").about == line.proposal.key
    with pytest.raises(CannotRetryDisposal, match="廃棄済み"):
        retry_disposal(line=line, **BY)


def test_what_was_given_up_is_put_off_and_ends_its_list():
    disposal, line = given_up()

    put_off_disposal(line=line, until=date(2030, 3, 31), reason="直るまで。", **BY)

    assert (fresh(line).state, fresh(line).note) == (LineState.PUT_OFF, "令和12年3月31日まで。直るまで。")
    assert fresh(disposal).state == DisposalState.DONE
    with pytest.raises(CannotPutOff, match="もう扱いが"):
        put_off_disposal(line=line, until=date(2030, 3, 31), reason="もう一度。", **BY)


def test_what_an_older_release_gave_up_on_an_ended_list_is_put_off_too():
    disposal, line = given_up()
    DisposalList.objects.filter(pk=disposal.pk).update(state="DONE", finished_at=NOON)

    put_off_disposal(line=line, until=date(2030, 3, 31), reason="直るまで。", **BY)

    assert fresh(line).state == LineState.PUT_OFF


# -- the door in the database


def working_line(**fields):
    long_over(**fields)
    running()
    line = DisposalLine.objects.get()
    DisposalLine.objects.filter(pk=line.pk).update(state="WORKING")
    return line


def wipe_letter(proposal, **values):
    Letter.objects.filter(proposal=proposal).update(**(values or {"body": "（保存年限により削除）"}))


def refused(change):
    """Whether the database refused it as append-only."""
    try:
        with transaction.atomic():
            change()
    except IntegrityError as exc:
        return "append-only" in str(exc)
    return False


def test_the_door_opens_for_the_line_at_work_and_for_empty_words_only():
    line = working_line()
    letter, other = LetterFactory(proposal=line.proposal), LetterFactory()

    for what, change in (
        ("closed", lambda: wipe_letter(line.proposal)),
        ("another proposal", lambda: (open_door(line), wipe_letter(other.proposal))),
        ("another line", lambda: (open_door(DisposalLine(pk=line.pk + 1)), wipe_letter(line.proposal))),
        ("new words", lambda: (open_door(line), wipe_letter(line.proposal, body="書き換えた"))),
        ("another column", lambda: (open_door(line), wipe_letter(line.proposal, document_number="別の番号"))),
        ("deleted", lambda: (open_door(line), Letter.objects.filter(pk=letter.pk).delete())),
    ):
        assert refused(change), what
    open_door(line)
    wipe_letter(line.proposal)
    assert fresh(letter).body == "（保存年限により削除）"


def refused_lately():
    return DisclosureRequestFactory(decided=True, decision="CLOSED", decided_on=local_day(timezone.now()))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda line: HoldFactory(proposal=line.proposal), id="held"),
        pytest.param(lambda line: DisclosureRequestFactory().proposals.add(line.proposal), id="asked for"),
        pytest.param(lambda line: refused_lately().proposals.add(line.proposal), id="refused lately"),
        pytest.param(lambda line: RetentionClass.objects.update(is_confirmed=False, confirmed_on=None, confirmed_by=""), id="not confirmed"),
        pytest.param(lambda line: Proposal.objects.filter(pk=line.proposal_id).update(status="IN_REVIEW"), id="open"),
    ],
)  # fmt: skip
def test_the_door_is_shut_and_the_line_stays_when(change):
    line = working_line()
    LetterFactory(proposal=line.proposal)
    change(line)

    assert refused(lambda: (open_door(line), wipe_letter(line.proposal)))
    with pytest.raises(IntegrityError, match="cannot change to wiped"), transaction.atomic():
        DisposalLine.objects.filter(pk=line.pk).update(state="WIPED", wiped_at=NOON)


def test_the_database_lets_no_line_begin_before_its_list_is_approved():
    long_over()
    confirmed()
    disposal = prepare_disposal(**BY)

    for state in ("DRAFT", "SUBMITTED", "APPROVED"):
        with pytest.raises(IntegrityError, match="cannot change to wiped"), transaction.atomic():
            DisposalLine.objects.update(state="WORKING")
        if state == "DRAFT":
            approved(disposal)
    assert DisposalList.objects.get().state == "APPROVED"


def test_a_line_whose_last_day_is_to_come_is_not_wiped_by_the_database():
    confirmed()
    proposal = long_over()
    disposal = prepare_disposal(**BY)
    disposal.lines.all().delete()
    row = RetentionClass.objects.get(kind=RecordKind.DECLINED)
    line = DisposalLine.objects.create(
        disposal=disposal, position=1, proposal=proposal, number=proposal.number, retention=row, years=99,
        completed_on=TODAY, ends_on=date(2126, 3, 31),
    )  # fmt: skip
    start_disposal(disposal=approved(disposal), **BY)

    with pytest.raises(IntegrityError, match="cannot change to wiped"), transaction.atomic():
        DisposalLine.objects.filter(pk=line.pk).update(state="WORKING")


def test_a_list_that_was_sent_takes_no_line_and_loses_none():
    long_over()
    confirmed()
    disposal = approved(prepare_disposal(**BY))
    line = disposal.lines.get()

    for change in (
        lambda: DisposalLine.objects.filter(pk=line.pk).delete(),
        lambda: DisposalLine.objects.filter(pk=line.pk).update(proposal=long_over()),
        lambda: DisposalLine.objects.create(
            disposal=disposal, position=9, proposal=long_over(), number="R8-J-9999", retention=line.retention, years=5,
            completed_on=line.completed_on, ends_on=line.ends_on,
        ),
    ):  # fmt: skip
        with pytest.raises(IntegrityError, match="cannot change"), transaction.atomic():
            change()
    assert titles()  # and nothing was wiped
