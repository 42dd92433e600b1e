"""保存と廃棄 at the desk: the table of years, 停止, and a list from the first button to the last line."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from nara_renkei.core.models import AuditEvent
from screening.models import DisposalLine, DisposalList, Hold, RetentionClass
from tests.factories.accounts import StaffFactory
from tests.factories.consultation import ConsultationFactory
from tests.factories.screening import DisposalLineFactory
from tests.harness import StrictClient
from tests.screening.disposals import confirmed, long_over, running, wipe_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
ADMIN = "/admin/screening/"
LISTS = f"{ADMIN}disposallist/"


def page(client, address):
    return client.get(address).content.decode()


def test_a_row_of_the_table_is_confirmed_in_the_name_of_who_saves(desk_client):
    row = RetentionClass.objects.get(kind="DECLINED")
    address = f"{ADMIN}retentionclass/{row.pk}/change/"
    assert "5年（例）" in page(desk_client, f"{ADMIN}retentionclass/")

    desk_client.post(address, {"years": "3", "source": "文書管理規程 別表第2", "is_confirmed": "on"})

    row.refresh_from_db()
    assert (row.years, row.is_confirmed, row.confirmed_by) == (3, True, f"{desk_client.user}（公民連携デスク）")
    assert "5年（例）" in page(desk_client, f"{ADMIN}retentionclass/")  # of the other rows
    desk_client.post(address, {"years": "3", "source": "文書管理規程 別表第2"})
    row.refresh_from_db()
    assert (row.is_confirmed, row.confirmed_on, row.confirmed_by) == (False, None, "")


def test_a_proposal_is_held_by_number_and_set_free_with_a_reason(desk_client):
    proposal = long_over()
    asked = {"number": proposal.number, "cause": "DISPUTE", "reason": "令和8年（ワ）第1号"}

    wrong = desk_client.post(f"{ADMIN}hold/add/", {**asked, "number": "R1-J-9999"})
    assert (wrong.status_code, "見つかりません" in wrong.content.decode()) == (422, True)
    desk_client.post(f"{ADMIN}hold/add/", asked)

    hold = Hold.objects.get(proposal=proposal)
    assert "廃棄を止めています：係争・監査　令和8年（ワ）第1号" in page(
        desk_client, f"{ADMIN}deskproposal/{proposal.number}/"
    )
    assert proposal.number in page(desk_client, f"{ADMIN}hold/?jotai=waiting")
    assert "停止を解く" in page(desk_client, f"{ADMIN}hold/{hold.pk}/change/")
    desk_client.post(f"{ADMIN}hold/{hold.pk}/suru/toku/", {"reason": "判決が確定した。"})
    hold.refresh_from_db()
    assert (hold.lifted_reason, hold.lifted_by) == ("判決が確定した。", f"{desk_client.user}（公民連携デスク）")
    assert "廃棄を止めています" not in page(desk_client, f"{ADMIN}deskproposal/{proposal.number}/")


def test_a_list_goes_from_the_first_button_to_the_last_line(desk_client):
    gone, kept = long_over(), long_over()
    nothing = desk_client.post(f"{LISTS}add/")
    assert (nothing.status_code, "確かめられていません" in nothing.content.decode()) == (422, True)
    confirmed()
    there = desk_client.post(f"{LISTS}add/").url
    disposal = DisposalList.objects.get()
    said = page(desk_client, there)
    assert [one in said for one in (gone.number, gone.title, "承認をお願いする", "延ばす")] == [True] * 4
    assert '<input type="submit"' not in said

    line = DisposalLine.objects.get(proposal=kept)
    put_off = f"{LISTS}{disposal.pk}/gyo/{line.uuid}/nobasu/"
    assert "あすから" in desk_client.post(put_off, {"until": "2026-10-05", "reason": "要る。"}).content.decode()
    assert desk_client.post(put_off, {"until": "2030-03-31", "reason": "要る。"}).url == there
    press = f"{LISTS}{disposal.pk}/suru/"
    desk_client.post(f"{press}onegai/")
    decided = {"document_number": "奈総第12号", "decided_on": "2026-10-05"}
    alone = desk_client.post(f"{press}shonin/", decided)
    assert "ほかの人が承認" in alone.content.decode()
    chief = StrictClient.of(StaffFactory(desk=True))
    chief.post(f"{press}shonin/", decided)
    assert "戻せません" in page(desk_client, f"{press}jikko/")
    desk_client.post(f"{press}jikko/")
    wipe_all()

    said = page(desk_client, there)
    assert "令和12年3月31日まで。要る。" in said
    assert "（保存年限により削除）" in said
    disposal.refresh_from_db()
    assert (disposal.state, disposal.approved_by) == ("DONE", chief.user)
    assert "2件（廃棄済み1件）" in page(desk_client, LISTS)
    rows = list(load_workbook(io.BytesIO(desk_client.get(f"{LISTS}{disposal.pk}/hyo/").content)).active.values)
    assert [(row[1], row[2], row[8]) for row in rows[1:]] == [
        (gone.number, "（保存年限により削除）", "廃棄済み"),
        (kept.number, kept.title, "延ばす"),
    ]
    assert AuditEvent.objects.filter(verb="disposal.export", about=disposal.key).count() == 1


@pytest.mark.parametrize("lines", [1, 3])
def test_a_list_costs_the_same_for_one_and_three(desk_client, lines, django_assert_max_num_queries):
    disposal = DisposalLineFactory().disposal
    for _ in range(lines - 1):
        DisposalLineFactory(disposal=disposal)
    page(desk_client, LISTS)

    with django_assert_max_num_queries(14):
        page(desk_client, f"{LISTS}{disposal.pk}/change/")


def test_a_wiped_proposal_is_still_found_by_its_number_and_says_what_happened(desk_client):
    proposal = long_over()
    confirmed()
    desk_client.post(f"{LISTS}add/")
    disposal = DisposalList.objects.get()
    desk_client.post(f"{LISTS}{disposal.pk}/suru/onegai/")
    chief = StrictClient.of(StaffFactory(desk=True))
    chief.post(f"{LISTS}{disposal.pk}/suru/shonin/", {"document_number": "奈総第12号", "decided_on": "2026-10-05"})
    chief.post(f"{LISTS}{disposal.pk}/suru/jikko/")
    wipe_all()

    assert proposal.number in page(desk_client, f"{ADMIN}deskproposal/?q={proposal.number}")
    said = page(desk_client, f"{ADMIN}deskproposal/{proposal.number}/")
    assert "令和8年10月5日に、保存年限により廃棄しました。" in said
    assert proposal.title not in said


def test_a_line_of_another_kind_is_held_from_the_list(desk_client):
    talk = ConsultationFactory(state="HELD", held_on=date(2015, 6, 10), title="朝市の相談")
    confirmed()
    there = desk_client.post(f"{LISTS}add/").url
    line = DisposalLine.objects.get()
    said = page(desk_client, there)
    assert all(one in said for one in ("朝市の相談", str(talk.uuid)[:8], "相談だけで終わったもの"))

    hold = f"{there.removesuffix('change/')}gyo/{line.uuid}/tomeru/"
    assert "朝市の相談" in page(desk_client, hold)
    desk_client.post(hold, {"cause": "DISPUTE"})
    assert not Hold.objects.exists()
    assert desk_client.post(hold, {"cause": "DISPUTE", "reason": "令和8年（ワ）第1号"}).url == there

    assert "係争・監査　令和8年（ワ）第1号" in page(desk_client, there)
    assert Hold.objects.get().record == talk.key
    assert "朝市の相談" in page(desk_client, f"{ADMIN}hold/")
    DisposalLine.objects.update(state="PUT_OFF", note="延ばした")
    late = desk_client.post(
        f"{LISTS}{line.disposal_id}/gyo/{line.uuid}/nobasu/", {"until": "2030-03-31", "reason": "x"}
    )
    assert "もう扱いが" in late.content.decode()


def test_a_line_that_was_given_up_is_tried_again_by_its_button(desk_client):
    long_over()
    disposal = running()
    DisposalLine.objects.update(attempts=5)
    wipe_all()
    there = f"{LISTS}{disposal.pk}/change/"
    said = page(desk_client, there)
    assert [one in said for one in ("処理が途中で止まりました", "もう一度試す", "を延ばす")] == [True] * 3

    again = f"{LISTS}{disposal.pk}/gyo/{DisposalLine.objects.get().uuid}/mouichido/"
    assert desk_client.get(again).status_code == 405
    assert desk_client.post(again).url == there
    assert DisposalLine.objects.get().state == "WAITING"
    assert "できなかった" in desk_client.post(again, follow=True).content.decode()
    assert "もう一度試す</button>" not in page(desk_client, there)
