from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from nara_renkei.accounts.enums import MemberRole, PostKind
from nara_renkei.accounts.models import EmergencyAccess, Member, PersonnelOrder, Post, User
from tests.factories.directory import DepartmentFactory, DivisionFactory, OrganizationFactory
from tests.harness import NOON

PASSWORD = "correct-horse-battery"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"hito{n}@company.example")
    name = factory.Sequence(lambda n: f"見本人{n}")

    @classmethod
    def _create(cls, model_class, *args, password=None, **fields):
        return model_class.objects.create_user(password=password, **fields)


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    organization = factory.SubFactory(OrganizationFactory)
    user = factory.SubFactory(UserFactory)
    role = MemberRole.ADMIN
    joined_at = NOON


class CompanyUserFactory(UserFactory):
    """A person of a company; ``member=True`` makes a 団体 for it."""

    class Params:
        member = factory.Trait(membership=factory.RelatedFactory(MemberFactory, factory_related_name="user"))


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    kind = PostKind.OFFICER
    starts_on = date(2025, 4, 1)
    division = factory.SubFactory(DivisionFactory)
    title = "主査"


class StaffFactory(UserFactory):
    """Somebody with a 職員番号. Traits give the post; ``division=`` and ``department=`` say where."""

    class Params:
        officer = factory.Trait(post_kind=PostKind.OFFICER)
        deputy = factory.Trait(post_kind=PostKind.DEPUTY)
        manager = factory.Trait(post_kind=PostKind.MANAGER)
        leader = factory.Trait(post_kind=PostKind.LEADER)
        director = factory.Trait(post_kind=PostKind.DIRECTOR)
        desk = factory.Trait(post_kind=PostKind.DESK)
        executive = factory.Trait(post_kind=PostKind.EXECUTIVE)
        system = factory.Trait(post_kind=PostKind.SYSTEM)
        auditor = factory.Trait(post_kind=PostKind.AUDITOR)

    email = factory.Sequence(lambda n: f"shokuin{n}@city.example")
    # far from the numbers that tests write themselves
    employee_number = factory.Sequence(lambda n: f"{800_001 + n}")
    password = PASSWORD
    post_kind = None
    division = None
    department = None

    @classmethod
    def _create(cls, model_class, *args, post_kind=None, **fields):
        places = {"division": fields.pop("division", None), "department": fields.pop("department", None)}
        user = super()._create(model_class, *args, **fields)
        if post_kind:
            give_post(user, post_kind, **places)
        return user


def give_post(user, kind, division=None, department=None):
    """Give a post of this kind where it needs to be; a 課 or 部 is made when none is named."""
    if kind in {PostKind.OFFICER, PostKind.DEPUTY, PostKind.MANAGER}:
        division = division or DivisionFactory()
    elif kind in {PostKind.LEADER, PostKind.DIRECTOR}:
        department = department or DepartmentFactory()
    return PostFactory(user=user, kind=kind, division=division, department=department, title="")


class PersonnelOrderFactory(DjangoModelFactory):
    """A file of the personnel office that was looked at and waits."""

    class Meta:
        model = PersonnelOrder

    file_name = "shokuin.csv"
    sha256 = "0" * 64
    data = b"CSV"
    as_of = date(2027, 4, 1)
    announced_on = date(2027, 3, 20)
    staged_by = "システム管理者"
    staged_at = NOON


class EmergencyAccessFactory(DjangoModelFactory):
    """Made at noon and not used; ``used=True`` opens it, ``closed=True`` accounts for it too."""

    class Meta:
        model = EmergencyAccess

    class Params:
        used = factory.Trait(used_at=NOON, used_from="10.1.2.3", ends_at=NOON + timedelta(minutes=60))
        closed = factory.Trait(used=True, closed_at=NOON, closed_by="運用担当", note="見ただけ")

    user = factory.SubFactory(StaffFactory)
    reason = "認証基盤が止まった"
    minutes = 60
    token_sha256 = factory.Sequence(lambda n: f"{n:064d}")
    made_at = NOON
    made_by = "運用担当（unyo@portal1）"
    expires_at = NOON + timedelta(minutes=15)
