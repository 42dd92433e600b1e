"""The figures of the suggestions, held with a margin: a change of the words or of the sum may not cost more."""

import csv
from pathlib import Path

import pytest

from screening.rules.suggestions import Profile
from screening.rules.yardstick import Example, Tried, share_within, try_out

DATA = Path("tests/data")
CITY = Path("nara_renkei/portal/demo/divisions.csv")
PARKS = Profile("1", "公園緑地課", "公園の整備")
FARMS = Profile("2", "農政課", "農業の担い手")


def table(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def city():
    return [Profile(row["code"], row["division"], row["duties"]) for row in table(CITY)]


def examples(name):
    return [Example(row["title"], row["summary"], tuple(row["divisions"].split(";"))) for row in table(DATA / name)]


@pytest.mark.parametrize(
    ("name", "rows", "first", "three"),
    [("routing_held_out.csv", 98, 0.92, 0.96), ("routing_public.csv", 36, 0.9, 0.95)],
)
def test_the_suggestions_stay_as_good_as_they_were(name, rows, first, three):
    tried = try_out(city(), examples(name))

    assert len(tried) == rows
    assert share_within(tried, 1) >= first
    assert share_within(tried, 3) >= three


def test_the_rows_name_divisions_that_exist():
    names = {profile.name for profile in city()}

    said = {name for file in DATA.glob("routing_*.csv") for one in examples(file.name) for name in one.divisions}
    assert said - names == set()


def test_the_place_is_that_of_the_first_acceptable_division():
    tried = try_out([PARKS, FARMS], [Example("公園の遊具と農業", "", ("農政課",)), Example("宇宙船", "", ("農政課",))])

    assert [one.place for one in tried] == [2, None]
    assert tried[1].suggested == ()


def test_the_share_is_of_all_examples():
    one = Example("", "", ("農政課",))
    tried = [Tried(one, ("農政課",)), Tried(one, ("公園緑地課", "農政課")), Tried(one, ())]

    assert [share_within(tried, places) for places in (1, 3)] == [1 / 3, 2 / 3]
    assert share_within([], 1) == 0
