"""Which kind of post a 職名 and a 任用区分 make. Read from the top; the first ending that fits counts."""

from datetime import date

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.calendar import FiscalYear

TITLES: tuple[tuple[str, PostKind], ...] = (
    ("課長補佐", PostKind.DEPUTY),
    ("室長補佐", PostKind.DEPUTY),
    ("所長補佐", PostKind.DEPUTY),
    ("課長代理", PostKind.DEPUTY),
    ("副市長", PostKind.EXECUTIVE),
    ("市長", PostKind.EXECUTIVE),
    ("教育長", PostKind.EXECUTIVE),
    ("公営企業管理者", PostKind.EXECUTIVE),
    ("次長", PostKind.LEADER),
    ("部長", PostKind.DIRECTOR),
    ("局長", PostKind.DIRECTOR),
    ("危機管理監", PostKind.DIRECTOR),
    ("消防長", PostKind.DIRECTOR),
    ("センター長", PostKind.MANAGER),
    ("課長", PostKind.MANAGER),
    ("室長", PostKind.MANAGER),
    ("所長", PostKind.MANAGER),
    ("館長", PostKind.MANAGER),
)

# Given by the personnel file. The others (デスク, システム管理者, 監査) are given by hand and left alone.
FROM_TITLES = frozenset(
    {PostKind.OFFICER, PostKind.DEPUTY, PostKind.MANAGER, PostKind.LEADER, PostKind.DIRECTOR, PostKind.EXECUTIVE}
)


# 会計年度任用職員: they draft and never decide, and their posts end by themselves on 31 March.
FOR_A_YEAR = "会計年度"
# What they may hold, whatever the title says.
OPEN_TO_ALL = (PostKind.OFFICER, PostKind.DESK, PostKind.SYSTEM, PostKind.AUDITOR)


def is_for_a_year(appointment: str) -> bool:
    """Return whether a 任用区分 is that of a 会計年度任用職員."""
    return FOR_A_YEAR in appointment


def kind_of(title: str, appointment: str = "") -> PostKind:
    """Return the kind of post; 係長, 主幹, 主任 and whatever the table does not know are 担当."""
    if is_for_a_year(appointment):
        return PostKind.OFFICER
    return next((kind for ending, kind in TITLES if title.endswith(ending)), PostKind.OFFICER)


def last_day_of(appointment: str, starts_on: date, ends_on: date | None = None) -> date | None:
    """Return the last day of a post: for a 会計年度任用職員 never after the 31 March that follows its first day."""
    if not is_for_a_year(appointment):
        return ends_on
    last = FiscalYear.of(starts_on).last
    return min(last, ends_on) if ends_on else last
