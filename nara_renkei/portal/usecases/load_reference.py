"""The rows without which the portal cannot work. Idempotent: what the city has edited stays."""

from dataclasses import asdict
from datetime import date

from django.db import transaction

from knowledge.usecases.load_chapters import load_chapters
from knowledge.usecases.load_methods import load_methods
from knowledge.usecases.load_templates import load_templates
from nara_renkei.core.models import CitySettings
from nara_renkei.core.reference import load_holidays
from nara_renkei.reports.usecases.load_statements import load_statements
from proposals.models import CorrectionReason, PledgeItem, SorterDestination
from proposals.rules.correction_reasons import CORRECTION_REASONS
from proposals.rules.pledge_items import FIRST_EDITION
from proposals.rules.sorter import DESTINATIONS
from screening.models import (
    BudgetDate,
    CheckItem,
    ContractLimit,
    CriteriaSet,
    Criterion,
    DeclineReason,
    DisclosureGround,
    DisclosureTerms,
    ReplyTemplate,
    RetentionClass,
)
from screening.rules.budget import FIRST_WAYS
from screening.rules.checks import CHECK_ITEMS
from screening.rules.contracts import FIRST_LIMITS
from screening.rules.criteria import FIRST_EDITION as FIRST_CRITERIA
from screening.rules.disclosure import FIRST_GROUNDS
from screening.rules.placeholders import REPLY_TEMPLATES
from screening.rules.reasons import DECLINE_REASONS
from screening.rules.retention import EXAMPLE, FIRST_YEARS

FIRST_YEAR, LAST_YEAR = 2025, 2031


@transaction.atomic
def load_reference() -> None:
    """Make the settings row, the holidays, the 23 items, the other windows, the criteria, the reasons, the ガイドライン, the 連携手法 and the 自己点検の文, where they are missing."""
    CitySettings.objects.get_or_create(pk=1)
    load_holidays(range(FIRST_YEAR, LAST_YEAR + 1))
    PledgeItem.objects.bulk_create(
        [
            PledgeItem(
                code=item.code,
                version=1,
                kind=item.kind,
                scope=item.scope,
                text=item.text,
                basis=item.basis,
                choices=list(item.choices),
                position=position,
                valid_from=date(2025, 6, 1),
            )
            for position, item in enumerate(FIRST_EDITION)
        ],
        ignore_conflicts=True,
    )
    if not ReplyTemplate.objects.exists():
        ReplyTemplate.objects.bulk_create(
            ReplyTemplate(name=name, body=body, position=position)
            for position, (name, body) in enumerate(REPLY_TEMPLATES)
        )
    if not CorrectionReason.objects.exists():
        CorrectionReason.objects.bulk_create(
            CorrectionReason(text=text, position=position) for position, text in enumerate(CORRECTION_REASONS)
        )
    SorterDestination.objects.bulk_create(
        [
            SorterDestination(code=one.code, title=one.title, words=one.words, contact=one.contact, position=position)
            for position, one in enumerate(DESTINATIONS)
        ],
        ignore_conflicts=True,
    )
    load_criteria()
    load_money()
    load_disclosure()
    load_retention()
    load_chapters()
    load_methods()
    load_templates()
    load_statements()
    DeclineReason.objects.bulk_create(
        [
            DeclineReason(code=code, label=label, position=position)
            for position, (code, label) in enumerate(DECLINE_REASONS)
        ],
        ignore_conflicts=True,
    )
    CheckItem.objects.bulk_create(
        [
            CheckItem(code=one.code, stage=one.stage, label=one.label, how=one.how, position=position)
            for position, one in enumerate(CHECK_ITEMS)
        ],
        ignore_conflicts=True,
    )


def load_criteria() -> None:
    """Make the first version of the criteria when there is none."""
    if CriteriaSet.objects.exists():
        return
    first = CriteriaSet.objects.create(version=1, valid_from=date(2025, 6, 1))
    Criterion.objects.bulk_create(
        Criterion(
            criteria_set=first,
            code=one.code,
            label=one.label,
            weight=one.weight,
            position=position,
            **{f"meaning_{value}": words for value, words in enumerate(one.meanings, start=1)},
        )
        for position, one in enumerate(FIRST_CRITERIA)
    )


def load_disclosure() -> None:
    """Make the 見本 of the days, and of the grounds while there is none."""
    DisclosureTerms.objects.get_or_create(pk=1)
    if not DisclosureGround.objects.exists():
        DisclosureGround.objects.bulk_create(DisclosureGround(**asdict(ground)) for ground in FIRST_GROUNDS)


def load_retention() -> None:
    """Make the rows of 保存年限 that are missing: 例, by which nothing can be wiped."""
    RetentionClass.objects.bulk_create(
        [RetentionClass(kind=one.kind, years=one.years, source=EXAMPLE) for one in FIRST_YEARS], ignore_conflicts=True
    )


def load_money() -> None:
    """Make the 予算・議会 calendar when it is empty, and the limits that are missing."""
    if not BudgetDate.objects.exists():
        BudgetDate.objects.bulk_create(
            BudgetDate(**asdict(way), position=position) for position, way in enumerate(FIRST_WAYS)
        )
    ContractLimit.objects.bulk_create(
        [
            ContractLimit(code=code, label=label, amount=amount, position=position)
            for position, (code, label, amount) in enumerate(FIRST_LIMITS)
        ],
        ignore_conflicts=True,
    )
