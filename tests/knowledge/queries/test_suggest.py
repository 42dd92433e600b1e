import pytest

from knowledge.models import CityWord
from knowledge.queries.suggest import did_you_mean
from knowledge.rules.asking import asked
from knowledge.usecases.gather_words import gather_words
from tests.factories.knowledge import CaseFactory, FaqFactory
from tests.harness import TODAY

pytestmark = pytest.mark.django_db


def meant(words, *, public=False):
    return did_you_mean(asked(words), TODAY, public=public)


@pytest.fixture
def words():
    CaseFactory(published=True, field="文化", words={"title": "紙芝居の巡回", "summary": "概要"})
    FaqFactory(opened=True, question="随意契約にしてよいか")
    gather_words(on=TODAY)


@pytest.mark.usefixtures("words")
def test_a_slip_leads_to_a_word_that_is_found():
    assert meant("紙芝店") == ["紙芝居"]
    assert meant("随意契釣") == ["随意契約"]


@pytest.mark.usefixtures("words")
def test_the_public_is_led_to_public_words_alone():
    assert meant("紙芝店", public=True) == ["紙芝居"]
    assert meant("随意契釣", public=True) == []


@pytest.mark.usefixtures("words")
def test_several_words_are_mended_together_or_one_of_them_is_offered():
    assert meant("紙芝店 巡回") == ["紙芝居 巡回", "紙芝居", "巡回"]
    assert meant("紙芝居 随意契約") == ["紙芝居", "随意契約"]
    assert meant("紙芝居 宇宙船") == ["紙芝居"]
    assert meant("宇宙船 恐竜骨") == []


def test_a_word_that_finds_nothing_any_more_is_not_offered():
    CityWord.objects.create(word="紙芝居", times=3)

    assert meant("紙芝店") == []
