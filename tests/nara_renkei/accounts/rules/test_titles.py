from datetime import date

import pytest

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.rules.titles import kind_of, last_day_of


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("部長", PostKind.DIRECTOR),
        ("総合政策部長", PostKind.DIRECTOR),
        ("危機管理監", PostKind.DIRECTOR),
        ("次長", PostKind.LEADER),
        ("課長", PostKind.MANAGER),
        ("月ヶ瀬行政センター所長", PostKind.MANAGER),
        ("人材育成室長", PostKind.MANAGER),
        ("保健センター長", PostKind.MANAGER),
        ("課長補佐", PostKind.DEPUTY),
        ("室長補佐", PostKind.DEPUTY),
        ("副市長", PostKind.EXECUTIVE),
        ("市長", PostKind.EXECUTIVE),
        ("係長", PostKind.OFFICER),
        ("主事", PostKind.OFFICER),
        ("", PostKind.OFFICER),
    ],
)
def test_a_title_makes_a_kind_of_post(title, kind):
    assert kind_of(title) == kind


def test_a_member_of_staff_for_a_year_is_an_officer_whatever_the_title():
    assert kind_of("課長補佐", "会計年度任用職員（パートタイム）") == PostKind.OFFICER


@pytest.mark.parametrize(
    ("appointment", "ends_on", "last"),
    [
        ("正規", None, None),
        ("正規", date(2030, 1, 1), date(2030, 1, 1)),
        ("会計年度任用職員", None, date(2027, 3, 31)),
        ("会計年度任用職員", date(2026, 9, 30), date(2026, 9, 30)),
        ("会計年度任用職員", date(2027, 4, 1), date(2027, 3, 31)),
    ],
)
def test_a_post_for_a_year_ends_by_31_march(appointment, ends_on, last):
    assert last_day_of(appointment, date(2026, 4, 1), ends_on) == last
