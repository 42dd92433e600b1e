"""/ka/: the 課's day, by role."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nara_renkei.core.models import AuditEvent, PaperJob, PaperState, PrivateFile
from nara_renkei.core.page_images import WORDS, picture_waiting
from nara_renkei.core.private_files import store_bytes, store_upload
from nara_renkei.portal.demo.pictures import leaflet
from proposals.models import CoProposer, Message, Proposal
from screening.models import Decision, Minutes, Note, RoutingAnswer
from screening.queries import proposal_dossier
from screening.usecases.ask_opinion import ask_opinion
from screening.usecases.route_proposal import route_proposal
from screening.usecases.write_note import write_note
from tests.bad_input import PDF
from tests.factories.accounts import StaffFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import (
    AttachmentFactory,
    ChallengeFactory,
    MessageFactory,
    PrivateFileFactory,
    ProposalAccessFactory,
)
from tests.harness import NOON, THE_DESK, TODAY, StrictClient, mail_text, text_of
from tests.screening.city import MARKER, accepted, fresh, office, opened, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def page(client, name, *args, **data):
    url = reverse(f"screening:{name}", args=args)
    return client.post(url, data, follow=True) if data else client.get(url)


def answer_data(routing, **fields):
    prefix = f"answer-{routing.division.code}"
    values = {"choice": "CONSIDER", "comment": "話を聞かせてください。", "contact": "担当太郎", **fields}
    return {f"{prefix}-{name}": value for name, value in values.items()}


@pytest.mark.parametrize(
    ("fields", "stored"),
    [
        ({"contact": "担" * 61, "date1": "あした"}, ("NOT_OURS", "")),
        ({"choice": "CONSIDER", "suggested": "0"}, ("CONSIDER", "担当太郎")),
    ],
)
def test_of_the_fields_of_another_answer_nothing_is_asked(fields, stored):
    _, hall, routing = routed()
    other = office()
    typed = {"choice": "NOT_OURS", "suggested": other.division.pk, **fields}

    page(
        StrictClient.of(hall.officer),
        "answer",
        routing.screening.proposal.number,
        hall.division.code,
        **answer_data(routing, **typed),
    )

    kept = RoutingAnswer.objects.get()
    assert (kept.choice, kept.contact) == stored


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"contact": ""}, "検討する担当者の名前を書いてください。"),
        ({"choice": "NOT_OURS"}, "行き先の案の課を選んでください。"),
        ({"choice": "CONSIDER", "date1": "あした"}, "打合せの候補日1"),
    ],
)
def test_what_the_chosen_answer_owes_is_said_beside_its_field(fields, sentence):
    _, hall, routing = routed()

    shown = page(
        StrictClient.of(hall.officer),
        "answer",
        routing.screening.proposal.number,
        hall.division.code,
        **answer_data(routing, **fields),
    )

    assert sentence in text_of(shown)
    assert 'href="#id_answer-' in text_of(shown)
    assert not RoutingAnswer.objects.exists()


def test_a_company_sees_404(company_client):
    screening, _, _ = routed()

    assert page(company_client, "worklist").status_code == 404
    assert page(company_client, "dossier", screening.proposal.number).status_code == 404


def test_a_stranger_is_led_to_the_door(client):
    assert page(client, "worklist").status_code == 302


def test_a_foreign_division_and_an_absent_number_are_the_same_404():
    screening, _, _ = routed()
    stranger = StrictClient.of(office().manager)

    assert page(stranger, "dossier", screening.proposal.number).status_code == 404
    assert page(stranger, "dossier", "R8-J-9999").status_code == 404
    assert page(stranger, "note", screening.proposal.number, **{"note-note": "x"}).status_code == 404


def test_the_officer_drafts_and_the_manager_confirms():
    screening, lead, routing = routed()
    number, code = screening.proposal.number, lead.division.code

    page(StrictClient.of(lead.officer), "answer", number, code, **answer_data(routing))
    shown = page(StrictClient.of(lead.manager), "answer_confirm", number, code, go="1")

    assert "課の回答にしました。" in text_of(shown)
    assert fresh(screening.proposal).lead_division == lead.division


def test_the_deputys_button_says_daiketsu():
    screening, lead, routing = routed()
    page(StrictClient.of(lead.officer), "answer", screening.proposal.number, lead.division.code, **answer_data(routing))
    client = StrictClient.of(lead.deputy)

    assert "代決で課の回答にする" in text_of(page(client, "dossier", screening.proposal.number))
    page(client, "answer_confirm", screening.proposal.number, lead.division.code, go="1")
    assert RoutingAnswer.objects.get().confirmed_as == "DEPUTY"


def test_the_officer_has_no_button_to_confirm_and_is_refused():
    screening, lead, routing = routed()
    client = StrictClient.of(lead.officer)
    page(client, "answer", screening.proposal.number, lead.division.code, **answer_data(routing))

    assert "課の回答にする" not in text_of(page(client, "dossier", screening.proposal.number))
    refused = page(client, "answer_confirm", screening.proposal.number, lead.division.code, go="1")
    assert "課長または代決者だけが確かめられます。" in text_of(refused)
    assert RoutingAnswer.objects.get().confirmed_at is None


def test_a_draft_with_a_gap_comes_back_with_its_words():
    screening, lead, routing = routed()

    shown = page(
        StrictClient.of(lead.officer),
        "answer",
        screening.proposal.number,
        lead.division.code,
        **answer_data(routing, contact="", comment="のこる言葉"),
    )

    assert "検討する担当者の名前を書いてください。" in text_of(shown)
    assert "のこる言葉" in text_of(shown)
    assert "<title>エラー：" in text_of(shown)


def test_a_get_of_a_button_leads_to_the_page():
    screening, lead, _ = routed()
    client = StrictClient.of(lead.officer)

    response = page(client, "note", screening.proposal.number)

    assert (response.status_code, response.url) == (302, f"/ka/{screening.proposal.number}/")


def test_the_lead_records_minutes_and_drafts_and_proposes_the_outcome():
    screening, lead, _ = accepted()
    number, client = screening.proposal.number, StrictClient.of(lead.manager)

    page(
        client,
        "dialogue",
        number,
        **{"minutes-held_on": "2026-10-05", "minutes-attendees": "市と会社", "minutes-body": "話した。"},
    )
    page(
        client,
        "outcome",
        number,
        **{"outcome-disposition": "ADOPT", "outcome-implementer": "PROPOSER", "outcome-reason": "役に立つため。"},
    )
    page(client, "outcome_confirm", number, go="1")

    assert Minutes.objects.get().body == "話した。"
    assert Decision.objects.get().state == "PROPOSED"
    assert fresh(screening.proposal).status == "IN_DIALOGUE"


def test_the_lead_asks_and_the_asked_division_answers():
    screening, lead, _ = accepted()
    asked, number = office(), screening.proposal.number

    page(
        StrictClient.of(lead.officer),
        "inquiry",
        number,
        **{
            "inquiry-division": asked.division.pk,
            "inquiry-question": "要りますか。",
            "inquiry-due_on": "2026-10-09",
        },
    )
    client = StrictClient.of(asked.officer)
    assert "要りますか。" in text_of(page(client, "dossier", number))
    page(
        client, "opinion", number, asked.division.code, **{"opinion-verdict": "YES", "opinion-opinion": "要りません。"}
    )

    assert "要りません。" in text_of(page(StrictClient.of(lead.officer), "dossier", number))


def test_who_was_only_asked_sees_no_note_and_no_answer():
    screening, _, _ = accepted()
    write_note(screening=screening, body=MARKER, by=THE_DESK, at=NOON)
    asked = office()
    ask_opinion(
        screening=screening, division=asked.division, question="要りますか。", due_on=TODAY, by=THE_DESK, at=NOON
    )

    shown = text_of(page(StrictClient.of(asked.officer), "dossier", screening.proposal.number))

    assert MARKER not in shown
    assert "各課の回答" not in shown


def test_a_note_is_read_by_the_city_and_reaches_no_company():
    screening, lead, _ = accepted()
    number = screening.proposal.number

    page(StrictClient.of(lead.officer), "note", number, **{"note-note": MARKER})

    assert Note.objects.get().body == MARKER
    assert MARKER in text_of(page(StrictClient.of(lead.manager), "dossier", number))
    assert MARKER not in mail_text()
    assert not Message.objects.exists()


def test_the_division_asks_the_desk_to_answer_a_message_and_writes_to_no_company():
    screening, lead, _ = accepted()
    number, client = screening.proposal.number, StrictClient.of(lead.officer)
    assert "デスクに返事を頼む" not in text_of(page(client, "dossier", number))
    MessageFactory(proposal=screening.proposal)

    empty = text_of(page(client, "reply_request", number, **{"reply-reply": ""}))
    done = text_of(page(client, "reply_request", number, **{"reply-reply": "16日なら空いています。"}))

    assert "<title>エラー：" in empty
    assert "デスクへのメモに残しました。" in done
    assert Note.objects.get().body == "デスクへ：提案者のメッセージに返事をしてください。\n16日なら空いています。"
    assert Message.objects.count() == 1
    director = StrictClient.of(StaffFactory(director=True, department=lead.division.department))
    assert page(director, "reply_request", number, **{"reply-reply": "x"}).status_code == 404


def test_a_director_reads_and_has_no_form():
    screening, lead, _ = routed()
    director = StrictClient.of(StaffFactory(director=True, department=lead.division.department))

    shown = text_of(page(director, "dossier", screening.proposal.number))

    assert "この画面は読むだけです。" in shown
    assert "<form" not in shown


def joint(proposal):
    """A 団体 that stands behind a proposal, and one that said no."""
    partner = OrganizationFactory(name="となりの会")
    CoProposer.objects.create(
        proposal=proposal, name="となりの会", organization=partner, accepted_at=NOON, accepted_by="共同 花子"
    )
    CoProposer.objects.create(proposal=proposal, name="よその会", declined_at=NOON, declined_reason="人手がないため。")
    return partner


def test_who_stands_behind_it_is_read_by_who_reads_the_whole():
    screening, lead, _ = routed()
    joint(screening.proposal)

    shown = text_of(page(StrictClient.of(lead.officer), "dossier", screening.proposal.number))

    assert "となりの会　引き受けました（共同 花子" in shown
    assert 'よその会　断りました　<span class="text">人手がないため。</span>' in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_the_folder_costs_the_same_with_one_and_three_behind_it(rows, django_assert_num_queries):
    screening, lead, _ = routed()
    for _ in range(rows):
        joint(screening.proposal)
    client = StrictClient.of(lead.officer)
    number = screening.proposal.number
    page(client, "dossier", number)

    with django_assert_num_queries(9):
        page(client, "dossier", number)


def test_the_desk_orders_a_receipt_for_each_body_and_the_division_opens_it(desk_client):
    screening, lead, _ = routed()
    proposal = screening.proposal
    partner = joint(proposal)
    desk_page = text_of(desk_client.get(reverse("admin:screening_deskproposal_change", args=[proposal.number])))
    order = reverse("screening:order_receipt", args=[proposal.number])

    answers = [desk_client.post(order, {"organization": body.pk}) for body in (proposal.organization, partner)]

    papers = PaperJob.objects.order_by("pk")
    assert [paper.about for paper in papers] == [
        f"{proposal.number}/1/{body.pk}" for body in (proposal.organization, partner)
    ]
    assert "となりの会の受付票（PDF）" in desk_page
    officer = StrictClient.of(lead.officer)
    for answer in answers:
        assert "順番を待っています。" in text_of(officer.get(answer.url))
    pdf = reverse("screening:receipt_pdf", args=[proposal.number, papers[0].uuid])
    assert officer.get(pdf).status_code == 404
    file = store_bytes(b"%PDF-1.7", name="paper.pdf", content_type="application/pdf", at=NOON)
    PaperJob.objects.filter(pk=papers[0].pk).update(state=PaperState.DONE, file=file, finished_at=NOON, pages=1)
    assert b"".join(officer.get(pdf)) == b"%PDF-1.7"
    assert AuditEvent.objects.get(verb="paper.download").actor_key == f"user:{lead.officer.pk}"


def test_a_receipt_that_failed_is_ordered_anew(desk_client):
    proposal = routed()[0].proposal
    order = reverse("screening:order_receipt", args=[proposal.number])
    paper = desk_client.post(order, {"organization": proposal.organization_id}).url
    PaperJob.objects.update(state=PaperState.FAILED)

    shown = text_of(desk_client.get(paper))

    assert f'name="organization" value="{proposal.organization_id}"' in shown
    assert f'action="{order}"' in shown


@pytest.mark.parametrize("organization", ["", "x", "0"])
def test_the_receipt_of_a_body_that_is_not_behind_it_is_404(desk_client, organization):
    proposal = routed()[0].proposal

    order = reverse("screening:order_receipt", args=[proposal.number])

    assert desk_client.post(order, {"organization": organization}).status_code == 404


def test_who_reads_a_part_opens_no_receipt(desk_client):
    screening = routed()[0]
    proposal, asked = screening.proposal, office()
    ask_opinion(
        screening=screening, division=asked.division, question="使えますか。", due_on=TODAY, by=THE_DESK, at=NOON
    )
    order = reverse("screening:order_receipt", args=[proposal.number])
    paper = desk_client.post(order, {"organization": proposal.organization_id}).url

    part = StrictClient.of(asked.officer)
    assert [part.get(url).status_code for url in (paper, f"{paper}pdf/")] == [404, 404]


def test_only_a_clean_file_is_downloaded():
    screening, lead, _ = routed()
    suspect = AttachmentFactory(proposal=screening.proposal, file=PrivateFileFactory(state="INFECTED"))

    refused = page(StrictClient.of(lead.officer), "attachment", screening.proposal.number, suspect.file.uuid)

    assert refused.status_code == 404
    assert not AuditEvent.objects.filter(verb="file.download").exists()


def attached(proposal):
    upload = SimpleUploadedFile("企画書.pdf", PDF)
    return AttachmentFactory(proposal=proposal, file=store_upload(upload, at=NOON)).file


def test_the_division_and_the_desk_are_led_to_a_clean_file_and_each_download_is_written_down(desk_client):
    screening, lead, _ = routed()
    proposal, division = screening.proposal, StrictClient.of(lead.officer)
    file = attached(proposal)
    url = reverse("screening:attachment", args=[proposal.number, file.uuid])

    assert f'href="{url}"' in text_of(page(division, "dossier", proposal.number))
    assert f'href="{url}"' in text_of(desk_client.get(f"/admin/screening/deskproposal/{proposal.number}/"))
    answers = [client.get(url) for client in (division, desk_client)]

    assert [b"".join(answer.streaming_content) for answer in answers] == [PDF, PDF]
    assert {answer["Content-Type"] for answer in answers} == {"application/pdf"}
    assert all(answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''") for answer in answers)
    events = AuditEvent.objects.filter(verb="file.download").order_by("pk")
    assert [(event.about, event.actor_key, event.keys) for event in events] == [
        (proposal.key, f"user:{user.pk}", {"file": str(file.uuid)}) for user in (lead.officer, desk_client.user)
    ]


def test_a_file_of_a_proposal_is_404_for_a_division_that_was_not_asked():
    screening, _, _ = routed()
    file = attached(screening.proposal)

    refused = page(StrictClient.of(office().officer), "attachment", screening.proposal.number, file.uuid)

    assert refused.status_code == 404
    assert not AuditEvent.objects.filter(verb="file.download").exists()


# pages as pictures


def pictured(proposal, pages=3, **fields):
    upload = SimpleUploadedFile("企画書.pdf", leaflet(pages))
    file = AttachmentFactory(proposal=proposal, file=store_upload(upload, at=NOON), **fields).file
    picture_waiting(NOON)
    file.refresh_from_db()
    return file


def test_a_division_reads_a_file_page_by_page_without_a_download_and_each_page_is_written_down():
    screening, lead, _ = routed()
    proposal, client = screening.proposal, StrictClient.of(lead.officer)
    file = pictured(proposal)
    shown = text_of(page(client, "dossier", proposal.number))
    assert f'href="{reverse("screening:page_images", args=[proposal.number, file.uuid])}"' in shown

    html = " ".join(text_of(page(client, "page_images", proposal.number, file.uuid)).split())
    second = reverse("screening:page_image", args=[proposal.number, file.uuid, 2])
    assert f'<img src="{second}" width="1400" height="1982" loading="lazy" alt="企画書.pdf 2ページ目">' in html
    assert not AuditEvent.objects.filter(verb="file.view_page").exists()

    picture = client.get(second)

    assert (picture["Content-Type"], picture["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert picture["Cache-Control"] == "no-store, private"
    assert b"".join(picture.streaming_content).startswith(b"RIFF")
    event = AuditEvent.objects.get(verb="file.view_page")
    assert (event.about, event.actor_key, event.keys) == (
        proposal.key,
        f"user:{lead.officer.pk}",
        {"file": str(file.uuid), "page": 2},
    )


def test_ten_pages_stand_on_one_page_and_the_rest_behind_a_link():
    screening, lead, _ = routed()
    file = pictured(screening.proposal, pages=12)
    client = StrictClient.of(lead.officer)

    first = text_of(page(client, "page_images", screening.proposal.number, file.uuid))
    second = text_of(
        client.get(reverse("screening:page_images", args=[screening.proposal.number, file.uuid]) + "?page=2")
    )

    assert (first.count("<img "), second.count("<img ")) == (10, 2)
    assert "全部で12ページのうち、11から12ページ目。" in second


def test_until_the_pictures_are_made_the_page_says_so_and_asks_again():
    screening, lead, _ = routed()
    file = attached(screening.proposal)

    shown = text_of(page(StrictClient.of(lead.officer), "page_images", screening.proposal.number, file.uuid))

    assert 'data-progress="working"' in shown
    assert "ページの画像を作っています。" in shown


def test_why_there_are_no_pictures_is_said_in_words():
    screening, lead, _ = routed()
    file = attached(screening.proposal)
    PrivateFile.objects.update(pictured_at=NOON, picture_error=WORDS["password"])

    shown = text_of(page(StrictClient.of(lead.officer), "page_images", screening.proposal.number, file.uuid))

    assert WORDS["password"] in shown


@pytest.mark.parametrize("state", ["PENDING", "INFECTED", "ERROR"])
def test_no_page_of_a_file_that_is_not_clean_is_shown(state):
    screening, lead, _ = routed()
    file = pictured(screening.proposal)
    PrivateFile.objects.filter(pk=file.pk).update(state=state)
    client = StrictClient.of(lead.officer)

    for answer in (
        page(client, "page_images", screening.proposal.number, file.uuid),
        page(client, "page_image", screening.proposal.number, file.uuid, 1),
    ):
        assert answer.status_code == 404


def test_pages_are_404_for_who_may_not_read_in_full_and_for_what_has_none():
    screening, lead, _ = routed()
    number, file = screening.proposal.number, pictured(screening.proposal)
    word = AttachmentFactory(
        proposal=screening.proposal,
        file=PrivateFileFactory(content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ).file
    asked = office()
    ProposalAccessFactory(proposal=screening.proposal, division=asked.division, scope="QUESTION")

    assert page(StrictClient.of(office().officer), "page_image", number, file.uuid, 1).status_code == 404
    assert page(StrictClient.of(asked.officer), "page_images", number, file.uuid).status_code == 404
    assert page(StrictClient.of(asked.officer), "attachment", number, file.uuid).status_code == 404
    assert page(StrictClient.of(lead.officer), "page_images", number, word.uuid).status_code == 404
    assert page(StrictClient.of(lead.officer), "page_image", number, file.uuid, 4).status_code == 404


def test_the_files_of_messages_open_for_the_division_and_are_no_files_of_the_proposal(desk_client):
    screening, lead, _ = routed()
    proposal = screening.proposal
    message = MessageFactory(proposal=proposal)
    file = pictured(proposal, message=message)

    for client in (StrictClient.of(lead.officer), desk_client):
        assert page(client, "attachment", proposal.number, file.uuid).status_code == 200
        assert page(client, "page_images", proposal.number, file.uuid).status_code == 200
    folder = proposal_dossier(proposal, lead.officer, TODAY)
    assert folder.attachments == []
    assert [one.file for one in folder.messages[0].attachments.all()] == [file]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_pictures_costs_the_same_for_one_and_three(rows, django_assert_max_num_queries):
    screening, lead, _ = routed()
    file = pictured(screening.proposal, pages=rows)
    client = StrictClient.of(lead.officer)

    with django_assert_max_num_queries(14):
        page(client, "page_images", screening.proposal.number, file.uuid)


def test_a_get_of_the_pages_writes_nothing():
    screening, lead, _ = accepted()
    client, before = StrictClient.of(lead.officer), AuditEvent.objects.count()

    page(client, "worklist")
    page(client, "dossier", screening.proposal.number)

    assert AuditEvent.objects.count() == before
    assert Proposal.objects.get().version == fresh(screening.proposal).version


@pytest.mark.parametrize("tab", ["machi", "shinko", "owari", "shokai", "kadai"])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_worklist_page_costs_the_same_for_one_and_three(rows, tab, django_assert_max_num_queries):
    lead = office()
    for _ in range(rows):
        route_proposal(screening=opened(), lead=lead.division, others=[], note="", letter=None, by=THE_DESK, at=NOON)
        ChallengeFactory(lead=lead.division)
    client = StrictClient.of(lead.officer)
    client.get("/ka/")  # the session says when somebody was seen last

    with django_assert_max_num_queries(10):
        client.get(f"/ka/?tab={tab}")


@pytest.mark.parametrize("tab", ["nai", "", "MACHI"])
def test_a_tab_that_does_not_exist_is_404(desk_client, tab):
    assert desk_client.get(f"/ka/?tab={tab}").status_code == 404


def test_a_leader_sees_which_division_owes_what_and_looks_at_one():
    other = office()
    _, lead, _ = routed(other)
    other.division.department = lead.division.department
    other.division.save()
    leader = StrictClient.of(StaffFactory(leader=True, department=lead.division.department))

    shown = text_of(page(leader, "worklist"))
    narrowed = text_of(leader.get(f"/ka/?ka={lead.division.code}"))

    assert f'<a href="?ka={lead.division.code}">{lead.division.name}</a>' in shown
    assert f"{lead.division.name}だけを見ています。" in narrowed
    assert "課ごとの待ち" not in narrowed
    assert "課ごとの待ち" not in text_of(page(StrictClient.of(lead.officer), "worklist"))


def test_a_single_division_that_owes_something_needs_no_table_of_divisions():
    _, lead, _ = routed()
    office(department=lead.division.department)

    shown = text_of(page(StrictClient.of(StaffFactory(leader=True, department=lead.division.department)), "worklist"))

    assert lead.division.name in shown
    assert "課ごとの待ち" not in shown


def test_the_divisions_challenges_lead_to_their_sheets():
    lead = office()
    challenge = ChallengeFactory(lead=lead.division)

    assert reverse("proposals:sheet", args=[challenge.code]) in text_of(
        StrictClient.of(lead.officer).get("/ka/?tab=kadai")
    )


def test_a_long_worklist_has_pages():
    lead = office()
    for _ in range(41):
        route_proposal(screening=opened(), lead=lead.division, others=[], note="", letter=None, by=THE_DESK, at=NOON)
    client = StrictClient.of(lead.officer)

    rows = [text_of(client.get(f"/ka/?page={n}")).count('data-label="次にすること"') for n in (1, 2)]

    assert rows == [40, 1]
