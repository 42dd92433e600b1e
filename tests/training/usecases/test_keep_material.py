import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.core import private_files
from nara_renkei.core.models import AuditEvent
from nara_renkei.core.uploads import NO_SPACE
from nara_renkei.portal.demo.pictures import leaflet
from tests.factories.training import SessionFactory
from tests.factories.understanding import MaterialFactory, MaterialVersionFactory
from tests.harness import NOON, THE_DESK
from training.enums import Timing
from training.models import Material
from training.usecases.keep_material import (
    CannotKeepMaterial,
    add_material,
    change_material,
    withdraw_material,
)
from training.usecases.take_material import take_material

pytestmark = pytest.mark.django_db
BY = {"by": THE_DESK, "at": NOON}


def upload(name="講義.pdf"):
    return SimpleUploadedFile(name, leaflet(), content_type="application/pdf")


def events():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", "about"))


def test_a_material_is_put_there_with_its_first_version():
    session = SessionFactory()

    material = add_material(session=session, title="講義の資料", timing=Timing.BEFORE, upload=upload(), **BY)

    version = material.versions.get()
    assert (version.number, version.file.original_name, version.added_by) == (1, "講義.pdf", THE_DESK.label)
    assert (material.title, material.timing) == ("講義の資料", Timing.BEFORE)
    assert events() == [("material.add", session.key)]


def test_a_file_that_cannot_be_kept_leaves_nothing(monkeypatch):
    def no_space(*args, **kwargs):
        raise private_files.UploadRefused(NO_SPACE)

    monkeypatch.setattr("training.usecases.keep_material.store_upload", no_space)

    with pytest.raises(CannotKeepMaterial, match="空きが足りない"):
        add_material(session=SessionFactory(), title="題", timing=Timing.BEFORE, upload=upload(), **BY)

    assert Material.objects.count() == 0


def test_a_new_file_replaces_the_old_one_which_stays():
    first = MaterialVersionFactory()

    change_material(material=first.material, title="直した題", timing=Timing.AFTER, upload=upload("新しい.pdf"), **BY)

    newest, oldest = first.material.versions.newest_first()
    assert (newest.number, newest.replaced_at, newest.file.original_name) == (2, None, "新しい.pdf")
    assert (oldest.pk, oldest.replaced_at) == (first.pk, NOON)
    first.material.refresh_from_db()
    assert (first.material.title, first.material.timing) == ("直した題", Timing.AFTER)
    assert events() == [("material.change", first.material.session.key)]


def test_without_a_file_the_version_stays():
    version = MaterialVersionFactory()

    change_material(material=version.material, title="題だけ", timing=Timing.BEFORE, upload=None, **BY)

    assert list(version.material.versions.all()) == [version]
    assert Material.objects.get().title == "題だけ"


def test_what_was_taken_away_is_not_changed():
    version = MaterialVersionFactory()

    withdraw_material(material=version.material, **BY)

    assert Material.objects.get().withdrawn_at == NOON
    with pytest.raises(CannotKeepMaterial, match="もう外してあります"):
        withdraw_material(material=version.material, **BY)
    with pytest.raises(CannotKeepMaterial, match="もう外してあります"):
        change_material(material=version.material, title="題", timing=Timing.BEFORE, upload=None, **BY)
    assert events() == [("material.withdraw", version.material.session.key)]


def test_who_takes_a_file_or_looks_at_a_page_is_kept():
    version = MaterialVersionFactory(material=MaterialFactory())

    take_material(version=version, **BY)
    take_material(version=version, page=2, **BY)

    taken, seen = AuditEvent.objects.order_by("pk")
    assert (taken.verb, taken.about, taken.keys) == (
        "file.download",
        version.material.session.key,
        {"file": str(version.file.uuid)},
    )
    assert (seen.verb, seen.keys) == ("file.view_page", {"file": str(version.file.uuid), "page": 2})
