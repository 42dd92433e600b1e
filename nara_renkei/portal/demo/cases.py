"""事例 of the demo city in every state: of other towns from a table, of its own 課, one of a finished proposal."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from knowledge.enums import CaseOrigin
from knowledge.models import CaseStudy, Method
from knowledge.rules.cases import CaseWords, ClosingAnswers
from knowledge.rules.menus import year_on
from knowledge.usecases.draft_case_study import FACTS, CaseFacts, draft_case_study
from knowledge.usecases.hand_in_case import hand_in_case
from knowledge.usecases.import_cases import import_cases
from knowledge.usecases.keep_case import keep_case
from knowledge.usecases.open_case import open_case
from knowledge.usecases.return_case import return_case
from knowledge.usecases.revise_case_study import revise_case_study
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.directory.models import Division, Organization

from .city import City
from .clock import moment

HERE: Final = Path(__file__).parent
MADE_OF: Final = UUID("5c9a7a44-5c0e-4a57-9c5b-6b6a3e0d7b11")
OTHER_TOWNS: Final = HERE.joinpath("cases.csv").read_text(encoding="utf-8")
STORIES: Final[list[dict[str, Any]]] = json.loads(HERE.joinpath("cases.json").read_text(encoding="utf-8"))
# how far each of the stories is
REVISED, OPENED, PAST, HANDED_IN, RETURNED, DRAFT = range(6)
COUNTED: Final = "数字を、台帳でもう一度数え直したため。"
RETURNED_FOR: Final = (
    "効果の数の数え方を、だれが読んでも同じになるように書いてください。あとは、そのままで公開できます。"
)
ROOM: Final = "市民課の待合の一角に血圧計と相談の机を置き、月に4日、団体の薬剤師1人が、測り方と薬の相談に応じました。測った値は本人だけに渡し、市も団体も持ちません。気になる方には保健師の相談日を案内しています。6か月で延べ1,240人が測り、38人を保健師につなぎました（いずれも例示）。"
PRESSURE: Final = ClosingAnswers(
    field="健康・福祉",
    work=ROOM,
    decided_how="市民課が起案し、健康増進課の合議を受けました。市の支出はありません。同じ申し出があれば同じ条件で受けることを、起案の文に書いています。",
    stumble="初めの週は、番号を呼ぶ声が聞こえずに順番を過ぎる方がいました。呼出しの画面が見える向きに椅子を替えてからは、起きていません。",
    reuse="待つ時間のある窓口なら、机1つ分の場所で始められます。測った値を市が持たない、という一文がそのまま使えます。",
    handover="血圧計の点検は、団体が毎月第1月曜日に行います。保健師の当番表は、前の月の20日までに健康増進課からもらいます。",
)


def show_cases(city: City) -> list[CaseStudy]:
    """Tell all of them; return those that staff read, the newest first: of other towns, of the city, of a proposal."""
    _other_towns(city)
    cases = [_told(city, n, story) for n, story in enumerate(STORIES)]
    for n in (REVISED, OPENED, PAST):
        _open(city, cases[n], days=(60, 40, 20)[n])
    _revise(city, cases[REVISED])
    past = CaseStudy.objects.get(pk=cases[PAST].pk)
    keep_case(case=past, owner=past.owner, review_by=city.clock.ago(9), by=city.desk(), at=moment(city.clock.ago(15)))
    _hand_in(city, cases[HANDED_IN], days=4)
    _hand_in(city, cases[RETURNED], days=8)
    return_case(case=cases[RETURNED], reason=RETURNED_FOR, by=city.desk(1), at=moment(city.clock.ago(6), 11))
    _of_a_proposal(city)
    return list(CaseStudy.objects.open_to_staff().newest_first())


def _other_towns(city: City) -> None:
    """Take the cases of other towns from the table, and open them."""
    day = city.clock.ago(90)
    imported = import_cases(text=OTHER_TOWNS, by=city.desk(), at=moment(day, 9))
    for n, case in enumerate(imported.made):
        at = moment(city.clock.ago(88), 9) + timedelta(minutes=n)
        open_case(case=case, version=1, review_by=year_on(city.clock.base), by=city.desk(), at=at)


def _told(city: City, n: int, story: dict[str, Any]) -> CaseStudy:
    """Begin a case as its 課 would, with the form."""
    division = Division.objects.get(code=story["division_code"])
    partner = Organization.objects.get(name=story["organization"])
    # the years of the text are seen from autumn 2026
    year = FiscalYear.of(city.clock.base).year - 2026 + story["year"]
    names = [name for name in CaseWords.__dataclass_fields__ if name in story]
    return draft_case_study(
        key=uuid5(MADE_OF, story["title"]),
        origin=CaseOrigin.FORM,
        owner=division,
        facts=CaseFacts(
            implementer="奈良市",
            field=story["field"],
            organization=partner,
            partner_name=partner.name,
            method=Method.objects.get(code=story["method"]),
            year=year,
        ),
        words=CaseWords(**{name: story[name] for name in names}),
        by=city.officer(division.name),
        at=moment(city.clock.ago(70 - n), 15),
    )


def _hand_in(city: City, case: CaseStudy, *, days: int) -> CaseStudy:
    return hand_in_case(case=case, by=city.officer(case.owner.name), at=moment(city.clock.ago(days), 10))


def _open(city: City, case: CaseStudy, *, days: int) -> None:
    handed = _hand_in(city, case, days=days + 3)
    day = city.clock.ago(days)
    open_case(case=handed, version=handed.version, review_by=year_on(day), by=city.desk(), at=moment(day, 14))


def _revise(city: City, case: CaseStudy) -> None:
    """Let the 課 count again: a second version."""
    case = CaseStudy.objects.select_related("owner").get(pk=case.pk)
    current = case.current()
    words = {name: getattr(current, name) for name in CaseWords.__dataclass_fields__}
    effect = words["effect"].replace("春が41人、秋が57人", "春が43人、秋が57人")
    revise_case_study(
        case=case,
        version=case.version,
        facts=CaseFacts(**{name: getattr(case, name) for name in FACTS}),
        words=CaseWords(**{**words, "effect": effect}),
        why=COUNTED,
        by=city.officer(case.owner.name),
        at=moment(city.clock.ago(10), 16),
    )


def _of_a_proposal(city: City) -> None:
    """Hand in and open the case that began when the work of a proposal was done."""
    _open(city, CaseStudy.objects.select_related("owner").get(versions__work=ROOM), days=2)
