import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nara_renkei.core.models import AuditEvent
from nara_renkei.portal.demo.pictures import leaflet
from tests.factories.training import SessionFactory
from tests.factories.understanding import MaterialFactory, MaterialVersionFactory
from training.models import Material, MaterialVersion

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"admin:training_session_{name}", args=args)


def pdf():
    return SimpleUploadedFile("講義.pdf", leaflet(), content_type="application/pdf")


def test_the_desk_puts_a_file_there(desk_client):
    session = SessionFactory()

    answer = desk_client.post(
        page("materials", session.pk), {"title": "講義の資料", "timing": "AFTER", "upload": pdf()}, follow=True
    )

    assert "「講義の資料」を載せました。メールは送っていません。" in answer.content.decode()
    assert (Material.objects.get().timing, MaterialVersion.objects.get().number) == ("AFTER", 1)


def test_what_cannot_be_kept_is_said_at_its_field(desk_client):
    wrong = SimpleUploadedFile("講義.exe", b"MZ", content_type="application/octet-stream")

    answer = desk_client.post(
        page("materials", SessionFactory().pk), {"title": "講義の資料", "timing": "AFTER", "upload": wrong}
    )

    assert "この種類のファイルは受け取れません" in answer.content.decode()
    assert 'value="講義の資料"' in answer.content.decode()


def test_a_full_disk_is_said_too(desk_client, monkeypatch):
    from training.usecases.keep_material import CannotKeepMaterial

    def no_space(**_):
        raise CannotKeepMaterial("保存する場所の空きが足りません。")

    monkeypatch.setattr("training.admin.materials.add_material", no_space)
    monkeypatch.setattr("training.admin.materials.change_material", no_space)
    version = MaterialVersionFactory()
    typed = {"title": "題", "timing": "AFTER", "upload": pdf()}

    for url in (
        page("materials", version.material.session_id),
        page("material", version.material.session_id, version.material_id),
    ):
        assert "空きが足りません" in desk_client.post(url, {**typed, "upload": pdf()}).content.decode()


def test_a_file_is_replaced_and_the_old_one_stays_with_the_desk(desk_client):
    first = MaterialVersionFactory()
    session = first.material.session_id

    desk_client.post(page("material", session, first.material_id), {"title": "題", "timing": "BEFORE", "upload": pdf()})

    shown = desk_client.get(page("materials", session)).content.decode()
    assert "前の版（1）" in shown
    assert page("material_file", session, first.pk) in shown
    assert desk_client.get(page("material_file", session, first.pk)).status_code == 200
    assert AuditEvent.objects.filter(verb="file.download").count() == 1


def test_a_material_is_taken_away(desk_client):
    version = MaterialVersionFactory()
    url = page("material", version.material.session_id, version.material_id)

    answer = desk_client.post(url, {"withdraw": "1"}, follow=True)

    assert "外しました" in answer.content.decode()
    assert desk_client.get(url).status_code == 404


def test_a_file_belongs_to_its_session(desk_client):
    version = MaterialVersionFactory()

    assert desk_client.get(page("material_file", SessionFactory().pk, version.pk)).status_code == 404
    assert desk_client.get(page("material", SessionFactory().pk, version.material_id)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, desk_client, django_assert_max_num_queries):
    session = SessionFactory()
    for _ in range(rows):
        MaterialVersionFactory(material=MaterialFactory(session=session))

    desk_client.get(page("materials", session.pk))  # writes the hour into the session

    with django_assert_max_num_queries(8):
        desk_client.get(page("materials", session.pk))
