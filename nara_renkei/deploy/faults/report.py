"""The table of a run, and its JSON."""

import json
import os
import platform
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nara_renkei.deploy.faults.kinds import KINDS
from nara_renkei.deploy.faults.verdict import MOST_REPEATED, MOST_SECONDS, Verdict


def table(result: dict[str, Any]) -> str:
    verdict: Verdict = result["verdict"]
    rows = [
        ("受け付けた", f"{verdict.accepted}", f"{result['submissions']}"),
        ("残っている", f"{verdict.stored}", ""),
        ("失われた", f"{len(verdict.lost)}", "0"),
        ("二重", f"{len(verdict.duplicated)}", "0"),
        ("届かなかった控え", f"{len(verdict.missing)}", "0"),
        ("二度届いた控え", f"{len(verdict.repeated)}", f"{verdict.allowed_repeats}（{MOST_REPEATED:.1%}）まで"),
        ("持ち主のないファイル・行", f"{len(verdict.orphans)}", "0"),
        ("壊れた封印", f"{len(verdict.broken_seals)}", "0"),
        ("戻るまで（最悪、秒）", "―" if verdict.worst is None else f"{verdict.worst:.2f}", f"{MOST_SECONDS:.0f} まで"),
    ]
    lines = [
        "",
        f"障害の試験（番号 {result['seed']}、{result['submissions']} 件、{result['seconds']} 秒）",
        f"機械: {machine()}。ディスク: {result['disk']}",
        f"答えを待たずに切れた提出 {result['hung_up']}、二度押した提出 {result['pressed_twice']}、"
        f"通らなかった要求 {result['failed_requests']}、障害に当たったメール {result['met']}、デスクが再送したメール {result['resent']}",
        "起こし直した回数: " + "、".join(f"{name} {count}" for name, count in result["restarts"].items()),
        "",
        "| 障害 | 回数 | 通らなかった要求 | 戻るまで（最悪、秒） | 次のメールまで（最悪、秒） |",
        "|---|--:|--:|--:|--:|",
        *(row_of(kind.name, result["happened"]) for kind in KINDS),
        "",
        "| | 結果 | 限度 |",
        "|---|--:|--:|",
        *(f"| {name} | {value} | {limit} |" for name, value, limit in rows),
        "",
        *result["troubles"],
        *result["failures"],
        "合格していません。" if result["failures"] else "すべて限度の内です。",
    ]
    return "\n".join(lines)


def row_of(name: str, happened: list[dict[str, Any]]) -> str:
    ours = [one for one in happened if one["kind"] == name]
    failed = sum(one["failed_requests"] for one in ours)
    return f"| {name} | {len(ours)} | {failed} | {worst(ours, 'seconds', '戻らない')} | {worst(ours, 'letter', '―')} |"


def worst(ours: list[dict[str, Any]], key: str, never: str) -> str:
    values = [one[key] for one in ours]
    return never if None in values else f"{max(values):.2f}" if values else "―"


def machine() -> str:
    """Return in words on what this ran."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    cpu = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} コア（{(cpu or ['?'])[0]}）、メモリー {memory} GB、Linux {platform.release()}、Python {platform.python_version()}、負荷 {load:.1f}"


def write(path: Path, result: dict[str, Any]) -> None:
    plain = {**result, "verdict": asdict(result["verdict"]), "machine": machine()}
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")
