"""The proposals that fill the city up to about forty: shorter stories on the subjects of public cases elsewhere."""

from datetime import date, timedelta
from functools import partial

from nara_renkei.core.calendar import wareki_with_year
from proposals.enums import Ask, LetterKind
from proposals.usecases.resubmit_proposal import resubmit_proposal
from proposals.usecases.withdraw_proposal import withdraw_proposal
from screening.enums import CheckStage, Disposition
from screening.models import Decision
from screening.usecases.carry_out import complete_work, start_work
from screening.usecases.confirm_decision import confirm_decision
from screening.usecases.draft_decision import ConditionWords, Outcome
from screening.usecases.hold_proposal import hold_proposal
from screening.usecases.open_screening import open_screening
from screening.usecases.refer_at_desk import refer_at_desk
from screening.usecases.return_proposal import return_proposal

from .city import City
from .named_stories import Telling
from .proposals import SUBJECTS, DemoProposal, DemoSubject
from .story import Story, adopting, declining

PROMISE_NOTHING = "このお知らせは、協定や契約を約束するものではありません。"


# How many of the five steps a story takes: sent, answered, met, proposed, told.
REACH = {
    "submitted": 0,
    "opened": 0,
    "referring": 0,
    "routed": 1,
    "returned": 1,
    "confirmed": 1,
    "corrected": 2,
    "held": 2,
    "withdrawn": 2,
    "dialogue": 3,
    "proposed": 4,
    "decided": 4,
    "approved": 4,
}
OUTCOME = 5


def _ask_back(story: Story) -> None:
    wanted = story.city.clock.base + timedelta(days=7)
    return_proposal(
        screening=story.wait(5).screening,
        reasons={"schedule": "当番が一巡する日数と、休む日の決め方を書いてください。"},
        wanted_by=wanted,
        letter=story.letter(
            LetterKind.RETURN,
            title="修正のお願い",
            body=f"内容の修正をお願いします。「工程」の欄だけで構いません。{wareki_with_year(wanted)}までにお願いします。",
        ),
        by=story.desk,
        at=story.now(),
    )


def _correct(story: Story) -> None:
    _ask_back(story)
    schedule = "4月から6月まで、12人の当番が月に2回ずつ回ります。雨の日は休みます。"
    company = story.city.company(story.row.by)
    resubmit_proposal(proposal=story.wait(2).reload(), changes={"schedule": schedule}, by=company, at=story.now(14))


def _open(story: Story) -> None:
    story.wait(1).triage()


def _refer(story: Story) -> None:
    """The desk's own draft, which waits for its 決裁."""
    open_screening(proposal=story.wait(1).reload(), by=story.desk, at=story.now(11))
    outcome = Outcome(
        disposition=Disposition.REFER,
        reason="催しの出展は、商談会の募集で受け付けているため。",
        referred_to="産業政策課（商談会の担当）",
    )
    refer_at_desk(screening=story.screening, outcome=outcome, by=story.desk, at=story.now(13))


def _confirm(story: Story) -> None:
    """The 課's answer, which the desk has not received."""
    story.wait(4).answer("区域の線を一緒に引きたいです。", noted=False)


def _hold(story: Story) -> None:
    until = story.city.clock.base + timedelta(days=30)
    body = f"ご提案を、{wareki_with_year(until)}まで保留とします。\n\n集会所を使う決まりを、自治会と確かめるためです。"
    hold_proposal(
        screening=story.wait(3).screening,
        until=until,
        reason="集会所を使う決まりの確認",
        letter=story.letter(LetterKind.HOLD, title="保留のお知らせ", body=body),
        by=story.desk,
        at=story.now(),
    )


def _withdraw(story: Story) -> None:
    company = story.city.company(story.row.by)
    withdraw_proposal(
        proposal=story.wait(4).reload(), reason="人手がそろわなくなったため", by=company, at=story.now(11)
    )


ASIDE = {
    "opened": _open,
    "referring": _refer,
    "returned": _ask_back,
    "corrected": _correct,
    "confirmed": _confirm,
    "held": _hold,
    "withdrawn": _withdraw,
}


def stories(city: City) -> list[tuple[date, Telling]]:
    """Return the day each subject begins, and who tells it."""
    return [
        (city.clock.ago(subject.days_ago), partial(_tell, subject=subject, n=n)) for n, subject in enumerate(SUBJECTS)
    ]


def _tell(city: City, day: date, *, subject: DemoSubject, n: int) -> None:
    row = DemoProposal(
        title=subject.title,
        summary=subject.summary,
        beneficiary=f"{subject.lead}の仕事に関わる市民の方の困りごとが小さくなります。",
        body=f"{subject.summary}まず3か月、場所を限って試し、使った方の声と数字を毎月お知らせします。費用は当団体が負担します。",
        by=subject.by,
        lead=subject.lead,
        asks=(Ask.PLACE, Ask.PUBLICITY),
        challenge=subject.challenge,
        answer="数字で示された困りごとを、ひと月に一歩ずつ小さくします。" if subject.challenge else "",
    )
    story = Story(city, row, day).draft()
    if subject.ending == "draft":
        return
    story.submit(9 + n % 6)
    reach = REACH.get(subject.ending, OUTCOME)
    if reach >= 1:
        story.wait(1 + n % 3).triage().route()
    if reach >= 2:
        story.wait(4 + n % 6).answer("まず話を聞かせてください。", by_deputy=n % 5 == 0)
    if reach >= 3:
        story.wait(3).meet("試す場所と、役割の分け方を話した。", "試す日を3つ出す", days=4 + n % 4)
    if subject.ending in ASIDE:
        ASIDE[subject.ending](story)
    if reach >= 4:
        story.wait(5 + n % 9).propose(_outcome(subject))
    if subject.ending == "decided":
        confirm_decision(decision=Decision.objects.get(screening=story.screening), by=story.desk, at=story.now(16))
    if subject.ending == "approved":
        story.approve(30 + n)
    if reach >= OUTCOME:
        title, body = _words(subject)
        story.approve(30 + n).wait(1).tell(title, body, 30 + n)
    if subject.ending in {"completed", "underway"}:
        start_work(screening=story.wait(10).check(CheckStage.BEFORE_AGREEMENT).screening, by=story.desk, at=story.now())
    if subject.ending == "completed":
        complete_work(screening=story.wait(40).screening, by=story.desk, at=story.now())


def _outcome(subject: DemoSubject) -> Outcome:
    if subject.ending == "declined":
        return declining(
            "同じ取組が進んでいるため。", "進んでいる取組と違う点が分かり、場所を限って試せること。", "underway"
        )
    if subject.ending == "conditional":
        return adopting(
            "量って示すことが、減らす一歩になるため。", ConditionWords("店の名前を出すときは、店の了解を得ること。")
        )
    if subject.ending == "referred":
        return Outcome(
            disposition=Disposition.REFER,
            reason="愛称は公募で決めるため。",
            referred_to="資産経営課（ネーミングライツの募集）",
        )
    return adopting("小さく試して確かめる価値があるため。")


def _words(subject: DemoSubject) -> tuple[str, str]:
    if subject.ending == "declined":
        return (
            "ご提案について（見送り）",
            "ご提案の内容を担当課で検討しました。今回は見送ることとしました。\n\n理由は、同じ取組が進んでいることです。\n\n"
            "進んでいる取組と違う点が分かり、場所を限って試せるようになれば、もう一度ご一緒に考えられます。",
        )
    if subject.ending == "referred":
        return (
            "ほかの窓口のご案内",
            "愛称は公募で決めるため、資産経営課の募集をご案内します。次の募集は市のホームページでお知らせします。",
        )
    return (
        "ご提案について（進めます）",
        f"ご提案を進めます。\n\n{PROMISE_NOTHING}次は{subject.lead}が、打合せの日をご相談します。",
    )
