"""A 課 in which somebody leaves and somebody comes, as of TODAY."""

from datetime import date, timedelta

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post
from nara_renkei.core.actors import DIVISION, Actor
from tests.factories.accounts import MemberFactory, PostFactory, StaffFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import TODAY

YESTERDAY = TODAY - timedelta(days=1)
SINCE = TODAY - timedelta(days=30)


def seat(
    kind=PostKind.OFFICER, *, name="担当 太郎", division=None, department=None, ends_on=None, starts_on=date(2025, 4, 1)
) -> Post:
    """A post of a new person."""
    if kind not in {PostKind.LEADER, PostKind.DIRECTOR, PostKind.DESK}:
        division = division or DivisionFactory()
    return PostFactory(
        user=StaffFactory(name=name), kind=kind, division=division, department=department, starts_on=starts_on,
        ends_on=ends_on, title="",
    )  # fmt: skip


def left(**fields) -> Post:
    """A 担当 whose last day was yesterday."""
    return seat(**{"ends_on": YESTERDAY, **fields})


def next_of(post: Post, **fields) -> Post:
    """Who sits there from the next day on."""
    return seat(
        PostKind(post.kind),
        **{
            "name": "後任 花子", "division": post.division, "department": post.department,
            "starts_on": post.ends_on + timedelta(days=1), **fields,
        },
    )  # fmt: skip


def actor(post: Post) -> Actor:
    return Actor(DIVISION, f"{post.user}（{post}）", f"user:{post.user_id}", "127.0.0.1")


def changed(**fields):
    """Return the post of a 課長 who came today."""
    return next_of(left(kind=PostKind.MANAGER, name="前任 次郎", **fields))


def body(division, **fields):
    """Return a 団体 with a member and a proposal that this 課 leads."""
    organization = OrganizationFactory()
    MemberFactory(organization=organization, user__email=f"a{organization.pk}@company.example")
    ProposalFactory(**{"in_review": True, "organization": organization, "lead_division": division, **fields})
    return organization
