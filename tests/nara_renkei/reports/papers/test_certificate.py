"""修了証 on paper: one sheet a person."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from nara_renkei.reports.papers.certificate import NOBODY, build
from nara_renkei.reports.rendering import CannotRender
from tests.factories.accounts import StaffFactory
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.factories.understanding import SelfStudyFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db


def sheets(about):
    found = build(about, at=NOON)
    texts = ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(found.content)).pages]
    assert found.pages == len(texts)
    return texts


@pytest.fixture
def session():
    return SessionFactory(ended=True, number=3)


def test_a_person_gets_one_sheet_with_name_training_and_days(session):
    trainee = TraineeFactory(course=session.course, user=StaffFactory(name="髙𠮷 葛󠄀子"))
    AttendanceFactory(session=session, trainee=trainee)

    [sheet] = sheets(trainee.key)

    for words in (
        "髙𠮷",
        "殿",
        "出席し、修了したことを証します",
        str(session.course).replace(" ", ""),
        "第3回",
        "発行日令和8年10月5日",
    ):
        assert words in sheet
    assert "自習" not in sheet


def test_a_session_gets_a_sheet_for_each_and_self_study_says_so(session):
    came, studied = (TraineeFactory(course=session.course) for _ in range(2))
    AttendanceFactory(session=session, trainee=came)
    SelfStudyFactory(session=session, trainee=studied, passed_at=NOON)

    first, second = sheets(session.key)

    assert (came.user.name in first, studied.user.name in second) == (True, True)
    assert "自習により修了したことを証します" in second
    assert "自習の合格日令和8年（2026年）10月5日（月）" in second


@pytest.mark.parametrize("about", ["trainee:0", "session:nai-1", "nai"])
def test_for_nobody_there_is_no_paper(about):
    with pytest.raises(CannotRender, match=NOBODY):
        build(about, at=NOON)


def test_who_was_absent_has_no_paper(session):
    with pytest.raises(CannotRender, match=NOBODY):
        build(TraineeFactory(course=session.course).key, at=NOON)
