"""What monitoring asks for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nara_renkei.core import wall
from nara_renkei.core.health import backup_is_late, broker_answers, database_answers, disk_used, last_beat
from nara_renkei.core.scanning import stuck
from nara_renkei.notifications.queries import oldest_unsent

LETTER_WAITS_AT_MOST = timedelta(minutes=30)
BEAT_IS_SILENT_AFTER = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Readiness:
    checks: dict[str, bool]  # name → whether it is as it should be
    figures: dict[str, int | None]  # percent and whole seconds; None when the database did not answer


def readiness(now: datetime) -> Readiness:
    """Return what monitoring asks for. Never raises: what cannot be asked has failed."""
    used, space = disk_used()
    checks = {"database": database_answers(), "broker": broker_answers(), "disk": space}
    figures: dict[str, int | None] = {"disk_used_percent": used}
    if checks["database"]:
        waiting, scans, pulse = oldest_unsent(now), stuck(now), last_beat("beat")
        checks |= {
            "letters": waiting <= LETTER_WAITS_AT_MOST,
            "scans": scans == 0,
            "beat": pulse is not None and now - pulse <= BEAT_IS_SILENT_AFTER,
            "wall": wall.can_rise(),
            "backup": not backup_is_late(now),
        }
        figures |= {
            "oldest_letter_seconds": int(waiting.total_seconds()),
            "stuck_scans": scans,
            "beat_seconds": int((now - pulse).total_seconds()) if pulse else None,
        }
    return Readiness(checks, figures)
