"""研修報告 on paper says what the desk's page says, and names nobody."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from nara_renkei.directory.models import Department
from nara_renkei.reports.papers.training_report import GONE, build
from nara_renkei.reports.rendering import CannotRender
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.factories.understanding import ResolutionFactory, SelfStudyFactory, StumbleFactory
from tests.harness import NOON, TODAY, StrictClient
from tests.training.answers import survey_of
from training.enums import Timing
from training.queries.figures import training_figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    course = CourseFactory()
    session = SessionFactory(course=course, ended=True, number=1)
    for many, came, grade in ((7, 5, "6"), (6, 6, "5"), (2, 1, "6")):
        division = DivisionFactory()
        for n in range(many):
            user = StaffFactory(name=f"氏名不詳{many}{n}")
            PostFactory(user=user, division=division, grade=grade)
            one = TraineeFactory(course=course, session=session, user=user)
            if n < came:
                AttendanceFactory(trainee=one, session=session)
                ResolutionFactory(trainee=one, **({"done": True} if n % 2 else {"not_yet": True}))
            elif n == came:
                SelfStudyFactory(trainee=one, session=session, passed_at=NOON)
    survey_of(session, Timing.BEFORE, {"分かりますか。": [2, 3, 2, 3, 2]})
    survey_of(
        session,
        Timing.AFTER,
        {"分かりますか。": [4] * 6, "満足しましたか。": [5] * 6},
        texts=[f"声{n}" for n in range(5)],
    )
    for n in range(5):
        StumbleFactory(session=session, text=f"つまずき{n}")
    return course


def plain(words):
    """Return what is read, without tags, pictures and spaces."""
    words = re.sub(r"<(svg|details|figcaption)\b.*?</\1>", "", words, flags=re.S)
    return re.sub(r"<[^>]+>|\s", "", words)


def on_paper(course):
    pages = PdfReader(BytesIO(build(course.slug, at=NOON).content)).pages
    texts = [page.extract_text() for page in pages]
    assert all(plain(text) for text in texts)
    return plain("".join(texts))


def test_every_figure_of_the_query_stands_on_the_paper_and_on_the_page(course):
    figures = training_figures(course, TODAY)
    desk = StrictClient.of(StaffFactory(desk=True))
    page = plain(desk.get(reverse("admin:training_course_figures", args=[course.pk])).content.decode())
    paper = on_paper(course)

    covers = [
        f"{row.label}{one.must}人{one.came}人{one.percent}％{one.studied}人{one.missing}人"
        for rows in (figures.departments, figures.grades, figures.session_rows)
        for row in rows
        if (one := row.cover)
    ]
    promises = figures.promises
    told = figures.understandings[0][1]
    said = [
        *covers,
        *map(plain, figures.points),
        f"{promises.made}人{promises.done}人{promises.not_yet}人{promises.stopped}人{promises.silent}人",
        *(f"{one.question}{one.before.mean:.2f}（5件）{one.after.mean:.2f}（6件）" for one in told.rows),
        *figures.stumbles,
        *told.texts,
    ]

    assert len(covers) == 4
    assert [words for words in said if words not in paper] == []
    assert [words for words in said if words not in page] == []


def test_the_longest_name_of_a_department_stays_on_the_sheet(course):
    name = "".join(chr(0x4E00 + n) for n in range(60))
    Department.objects.update(name=name)

    sheets = PdfDocument(BytesIO(build(course.slug, at=NOON).content))

    # pdfium reads nothing that stands beside the sheet
    said = re.sub(r"\s", "", "".join(sheet.get_textpage().get_text_bounded() for sheet in sheets))
    assert name in said


def test_the_paper_names_nobody(course):
    assert "氏名不詳" not in on_paper(course)


def test_before_a_session_is_over_there_is_no_report():
    course = SessionFactory(open=True).course

    with pytest.raises(CannotRender, match=re.escape(GONE)):
        build(course.slug, at=NOON)
