"""見つからなかった言葉 before the desk."""

import pytest

from tests.factories.knowledge import VainSearchFactory
from tests.round_trip.typist import shown

pytestmark = pytest.mark.django_db
LIST = "/admin/knowledge/vainsearch/"


def said(answer):
    return shown(answer.content.decode())


def test_the_desk_reads_the_most_wanted_first_and_settles_them(desk_client):
    VainSearchFactory(words="一度の言葉")
    often = VainSearchFactory(words="何度もの言葉", times=3)

    listed = said(desk_client.get(LIST))
    assert listed.index("何度もの言葉") < listed.index("一度の言葉")
    assert "FAQを書いた・片付けた" in said(desk_client.get(f"{LIST}{often.pk}/change/"))
    desk_client.post(f"{LIST}{often.pk}/suru/katazukeru/")

    often.refresh_from_db()
    assert often.settled_on
    assert "何度もの言葉" not in said(desk_client.get(f"{LIST}?jotai=waiting"))
    assert "何度もの言葉" in said(desk_client.get(f"{LIST}?jotai=done"))
