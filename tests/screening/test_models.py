"""Criteria that were used stay as they were."""

import pytest
from django.db import IntegrityError, transaction

from screening.models import Criterion
from tests.factories.screening import AssessorFactory
from tests.screening.nonsense import unused_criterion

pytestmark = pytest.mark.django_db


def test_used_criteria_gain_no_criterion_and_fresh_ones_may_change():
    used, fresh = AssessorFactory().criteria_set, unused_criterion()

    Criterion.objects.filter(pk=fresh.pk).update(weight=5)

    with pytest.raises(IntegrityError, match="used criteria"), transaction.atomic():
        unused_criterion(criteria_set=used, code="new")
    assert Criterion.objects.get(pk=fresh.pk).weight == 5
