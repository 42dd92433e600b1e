"""What the rows of the library are called."""

import pytest

from knowledge.models import CityWord, VainSearch
from tests.factories.knowledge import TemplateFactory, TemplateVersionFactory

pytestmark = pytest.mark.django_db


def test_what_the_rows_are_called():
    template = TemplateFactory(name="協定書")
    version = TemplateVersionFactory(template=template)

    assert [str(one) for one in (template, version, CityWord(word="防災"), VainSearch(words="見守り"))] == [
        "協定書", "協定書 第1版", "防災", "見守り",
    ]  # fmt: skip
