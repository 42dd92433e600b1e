import csv
from pathlib import Path

import pytest

from nara_renkei.portal import demo
from proposals.enums import Ask
from screening.rules.city_procedures import BY_CODE, PROCEDURES, procedures_for


def test_every_thing_a_company_may_ask_has_a_procedure():
    assert {one.ask for one in PROCEDURES} == set(Ask)
    assert len(BY_CODE) == len(PROCEDURES)


def test_every_division_named_is_one_of_the_city():
    with (Path(demo.__file__).parent / "divisions.csv").open(encoding="utf-8") as file:
        city = {row["division"] for row in csv.DictReader(file)}

    assert {name for one in PROCEDURES for name in one.whom} - city == set()


@pytest.mark.parametrize(
    ("asks", "cost", "codes"),
    [
        ([], "NONE", []),
        (["REGULATION", "PLACE"], "NONE", ["place-permission", "place-road", "place-park", "regulation-owner"]),
        ([], "PARTLY", ["cost-budget", "cost-contract"]),
        (["COST"], "CONSULT", ["cost-budget", "cost-contract"]),
    ],
)
def test_what_is_asked_brings_its_procedures(asks, cost, codes):
    assert [one.code for one in procedures_for(asks=asks, cost=cost)] == codes
