from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.core.models import AuditEvent, PrivateFile
from proposals.enums import Gender
from proposals.models import RosterEntry
from proposals.usecases.hand_in_roster import CannotHandIn, Officer, hand_in_roster
from proposals.usecases.keep_roster import empty_roster, forget_roster
from tests.bad_input import PDF
from tests.factories.proposals import RosterEntryFactory, RosterRequestFactory
from tests.harness import NOON, THE_COMPANY, path_of

pytestmark = pytest.mark.django_db

ONE = Officer("役員 一郎", "ヤクイン イチロウ", date(1970, 4, 1), Gender.MALE, "奈良市二条大路南一丁目1番1号")


def paper():
    return SimpleUploadedFile("名簿.pdf", PDF, content_type="application/pdf")


def hand_in(request, *officers, upload=None):
    return hand_in_roster(request=request, officers=officers, upload=upload, by=THE_COMPANY, at=NOON)


def test_what_is_typed_is_kept_and_the_company_reads_that_it_is_looked_into():
    asked = RosterRequestFactory()

    kept = hand_in(asked, ONE)

    assert [(one.name, one.born_on) for one in kept.entries.all()] == [("役員 一郎", date(1970, 4, 1))]
    assert (asked.word, kept.word) == ("お願い中", "確認中")
    assert AuditEvent.objects.get(verb="roster.hand_in").keys == {"officers": 1}


def test_a_second_list_takes_the_place_of_the_first(django_capture_on_commit_callbacks):
    asked = RosterRequestFactory()
    first = hand_in(asked, ONE, upload=paper()).file
    bytes_of_first = Path(path_of(first))

    with django_capture_on_commit_callbacks(execute=True):
        second = hand_in(asked, upload=paper())

    assert not RosterEntry.objects.exists()
    assert list(PrivateFile.objects.values_list("pk", flat=True)) == [second.file.pk]
    assert not bytes_of_first.exists()


def test_an_empty_list_is_no_list():
    with pytest.raises(CannotHandIn, match="役員を一人以上書くか、名簿のファイルを選んでください。"):
        hand_in(RosterRequestFactory())


@pytest.mark.parametrize("state", [{"sent": True}, {"done": True}, {"deleted_at": NOON}])
def test_nothing_is_taken_once_the_inquiry_has_begun_or_the_list_is_gone(state):
    with pytest.raises(CannotHandIn, match="名簿はもう替えられません。"):
        hand_in(RosterRequestFactory(**state), ONE)


def test_an_empty_list_is_emptied_without_harm():
    entry = RosterEntryFactory()

    empty_roster(request=entry.request)
    empty_roster(request=entry.request)

    assert not RosterEntry.objects.exists()


def test_a_list_that_is_gone_says_so():
    asked = RosterEntryFactory().request

    forget_roster(request=asked, at=NOON)

    assert (asked.word, asked.may_be_handed_in, asked.received_at) == ("受付を終えました", False, NOON)


def test_what_is_done_stays_done_when_the_list_is_gone():
    assert RosterRequestFactory(done=True, deleted_at=NOON).word == "済"
