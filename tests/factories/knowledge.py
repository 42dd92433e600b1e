from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from knowledge.enums import MenuState
from knowledge.models import Menu
from knowledge.usecases.index_menu import index_menu
from proposals.enums import Cost
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
