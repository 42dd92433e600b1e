"""What became of the ダイアログ of the announcement: whom everybody met, what was noted, and what both sides did next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from dialogue.enums import Side
from dialogue.models import Encounter, Event
from dialogue.usecases.add_encounter import add_encounter
from dialogue.usecases.keep_encounter_steps import (
    Step,
    add_encounter_step,
    drop_encounter_step,
    finish_encounter_step,
)
from dialogue.usecases.link_encounter_proposal import CannotLink, link_encounter_proposal
from dialogue.usecases.miss_encounter import miss_encounter
from dialogue.usecases.note_encounter_trouble import note_encounter_trouble
from dialogue.usecases.record_encounters import Pair, record_announced, record_encounters
from dialogue.usecases.remind_of_encounter_steps import remind_companies_of_steps, remind_divisions_of_steps
from dialogue.usecases.write_encounter_note import write_encounter_note
from proposals.enums import OPEN_STATUSES, REALISED_STATUSES
from proposals.models import Proposal

from .city import City
from .clock import moment
from .events import ANNOUNCED


@dataclass(frozen=True, slots=True)
class Talk:
    """What two said: the 課's two lines, and what comes next."""

    company: str
    division: str
    said: str
    view: str
    what: str
    side: Side
    end: str = ""  # done, dropped, or empty: still open
    days: int = 21  # until when, after the event


TALKS = (
    Talk("A", "月ヶ瀬行政センター", "集会所に車を止めてよければ、月2回は回れるとのこと。", "道の幅と、雨の日の場所を先に調べる。", "集会所の前の道の幅を測って知らせる", Side.DIVISION, "done"),
    Talk("A", "長寿福祉課", "車の来る時刻に合わせて、見守りの声かけができそう。", "個人情報を渡さない形を考える。", "声かけの言葉の案をつくる", Side.COMPANY, "done"),
    Talk("A", "子ども政策課", "規格外の野菜を、曜日を決めて届けられる。", "運ぶ人をどうするか。", "受け取れる曜日を7か所に聞く", Side.DIVISION, "done"),
    Talk("B", "健康増進課", "職場を訪ねるときに、検診の案内を配れる。", "費用の出ない形なら早い。", "配る案内の見本を送る", Side.DIVISION, "done"),
    Talk("B", "人事課", "30分の講座を昼休みに試せる。", "まず希望する課だけで。", "講座の中身を1枚にして送る", Side.COMPANY, "dropped"),
    Talk("C", "DX推進課", "番号札の記録があれば、混む時間がすぐ見える。", "記録の渡し方を情報の担当に確かめる。", "番号札の記録の形を知らせる", Side.DIVISION, "done"),
    Talk("C", "市民課", "待ち時間を紙でも出せる。", "窓口の人が足りない日と重なる。", "貼り紙の見本を送る", Side.COMPANY),
    Talk("D", "危機管理課", "冷蔵車を避難所の前で使える。電源は車から取れる。", "訓練の日に一度試したい。", "秋の訓練の日程を知らせる", Side.DIVISION, days=430),
    Talk("D", "都祁行政センター", "帰りの荷台を週に一度使える。", "受け取る場所を探す。", "荷台の大きさを知らせる", Side.COMPANY),
    Talk("E", "健康増進課", "店の測定会の日に、検診の申込みを受けられる。", "似た相手が二つある。公平に扱う。", "申込みの用紙を相談する", Side.DIVISION, "done"),
    Talk("E", "介護福祉課", "薬の相談会を、地域の会館で開ける。", "会館の空きを見る。", "相談会の日の案を三つ出す", Side.COMPANY),
    Talk("F", "観光戦略課", "夕方の町家で90分の体験を開ける。", "近くの方への説明が先。", "町家の近くの自治会に話す", Side.DIVISION, "done"),
    Talk("F", "文化財課", "開ける人手と案内を兼ねられる。", "文化財の扱いの決まりを渡す。", "建物の扱いの決まりを送る", Side.DIVISION, "dropped"),
    Talk("G", "住宅課", "空いた部屋に学生が住む例がある。", "家賃の決まりが変えられるか。", "ほかの市の例を送る", Side.COMPANY, "done"),
    Talk("G", "リサイクル推進課", "引越しのときに家具を譲り合う場を開ける。", "集める場所がない。", "3月の引越しの件数を知らせる", Side.DIVISION),
    Talk("H", "土木管理課", "車のカメラで、月に一度、道の傷みが分かる。", "直す費用が先に足りなくなる心配。", "去年の通報の表を渡す", Side.DIVISION, "done"),
    Talk("H", "水道施設課", "紙の記録を、表に直す見本を作れる。", "外に出せる記録を選ぶ。", "見本にする記録を10枚選ぶ", Side.DIVISION),
)  # fmt: skip
# met without a further step
NOTED = (
    ("B", "危機管理課", "避難所で健康の相談を受けられる。", ""),
    ("C", "住宅課", "空き部屋の記録も見える形にできる。", "いまは手が回らない。"),
    ("E", "人事課", "骨の強さの測定会を庁舎で開ける。", ""),
)
MISSED = ("G", "人事課")
STANDING = ("F", "産業政策課", "空き店舗で夕方の体験を開けないか、という話になった。", "商店街の会長に聞く。")
CAME_OF_IT = 3  # proposals


def show_encounters(city: City) -> None:
    """Let the event of the announcement end with some sixty encounters."""
    _Story(city, Event.objects.get(slug=ANNOUNCED)).tell()


class _Story:
    def __init__(self, city: City, event: Event) -> None:
        self.city, self.event = city, event
        rows = list(event.registrations.entered().with_unit().first_come())
        self.companies = [row for row in rows if row.is_of_company]
        self.divisions = [row for row in rows if not row.is_of_company]
        keys = {organization.pk: key for key, organization in city.organizations.items()}
        self.by_name = {keys[row.organization_id or 0]: row for row in self.companies}
        self.by_name |= {row.name: row for row in self.divisions}
        self.minute = count()

    def tell(self) -> None:
        desk, at = self.city.desk(), self.at()
        record_announced(event=self.event, by=desk, at=at)
        if not self.event.encounters.exists():
            record_encounters(event=self.event, pairs=self.plan(), by=desk, at=at)
        for talk in TALKS:
            self._talk(talk)
        for company, division, said, view in NOTED:
            self._note(self._met(company, division), division, said, view)
        miss_encounter(encounter=self._met(*MISSED), by=self.city.desk(), at=self.at())
        company, division, said, view = STANDING
        standing = self._met(company, division)
        self._note(standing, division, said, view)
        note_encounter_trouble(
            source=standing,
            trouble="空き店舗を、夕方だけ使いたい人と結べていません。",
            wish="貸す人と使う人が、月に一度会える場がほしい。",
            by=self.city.officer(division),
            at=self.at(),
        )
        self._link()
        self._remind()

    def plan(self) -> list[Pair]:
        """Return a plan by hand: a company has its table, the 課 go round. Those of whom we tell meet for certain."""
        told = [(one.company, one.division) for one in TALKS] + [(one[0], one[1]) for one in NOTED] + [MISSED]
        meets: dict[int, dict[int, int]] = {row.pk: {} for row in self.divisions}  # 課 → round → table
        tables = {row.pk: number for number, row in enumerate(self.companies, start=1)}
        for company, division in told:
            rounds = meets[self.by_name[division].pk]
            rounds[_first_free(rounds)] = tables[self.by_name[company].pk]
        for n, row in enumerate(self.divisions):
            rounds = meets[row.pk]
            others = [(n + step) % len(tables) + 1 for step in range(len(tables))]
            for table in [one for one in others if one not in rounds.values()][: max(0, 3 + n % 2 - len(rounds))]:
                rounds[_first_free(rounds)] = table
        return [
            Pair(self.companies[table - 1], row, number, table)
            for row in self.divisions
            for number, table in meets[row.pk].items()
        ]

    def at(self, days: int = 0) -> datetime:
        """Return a moment after the last round, a minute after the one before."""
        return moment(self.event.held_on + timedelta(days=days), 16) + timedelta(minutes=next(self.minute))

    def _met(self, company: str, division: str) -> Encounter:
        one, other = self.by_name[company], self.by_name[division]
        found = Encounter.objects.filter(company=one, division=other).first()
        if found is None:
            found = add_encounter(company=one, division=other, by=self.city.officer(division), at=self.at())
        return found

    def _note(self, encounter: Encounter, division: str, said: str, view: str) -> None:
        by = self.city.officer(division)
        write_encounter_note(encounter=encounter, said=said, view=view, version=0, by=by, at=self.at())

    def _talk(self, talk: Talk) -> None:
        encounter = self._met(talk.company, talk.division)
        self._note(encounter, talk.division, talk.said, talk.view)
        by = self.city.company(talk.company) if talk.side == Side.COMPANY else self.city.officer(talk.division)
        owner = self._person(talk)
        due_on = self.event.held_on + timedelta(days=talk.days)
        step = add_encounter_step(
            encounter=encounter, step=Step(talk.what, talk.side, due_on, owner), by=by, at=self.at()
        )
        if talk.end == "done":
            finish_encounter_step(step=step, by=by, at=self.at(days=16))
        if talk.end == "dropped":
            reason = "担当の方が替わり、次の年度に改めることにしました。"
            drop_encounter_step(step=step, reason=reason, by=self.city.officer(talk.division), at=self.at(days=20))

    def _person(self, talk: Talk) -> str:
        side = self.by_name[talk.company if talk.side == Side.COMPANY else talk.division]
        return side.participants.in_order()[0].name

    def _link(self) -> None:
        """Tie three proposals of these companies that came later; one of them goes on."""
        linked = 0
        for realised in (True, False):
            for encounter, proposal in self._later_proposals(realised):
                if linked == (1 if realised else CAME_OF_IT):
                    break
                try:
                    link_encounter_proposal(
                        encounter=encounter, number=proposal.number or "", by=self.city.desk(), at=self.at(days=60)
                    )
                except CannotLink:
                    continue
                linked += 1

    def _later_proposals(self, realised: bool) -> Sequence[tuple[Encounter, Proposal]]:
        """Return noted encounters, each with a proposal of its company; one for each company."""
        taken = set(Encounter.objects.exclude(proposal=None).values_list("company__organization", flat=True))
        found = []
        for encounter in self.event.encounters.exclude(note=None).with_both().in_order():
            organization = encounter.company.organization
            if organization is None or organization.pk in taken:
                continue
            rows = Proposal.objects.submitted().filter(organization=organization, submitted_at__gt=self.event.starts)
            rows = rows.filter(status__in=REALISED_STATUSES if realised else OPEN_STATUSES)
            if proposal := rows.oldest_first().first():
                taken.add(organization.pk)
                found.append((encounter, proposal))
        return found

    def _remind(self) -> None:
        """The two reminders went at their time; the mails are long read."""
        keys = [row.pk for row in self.companies]
        for days in (14, 90):
            at = self.at(days=days)
            remind_divisions_of_steps(at=at)
            remind_companies_of_steps(registrations=keys, by=self.city.desk(), at=at)


def _first_free(rounds: dict[int, int]) -> int:
    """Return the first round in which a 課 sits nowhere."""
    return next(number for number in count(1) if number not in rounds)
