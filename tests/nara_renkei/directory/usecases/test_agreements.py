"""The life of an agreement: renewed, declined, extended, ended; and who is reminded of it."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.core.models import AuditEvent
from nara_renkei.core.private_files import UploadRefused
from nara_renkei.directory.enums import PaperOf, Side
from nara_renkei.directory.models import Agreement
from nara_renkei.directory.rules.agreements import act_by
from nara_renkei.directory.tasks import roll_agreements_task
from nara_renkei.directory.usecases.decline_renewal import decline_renewal
from nara_renkei.directory.usecases.end_agreement import end_agreement
from nara_renkei.directory.usecases.extend_agreement import extend_agreement
from nara_renkei.directory.usecases.keep_agreement_paper import keep_agreement_paper
from nara_renkei.directory.usecases.record_activity import record_activity
from nara_renkei.directory.usecases.remind_of_agreements import remind_of_agreements
from nara_renkei.directory.usecases.renew_agreement import renew_agreement
from nara_renkei.directory.usecases.roll_agreements import roll_agreements
from nara_renkei.directory.usecases.settle_agreement import CannotAct
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.portal.demo.pictures import leaflet
from tests.factories.directory import AgreementFactory, DivisionFactory
from tests.harness import NOON, THE_DESK, TODAY, at

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
BY = {"by": THE_DESK, "at": NOON}


def renewing(**fields):
    return AgreementFactory(renewing=True, **fields)


def lapsed(**fields):
    """One whose last recorded term ended while no job ran."""
    return renewing(starts_on=date(2023, 4, 1), ends_on=date(2025, 3, 31), **fields)


def decline(agreement, day=TODAY):
    return decline_renewal(agreement=agreement, declined_on=day, side=Side.PARTNER, **BY)


def extend(agreement, ends_on=date(2028, 3, 31), agreed_on=TODAY):
    return extend_agreement(agreement=agreement, agreed_on=agreed_on, ends_on=ends_on, note="覚書", **BY)


def terms(agreement):
    return list(agreement.renewals.order_by("previous_end").values_list("kind", "ends_on", "recorded_by"))


def refusal(act, *args, **kwargs):
    with pytest.raises(CannotAct) as refused:
        act(*args, **kwargs)
    return str(refused.value)


# --- by itself


def test_the_terms_that_began_by_themselves_are_written_once_with_nobodys_name():
    agreement = lapsed()

    assert (roll_agreements(at=NOON), roll_agreements(at=NOON)) == (2, 0)

    agreement.refresh_from_db()
    assert (agreement.ends_on, agreement.renewals_count) == (date(2027, 3, 31), 2)
    assert agreement.act_by == date(2026, 12, 31)
    assert terms(agreement) == [("AUTOMATIC", date(2026, 3, 31), ""), ("AUTOMATIC", date(2027, 3, 31), "")]
    assert AuditEvent.objects.filter(verb="agreement.renewed", actor_key="system").count() == 2


def test_a_passed_deadline_gives_way_to_the_next():
    agreement = renewing()

    roll_agreements_task()
    roll_agreements(at=at(date(2027, 1, 1)))

    agreement.refresh_from_db()
    assert (agreement.ends_on, agreement.act_by) == (date(2027, 3, 31), date(2027, 12, 31))


def test_what_does_not_renew_only_loses_its_deadline():
    fixed = AgreementFactory(ends_on=TODAY)

    assert roll_agreements(at=at(TOMORROW)) == 0

    fixed.refresh_from_db()
    assert (fixed.ends_on, fixed.act_by) == (TODAY, None)


def test_the_projection_is_what_the_rules_say():
    rows = [lapsed(), renewing(), AgreementFactory(ends_on=TODAY), AgreementFactory(), AgreementFactory(preparing=True)]
    roll_agreements(at=NOON)

    for row in rows:
        row.refresh_from_db()
        assert row.act_by == act_by(row.term, TODAY)


# --- renewed by a person


def test_a_person_renews_before_the_deadline_and_stands_in_the_history():
    agreement = renew_agreement(agreement=renewing(), note="課長確認", **BY)

    assert terms(agreement) == [("AUTOMATIC", date(2028, 3, 31), THE_DESK.label)]
    assert (agreement.ends_on, agreement.act_by) == (date(2028, 3, 31), date(2027, 12, 31))


def test_the_same_term_is_renewed_once():
    agreement = renew_agreement(agreement=renewing(), note="", **BY)

    assert refusal(renew_agreement, agreement=agreement, note="", **BY) == "次の期間の更新は、もう記録されています。"


def test_an_earlier_renewal_does_not_stand_in_the_way():
    agreement = lapsed()
    roll_agreements(at=NOON)

    renewed = renew_agreement(agreement=agreement, note="", **BY)

    assert renewed.ends_on == date(2028, 3, 31)


def test_only_what_renews_and_is_in_force_is_renewed():
    declined = renewing(declined_on=TODAY, declined_by="CITY")
    future = renewing(starts_on=TOMORROW)

    assert "自動更新の定めがない" in refusal(renew_agreement, agreement=AgreementFactory(), note="", **BY)
    assert "更新できません" in refusal(renew_agreement, agreement=declined, note="", **BY)
    assert "更新できません" in refusal(renew_agreement, agreement=future, note="", **BY)


# --- declined


def test_a_notice_in_time_makes_this_term_the_last():
    agreement = decline(renewing())

    assert (agreement.declined_on, agreement.declined_by, agreement.act_by) == (TODAY, "PARTNER", None)
    assert (roll_agreements(at=at(date(2027, 4, 1))), agreement.ends_on) == (0, date(2027, 3, 31))


def test_a_notice_after_the_deadline_is_refused_with_the_way_on():
    late = renewing(ends_on=date(2026, 12, 31))

    assert refusal(decline, late) == (
        "申出期限（令和8年9月30日）を過ぎた申出です。次の期間は更新されます。"
        "合意して早く終えるときは「解約を記録」を使ってください。"
    )


def test_a_notice_found_late_takes_back_the_renewals_it_was_in_time_for():
    agreement = lapsed()
    roll_agreements(at=NOON)

    agreement = decline(agreement, date(2025, 12, 1))

    assert (agreement.ends_on, agreement.renewals_count) == (date(2026, 3, 31), 1)
    assert terms(agreement) == [("AUTOMATIC", date(2026, 3, 31), "")]


def test_a_notice_that_came_after_a_deadline_leaves_that_renewal():
    agreement = lapsed()
    roll_agreements(at=NOON)

    agreement = decline(agreement, date(2026, 2, 1))

    assert (agreement.ends_on, agreement.renewals_count) == (date(2027, 3, 31), 2)


def test_what_both_agreed_on_is_not_taken_back():
    agreement = extend(renewing())

    agreement = decline(agreement)

    assert (agreement.ends_on, agreement.renewals_count) == (date(2028, 3, 31), 1)


def test_a_notice_needs_a_clause_and_a_day_and_comes_once():
    agreement = decline(renewing())

    assert refusal(decline, agreement) == "更新しない申出は、もう記録されています。"
    assert "自動更新の定めがない" in refusal(decline, AgreementFactory())
    assert refusal(decline, renewing(), TOMORROW) == "申出の日は、今日までの日にしてください。"


# --- extended


def test_an_extension_moves_the_end_and_lifts_the_notice():
    agreement = extend(decline(renewing()))

    assert terms(agreement) == [("AGREED", date(2028, 3, 31), THE_DESK.label)]
    assert (agreement.declined_on, agreement.declined_by) == (None, "")
    assert (agreement.ends_on, agreement.act_by) == (date(2028, 3, 31), date(2027, 12, 31))


def test_an_extension_lasts_longer_and_is_agreed_in_time():
    fixed = AgreementFactory(ends_on=YESTERDAY)

    assert "延長は要りません" in refusal(extend, AgreementFactory())
    assert "いまの終わりより後" in refusal(extend, renewing(), date(2027, 3, 31))
    assert "合意した日は、今日まで" in refusal(extend, fixed)
    assert "合意した日は、今日まで" in refusal(extend, renewing(), agreed_on=TOMORROW)


# --- ended


def test_it_ends_before_its_term_and_the_last_day_still_counts():
    agreement = end_agreement(agreement=renewing(), ended_on=TODAY, why="合意のため。", **BY)

    assert (agreement.ended_on, agreement.ended_why, agreement.act_by) == (TODAY, "合意のため。", None)
    assert Agreement.objects.valid_on(TODAY).exists()
    assert not Agreement.objects.valid_on(TOMORROW).exists()


def test_it_ends_inside_its_term_and_once():
    ended = AgreementFactory(ended_on=TODAY, ended_why="合意のため。")
    end = {"ended_on": TODAY, "why": "合意のため。", **BY}

    assert "有効な期間の中" in refusal(end_agreement, agreement=AgreementFactory(ends_on=YESTERDAY), **end)
    assert refusal(end_agreement, agreement=ended, **end) == "もう解約を記録した協定です。"
    assert "まだ締結していない" in refusal(end_agreement, agreement=AgreementFactory(preparing=True), **end)


# --- what was done, and the papers


def test_an_activity_is_recorded_when_it_was_done():
    agreement, division = AgreementFactory(), DivisionFactory()

    activity = record_activity(agreement=agreement, held_on=TODAY, what="講座", division=division, **BY)

    assert list(agreement.activities.all()) == [activity]
    assert "今日まで" in refusal(record_activity, agreement=agreement, held_on=TOMORROW, what="講座", **BY)


def test_every_version_of_a_paper_stays(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    agreement = AgreementFactory()

    def keep(kind, content=None):
        upload = SimpleUploadedFile("協定書.pdf", content or leaflet(1))
        return keep_agreement_paper(agreement=agreement, kind=kind, upload=upload, **BY)

    papers = [keep(PaperOf.AGREEMENT), keep(PaperOf.AGREEMENT), keep(PaperOf.CHANGE)]

    assert [str(one) for one in papers] == ["協定書 第1版", "協定書 第2版", "延長・変更の覚書 第1版"]
    with pytest.raises(UploadRefused):
        keep(PaperOf.OTHER, b"no pdf")


# --- the reminder


def test_the_division_is_reminded_once_90_days_before_the_deadline():
    agreement = renewing(division=DivisionFactory(email="ka@city.example"))

    reminded = [remind_of_agreements(at=at(day)) for day in (date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 3))]

    assert reminded == [[], [agreement], []]
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.about) == ("ka@city.example", f"agreement:{agreement.pk}")
    assert "申出期限: 令和8年（2026年）12月31日" in mail.body


def test_mornings_on_which_nothing_ran_are_made_up():
    agreement = renewing()

    assert remind_of_agreements(at=at(date(2026, 12, 1))) == [agreement]


def test_the_next_deadline_is_told_again():
    agreement = renewing()
    remind_of_agreements(at=NOON)
    renew_agreement(agreement=agreement, note="", **BY)

    assert remind_of_agreements(at=at(date(2027, 10, 4))) == [agreement]


def test_what_follows_an_abolished_division_is_written_to():
    gone, after = DivisionFactory(abolished=True), DivisionFactory(email="ato@city.example")
    gone.successors.add(after)
    renewing(division=gone)
    renewing(division=DivisionFactory(email="", accepts_routing=False))

    assert len(remind_of_agreements(at=NOON)) == 2
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["ato@city.example"]
