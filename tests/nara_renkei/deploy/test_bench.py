"""What the bench compares, and what it says of it. Its figures are taken by hand, never asserted."""

from nara_renkei.deploy.bench.report import growth, growth_lines, rows_of


def city(**pages):
    return {"pages": {name: {"rows": rows, "median_ms": ms} for name, (rows, ms) in pages.items()}}


CITIES = {
    100: city(home=(12, 10.0), queue=(20, 20.0), one=(4, 10.0), full=(9, 5.0)),
    3_000: city(home=(12, 11.0), queue=(53, 40.0), one=(4, 20.0), full=(9, 5.0)),
    100_000: city(home=(12, 15.0), queue=(50, 48.0), one=(4, 21.0), full=(90, 60.0), new=(1, 1.0)),
}


def test_a_page_is_compared_with_the_smallest_city_in_which_it_is_as_full():
    assert growth(CITIES) == {
        "home": {"city": 100, "times": 1.5},
        "queue": {"city": 3_000, "times": 1.2},
        "one": {"city": 100, "times": 2.1},
        "full": None,
        "new": None,
    }


def test_the_worst_of_like_pages_is_named_and_who_had_none():
    assert growth_lines(growth(CITIES)) == [
        "",
        "件数による伸び（同じ行数のページ 3 枚）: 最大 2.1 倍（one、100件と比べて）",
        "  同じ行数のページが小さな市にない: full、new",
    ]


def test_one_city_does_not_grow():
    assert (growth({100: CITIES[100]}), growth_lines({})) == ({}, [])


def test_rows_entries_and_choices_are_counted():
    html = b"<table><thead><tr><th></thead><tr class='a'><td></table><ul><li>a</ul><link><option value=1><details open>"

    assert rows_of(html) == 5
