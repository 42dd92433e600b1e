"""保存と廃棄: what the desk loaded from its 台帳, years ago over, and a 廃棄リスト in every state."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Final

from dialogue.enums import EventState
from dialogue.models import Event
from nara_renkei.accounts.models import User
from nara_renkei.core.actors import THE_SYSTEM, Actor
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.sheets import xlsx_sheet
from nara_renkei.portal.usecases.close_idle_accounts import close_idle_accounts
from proposals.enums import ConsultationState, Cost
from proposals.models import Consultation
from proposals.usecases.import_proposals import import_proposals
from screening.enums import HoldCause, LineState, RecordKind
from screening.models import DisposalLine, DisposalList, RetentionClass
from screening.usecases.approve_disposal import approve_disposal, drop_disposal, send_disposal
from screening.usecases.confirm_retention import confirm_retention
from screening.usecases.hold_record import hold_line, lift_hold
from screening.usecases.prepare_disposal import prepare_disposal
from screening.usecases.put_off_disposal import put_off_disposal
from screening.usecases.start_disposal import start_disposal
from screening.usecases.wipe_proposal import GAVE_UP, MAX_ATTEMPTS, REASONS, wipe_next
from training.enums import SessionState
from training.models import Course, Session

from .city import City
from .clock import moment
from .organizations import ORGANIZATIONS

HEAD: Final = (
    "台帳番号", "受付日", "団体名", "法人番号", "提案名", "概要", "結果", "結果の日", "担当課", "担当者", "電話", "理由",
    "届き方",
)  # fmt: skip
RULE: Final = "見本：文書管理規程 別表第2"
# 年度 before this one, month and day of the result, 団体, title, summary, result, 課, reason
OLD_EVENT: Final = "ikenkokan"
OLD_COURSE: Final = "hajime-kenshu"
OVER: Final = (
    (5, 11, 12, "A", "空き店舗での週末市", "空き店舗を週末だけ開け、地域の品を売ります。", "見送り", "産業政策課", "同じ取組が始まっていたため。"),
    (5, 2, 4, "B", "駅前での健康測定会", "駅前で月に一度、血圧と骨の硬さを測ります。", "取下げ", "健康増進課", "会社の都合のため。"),
    (4, 6, 17, "C", "通学路の見守りの旗の寄贈", "通学路に立つ方へ旗を寄贈します。", "見送り", "土木管理課", "数が足りているため。"),
    (4, 12, 8, "D", "古地図を重ねたまち歩きの案内", "古い地図を重ねて歩ける案内をつくります。", "見送り", "観光戦略課", "権利の確認ができなかったため。"),
    (4, 8, 23, "E", "廃油の回収の箱を集会所に", "集会所に廃油の箱を置き、月に一度集めます。", "案内", "環境政策課", "いつもの回収の窓口をご案内したため。"),
    (4, 9, 15, "F", "町家での夜の朗読会", "町家をひらき、夜に朗読の会をします。", "取下げ", "文化振興課", "担当の方が替わったため。"),
    (4, 10, 20, "A", "移動図書の停まる場所の提供", "店の駐車場に移動図書を停めていただきます。", "取下げ", "産業政策課", "店を移すことになったため。"),
)  # fmt: skip


def load_ledger(city: City) -> None:
    """Load what was over before the portal, first of all, so that what the city does now stays the newest."""
    year = FiscalYear.of(city.clock.base).year
    bodies = {one.key: one for one in ORGANIZATIONS}
    known = set(city.divisions)
    rows = []
    for n, (ago, month, day, body, title, summary, result, division, reason) in enumerate(OVER, start=1):
        decided = date(year - ago + (month < 4), month, day)
        one = bodies[body]
        rows.append(
            (
                f"台帳{n:03}", city.clock.open_day(date.fromordinal(decided.toordinal() - 60)), one.name, one.number,
                title, summary, result, decided, division if division in known else "", one.contact, one.phone, reason, "メール",
            )
        )  # fmt: skip
    made = xlsx_sheet("台帳", HEAD, rows)
    import_proposals(file=BytesIO(made.content), by=city.desk(), at=moment(_april(city, 1), 8))
    _long_ago(year)


def _long_ago(year: int) -> None:
    """Two telephone calls, an event and a 研修 of which nothing but the record is left."""
    for month, title in ((5, "朝市で名物を売る相談"), (9, "空き教室を使う相談")):
        day = date(year - 5, month, 18)
        Consultation.objects.create(
            title=title, organization_name="見本の会【例示】", contact_name="見本 花子", contact_phone="0742-00-0098",
            beneficiary="近所の方", cost=Cost.CONSULT, state=ConsultationState.HELD, held_on=day, created_at=moment(day, 10),
            said="電話で伺い、いつもの窓口をご案内した。",
        )  # fmt: skip
    held = date(year - 7, 11, 20)
    Event.objects.create(
        slug=OLD_EVENT, name="公民連携のはじまりの意見交換会", aims="企業と課が、困りごとを話す。",
        state=EventState.ENDED, held_on=held, closes_on=held, place="市役所 会議室", created_at=moment(held, 9),
    )  # fmt: skip
    course = Course.objects.create(
        slug=OLD_COURSE, name="公民連携のはじめの研修", aims="公民連携を知る。", as_of=held,
        lecturer="見本 太郎（公民連携の専門家）", created_at=moment(held, 9),
    )  # fmt: skip
    Session.objects.create(
        course=course, state=SessionState.ENDED, held_on=held, starts_at=time(13, 30), ends_at=time(16, 30), place="市役所 会議室"
    )  # fmt: skip


def show_retention(city: City) -> None:
    """The years are confirmed one by one; each makes a list that is somewhere else on its way."""
    _done(city, _april(city, 1))
    this_year = _april(city, 0)
    _approved(city, this_year)
    _running(city, this_year)
    _sent(city, this_year)
    _being_made(city, this_year)
    _idle_account(city)


def _april(city: City, ago: int) -> date:
    """Return the first 開庁日 of the 年度 so many years ago, not after the base day."""
    first = FiscalYear(FiscalYear.of(city.clock.base).year - ago).first
    day = city.clock.later(date.fromordinal(first.toordinal() - 1), 1)
    return min(day, city.clock.base)


def _confirm(city: City, kind: RecordKind, years: int, at: datetime) -> None:
    row = RetentionClass.objects.get(kind=kind)
    confirm_retention(row=row, years=years, source=RULE, confirmed=True, by=city.desk(), at=at)


def _clerk(by: Actor) -> User:
    return User.objects.get(pk=int(by.key.removeprefix("user:")))


def _approve(city: City, disposal: DisposalList, day: date, number: str) -> DisposalList:
    asking, approving = city.desk(0), city.desk(1)
    send_disposal(disposal=disposal, user=_clerk(asking), by=asking, at=moment(day, 10))
    return approve_disposal(
        disposal=disposal,
        user=_clerk(approving),
        document_number=number,
        decided_on=day,
        by=approving,
        at=moment(day, 16),
    )


def _done(city: City, day: date) -> None:
    """Last April's: the oldest two are gone."""
    _confirm(city, RecordKind.DECLINED, 3, moment(day, 9))
    _confirm(city, RecordKind.WITHDRAWN, 3, moment(day, 9))
    disposal = prepare_disposal(by=THE_SYSTEM, at=moment(day, 9))
    start_disposal(disposal=_approve(city, disposal, day, "奈総第41号"), by=city.desk(), at=moment(day, 17))
    while wipe_next(by=THE_SYSTEM, at=moment(day, 17)):
        pass
    _unconfirm(city, RecordKind.WITHDRAWN, moment(day, 18))


def _unconfirm(city: City, kind: RecordKind, at: datetime) -> None:
    row = RetentionClass.objects.get(kind=kind)
    confirm_retention(row=row, years=row.years, source=row.source, confirmed=False, by=city.desk(), at=at)


def _approved(city: City, day: date) -> None:
    """The declined ones: one of them is held, because somebody went to court; an old hold is lifted."""
    first = prepare_disposal(by=THE_SYSTEM, at=moment(day, 9))
    drop_disposal(disposal=first, reason="主担当課に確かめていなかったため", by=city.desk(), at=moment(day, 9, 30))
    disposal = prepare_disposal(by=city.desk(), at=moment(day, 9, 40))
    held, free = _lines(disposal)[-2:]
    hold_line(line=held, cause=HoldCause.DISPUTE, reason="見本：損害賠償の訴え", by=city.desk(), at=moment(day, 9, 45))
    lifted = hold_line(
        line=free, cause=HoldCause.OTHER, reason="見本：監査の資料", by=city.desk(), at=moment(day, 9, 45)
    )
    lift_hold(hold=lifted, reason="監査が済んだため", by=city.desk(1), at=moment(day, 9, 50))
    _approve(city, disposal, day, "奈総第57号")


def _sent(city: City, day: date) -> None:
    _confirm(city, RecordKind.REFERRED, 3, moment(day, 11))
    disposal = prepare_disposal(by=city.desk(), at=moment(day, 11))
    send_disposal(disposal=disposal, user=_clerk(city.desk()), by=city.desk(), at=moment(day, 11, 30))


def _running(city: City, day: date) -> None:
    """Of two consultations one is gone; the other the worker gave up, and the desk has to say how it goes on."""
    _confirm(city, RecordKind.CONSULTATION, 3, moment(day, 9, 55))
    disposal = prepare_disposal(by=city.desk(), at=moment(day, 9, 55))
    start_disposal(disposal=_approve(city, disposal, day, "奈総第58号"), by=city.desk(), at=moment(day, 17))
    stuck = _lines(disposal)[-1]
    stuck.state, stuck.attempts, stuck.next_try_at = LineState.FAILED, MAX_ATTEMPTS, None
    stuck.note = GAVE_UP.format(why=REASONS[-2][1])
    stuck.save()
    wipe_next(by=THE_SYSTEM, at=moment(day, 17))


def _being_made(city: City, day: date) -> None:
    """An event, a 研修 and two proposals; one of these is put off, because the 課 still looks things up in it."""
    _confirm(city, RecordKind.WITHDRAWN, 3, moment(day, 13))
    _confirm(city, RecordKind.DIALOGUE, 5, moment(day, 13))
    _confirm(city, RecordKind.TRAINING, 3, moment(day, 13))
    disposal = prepare_disposal(by=city.desk(), at=moment(day, 13))
    put_off_disposal(
        line=_lines(disposal)[-1],
        until=date(day.year + 2, 3, 31),
        reason="店の移転先で続きの相談があるため（産業政策課長）",
        by=city.desk(),
        at=moment(day, 14),
    )


def _idle_account(city: City) -> None:
    """Somebody who came once, years ago, is told that the account will be closed."""
    day = city.clock.ago(1)
    _confirm(city, RecordKind.ACCOUNT, 3, moment(day, 9))
    began = moment(date(day.year - 5, 6, 3), 10)
    person = User.objects.create_user("mukashi@yunagizaka.example", name="芝辻 遠")
    User.objects.filter(pk=person.pk).update(created_at=began)
    close_idle_accounts(by=THE_SYSTEM, at=moment(day, 10))


def _lines(disposal: DisposalList) -> list[DisposalLine]:
    return list(disposal.lines.select_related("proposal").order_by("position"))
