import re

import pytest

from nara_renkei.reports.papers.event_materials import EMPTY, GONE, build
from nara_renkei.reports.rendering import CannotRender
from tests.factories.dialogue import EventFactory, ParticipantFactory, RegistrationFactory, WishFactory
from tests.harness import NOON
from tests.nara_renkei.reports.pdfs import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(fixed=True)


def pages_of(event):
    return texts(build(event.slug, at=NOON))


def test_it_holds_what_was_brought_and_who_comes_word_for_word(event):
    company = RegistrationFactory(
        event=event, is_in_booklet=True, organization__name="髙橋商店", offer="𠮷" + "あ" * 399
    )
    ParticipantFactory(registration=company, name="葛城 遥", title="営業部")
    RegistrationFactory(event=event, of_division=True, is_in_booklet=True, trouble="困" + "い" * 399)

    text = "".join(pages_of(event))

    assert ("髙橋商店" in text, "𠮷" in text, "葛城遥（営業部）" in text) == (True, True, True)
    assert (text.count("あ") >= 399, text.count("い") >= 399) == (True, True)


def test_nothing_of_wishes_care_contacts_or_of_who_did_not_consent_is_in_it(event):
    company = RegistrationFactory(
        event=event, is_in_booklet=True, care="車いすを使います", email="madoguchi@company.example"
    )
    ParticipantFactory(registration=company, email="honnin@company.example")
    WishFactory(registration=company, division__name="会いたい課", reason="理由の文")
    silent = RegistrationFactory(event=event, offer="載せない紹介")
    person = ParticipantFactory(registration=silent, name="載らない人")

    text = "".join(pages_of(event))

    for words in ("車いす", "example", "会いたい課", "理由の文", "載せない紹介", silent.name, person.name):
        assert words not in text


def test_the_contents_name_the_page_on_which_a_block_stands_whole(event):
    for number in range(6):
        RegistrationFactory(
            event=event,
            is_in_booklet=True,
            organization__name=f"団体{number}号",
            offer=f"はじめ{number}" + "字" * 380 + f"おわり{number}",
        )

    pages = pages_of(event)

    contents = next(text for text in pages if "目次" in text)
    for number in range(6):
        told = re.search(rf"団体{number}号[．.]*?([0-9]+)", contents)
        page = pages[int(told[1]) - 1]
        assert (f"はじめ{number}" in page, f"おわり{number}" in page) == (True, True)


def test_there_is_none_of_what_is_none(event):
    RegistrationFactory(event=event)

    with pytest.raises(CannotRender, match=EMPTY):
        build(event.slug, at=NOON)
    with pytest.raises(CannotRender, match=GONE):
        build("nowhere", at=NOON)
