import pytest

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.rules.titles import kind_of


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
