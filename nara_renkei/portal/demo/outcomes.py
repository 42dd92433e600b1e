"""Outcomes in every state: an outcome that waits for its 課長, one that was reopened, work that goes on."""

from collections.abc import Callable
from datetime import date, timedelta

from proposals.enums import Ask, Cost, LetterKind
from proposals.models import Proposal
from screening.enums import Disposition, Implementer, YearEndChoice
from screening.models import Screening
from screening.queries import agreements_of, told_conditions
from screening.usecases.decide_year_end import decide_year_end
from screening.usecases.draft_decision import ContractWords, Outcome, draft_decision
from screening.usecases.keep_milestone import add_milestone, finish_milestone
from screening.usecases.keep_undertaking import keep_undertaking
from screening.usecases.meet_condition import meet_condition
from screening.usecases.order_drafting_set import order_drafting_set
from screening.usecases.reopen_proposal import reopen_proposal

from .city import City
from .clock import moment
from .proposals import NAMED, SUBJECTS, DemoProposal
from .story import Story, declining

LAMPS = DemoProposal(
    title="街路灯の柱を、見守りと充電の小さな拠点に",
    summary="古い街路灯の柱30本に、見守りの小さなカメラと携帯電話の充電口を付け、夜道の安心と非常時の電源を一緒につくります。",
    beneficiary="夜に歩く方が安心でき、停電のとき近くで携帯電話を充電できます。",
    body="通学路の30本から始め、1年で効果を確かめます。柱と電気は市にお願いし、機器と保守は当社が受け持ちます。"
    "映像は7日で消し、警察の照会のほかには使いません。",
    by="H",
    lead="土木管理課",
    asks=(Ask.PLACE, Ask.DATA, Ask.COST),
    cost=Cost.PARTLY,
)
WATER = DemoProposal(
    title="空いた広場の一角で、夏だけの水辺の遊び場",
    summary="使われていない広場の一角に、組立て式の浅い水場を夏の2か月だけ置き、見守りの人と着替えの場所も用意します。",
    beneficiary="小さな子どもと家族が、暑い日に近くで安心して水遊びできます。",
    body="7月と8月の土日に開きます。水は毎日替え、見守りを2人置きます。費用は当団体が負担します。",
    by="K",
    lead="公園緑地課",
)


def stories(city: City) -> list[tuple[date, Callable[[City, date], None]]]:
    return [(city.clock.ago(40), _lamps), (city.clock.ago(24), _water)]


def _lamps(city: City, day: date) -> None:
    """The draft of a contract, before the 課長 has read it; its papers are ordered."""
    story = Story(city, LAMPS, day).draft().submit()
    story.wait(1).triage("柱の電気と工事の一部").route()
    story.wait(6).answer("通学路の安全と合わせて考えたいです。")
    story.wait(4).meet("映像を残す日数と、柱に載せられる重さを確かめた。", "柱の強さの計算書を送る")
    outcome = Outcome(
        disposition=Disposition.ADOPT,
        reason="通学路の安全と停電への備えを、一つの柱で進められるため。",
        implementer=Implementer.TENDER,
        budget_needed=True,
        budget_year="令和9年度当初",
        contract=ContractWords(
            method="PROPOSAL",
            item="2",
            reason="機器と見守りの仕組みを一体で提案してもらう必要があり、価格だけの競争に合わないため。",
            consulted_on=story.wait(2).day,
        ),
    )
    officer = city.officer(LAMPS.lead)
    draft_decision(routing=story.lead, outcome=outcome, by=officer, at=story.now())
    order_drafting_set(proposal=story.reload(), by=officer, at=moment(city.clock.base, 8))


def _water(city: City, day: date) -> None:
    """Declined, and considered again the next day, before the mail had left."""
    story = Story(city, WATER, day).draft().submit()
    story.wait(1).triage().route()
    story.wait(4).answer("広場の使い方を一緒に考えたいです。")
    story.wait(3).propose(declining("水を引ける広場が見つからないため。", "水を引ける場所が決まること。", "abstract"))
    story.approve(151).wait(1).tell(
        "ご提案について（見送り）", "水を引ける広場が見つからないため、今回は見送ることとしました。", 151
    )
    reason = "水を引ける広場が見つかったため。"
    reopen_proposal(
        screening=story.wait(1).screening,
        reason=reason,
        letter=story.letter(LetterKind.REOPENED, due_on=city.clock.later(story.day, 60), reason=reason),
        by=story.desk,
        at=story.now(9),
    )


def show_outcomes(city: City) -> None:
    """Tick off, note and carry over what goes on."""
    _conditions(city)
    _work(city)
    carried = _folder(next(one.title for one in SUBJECTS if one.ending == "underway"))
    decide_year_end(screening=carried, choice=YearEndChoice.CONTINUE, by=city.desk(), at=moment(city.clock.base, 10))


def _conditions(city: City) -> None:
    screening, base = _folder(NAMED["workplace"].title), city.clock.base
    meet_condition(
        condition=told_conditions(screening.proposal)[0],
        met_on=city.clock.ago(1),
        by=city.officer(NAMED["workplace"].lead),
        at=moment(base, 9),
    )


def _work(city: City) -> None:
    screening, base, by = _folder(NAMED["errand"].title), city.clock.base, city.officer(NAMED["errand"].lead)
    at = moment(base, 9)
    first = add_milestone(screening=screening, what="3店で1回目を行う", due_on=city.clock.ago(20), by=by, at=at)
    finish_milestone(milestone=first, done_on=city.clock.ago(18), by=by, at=at)
    add_milestone(screening=screening, what="9店で2回目を行う", due_on=base + timedelta(days=60), by=by, at=at)
    keep_undertaking(
        screening=screening,
        agreement=agreements_of(screening.proposal).first(),
        reference="健増第24号",
        benefit_yen=420_000,
        benefit_how="電話の受付を同じ件数だけ委託した場合の見積りとの差（例示）。",
        next_report_on=base + timedelta(days=30),
        by=by,
        at=at,
    )


def _folder(title: str) -> Screening:
    proposal = Proposal.objects.get(title=title)
    return Screening.objects.select_related("proposal__organization").get(proposal=proposal)
