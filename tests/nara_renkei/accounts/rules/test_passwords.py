import pytest

from nara_renkei.accounts.rules.passwords import CITY_WORDS, is_guessed_early


@pytest.mark.parametrize(
    "password",
    [
        "password1234",  # a common one with a tail
        "qwertyuiop12",  # a row of keys
        "123456789012",
        "abcabcabcabc",
        "iloveyou1234",  # leaked thousands of times
        "narashi20261",  # the city and a year
        "yamada100001",  # the person and its number
    ],
)
def test_what_is_guessed_early(password):
    assert is_guessed_early(password, ["yamada@city.example", "yamada", "100001"]) is True


@pytest.mark.parametrize(
    "password",
    [
        "correct-horse-battery",
        "kakinoha taue botan",
        "つきよのかわべでよむほん",
        "大仏" * 3 + "柿の葉ずしと春日野の鹿",
        "x" * 20 + "v9-kettle-moss" * 6,
    ],
)
def test_what_takes_long_to_guess_of_any_characters(password):
    assert is_guessed_early(password, ["yamada"]) is False


def test_a_word_of_the_person_makes_it_easier():
    assert is_guessed_early("tsuruhashi77", []) is False
    assert is_guessed_early("tsuruhashi77", ["tsuruhashi"]) is True


def test_every_word_of_the_city_leads_to_a_password():
    assert [word for word in CITY_WORDS if not is_guessed_early(f"{word}1234", [])] == []
