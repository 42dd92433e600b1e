"""Three proposals that compete for one 課題 of the 契約型, one moved to a 公募; and one with three lines only."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import User
from proposals.enums import Ask, Cost, LetterKind, Procedure
from proposals.models import Proposal
from proposals.rules.procedures import MEANINGS, SHARING
from screening.models import Assessor, Screening
from screening.rendering import letter_draft
from screening.usecases.declare_conflict import declare_conflict
from screening.usecases.fix_procedure import fix_procedure
from screening.usecases.give_scores import Mark, give_scores
from screening.usecases.move_to_tender import move_to_tender
from screening.usecases.name_assessor import name_assessor
from screening.usecases.write_finding import write_finding

from .city import City
from .clock import moment
from .named_stories import Telling
from .proposals import DemoProposal
from .story import Story

LEAD, SUPPORT, AWAY = "観光戦略課", "産業政策課", "文化振興課"
CHALLENGE = "kadai-7"
DESK_ASKS = (Ask.PLACE, Ask.DATA, Ask.COST)

ROWS = (
    DemoProposal(
        title="夜の案内所を、宿のフロントと交代で開ける",
        summary="案内所が閉まったあとの18時から21時まで、駅前の宿3軒のフロントが週ごとに交代で案内を引き受けます。",
        beneficiary="夕方に着いた旅の方が、その日の食事と明日の行き先をすぐに決められます。",
        body="宿3軒のフロントに案内の小さな机を置き、週ごとに交代で受け持ちます。案内の手引きと地図は市のものを使い、尋ねられたことを毎週まとめてお返しします。",
        by="F",
        lead=LEAD,
        others=(SUPPORT, AWAY),
        challenge=CHALLENGE,
        asks=DESK_ASKS,
        cost=Cost.PARTLY,
        answer="新しい窓口を作らず、夜も人のいる場所を案内所にします。",
    ),
    DemoProposal(
        title="多言語の案内機と、電話でつながる夜の案内係",
        summary="駅前に案内機を2台置き、画面で足りないことは遠くの案内係に電話でつなぎ、6つの言葉で24時間答えます。",
        beneficiary="日本語の読めない方も、夜中に着いた方も、その場で尋ねられます。",
        body="案内機2台を駅の東西に置きます。画面で答えられないときは案内係に電話でつなぎます。尋ねられた件数と言葉の別を毎月お知らせします。",
        by="C",
        lead=LEAD,
        others=(SUPPORT, AWAY),
        challenge=CHALLENGE,
        asks=DESK_ASKS,
        cost=Cost.PARTLY,
        answer="人を置けない時間を、機械と遠くの人で埋めます。",
    ),
    DemoProposal(
        title="配送の帰りの車で回る、動く夜の案内所",
        summary="夕方に荷物を届け終えた車に案内係が乗り、駅、宿の多い通り、公園の前を決まった時刻に回ります。",
        beneficiary="駅から離れた宿に泊まる方が、歩いて行けるところで尋ねられます。",
        body="1台の車が18時から21時まで5か所を回ります。雨の日も止まらず、屋根の下で話せます。半年で回る場所を見直します。",
        by="D",
        lead=LEAD,
        others=(SUPPORT, AWAY),
        challenge=CHALLENGE,
        asks=DESK_ASKS,
        cost=Cost.CONSULT,
        answer="案内所のほうから、人のいる場所へ行きます。",
    ),
)

# by the 課: what each assessor gave where it was not three points, in the order of ROWS
GIVEN: dict[tuple[str, PostKind], tuple[Mapping[str, int], ...]] = {
    (LEAD, PostKind.OFFICER): ({"cost": 4, "novel": 2}, {"effect": 4, "cost": 2}, {"feasible": 2, "risk": 2}),
    (LEAD, PostKind.MANAGER): ({"cost": 4, "fair": 2}, {"cost": 2, "mutual": 2}, {"feasible": 1, "novel": 4}),
    (SUPPORT, PostKind.OFFICER): ({"mutual": 4}, {"effect": 2, "novel": 2}, {"cost": 2, "risk": 2}),
}
WHY = {
    ("cost", 4): "場所代も人件費も新しくかからない。",
    ("effect", 4): "夜に着く人の数と言葉の別が、毎月数字で分かる。",
    ("feasible", 1): "止める場所の許可が一つも見通せていない。",
    ("novel", 4): "配送の空いた時間を使う案内所は、ほかに例がない。",
    ("mutual", 4): "宿にも市にも、続ける理由がある。",
}
SCORED_ONLY_BY_THE_FIRST = 2  # the third proposal still waits for two of its assessors


def stories(city: City) -> list[tuple[date, Telling]]:
    return [(city.clock.ago(26 - n), partial(_tell, row)) for n, row in enumerate(ROWS)]


def _tell(row: DemoProposal, city: City, day: date) -> None:
    story = Story(city, row, day).draft().submit()
    story.wait(1).triage("年に300万円ほど。予算の要求が要る").route("公募を考える材料になります。")
    story.wait(4).answer("三つの提案を並べて読み、公募の条件を考えます。")


def show_judging(city: City) -> None:
    """Name, declare and score; one assessor is away for a conflict, one proposal still waits for two."""
    for n, row in enumerate(ROWS):
        screening = Screening.objects.select_related("proposal").get(proposal__title=row.title)
        for division, kind in (*GIVEN, (AWAY, PostKind.OFFICER)):
            _name(city, screening, city.of(division, kind))
        for (division, kind), given in GIVEN.items():
            if n < SCORED_ONLY_BY_THE_FIRST or (division, kind) == (LEAD, PostKind.OFFICER):
                _score(city, screening, division, kind, given[n])
    _declare(city, _folder(ROWS[1].title), AWAY, PostKind.OFFICER, "配偶者が、提案した会社で働いている。")
    dusk = _folder("夕暮れの町家でひと仕事、工房と語りの90分")
    _declare(city, dusk, LEAD, PostKind.OFFICER)
    write_finding(
        screening=dusk,
        user=city.of(LEAD, PostKind.OFFICER),
        good="大勢を集めず、夕方に開く店が増える。市の費用がかからない。",
        concern="住む方への説明と、雨の日の終わり方がまだ決まっていない。",
        conclusion="土曜だけの3か月の実証なら、進められる。",
        by=city.officer(LEAD),
        at=moment(city.clock.base, 11),
    )
    _decide(city, dusk)
    _tender(city, _folder(ROWS[0].title))


def _decide(city: City, screening: Screening) -> None:
    facts = {
        "label": Procedure.TRIAL.label,
        "meaning": MEANINGS[Procedure.TRIAL],
        "sharing": SHARING[Procedure.TRIAL],
    }
    fix_procedure(
        screening=screening,
        procedure=Procedure.TRIAL,
        decider="観光戦略課長",
        reason="3か月まで、費用の負担なく試せるため。",
        letter=letter_draft(LetterKind.PROCEDURE, proposal=screening.proposal, on=city.clock.base, **facts),
        by=city.desk(),
        at=moment(city.clock.base, 9),
    )


def _tender(city: City, screening: Screening) -> None:
    ask_at = "課題「駅前の観光案内を、夕方から夜も続ける」のページの「質問と回答」"
    move_to_tender(
        screening=screening,
        ask_at=ask_at,
        also_told="対話で、案内所の1日平均の立寄りの数（公開している数字）を伝えた。",
        letter=letter_draft(LetterKind.TENDER, proposal=screening.proposal, on=city.clock.base, ask_at=ask_at),
        by=city.desk(),
        at=moment(city.clock.base, 10),
    )


def _folder(title: str) -> Screening:
    return Screening.objects.select_related("proposal").get(proposal=Proposal.objects.get(title=title))


def _name(city: City, screening: Screening, user: User) -> Assessor:
    manager = city.of(LEAD, PostKind.MANAGER)
    by = city.officer(LEAD, PostKind.MANAGER)
    at = moment(city.clock.before(4), 9)
    return name_assessor(screening=screening, candidate=user, user=manager, by=by, at=at)


def _declare(city: City, screening: Screening, division: str, kind: PostKind, conflict: str = "") -> None:
    declare_conflict(
        screening=screening,
        user=city.of(division, kind),
        has_conflict=bool(conflict),
        what=conflict,
        by=city.officer(division, kind),
        at=moment(city.clock.before(3), 9),
    )


def _score(city: City, screening: Screening, division: str, kind: PostKind, given: Mapping[str, int]) -> None:
    _declare(city, screening, division, kind)
    assessor = Assessor.objects.get(screening=screening, user=city.of(division, kind))
    codes = assessor.criteria_set.criteria.values_list("code", flat=True)
    marks = {code: Mark(given.get(code, 3), WHY.get((code, given.get(code, 3)), "")) for code in codes}
    give_scores(assessor=assessor, marks=marks, by=city.officer(division, kind), at=moment(city.clock.before(2), 16))
