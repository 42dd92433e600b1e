"""Which kind of post a 職名 makes. Read from the top; the first ending that fits counts."""

from nara_renkei.accounts.enums import PostKind

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


def kind_of(title: str) -> PostKind:
    """Return the kind of post; 係長, 主幹, 主任 and whatever the table does not know are 担当."""
    return next((kind for ending, kind in TITLES if title.endswith(ending)), PostKind.OFFICER)
