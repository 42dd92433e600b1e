from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from nara_renkei.core.sessions import SessionStore

pytestmark = pytest.mark.django_db


def test_a_session_is_found_until_it_ends():
    store = SessionStore()
    store["word"] = "ことば"
    store.save()

    assert SessionStore(store.session_key).load() == {"word": "ことば"}
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE + 1)):
        late = SessionStore(store.session_key)
        assert (late.load(), late.session_key) == ({}, None)


def test_a_key_that_nobody_has_is_not_kept():
    made_up = SessionStore("a" * 32)

    assert (made_up.load(), made_up.session_key) == ({}, None)
