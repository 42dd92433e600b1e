"""Every URL of the site, asked by every role. The expected answers stand in permission_matrix.py, written by hand."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nara_renkei.accounts.models import Member
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.harness import StrictClient
from tests.permission_matrix import MATRIX, NAMELESS, ROLES, arguments, expected


def named_urls(resolver: Any, namespace: str = "") -> Iterator[str]:
    """Yield every name of the site map with its namespace; a pattern without a name by its text."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named_urls(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else f"{namespace}{pattern.pattern}"


class World:
    """One 団体 with its person, one 課 and 部 with their people, and everybody else."""

    def __init__(self) -> None:
        self.organization = OrganizationFactory()
        self.division = DivisionFactory()
        self.member: Member = MemberFactory(organization=self.organization)
        department = self.division.department
        self.people = {
            "company": self.member.user,
            "stranger": CompanyUserFactory(member=True),
            "officer": StaffFactory(officer=True, division=self.division),
            "other": StaffFactory(officer=True),
            "deputy": StaffFactory(deputy=True, division=self.division),
            "manager": StaffFactory(manager=True, division=self.division),
            "leader": StaffFactory(leader=True, department=department),
            "director": StaffFactory(director=True, department=department),
            "executive": StaffFactory(executive=True),
            "desk": StaffFactory(desk=True),
            "system": StaffFactory(system=True),
            "auditor": StaffFactory(auditor=True),
            "nobody": StaffFactory(),
        }

    def browser(self, role: str) -> StrictClient:
        return StrictClient() if role == "anonymous" else StrictClient.of(self.people[role])


def test_every_url_of_the_site_has_a_line_and_every_line_a_url():
    names = set(named_urls(get_resolver()))

    assert {"missing": sorted(names - set(MATRIX) - NAMELESS), "gone": sorted(set(MATRIX) - names)} == {
        "missing": [],
        "gone": [],
    }


def test_every_line_answers_for_every_role():
    assert {name: len(line.split()) for name, line in MATRIX.items() if len(line.split()) != len(ROLES)} == {}


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_each_role_gets_the_answer_of_the_matrix(name, db):
    world = World()
    url = reverse(name, kwargs=arguments(name, world))

    answers = {role: world.browser(role).get(url).status_code for role in ROLES}

    assert answers == expected(name)
