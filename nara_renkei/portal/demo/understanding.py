"""What last year's 研修 left: 教材, answers before and after it, promises, つまずき, 自習. Every text is an example."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import actor_for
from nara_renkei.core.actors import Actor
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.usecases.close import close
from nara_renkei.surveys.usecases.open_survey import open_survey
from training.enums import Outcome, SessionState, Timing
from training.models import CheckQuestion, Course, Session, Trainee
from training.queries.after import Around, around_of
from training.queries.mine import my_training
from training.queries.self_study import missing, questions_of
from training.queries.surveys import people_to_ask
from training.rules.promises import ASKED_AFTER, ASKED_AGAIN_AFTER
from training.rules.self_study import digest
from training.usecases.answer_check import answer_check
from training.usecases.ask_resolutions import ask_resolutions
from training.usecases.ask_trainees import ask_trainees
from training.usecases.keep_material import add_material, change_material
from training.usecases.keep_resolution import answer_resolution, keep_resolution
from training.usecases.note_stumble import note_stumble, settle_hint
from training.usecases.prepare_session_survey import prepare_session_survey

from .city import City
from .clock import moment
from .pictures import leaflet
from .surveys import Counts, Words, answer_as
from .trainings import ANNOUNCED, SEASON

BEFORE: Final[Counts] = (5, 14, 17, 8, 2)
AFTER: Final[Counts] = (0, 2, 8, 22, 12)
SO_FAR: Final[Counts] = (1, 3, 5, 2, 1)
SAID: Final[Words] = [
    ("専門の言葉が多く、前半は追いつけませんでした。",),
    ("ほかの市の失敗の話がもっと聞きたかったです。",),
    ("費用の話と、公平さの話が分けて聞けてよかったです。",),
    ("3時間は長いので、2回に分けてほしいです。",),
    ("つまずく場所が、うちの課と同じでした。次に何をするかが分かりました。",),
    ("断るのも仕事のうち、という話が腑に落ちました。",),
    ("手法の一覧は、そのまま課に貼ります。",),
    ("隣の席の課長と、一緒に進められそうな話ができました。",),
]
# question, three choices, the right one, why
QUESTIONS: Final[Sequence[tuple[str, tuple[str, str, str], int, str]]] = (
    ("企業から課に直接、提案の電話がありました。まず何をしますか。", ("課で内容を決めてから、デスクに知らせる", "話を聞いて、デスクの窓口を案内する", "前例がないので断る"), 2, "窓口は一つです。デスクが受け付けて、関係する課につなぎます。話を聞くことは、どの課でもできます。"),
    ("市の費用がかからない提案は、すぐに受けてよいですか。", ("費用がなければ、課だけで決めてよい", "効果と公平さを確かめ、必要な手続を踏む", "費用がない提案は受けられない"), 2, "費用がなくても、場所や名前を使うことには公平さの確かめが要ります。"),
    ("提案をした企業と、必ずその企業で実施しますか。", ("提案した企業と必ず契約する", "提案は聞くだけで、実施はしない", "進め方の区分による。公募になることもある"), 3, "協働型、実証型、契約型で違います。はじめに区分を伝えることが大切です。"),
    ("「担当ではない」と思う提案が届きました。どう答えますか。", ("期限まで置いておく", "担当ではないと答え、行き先の案を書く", "企業に直接、断りの電話をする"), 2, "行き先の案を添えて期限までに答えると、デスクが次の課につなぎます。"),
    ("見送ると決めたとき、企業に伝えることはどれですか。", ("理由と、何が変わればよいか", "結果だけ", "伝えない"), 1, "理由と、何が変われば進められるかを伝えると、次の提案につながります。"),
)  # fmt: skip
# the promise, what became of it (None: not answered), a line
PROMISES: Final[Sequence[tuple[str, Outcome | None, str]]] = (
    ("課の打合せで、困りごとを一人一つ書き出す。", Outcome.DONE, "12個出て、2つを困りごとメモにしました。"),
    ("企業からの電話を、係の全員がデスクにつなげるようにする。", Outcome.DONE, "電話のそばに一枚貼りました。"),
    ("公民連携ダイアログに、課から二人出す。", Outcome.DONE, ""),
    ("予算要求の前に、企業に聞けることがないか一度考える。", Outcome.DONE, "一件、見積りの前に話を聞きました。"),
    ("断った提案の理由を、あとから読めるように残す。", Outcome.DONE, ""),
    ("係長と、連携の手法の一覧を読む。", Outcome.DONE, "30分で読めました。"),
    ("隣の課と、重なっている仕事を一つ洗い出す。", Outcome.NOT_YET, "年度末で時間が取れませんでした。"),
    ("施設の空き時間を、企業に見せられる形にまとめる。", Outcome.NOT_YET, "数字を集めているところです。"),
    ("地元の企業を一社訪ねる。", Outcome.NOT_YET, ""),
    ("実証実験の受け方を、課の手順書に書く。", Outcome.STOPPED, "市の手順書に一本化されることになりました。"),
    ("広報の紙面を、企業と一緒につくる。", Outcome.STOPPED, "紙面がなくなりました。"),
    ("異動の前に、連携の経緯を一枚にまとめる。", None, ""),
    ("ネーミングライツの対象になる施設を挙げる。", None, ""),
    ("若手に、提案の一次回答の案を書いてもらう。", None, ""),
)
# the text, whether it goes to the desk, whether it is a hint
STUMBLES: Final[Sequence[tuple[str, bool, bool]]] = (
    ("費用がかからない提案でも、課の予算の話だと思って止まりそうです。", False, False),
    ("前例がないと、係の中で話が進みません。", False, False),
    ("担当が一人しかいないので、異動すると続きません。", False, False),
    ("どこまで聞いたら公平でなくなるのか、線が分かりません。", False, True),
    ("協定と契約の違いを、係員に説明できません。", False, True),
    ("施設の使用許可に時間がかかり、企業を待たせそうです。", True, False),
    ("個人情報を含むデータを渡してよいか、だれに聞けばよいか分かりません。", True, True),
)


def show_understanding(city: City) -> None:
    """Tell what followed the 研修 that is over, and begin the one to come."""
    over, asked = (Course.objects.get(slug=slug) for slug in (ANNOUNCED, SEASON))
    first, second = over.sessions.in_order()
    for session in (first, second):
        session.course = over
        session.recording_url = f"https://rokuga.example/kanrishoku-{session.number}"
        session.save(update_fields=["recording_url"])
    # whoever missed the second 回 may still study
    second.self_study_until = city.clock.base + timedelta(days=14)
    second.save(update_fields=["self_study_until"])
    for course in (over, asked):
        _write_questions(course)
    _put_materials(city, first)
    _ask(city, first, Timing.BEFORE, first.held_on - timedelta(days=7), BEFORE, [])
    _ask(city, first, Timing.AFTER, first.held_on + timedelta(days=1), AFTER, SAID)
    _promise(city, first)
    _stumble(city, first)
    _study(over, first.held_on + timedelta(days=20))
    _begin(city, asked)


def _write_questions(course: Course) -> None:
    CheckQuestion.objects.bulk_create(
        CheckQuestion(
            course=course, position=number, text=text, choice_1=choices[0], choice_2=choices[1], choice_3=choices[2],
            right=right, explanation=explanation,
        )
        for number, (text, choices, right, explanation) in enumerate(QUESTIONS, start=1)
    )  # fmt: skip


def _pdf(name: str, pages: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, leaflet(pages), content_type="application/pdf")


def _put_materials(city: City, session: Session) -> None:
    """What was to be read before was replaced once; the slides came after it."""
    by, held_on = city.desk(), session.held_on
    title, before = "連携の手法と、つまずきやすいところ", Timing.BEFORE
    at = moment(held_on - timedelta(days=14), 10)
    first = _pdf("手法とつまずき.pdf", 3)
    material = add_material(session=session, title=title, timing=before, upload=first, by=by, at=at)
    at = moment(held_on - timedelta(days=2), 16)
    second = _pdf("手法とつまずき（直し）.pdf", 4)
    change_material(material=material, title=title, timing=before, upload=second, by=by, at=at)
    at = moment(held_on + timedelta(days=1), 9)
    slides = _pdf("当日のスライド.pdf", 6)
    add_material(session=session, title="当日のスライド", timing=Timing.AFTER, upload=slides, by=by, at=at)


def _ask(city: City, session: Session, timing: Timing, on: date, counts: Counts, words: Words) -> Survey:
    """Ask everybody; as many answer as ``counts`` says, and the survey is closed two weeks later."""
    survey, people = _open(city, session, timing, on)
    answer_as(survey, Side.DIVISION, people, counts, words, at=moment(on + timedelta(days=2), 15))
    return close(survey=survey, by=city.desk(), at=moment(survey.closes_on + timedelta(days=1), 0, 5))


def _open(city: City, session: Session, timing: Timing, on: date) -> tuple[Survey, list[str]]:
    by, at = city.desk(), moment(on, 9)
    closes_on = session.held_on if timing == Timing.BEFORE else on + timedelta(days=14)
    survey = prepare_session_survey(session=session, timing=timing, closes_on=closes_on, by=by, at=at)
    survey = open_survey(survey=survey, by=by, at=at)
    # as the 回 stood on that day
    then = Session(**{field.attname: getattr(session, field.attname) for field in Session._meta.concrete_fields})
    then.course = session.course
    then.state = SessionState.OPEN if timing == Timing.BEFORE else SessionState.ENDED
    count = sum(not one.why_not for one in people_to_ask(then, timing, survey, on))
    asked = ask_trainees(session=then, timing=timing, survey=survey, count=count, by=by, at=at)
    return survey, [one.email for one in asked]


def _around(trainee: Trainee, course: Course, on: date) -> Around:
    training = my_training(trainee.user, course.slug)
    assert training is not None  # noqa: S101 - the 回 of the demo are shown
    return around_of(training, on)


def _actor(user: User, on: date) -> Actor:
    return actor_for(user, "192.0.2.30", on)


def _came(session: Session) -> list[Trainee]:
    rows = session.attendances.came().select_related("trainee__user").order_by("trainee__user__employee_number")
    return [one.trainee for one in rows]


def _promise(city: City, session: Session) -> None:
    """Promised within a week; asked about after 90 days, and 「まだ」 once more after thirty."""
    people = list(zip(_came(session)[::6], PROMISES, strict=False))
    for number, (trainee, (text, _, _)) in enumerate(people):
        on = session.held_on + timedelta(days=number % 6)
        around = _around(trainee, session.course, on)
        keep_resolution(around=around, text=text, by=_actor(trainee.user, on), at=moment(on, 17))
    asked_on = city.clock.open_day(session.held_on + ASKED_AFTER + timedelta(days=3))
    ask_resolutions(at=moment(asked_on, 8, 35))
    on = asked_on + timedelta(days=1)
    for trainee, (_, outcome, line) in people:
        if outcome:
            by = _actor(trainee.user, on)
            answer_resolution(trainee=trainee, outcome=outcome, line=line, by=by, at=moment(on, 11))
    again_on = city.clock.open_day(on + ASKED_AGAIN_AFTER + timedelta(days=3))
    if again_on <= city.clock.base:
        ask_resolutions(at=moment(again_on, 8, 35))


def _stumble(city: City, session: Session) -> None:
    on = session.held_on + timedelta(days=1)
    hints = []
    for trainee, (text, to_desk, as_hint) in zip(_came(session)[3::9], STUMBLES, strict=False):
        found = note_stumble(
            session=session,
            person=trainee.user,
            text=text,
            to_desk=to_desk,
            as_hint=as_hint,
            by=_actor(trainee.user, on),
            at=moment(on, 13),
        )
        hints += [found] if as_hint else []
    settle_hint(stumble=hints[0], by=city.desk(), at=moment(on + timedelta(days=40), 14))


def _study(course: Course, on: date) -> None:
    """Of those who missed it one passed at once, one at the second try, one did not pass; the others did nothing."""
    tries: tuple[tuple[int, ...], ...] = ((5,), (2, 4), (3,))
    questions = questions_of(course)
    for one, rights in zip(missing(course), tries, strict=False):
        for number, right in enumerate(rights):
            wrong = {question.key: question.right % 3 + 1 for question in questions[right:]}
            answer_check(
                around=_around(one.trainee, course, on),
                questions=questions,
                shown=digest(questions),
                given={question.key: question.right for question in questions} | wrong,
                by=_actor(one.trainee.user, on),
                at=moment(on, 10 + number),
            )


def _begin(city: City, course: Course) -> None:
    """The 研修 to come: something to read, and the アンケート before it is under way."""
    session = course.sessions.in_order()[0]
    session.course = course
    add_material(
        session=session,
        title="読んでおく4ページ",
        timing=Timing.BEFORE,
        upload=_pdf("読んでおく4ページ.pdf", 4),
        by=city.desk(),
        at=moment(city.clock.base, 9),
    )
    survey, people = _open(city, session, Timing.BEFORE, city.clock.base)
    answer_as(survey, Side.DIVISION, people, SO_FAR, [], at=moment(city.clock.base, 12))
