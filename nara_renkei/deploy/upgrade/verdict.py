"""What an upgrade did to those who were there. Plain figures in, a table and sentences out."""

import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

NO_MIGRATION = "二つの版の間に移行はありません。試したのは、web・worker・beat を新しい版に替えることだけです。"


class Asked(NamedTuple):
    """One request. ``began`` on the clock of the run, ``seconds`` what it took, ``wrong`` "" when it went well."""

    began: float
    seconds: float
    address: str
    wrong: str


def by_phase(asked: Sequence[Asked], phases: Sequence[tuple[str, float]], ended: float) -> list[dict[str, Any]]:
    """Return figures for each phase; ``phases``: name and beginning, in order. A request belongs to where it began."""
    borders = [began for _, began in phases[1:]] + [ended]
    found = []
    for (name, began), border in zip(phases, borders, strict=True):
        own = [one for one in asked if began <= one.began < border]
        slowest = max(own, key=lambda one: one.seconds, default=None)
        found.append(
            {
                "phase": name,
                "seconds": round(border - began, 1),
                "requests": len(own),
                "errors": sum(bool(one.wrong) for one in own),
                "slowest": round(slowest.seconds, 2) if slowest else 0.0,
                "slowest_at": slowest.address if slowest else "",
            }
        )
    return found


def failures(result: Mapping[str, Any]) -> list[str]:
    """Return a sentence for each thing that must not be; ``result`` as __main__ makes it."""
    said = [
        f"{phase['phase']}: {phase['errors']} 件の要求が通りませんでした。"
        for phase in result["phases"]
        if phase["errors"]
    ]
    said += [f"{phase['phase']}: だれも何も求めませんでした。" for phase in result["phases"] if not phase["requests"]]
    if result["stored"] < result["accepted"]:
        said.append(f"受付のページを見た {result['accepted']} 件のうち、{result['stored']} 件しかありません。")
    if result["receipts"] != result["stored"]:
        said.append(f"{result['stored']} 件の提案に、受付のメールが {result['receipts']} 通あります。")
    if result["unsent"]:
        said.append(f"{result['unsent']} 通のメールが送られずに残りました。")
    if result["ended"]:
        said.append(f"ひとりでに止まったもの: {'、'.join(result['ended'])}。")
    return said


def grouped(asked: Sequence[Asked]) -> dict[str, int]:
    """Return what went wrong where → how often; ids and numbers in addresses do not count."""
    return dict(Counter(f"{one.wrong} {plain(one.address)}" for one in asked if one.wrong).most_common(20))


def plain(address: str) -> str:
    parts = ("…" if any(letter.isdigit() for letter in part) else part for part in address.split("/"))
    return "/".join(parts)


def table(result: Mapping[str, Any]) -> str:
    lines = [
        "",
        f"前の版 {result['from']} → {result['to']}、提案 {result['proposals']} 件の市、移行 {result['migrations']} 個を {result['migrating_s']} 秒で"
        + (f"（{result['gave_way']} 回譲りました）" if result["gave_way"] else ""),
        *([] if result["migrations"] else [NO_MIGRATION]),
        "",
        "| 段 | 秒 | 要求 | 誤り | いちばん遅い要求 |",
        "|---|--:|--:|--:|---|",
    ]
    lines += [
        f"| {one['phase']} | {one['seconds']} | {one['requests']:,} | {one['errors']} | {one['slowest']} 秒 `{plain(one['slowest_at'])}` |"
        for one in result["phases"]
    ]
    lines += [
        "",
        f"受け付けた {result['accepted']} 件、残っている {result['stored']} 件、受付のメール {result['receipts']} 通、送られずに残った {result['unsent']} 通",
        *(f"  {count} 回 {words}" for words, count in result["errors"].items()),
        *([f"× {one}" for one in result["failures"]] or ["○ 一つの要求も落ちず、何も失われませんでした。"]),
    ]
    return "\n".join(lines)


def runs_with(needed: Mapping[str, str], there: Mapping[str, str]) -> bool:
    """Return whether every package is there in the very version; package → version."""
    return needed.items() <= there.items()


def failed_in(report: bytes) -> tuple[int, list[str]]:
    """Return how many tests ran and the names of those that failed, of a report in JUnit's form."""
    cases = list(ElementTree.fromstring(report).iter("testcase"))  # noqa: S314 - written by our own pytest
    bad = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    return len(cases), [f"{case.get('classname')}::{case.get('name')}" for case in bad]
