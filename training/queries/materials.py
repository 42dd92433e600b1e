"""教材 of a 回, as the desk keeps them and as people read them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from training.enums import SessionState, Timing
from training.models import Material, MaterialVersion, MaterialVersionQuerySet, Session


@dataclass(frozen=True, slots=True)
class KeptMaterial:
    """One 教材 before the desk, with all it ever was."""

    material: Material
    current: MaterialVersion
    older: Sequence[MaterialVersion]  # the newest first


def kept_materials(session: Session) -> list[KeptMaterial]:
    """Return what a 回 has, also what was taken away, which comes last. Two queries."""
    versions = MaterialVersion.objects.select_related("file").newest_first()
    found = session.materials.in_order().prefetch_related(Prefetch("versions", versions))
    rows = []
    for one in found:
        current, *older = one.versions.all()
        rows.append(KeptMaterial(one, current, older))
    return sorted(rows, key=lambda row: row.material.withdrawn_at is not None)


def readable_materials(sessions: Collection[Session]) -> MaterialVersionQuerySet:
    """Return the current files of these 回: what is read before them, and after their end all of it."""
    shown = [one.pk for one in sessions if one.is_shown]
    ended = [one.pk for one in sessions if one.state == SessionState.ENDED]
    return (
        MaterialVersion.objects.current()
        .filter(Q(material__session__in=shown, material__timing=Timing.BEFORE) | Q(material__session__in=ended))
        .select_related("file", "material__session__course")
        .order_by("material__session", "-material__timing", "material")
    )
