"""提案番号: the next ones of a year and kind. The row is the lock until the transaction ends."""

from datetime import date

from django.db import connection

from nara_renkei.core.calendar import FiscalYear
from proposals.enums import Kind
from proposals.rules.numbering import format_number


def take_numbers(*, day: date, kind: Kind, count: int = 1) -> list[str]:
    """Return ``count`` numbers of the fiscal year of a day, in order."""
    year = FiscalYear.of(day)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO proposals_numbersequence (year, kind, last) VALUES (%s, %s, %s) "
            "ON CONFLICT (year, kind) DO UPDATE SET last = proposals_numbersequence.last + EXCLUDED.last "
            "RETURNING last",
            [year.year, kind, count],
        )
        last = int(cursor.fetchone()[0])
    return [format_number(year, kind, sequence) for sequence in range(last - count + 1, last + 1)]
