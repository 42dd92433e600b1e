"""団体についての確認 in the demo city: every result, a 照会 at each of its steps, and hints of each kind."""

from collections.abc import Callable
from datetime import date, timedelta

from nara_renkei.accounts.enums import PostKind
from proposals.enums import Ask, Gender, Status
from proposals.models import Proposal
from proposals.usecases.hand_in_roster import Officer, hand_in_roster
from screening.enums import CheckResult
from screening.models import CheckItem, RosterReader, Screening
from screening.usecases.check_background import ask_for_roster, record_police_answer, send_to_police
from screening.usecases.record_soundness_check import CheckFinding, record_soundness_check

from .city import City
from .clock import moment
from .proposals import DemoProposal
from .story import Story

KEPT = timedelta(days=90)
OFFICERS = (
    Officer("例示 一郎", "レイジ イチロウ", date(1965, 4, 1), Gender.MALE, "奈良市（例示）一丁目1番1号"),
    Officer("例示 花子", "レイジ ハナコ", date(1971, 11, 3), Gender.FEMALE, "奈良市（例示）二丁目2番2号"),
)
DOUBTS = (
    ("corporate-number", CheckResult.EXCUSED, "市の外郭団体で、番号と所在地は総合政策課の台帳で分かっているため。"),
    ("declarations", CheckResult.UNCHECKED, "許認可の申告が変わったので、もう一度確かめる。"),
    ("scope", CheckResult.CAUTION, "製品の紹介が多いが、市民への効果も書かれている。対話で確かめる。"),
)
NOT_YET = (("corporate-number", CheckResult.BLOCKED, "番号が公表サイトの名称と合わない。団体に尋ねている。"),)

AGAIN = DemoProposal(
    title="移動販売の帰り道でつくる、週2回の荷物受取り",
    summary="移動販売車の回る順番を配送会社と組み直し、東部の集会所で週2回、生鮮品の販売と荷物の受渡しを一緒に行います。",
    beneficiary="車を手放した方の買物と荷物の受取りが、歩いて行ける場所でできるようになります。",
    body="火曜と金曜の午後、移動販売車が集会所を回ります。配送会社が午前に集会所へ荷物をまとめて届け、販売員が受渡しを手伝います。"
    "3か月は6か所で試し、来た方の数、再配達の減った数を毎月お知らせします。",
    by="D",
    lead="月ヶ瀬行政センター",
    asks=(Ask.PLACE,),
)
SALES = DemoProposal(
    title="窓口の混み具合を知らせる画面のご導入について",
    summary="当社製品の画面を窓口に置き、混み具合を知らせます。",
    beneficiary="窓口で待つ方。",
    body="弊社製品は他市でも使われています。初期費用と月額はお見積いたします。画面の置き場所は市にお任せします。機器の一部は市に寄贈します。",
    by="K2",
    lead="市民課",
    asks=(Ask.PLACE, Ask.COST),
)


def stories(city: City) -> list[tuple[date, Callable[[City, date], None]]]:
    """Return the two new proposals about which there is much to see."""
    return [(city.clock.ago(3), _again), (city.clock.ago(2), _sales)]


def _again(city: City, day: date) -> None:
    Story(city, AGAIN, day).draft().submit()


def _sales(city: City, day: date) -> None:
    Story(city, SALES, day).draft().submit(declared={"D5": "昨年、業務の届出が遅れて指導を受けました（例示）。"})


def name_readers(city: City) -> None:
    """Two posts of the desk may read a 役員名簿."""
    for seat, clerk in enumerate(city.clerks[:2], start=1):
        RosterReader.objects.create(seat=seat, post=clerk.posts.get(kind=PostKind.DESK))


def screened(story: Story) -> Story:
    """Ask for the 役員名簿, send it on, and have the answer: 済."""
    city, proposal = story.city, story.reload()
    ask_for_roster(
        screening=story.screening,
        wanted_by=story.day + timedelta(days=14),
        delete_on=story.day + KEPT,
        by=story.desk,
        at=story.now(),
    )
    hand_in_roster(
        request=proposal.roster_request,  # type: ignore[attr-defined]  # made just before
        officers=OFFICERS,
        upload=None,
        by=city.company(story.row.by),
        at=story.now(14),
    )
    send_to_police(screening=story.screening, sent_on=story.day, by=story.desk, at=story.now(15))
    story.wait(5)
    record_police_answer(
        screening=story.screening, answered_on=story.day, is_listed=False, by=story.desk, at=story.now()
    )
    return story


def show_checks(city: City) -> None:
    """Leave a 照会 at each of its steps, and every result on proposals that have just come."""
    at, today = moment(city.clock.base, 11), city.clock.base
    adopted = Proposal.objects.filter(status=Status.ADOPTED, roster_request=None).order_by("pk")
    for step, proposal in enumerate(adopted[:3]):
        screening = Screening.objects.get(proposal=proposal)
        wanted_by = today + timedelta(days=14)
        check = ask_for_roster(screening=screening, wanted_by=wanted_by, delete_on=today + KEPT, by=city.desk(), at=at)
        if step > 0:
            hand_in_roster(request=check.roster, officers=OFFICERS, upload=None, by=city.desk(), at=at)
        if step > 1:
            send_to_police(screening=screening, sent_on=today, by=city.desk(), at=at)
    opened = Screening.objects.filter(proposal__status=Status.SUBMITTED).order_by("pk")
    for screening, doubts in zip(opened[:2], (DOUBTS, NOT_YET), strict=True):
        findings = [CheckFinding(CheckItem.objects.get(code=code), result, note) for code, result, note in doubts]
        record_soundness_check(screening=screening, findings=findings, by=city.desk(1), at=at)
