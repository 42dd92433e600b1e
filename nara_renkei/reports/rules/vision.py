"""目指す姿: the four pictures, the signs by which each is measured, and what the distance to the target is in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor
from typing import Final

from nara_renkei.core.calendar import FiscalYear

from . import figures as told
from .figures import HIDDEN, NOTHING, Definition, number_text
from .periods import Period, quarters_of

FULL: Final = 100  # points of a sign that has reached its target
FEWEST_SIGNS: Final = 2  # of one sign alone a picture has no points
NAMED: Final = 3  # 課 whose step forward is named; those that are even with the last of them are named too
# the levels of a statement; 4 and 5 count as 「できている」
LEVELS: Final = ((1, "まだ"), (2, "少し"), (3, "半分くらい"), (4, "だいたい"), (5, "いつも"))
DONE: Final = 4
NO_TARGETS: Final = "この年度の目標が、まだありません。"
TOO_FEW: Final = "目標と比べられる指標が2つそろうと、点を出します。"


@dataclass(frozen=True, slots=True)
class Sign:
    """One measure of a picture. Its words are those of the figure wherever it is one."""

    definition: Definition
    is_less_better: bool = False

    @property
    def code(self) -> str:
        return self.definition.code

    @property
    def name(self) -> str:
        return self.definition.name

    @property
    def unit(self) -> str:
        return self.definition.unit

    @property
    def better(self) -> str:
        """Which way is good."""
        return "少ないほどよい" if self.is_less_better else "多いほどよい"

    @property
    def wanting(self) -> str:
        """How one says that the target is not reached: 「長い」, 「低い」, 「少ない」."""
        if self.is_less_better:
            return "長い"
        return "低い" if self.unit == "％" else "少ない"

    def text(self, value: float) -> str:
        """Return 「72％」."""
        return f"{number_text(value)}{self.unit}"


@dataclass(frozen=True, slots=True)
class Picture:
    """One of the four."""

    code: str
    mark: str  # ①
    name: str
    sentence: str  # the city in short
    signs: tuple[Sign, ...]

    @property
    def title(self) -> str:
        """「①組織体制」."""
        return f"{self.mark}{self.name}"


SELF_STARTED: Final = Definition(
    "self_started",
    "自分から動いた課",
    "％",
    "期間の末日にある課のうち、期間に、課題を公開した、困りごとメモを書いた、デスクに相談した、事例を自分で書き始めた、のどれかに当たる課の割合。",
    "課題・困りごとメモ・デスクへの相談・事例集の記録",
)
WITH_CASE: Final = Definition(
    "with_case",
    "事例のある課",
    "％",
    "期間の末日にある課のうち、職員が読める事例を一つでも受け持つ課の割合。",
    "事例集",
)
FRESH: Final = Definition(
    "fresh",
    "見直しの期限内",
    "％",
    "期間の末日に、職員が読める事例とガイドラインの章のうち、見直しの期限を過ぎていないものの割合。",
    "事例集とガイドラインの、見直しの期限",
)
TEMPLATES_TAKEN: Final = Definition(
    "templates_taken",
    "様式を使った回数",
    "回",
    "期間に、様式集の様式を受け取った回数。空のままと、提案の言葉を差し込んだものを合わせます。",
    "様式を使った回数の記録",
)
FOR_CHALLENGES: Final = Definition(
    "for_challenges",
    "課題に応える提案",
    "％",
    "期間に受け付けた提案のうち、課題提示型の割合。",
    "提案の提出日時と種類",
)
CHECKED: Final = "各課のいちばん新しい自己点検（この年度か前の年度）の、この姿の3つの文に、4か5と答えた割合。"


def _check(code: str) -> Sign:
    return Sign(Definition(f"check_{code}", "自己点検", "％", CHECKED, "課の自己点検"))


PICTURES: Final = (
    Picture(
        "organisation",
        "①",
        "組織体制",
        "どの課も同じ考えで動き、公民連携デスクが支えている。",
        (Sign(told.TAKING_PART), Sign(told.FIRST_ANSWER_DAYS, is_less_better=True), Sign(told.KEPT), _check("organisation")),
    ),
    Picture(
        "culture",
        "②",
        "組織風土",
        "連携が一つの仕事の仕方として根づき、公平さとリスクが分かったうえで、課が自分から使っている。",
        (Sign(SELF_STARTED), Sign(WITH_CASE), Sign(told.TRAINING), _check("culture")),
    ),
    Picture(
        "system",
        "③",
        "仕組み",
        "ルールと手順がだれにも分かり、事例とノウハウが残って、使い回されている。",
        (Sign(told.CASES), Sign(FRESH), Sign(TEMPLATES_TAKEN), _check("system")),
    ),
    Picture(
        "understanding",
        "④",
        "公民の相互理解",
        "市の困りごとが伝わり、それに応えるよい提案が続いて届いている。",
        (Sign(told.SATISFACTION), Sign(told.AGAIN), Sign(FOR_CHALLENGES), _check("understanding")),
    ),
)  # fmt: skip
SIGNS: Final = tuple(sign for picture in PICTURES for sign in picture.signs)
BY_CODE: Final = {sign.code: sign for sign in SIGNS}
SIGN_CHOICES: Final = tuple(
    (sign.code, f"{picture.title}　{sign.name}（{sign.unit}、{sign.better}）")
    for picture in PICTURES
    for sign in picture.signs
)

# The first edition: picture and what the 課 asks itself, in the order of the page.
STATEMENTS: Final = (
    ("organisation", "公民連携のことを課のだれに聞けばよいか、課の全員が知っている。"),
    ("organisation", "課長が公民連携を課の仕事として、課の会議で話している。"),
    ("organisation", "迷ったときは抱え込まず、公民連携デスクや共創推進リーダーに早めに相談している。"),
    ("culture", "課の困りごとを考えるとき、企業や団体と一緒にできないかを、まず考えている。"),
    ("culture", "前例のない提案も、断る前に「どうすればできるか」を話し合っている。"),
    ("culture", "公平さ・情報公開・リスクの確かめ方を、自分たちの言葉で説明できる。"),
    ("system", "提案への答えの期限と手順を、ガイドラインで確かめながら進めている。"),
    ("system", "終わった取組のよかった点とつまずきを、事例やメモに残している。"),
    ("system", "担当が代わっても続けられるように、記録と引継ぎを残している。"),
    ("understanding", "課の課題や困りごとを、企業や団体に伝わる言葉で外に出している。"),
    ("understanding", "提案した相手に、見通しと理由を、約束の日までに伝えている。"),
    ("understanding", "企業や団体の得意なことや事情を、会って聞く機会をつくっている。"),
)


# --- quarters


def quarter_of(day: date) -> Period:
    """Return the quarter in which a day lies."""
    return next(one for one in quarters_of(FiscalYear.of(day)) if one.first <= day <= one.last)


def window_of(quarter: Period, day: date) -> Period:
    """Return what a sign of a quarter counts: the year that ends with it, or with ``day`` while it runs.

    A whole year, because what happens once a year (a ダイアログ, a 研修) must not come and go with the quarters.
    """
    after = min(quarter.last, day) + timedelta(days=1)
    leap = (after.month, after.day) == (2, 29)
    return Period(after.replace(year=after.year - 1, day=28 if leap else after.day), after - timedelta(days=1))


def quarter_name(first: date) -> str:
    """Return 「R8 第3」 for a column and the foot of a chart."""
    year = FiscalYear.of(first)
    return f"{year.short} 第{quarters_of(year).index(quarter_of(first)) + 1}"


# --- points


@dataclass(frozen=True, slots=True)
class Measured:
    """A sign with its value and its target."""

    sign: Sign
    value: float | None  # None: nothing to count, or too few
    cases: int | None = None  # of how many a share is made
    target: float | None = None

    @property
    def text(self) -> str:
        """「72％」; where there is no value, why."""
        if self.value is None:
            return NOTHING if self.cases == 0 else HIDDEN
        return self.sign.text(self.value)

    @property
    def target_text(self) -> str:
        """「50％以上」, 「9開庁日以内」."""
        if self.target is None:
            return "―"
        return f"{self.sign.text(self.target)}{'以内' if self.sign.is_less_better else '以上'}"

    @property
    def points(self) -> int | None:
        """How much of the way is gone, 0 to FULL; None without a value or a target."""
        if self.value is None or self.target is None:
            return None
        return points_of(self.value, self.target, is_less_better=self.sign.is_less_better)

    @property
    def points_text(self) -> str:
        return "―" if self.points is None else f"{self.points}点"


def points_of(value: float, target: float, *, is_less_better: bool) -> int:
    """Return 0 to FULL; FULL only when the target is reached. ``target`` is more than 0."""
    if (value <= target) if is_less_better else (value >= target):
        return FULL
    part = target / value if is_less_better else value / target
    # a value just short of its target is not rounded up to it
    return min(FULL - 1, max(0, floor(FULL * part)))


def score_of(signs: Iterable[Measured]) -> int | None:
    """Return the mean of the points, rounded down, so that FULL means every target; None of fewer than FEWEST_SIGNS."""
    points = [one.points for one in signs if one.points is not None]
    return sum(points) // len(points) if len(points) >= FEWEST_SIGNS else None


def held_back_by(signs: Iterable[Measured]) -> Measured | None:
    """Return the sign with the fewest points, of several the first; None when none is short of its target."""
    short = [one for one in signs if one.points is not None and one.points < FULL]
    return min(short, key=lambda one: one.points or 0, default=None)


def gap_words(signs: Sequence[Measured]) -> str:
    """Return the distance of a picture to its targets, and what makes it, in sentences."""
    if all(one.target is None for one in signs):
        return NO_TARGETS
    score, worst = score_of(signs), held_back_by(signs)
    if score is None:
        return TOO_FEW
    missing = "".join(
        f"{one.sign.name}は、まだ数えられません。" for one in signs if one.value is None and one.target is not None
    )
    if worst is None:
        return f"目標に届いています。{missing}"
    reached = "、".join(f"{one.sign.name}は{one.text}" for one in signs if one.points == FULL)
    good = f"{reached}で目標に届き、" if reached else ""
    bad = f"{worst.sign.name}が{worst.sign.wanting}こと（いま{worst.text}、目標{worst.target_text}）"
    return f"目標まであと{FULL - score}ポイント。{good}{bad}がいちばんの差になっています。{missing}"


# --- the 課 that moved most


@dataclass(frozen=True, slots=True)
class Move:
    """A 課 that has checked itself in both years."""

    division: int
    code: str  # of the 課
    name: str
    before: int  # sum of the levels
    after: int
    deeds: int  # answers, 課題, ダイアログ and 事例 of the year

    @property
    def rise(self) -> int:
        return self.after - self.before

    @property
    def text(self) -> str:
        return f"自己点検は{self.rise}点の伸び、ポータルでの動きは{self.deeds}件"


def most_moved(moves: Iterable[Move]) -> list[Move]:
    """Return those that stepped forward most, and with them all that are even with the third.

    By the rise of the 自己点検, then by deeds. Words alone do not count: a 課 without any deed is left out.
    """
    forward = sorted(
        (one for one in moves if one.rise > 0 and one.deeds), key=lambda one: (-one.rise, -one.deeds, one.code)
    )
    if len(forward) <= NAMED:
        return forward
    last = forward[NAMED - 1]
    return [one for one in forward if (one.rise, one.deeds) >= (last.rise, last.deeds)]
