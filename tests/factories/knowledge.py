from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from knowledge.enums import Audience, MenuState
from knowledge.models import Acknowledgement, Chapter, ChapterVersion, Menu
from knowledge.rules.guideline import digest
from knowledge.usecases.index_menu import index_menu
from proposals.enums import Cost
from tests.factories.accounts import StaffFactory
from tests.factories.directory import OrganizationFactory
from tests.harness import NOON, TODAY


class MenuFactory(DjangoModelFactory):
    """公開前; ``opened=True`` is read by staff."""

    class Meta:
        model = Menu

    class Params:
        opened = factory.Trait(state=MenuState.OPEN, opened_at=NOON, review_by=TODAY + timedelta(days=365))
        past = factory.Trait(opened=True, review_by=TODAY - timedelta(days=1))
        withdrawn = factory.Trait(state=MenuState.WITHDRAWN, withdrawn_at=NOON)

    code = factory.Sequence(lambda n: f"m-mihon{n}")
    organization = factory.SubFactory(OrganizationFactory)
    title = factory.Sequence(lambda n: f"見本のメニュー{n}")
    field = "くらし・移動"
    offer = "移動販売の車で、市の案内を配ります。"
    needs = "配る案内の用意。"
    cost = Cost.NONE
    contact_name = "窓口 四郎"
    contact_email = "renkei@company.example"
    contact_phone = "0742-00-0012"
    offered_at = NOON
    offered_by = "会社次郎"
    updated_at = NOON
    updated_by = "会社次郎"

    @classmethod
    def _create(cls, model_class, *args, **fields):
        menu = model_class(*args, **fields)
        index_menu(menu)
        menu.save()
        menu.refresh_from_db(fields=["search_vector"])
        return menu


class ChapterFactory(DjangoModelFactory):
    """A chapter for staff; ``public=True`` is read by everybody since its first version."""

    class Meta:
        model = Chapter

    class Params:
        public = factory.Trait(audience=Audience.PUBLIC, public_from=1)

    anchor = factory.Sequence(lambda n: f"mihon{n}")
    label = factory.Sequence(lambda n: f"第{n + 30}章")
    position = factory.Sequence(lambda n: n + 100)
    owner_name = "総合政策課"
    review_by = TODAY + timedelta(days=90)


class ChapterVersionFactory(DjangoModelFactory):
    """What a chapter says since the spring; ``draft=True``: what it shall say. ``first=True``: the one before is there."""

    class Meta:
        model = ChapterVersion
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(effective_from=None, published_by="", published_at=None, sha256="")

    chapter = factory.SubFactory(ChapterFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "見本の章"
    text = "## ひとことで\n\n見本の文です。\n"
    why = "読みやすくしました。"
    written_by = published_by = "受付花子（デスク）"
    written_at = published_at = NOON
    effective_from = TODAY - timedelta(days=150)
    sha256 = factory.LazyAttribute(lambda one: digest(one.title, one.text))

    @factory.post_generation
    def first(self, create, is_wanted, **kwargs):
        if is_wanted:
            ChapterVersionFactory(
                chapter=self.chapter,
                number=1,
                text="## ひとことで\n\n初めの文です。\n",
                effective_from=TODAY - timedelta(days=300),
            )


class AcknowledgementFactory(DjangoModelFactory):
    class Meta:
        model = Acknowledgement

    version = factory.SubFactory(ChapterVersionFactory)
    user = factory.SubFactory(StaffFactory)
    at = NOON
