"""The thirteen proposals of the demo city that are told in full, one function each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.calendar import FiscalYear, wareki_with_year
from proposals.enums import Channel, LetterKind
from proposals.rules.meetings import Terms
from proposals.usecases.answer_meeting import choose_meeting
from proposals.usecases.offer_meeting import offer_meeting
from proposals.usecases.tell_letter import tell_letter
from proposals.usecases.withdraw_proposal import withdraw_proposal
from screening.enums import Answer, ApprovalKind, CheckStage, Disposition, Verdict
from screening.models import Decision, Inquiry, Routing
from screening.usecases.answer_inquiry import answer_inquiry
from screening.usecases.ask_opinion import ask_opinion
from screening.usecases.carry_out import complete_work, start_work
from screening.usecases.confirm_answer import confirm_answer
from screening.usecases.draft_answer import draft_answer
from screening.usecases.draft_decision import ConditionWords, Outcome
from screening.usecases.hold_proposal import hold_proposal
from screening.usecases.open_screening import open_screening
from screening.usecases.record_approval import record_approval
from screening.usecases.record_triage import record_triage
from screening.usecases.refer_at_desk import refer_at_desk
from screening.usecases.reroute_proposal import reroute_proposal
from screening.usecases.return_proposal import return_proposal
from screening.usecases.tell_decision import tell_decision
from screening.usecases.tell_delay import tell_delay
from screening.usecases.write_note import write_note

from . import letters
from .cases import PRESSURE
from .checks import screened
from .city import City
from .clock import moment
from .proposals import NAMED
from .story import Story, adopting, declining, in_days

Telling = Callable[[City, date], None]

INTERNAL_MARK = "【庁内限り・見本】"


def stories(city: City) -> list[tuple[date, Telling]]:
    """Return the day each of the thirteen begins, and who tells it."""
    clock = city.clock
    before_dusk = clock.routed_so_that_due(clock.later(clock.base, 3)) - timedelta(days=1)
    before_camera = clock.routed_so_that_due(clock.before(2)) - timedelta(days=2)
    return [
        (clock.ago(405), pressure),
        (clock.ago(230), errand),
        (clock.ago(96), workplace),
        (clock.ago(74), chatbot),
        (clock.ago(66), luggage),
        (clock.ago(58), dormitory),
        (clock.ago(52), bicycle),
        (clock.ago(44), carrier),
        (clock.ago(33), bamboo),
        (clock.open_day(before_camera), camera),
        (clock.open_day(before_dusk), dusk),
        (clock.ago(6), shopfront),
        (clock.base, cool),
    ]


def pressure(city: City, day: date) -> None:
    story = Story(city, NAMED["pressure"], day).draft().submit()
    story.wait(1).triage().route()
    story.wait(6).answer("待合の使い方を一緒に考えたいです。")
    story.wait(4).meet("机の置き場所と、測った値を市が持たないことを確かめた。", "待合の図面を送る")
    story.wait(8).propose(adopting("待つ時間が健康の相談につながるため。"))
    story.approve(41).wait(1).tell(
        "ご提案について（進めます）",
        "ご提案を進めます。\n\nこのお知らせは、協定や契約を約束するものではありません。次は市民課が、日取りのご相談をします。",
        41,
    )
    start_work(screening=story.wait(15).check(CheckStage.BEFORE_AGREEMENT).screening, by=story.desk, at=story.now())
    first_of_april = FiscalYear.of(city.clock.base).first
    day = city.clock.later(first_of_april - timedelta(days=1), 1)
    if story.day < day < city.clock.base:
        story.day = day
        tell_letter(
            proposal=story.reload(),
            kind=LetterKind.SUCCESSOR,
            title="担当者が替わったお知らせ",
            body=letters.SUCCESSOR.format(
                before="手向 大地",
                after=city.of("市民課", PostKind.OFFICER).name,
                division="市民課",
                promised=in_days(day, 14),
            ),
            sender="奈良市長",
            dated_on=day,
            by=story.desk,
            at=story.now(),
            notify=True,
        )
    story.day = max(story.day, city.clock.ago(150))
    write_note(
        screening=story.screening,
        body=f"{INTERNAL_MARK}6か月で延べ1,240人、保健師につないだ人38人、効果額 約96万円（いずれも例示）。事例にする。",
        by=story.desk,
        at=story.now(),
    )
    complete_work(screening=story.screening, answers=PRESSURE, by=story.desk, at=story.now(16))


def errand(city: City, day: date) -> None:
    story = Story(city, NAMED["errand"], day).draft().attach("ついで検診の進め方.pdf").submit()
    story.wait(2).triage().route()
    story.wait(7).answer("受診率が上がる時期に合わせたいです。")
    story.wait(5).meet("申込みの取次ぎは市の受付で行い、店は受診歴を預からないことを確かめた。", "店ごとの日程表を作る")
    story.wait(10).propose(adopting("申込みの場を増やすことが、課題の答えになっているため。"))
    story.approve(87).wait(1).tell(
        "ご提案について（進めます）",
        "ご提案を進めます。\n\nこのお知らせは、協定や契約を約束するものではありません。次は健康増進課が、1回目の日程をご相談します。",
        87,
    )
    start_work(
        screening=screened(story.wait(15)).wait(5).check(CheckStage.BEFORE_AGREEMENT).screening,
        by=story.desk,
        at=story.now(),
    )
    story.wait(10).ask("1回目が終わりました。申込みは184件でした（例示）。店ごとの表をお送りします。", "店ごとの表.pdf")
    story.wait(1).reply(
        "ありがとうございます。次の打合せの日を健康増進課からご相談します。日程の案を付けます。", "日程の案.pdf"
    )


def workplace(city: City, day: date) -> None:
    story = Story(city, NAMED["workplace"], day).draft().submit()
    story.wait(1).triage().route()
    story.wait(8).answer("職場への案内は当課も考えていました。", by_deputy=True)
    story.wait(6).meet("受診歴を集めないこと、勧誘をしないことを確かめた。", "カードの案を市が確認する")
    reason = "職場からの後押しが受診につながると考えられるため。"
    checked = story.wait(9).day + timedelta(days=30)
    story.propose(
        adopting(
            reason,
            ConditionWords("配る物を、配る前に市へ見せること。", checked),
            ConditionWords("受診歴や検査結果を集めないこと。"),
            ConditionWords("商品の案内や勧誘をしないこと。"),
        )
    )
    story.approve(133).wait(1).tell(
        "ご提案について（条件付きで進めます）",
        letters.CONDITIONAL.format(checked=wareki_with_year(checked), day=in_days(story.day, 21)),
        133,
    )


def chatbot(city: City, day: date) -> None:
    story = Story(city, NAMED["chatbot"], day).draft().submit()
    story.wait(1).triage("初年度から市の負担").route()
    story.wait(9).answer("似た取組の準備があるので、話を聞きます。")
    story.wait(7).meet("全課で一度に始める場合は競争の手続になることをお伝えした。", "一つの課に絞った案があるか尋ねる")
    write_note(
        screening=story.screening,
        body=f"{INTERNAL_MARK}他市の導入費用を調べた。全課一括は予算の見込みがない。",
        by=city.officer("DX推進課"),
        at=story.now(17),
    )
    change = "一つの課の困りごとを選ぶこと。期間を区切って、市の負担なしで試すこと。効果をどう測るかを決めること。"
    outcome = declining("市の費用が前提で、製品の紹介が中心のため。", change, "city-cost", "sales")
    shelf = city.clock.base + timedelta(days=400)
    story.wait(6).propose(replace(outcome, near=[city.challenges["kadai-4"]], shelf_until=shelf))
    story.approve(140).wait(1).tell("ご提案について（見送り）", letters.DECLINED, 140)


def luggage(city: City, day: date) -> None:
    story = Story(city, NAMED["luggage"], day).draft().submit()
    story.wait(1).triage().route()
    story.wait(5).answer("観光案内所の場所を見てみます。")
    withdraw_proposal(
        proposal=story.wait(4).reload(), reason="別の会社が同じ取組を始めたため", by=city.company("D"), at=story.now(11)
    )


def dormitory(city: City, day: date) -> None:
    story = Story(city, NAMED["dormitory"], day).draft().submit()
    story.wait(1).triage("家賃の減額分").route()
    story.wait(8).answer("市営住宅の目的外使用の手続を確かめながら考えます。")
    until = city.clock.base + timedelta(days=60)
    body = letters.HOLD.format(day=wareki_with_year(until))
    hold_proposal(
        screening=story.wait(6).screening,
        until=until,
        reason="市営住宅を本来の目的以外に使う手続と、入居者の公平の確認",
        letter=story.letter(LetterKind.HOLD, title="保留のお知らせ", body=body),
        by=story.desk,
        at=story.now(),
    )


def bicycle(city: City, day: date) -> None:
    story = Story(city, NAMED["bicycle"], day).draft().submit()
    story.wait(1)
    open_screening(proposal=story.reload(), by=story.desk, at=story.now())
    record_triage(
        screening=story.screening,
        in_scope=False,
        missing="",
        procedure="",
        cost_outlook="",
        by=story.desk,
        at=story.now(),
    )
    outcome = Outcome(
        disposition=Disposition.REFER, reason="既存の事業への要望のため。", referred_to="市民安全課（駐輪場の担当）"
    )
    decision = refer_at_desk(screening=story.screening, outcome=outcome, by=story.desk, at=story.now(11))
    record_approval(
        decision=decision,
        drafted_on=story.day,
        decided_on=story.day,
        decider="総合政策課長",
        kind=ApprovalKind.STANDING,
        consulted="市民安全課",
        document_number="奈総政第151号",
        by=story.desk,
        at=story.now(13),
    )
    tell_decision(
        decision=Decision.objects.get(pk=decision.pk),
        letter=story.letter(
            LetterKind.REFERRAL, title="ほかの窓口のご案内", body=letters.REFERRAL, number="奈総政第151号"
        ),
        notify=True,
        by=story.desk,
        at=story.now(15),
    )


def carrier(city: City, day: date) -> None:
    story = Story(city, NAMED["carrier"], day).draft().attach("回る順番の案.pdf").submit()
    story.wait(1).triage().route()
    story.wait(6).answer("集落の会長さんたちに声をかけてみます。")
    story.wait(3).meet(
        "6か所の候補を地図で確かめた。見守りの連絡先は地区ごとに決める。", "自治会との話合いの日を決める"
    )
    story.ask("2回目までに、集会所の鍵の開け方を教えてください。", "集会所の写真.pdf")
    base = city.clock.base
    offer_meeting(
        proposal=story.reload(),
        dates=[moment(city.clock.later(base, days), hour) for days, hour in ((4, 10), (6, 14), (7, 14))],
        terms=Terms(place="月ヶ瀬行政センター 2階", minutes=90, city_side=story.row.lead),
        by=story.desk,
        at=story.wait(2).now(),
    )
    chosen = moment(city.clock.later(base, 6), 14)
    choose_meeting(proposal=story.proposal, chosen=chosen, by=city.company(story.row.by), at=story.wait(1).now())


def bamboo(city: City, day: date) -> None:
    story = Story(city, NAMED["bamboo"], day).draft().submit()
    story.wait(1).triage().route(lead="農政課", others=())
    name = "農政課"
    routing = Routing.objects.select_related("division", "screening__proposal").get(
        screening__proposal=story.proposal, division__name=name
    )
    story.wait(5)
    draft_answer(
        routing=routing,
        choice=Answer.NOT_OURS,
        comment=letters.NOT_OURS,
        suggested=city.divisions["公園緑地課"],
        by=city.officer(name),
        at=story.now(),
    )
    _confirm(story, name)
    reroute_proposal(
        screening=story.wait(1).screening,
        lead=city.divisions["公園緑地課"],
        note="農政課の案のとおり、公園に置く物の安全を中心に見てください。",
        by=story.desk,
        at=story.now(),
    )
    wanted = city.clock.base + timedelta(days=10)
    return_proposal(
        screening=story.wait(5).screening,
        reasons={
            "team": "ベンチの強さをどう確かめるかを書いてください。",
            "schedule": "1年に引き取れる竹の本数を書いてください。",
        },
        wanted_by=wanted,
        letter=story.letter(
            LetterKind.RETURN, title="修正のお願い", body=letters.CORRECTION.format(day=wareki_with_year(wanted))
        ),
        by=story.desk,
        at=story.now(),
    )


def camera(city: City, day: date) -> None:
    clock = city.clock
    due = clock.before(2)
    routed = clock.routed_so_that_due(due)
    story = Story(city, NAMED["camera"], day).draft().attach("路面診断の例.pdf").submit()
    story.day = routed
    story.triage("本実施は翌年度の予算要求で検討").route("画像の扱いを先に確かめてください。")
    story.wait(2)
    for division, question in (
        ("契約課", "実証のあと提案者と契約を検討する場合に、先に公にしておくことはありますか。"),
        ("DX推進課", "車の中で人の顔と車の番号を消す方法で、個人情報の扱いに足りない点はありますか。"),
    ):
        ask_opinion(
            screening=story.screening,
            division=city.divisions[division],
            question=question,
            due_on=clock.later(story.day, 5),
            by=city.officer("土木管理課"),
            at=story.now(),
        )
    story.wait(3)
    inquiry = Inquiry.objects.get(screening=story.screening, division__name="契約課")
    answer_inquiry(
        inquiry=inquiry,
        verdict=Verdict.CONDITIONAL,
        opinion="同じことができる者がほかにいないかを公に確かめる手順を、実証の前に決めておくこと。",
        by=city.officer("契約課"),
        at=story.now(),
    )
    story.day = clock.base
    day = clock.later(clock.base, 6)
    body = letters.DELAY.format(promised=wareki_with_year(due), day=wareki_with_year(day))
    tell_delay(
        screening=story.screening,
        letter=story.letter(LetterKind.DELAY, title="お返事が遅れていることのお詫び", body=body),
        day=day,
        why="画像の扱いの確認に時間が要るため",
        by=story.desk,
        at=story.now(9),
    )


def dusk(city: City, day: date) -> None:
    clock = city.clock
    routed = clock.routed_so_that_due(clock.later(clock.base, 3))
    story = Story(city, NAMED["dusk"], day).draft().attach("夕暮れの町家の企画.pdf").submit()
    story.day = routed
    story.triage().route("住む方への説明の進め方も見てください。")
    write_note(
        screening=story.screening,
        body=f"{INTERNAL_MARK}昨年の催しでは音の苦情が2件あった。時間と人数の上限を先に決めたい。",
        by=city.officer("観光戦略課"),
        at=story.wait(3).now(),
    )
    story.ask("週3日のうち土曜だけ先に試すこともできます。", "土曜だけの案.pdf")


def shopfront(city: City, day: date) -> None:
    Story(city, NAMED["shopfront"], day).draft()


def cool(city: City, day: date) -> None:
    story = Story(city, NAMED["cool"], day).draft(channel=Channel.VISIT)
    story.submit(9)


def _confirm(story: Story, name: str) -> None:

    routing = Routing.objects.select_related("division", "screening__proposal").get(
        screening__proposal=story.proposal, division__name=name
    )
    confirm_answer(
        routing=routing,
        user=story.city.of(name, PostKind.MANAGER),
        by=story.city.officer(name, PostKind.MANAGER),
        at=story.now(14),
    )
