import pytest

from nara_renkei.core.models import CitySettings, city

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(settings, monkeypatch):
    settings.CITY_SETTINGS_SECONDS = 1
    monkeypatch.setattr(CitySettings, "_kept", None)
    monkeypatch.setattr(city, "monotonic", lambda: 1000.0)


def renamed_elsewhere():
    CitySettings.objects.update_or_create(pk=1)
    CitySettings.load()
    CitySettings.objects.update(city_name="大和郡山市")


def test_a_process_goes_on_with_what_it_read(django_assert_num_queries):
    renamed_elsewhere()

    with django_assert_num_queries(0):
        assert CitySettings.load().city_name == "奈良市"


def test_after_a_second_it_reads_what_another_process_wrote(monkeypatch):
    renamed_elsewhere()
    monkeypatch.setattr(city, "monotonic", lambda: 1001.0)

    assert CitySettings.load().city_name == "大和郡山市"


def test_who_saves_sees_it_at_once():
    city = CitySettings.load()
    city.city_name = "大和郡山市"
    city.save()

    assert CitySettings.load().city_name == "大和郡山市"


def test_changing_what_was_loaded_changes_nothing_for_the_next_page():
    CitySettings.load().city_name = "大和郡山市"

    assert CitySettings.load().city_name == "奈良市"
