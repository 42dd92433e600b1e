"""部の状況: rows that stand still for three reasons in one 部, a 課 that has ended, and the letters of the week.

農業委員会 and 消防局 have nothing in hand.
"""

from datetime import date, timedelta

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.directory.models import Division
from nara_renkei.directory.usecases.abolish_division import abolish_division
from nara_renkei.portal.usecases.tell_leaders import first_open_day, tell_leaders
from nara_renkei.reports.rules.periods import year_of
from nara_renkei.reports.usecases.order_department import order_department
from proposals.enums import Ask

from .city import SHOWN_DIVISION, City
from .clock import moment
from .named_stories import Telling
from .proposals import DemoProposal
from .rulings import leader, refuse
from .story import Story

LATE = 6  # 開庁日
UNANSWERED = DemoProposal(
    title="閉店後の商店街の灯りで、歩いて帰れる道をつくる",
    summary="閉店後も店先の灯りを一時間だけ残し、駅から団地までの商店街を、暗い季節に歩いて帰れる道にします。",
    beneficiary="部活や仕事の帰りに暗い道を歩く中高生と会社員、夜の人通りを戻したい店の方。",
    body="12店の店先の灯りを、10月から3月まで閉店の一時間あとまで残します。電気代は当社が半分を持ち、人通りを週ごとに数えて市に渡します。",
    by="F",
    lead="産業政策課",
    asks=(Ask.INTRODUCTION, Ask.PUBLICITY),
)
REFUSED = DemoProposal(
    title="規格外の大和野菜を、社員食堂の日替わりにする",
    summary="形のそろわない大和野菜を週に一度まとめて買い、市内の社員食堂8か所の日替わりの献立にします。",
    beneficiary="規格外の野菜の行き先に困る農家と、昼に地元の野菜を食べたい働く方。",
    body="木曜に東部の集荷場で受け取り、金曜の献立に使います。3か月で買った量と、食べた方の声を市にお知らせします。",
    by="C",
    lead="農政課",
    asks=(Ask.INTRODUCTION,),
)
ENDED = ("011009", "夜間観光推進室", "夜の観光の催し／灯りの催しの調整")


def stories(city: City) -> list[tuple[date, Telling]]:
    """Return the day each begins, and who tells it."""
    clock = city.clock
    return [
        (clock.open_day(clock.routed_so_that_due(clock.before(LATE)) - timedelta(days=4)), _late),
        (clock.before(8), _refused),
    ]


def _late(city: City, day: date) -> None:
    """Sent, and nobody has written an answer."""
    story = Story(city, UNANSWERED, day).draft().submit()
    story.day = city.clock.routed_so_that_due(city.clock.before(LATE))
    story.triage().route(others=())


def _refused(city: City, day: date) -> None:
    """One 課 said that it is not its own, and the desk has not sent it on."""
    story = Story(city, REFUSED, day).draft().submit().wait(2).triage().route(others=())
    refuse(
        story.wait(4),
        "農政課",
        "産業政策課",
        "買うのは社員食堂で、農家の支援ではありません。働く方の食を持つ課が近いと考えます。",
    )


def show_departments(city: City) -> None:
    heir, base = city.divisions[SHOWN_DIVISION], city.clock.base
    code, name, duties = ENDED
    ended = Division.objects.create(
        code=code, name=name, duties=duties, department=heir.department, valid_from=heir.valid_from
    )
    last_day = max(city.clock.ago(60), FiscalYear.of(base).first)
    abolish_division(division=ended, last_day=last_day, successors=[heir], by=THE_SYSTEM, at=moment(last_day, 9))
    first = first_open_day(base)
    if first:
        tell_leaders(at=moment(first, 7, 45))
    order_department(
        department=heir.department,
        period=year_of(FiscalYear.of(base)),
        in_full=True,
        by=leader(city, heir.department.name),
        at=moment(base, 8),
    )
