"""事前相談 in every state, and three weeks of free half hours. Told by the portal's own use cases."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.core.calendar import local_day
from proposals.enums import Ask, Cost
from proposals.models import Consultation, ConsultationSlot
from proposals.rules.slots import Plan
from proposals.usecases.attach_consultation_file import attach_consultation_file
from proposals.usecases.book_consultation import book_consultation
from proposals.usecases.cancel_consultation import cancel_consultation
from proposals.usecases.choose_slot import choose_slot
from proposals.usecases.draft_from_consultation import draft_from_consultation
from proposals.usecases.offer_slots import offer_slots
from proposals.usecases.record_consultation import record_consultation
from proposals.usecases.save_consultation import save_consultation
from proposals.usecases.start_consultation import start_consultation

from .city import City
from .clock import moment
from .pictures import leaflet


@dataclass(frozen=True, slots=True)
class Talk:
    who: str  # key of the 団体
    title: str
    beneficiary: str
    asks: tuple[Ask, ...]
    cost: Cost
    said: str = ""


BEGUN = Talk(
    "E",
    "薬局の待合で、お薬手帳の書き方教室",
    "薬の多い高齢の方が、飲み合わせを自分で確かめられる。",
    (Ask.PUBLICITY,),
    Cost.CONSULT,
)
BOOKED = Talk(
    "D",
    "運行の合間の車で、通院の送り迎え",
    "一人で通院できない東部の方が、月に2回は家族を頼らずに行ける。",
    (Ask.INTRODUCTION, Ask.REGULATION),
    Cost.NONE,
)
HELD = Talk(
    "L",
    "竹の端材で、小学校の工作の時間",
    "小学生が、地元の竹と道具に手で触れられる。",
    (Ask.INTRODUCTION, Ask.PUBLICITY),
    Cost.NONE,
    "端材は月に段ボール3箱ほど出る。まず一校で、図工の2時間を試したい。\n"
    "市からは、教育委員会の担当に、刃物を使うときの決まりを確かめる。\n"
    "次の一歩: 材料と道具の一覧を、下書きに書いていただく。",
)
DRAFTED = Talk(
    "K",
    "銭湯の休みの日を、介護の体操の場に",
    "近所の高齢の方が、歩いて行ける広い場所で体を動かせる。",
    (Ask.PUBLICITY,),
    Cost.NONE,
    "定休の火曜の午前を使う。体操は会員の理学療法士が受け持つ。\n市の広報と、地域包括支援センターへの紹介を希望。",
)
CANCELLED = Talk("A", "夜の商店街の足もとの明かり", "夜に歩く人が、安心して通れる。", (Ask.PLACE,), Cost.PARTLY)

PLACE = "市役所 北棟3階 相談室"
ONLINE = "つなぎ方は、前日にメールでお送りします"


def show_consultations(city: City) -> None:
    """Make the desk's calendar, then one consultation of every state."""
    clock = city.clock
    _offer(city)
    began, met, told = clock.before(9), clock.before(4), clock.before(3)

    _answered(city, BEGUN, clock.before(1))
    _booked(city, BOOKED, clock.before(3), clock.later(clock.base, 1))

    held = _booked(city, HELD, began, met)
    _recorded(city, held, HELD, met, told)

    drafted = _booked(city, DRAFTED, began, clock.before(5))
    _recorded(city, drafted, DRAFTED, clock.before(5), told)
    draft_from_consultation(consultation_id=drafted.pk, notify=True, by=city.desk(), at=moment(told, 11))

    gone = _booked(city, CANCELLED, clock.before(2), clock.later(clock.base, 2))
    cancel_consultation(consultation_id=gone.pk, by=city.company(CANCELLED.who), at=moment(clock.before(1), 16))


def _offer(city: City) -> None:
    """Offer mornings of every working day, and two afternoons online: from two weeks back to three ahead, and more."""
    first = city.clock.before(10)
    for weekdays, period, place in (
        (frozenset(range(5)), (time(10), time(11, 30)), PLACE),
        (frozenset({1, 3}), (time(14), time(15)), ONLINE),
    ):
        plan = Plan(weekdays=weekdays, periods=[period], first=first, weeks=7)
        offer_slots(
            plan=plan, place=place, is_online=place == ONLINE, by=city.desk(), at=moment(first - timedelta(days=1))
        )


def _answered(city: City, talk: Talk, day: date) -> Consultation:
    by, at = city.company(talk.who), moment(day, 9, 30)
    begun = start_consultation(challenge=None, author=city.members[talk.who], by=by, at=at)
    answers = {"title": talk.title, "beneficiary": talk.beneficiary, "asks": list(talk.asks), "cost": talk.cost}
    save_consultation(consultation_id=begun.pk, values=answers)
    deck = SimpleUploadedFile("会社案内.pdf", leaflet(2), content_type="application/pdf")
    attach_consultation_file(consultation_id=begun.pk, upload=deck, by=by, at=at)
    return begun


def _booked(city: City, talk: Talk, day: date, meets: date) -> Consultation:
    begun, by, at = _answered(city, talk, day), city.company(talk.who), moment(day, 9, 40)
    slot = _first_free(meets, at)
    choose_slot(consultation_id=begun.pk, slot=slot.uuid, by=by, at=at)
    user, organization = city.members[talk.who], city.organizations[talk.who]
    return book_consultation(
        consultation_id=begun.pk,
        user=user,
        organization=organization,
        organization_name="",
        contact_name=user.name,
        contact_phone="0742-00-0011",
        by=by,
        at=at,
    )


def _first_free(day: date, at: datetime) -> ConsultationSlot:
    return next(slot for slot in ConsultationSlot.objects.bookable(at).in_order() if local_day(slot.starts_at) == day)


def _recorded(city: City, held: Consultation, talk: Talk, met: date, told: date) -> None:
    record_consultation(
        consultation_id=held.pk, said=talk.said, held_on=met, notify=True, by=city.desk(), at=moment(told, 10)
    )
