"""python -m nara_renkei.deploy.bench [--proposals N …]: seed, serve on this machine only, measure, compare, stop.

Prints a table and writes .run/bench/result.json. Every figure of ours stands beside bare Django of the same run.
"""

import argparse
import contextlib
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "nara_renkei" / "deploy")]

from services import services, stop  # noqa: E402 - beside this folder

from nara_renkei.deploy.bench.firm import Firm  # noqa: E402 - found from ROOT
from nara_renkei.deploy.bench.report import growth, rows_of, table  # noqa: E402 - found from ROOT

WORKERS = 2
ROWS_OF_PAPERS = (0, 100, 765)  # about 4, 10 and 50 pages
QUEUE = "/admin/screening/deskproposal/"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--proposals", type=int, nargs="+", default=[100, 5_000, 100_000])
    parser.add_argument("--seconds", type=float, default=8, help="how long each load runs")
    parser.add_argument("--times", type=int, default=20, help="how often each page is asked")
    parser.add_argument("--run-dir", type=Path, default=ROOT / ".run" / "bench")
    given = parser.parse_args()
    given.run_dir.mkdir(parents=True, exist_ok=True)
    with services(given.run_dir / "servers") as places:
        result: dict[str, Any] = {"bare": {}, "cities": {}, "papers": []}
        with database(places["DATABASE_URL"], "nara_bench_bare") as url:
            result["bare"] = bare(url, given)
        for count in sorted(given.proposals):
            with database(places["DATABASE_URL"], f"nara_bench_{count}") as url:
                result["cities"][count] = city(count, {**places, "DATABASE_URL": url}, given, result)
    result["growth"] = growth(result["cities"])
    (given.run_dir / "result.json").write_text(json.dumps(result, ensure_ascii=False, indent=1))
    print(table(result))
    print(f"{given.run_dir / 'result.json'} に書きました。")
    return 0


# --- what is measured


def bare(url: str, given: argparse.Namespace) -> dict[str, Any]:
    """Measure the yardstick."""
    say("素のDjangoを測ります")
    env = {**os.environ, "BENCH_DATABASE_URL": url}
    subprocess.run(
        [sys.executable, "-c", "from nara_renkei.deploy.bench import bare; bare.prepare()"],
        cwd=ROOT,
        env=env,
        check=True,
    )
    with gunicorn("nara_renkei.deploy.bench.bare:application", env, given.run_dir / "bare.log") as server:
        return {
            name: {**page(server, address, "", given.times), **load(server, address, given.seconds / 2)}
            for name, address in (("constant", "/constant/"), ("insert", "/insert/"), ("list", "/list/"))
        }


def city(count: int, places: dict[str, str], given: argparse.Namespace, result: dict[str, Any]) -> dict[str, Any]:
    """Fill one city and measure its pages, filters, sorts, search and submissions."""
    say(f"{count:,}件の市を作ります")
    env = {
        **os.environ,
        **places,
        "DJANGO_SETTINGS_MODULE": "nara_renkei.settings.dev",
        "RUN_DIR": str(given.run_dir / "portal"),
    }
    people = ask("prepare", count, env={**env, "DATABASE_ROLE": "owner"})
    measured: dict[str, Any] = {"rows": people["rows"], "fill_s": people["seconds"], "pages": {}}
    with gunicorn("nara_renkei.wsgi:application", env, given.run_dir / f"portal-{count}.log") as server:
        addresses = pages_of(server, people)
        say(f"{len(addresses)}のページを{given.times}回ずつ測ります")
        for name, (key, address) in addresses.items():
            measured["pages"][name] = {"address": address, **page(server, address, key, given.times)}
        counts = ask("queries", [[key, address] for key, address in addresses.values()], env=env)
        for one in measured["pages"].values():
            one["sql"] = counts.get(one["address"])
        say("送付先の提案を測ります")
        measured["suggest"] = ask("suggest", given.times, env=env)
        say("提出を8人で測ります")
        measured["submit"] = submissions(server, people["companies"], given.seconds)
        say("5 MB のファイル5件を一度に送ります")
        measured["upload"] = upload(server, people["companies"][0])
        measured["rss_mb"] = server.rss()
    if count == max(given.proposals):
        say("PDFを測ります")
        result["papers"] = [paper(rows, env) for rows in ROWS_OF_PAPERS]
    return measured


def paper(rows: int, env: dict[str, str]) -> dict[str, Any]:
    """Measure one paper beside plain WeasyPrint of the same page, each twice in processes of their own."""
    ours, plain = (
        min((ask("paper", {"rows": rows, "plain": plain}, env=env) for _ in range(2)), key=lambda one: one["cpu_s"])
        for plain in (False, True)
    )
    return {
        **ours, "cpu_s": round(ours["cpu_s"], 2), "plain_s": round(plain["cpu_s"], 2),
        "ratio": round(ours["cpu_s"] / plain["cpu_s"], 2), "plain_kB": plain["kB"], "plain_rss_mb": plain["rss_mb"],
    }  # fmt: skip


def pages_of(server: "Server", people: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return name → (cookie, address): the fixed pages, and every filter and sort that the queue offers."""
    desk, division, firm = people["desk"], people["division"], people["companies"][0]
    number = people["number"]
    found = {
        "一覧 /ka/": (division, "/ka/"),
        "提案のページ（課）": (division, f"/ka/{number}/"),
        "受付の一覧": (desk, QUEUE),
        "受付の一覧 2枚目": (desk, f"{QUEUE}?p=2"),
        "検索 2文字": (desk, f"{QUEUE}?q={urllib.parse.quote('見守')}"),
        "検索 4文字": (desk, f"{QUEUE}?q={urllib.parse.quote('空き家の')}"),
        "検索 見つからない": (desk, f"{QUEUE}?q={urllib.parse.quote('宇宙船')}"),
        "提案のページ（デスク）": (desk, f"{QUEUE}{number}/"),
        "わたしの提案": (firm, "/teian/"),
        "提案のページ（企業）": (firm, f"/teian/{people['own']}/"),
        "公開の入口": ("", "/"),
        "公開の様式": ("", "/teian/hajimeru/"),
        "報告": (desk, "/hokoku/"),
    }
    html = server.get(QUEUE, desk)[1].decode()
    links = dict.fromkeys(link.replace("&amp;", "&") for link in re.findall(r'href="(\?[^"#]*)"', html))
    for link in [link for link in links if link not in {"?", "."}][:40]:
        found.setdefault(f"絞込み・並べ替え {urllib.parse.unquote(link)}", (desk, f"{QUEUE}{link}"))
    return {name: (key, address) for name, (key, address) in found.items() if server.get(address, key)[0] == 200}


def page(server: "Server", address: str, key: str, times: int) -> dict[str, Any]:
    """Ask one page again and again; milliseconds of wall time, of worker CPU, and bytes."""
    for _ in range(4 * WORKERS):  # what a process does once, such as reading a template, counts in none of them
        server.get(address, key)
    walls, body, before = [], b"", server.cpu()
    for _ in range(times):
        started = time.perf_counter()
        status, body = server.get(address, key)
        walls.append((time.perf_counter() - started) * 1000)
        if status >= 400:
            raise SystemExit(f"{address} が {status} を返しました。")
    return {
        "median_ms": round(statistics.median(walls), 1),
        "p95_ms": round(sorted(walls)[int(len(walls) * 0.95) - 1], 1),
        "cpu_ms": round((server.cpu() - before) * 1000 / times, 2),
        "bytes": len(body),
        "rows": rows_of(body),
    }


def load(server: "Server", address: str, seconds: float, parallel: int = 8) -> dict[str, Any]:
    """Ask one page from eight sides; requests per second."""
    done, until = [0] * parallel, time.monotonic() + seconds

    def work(n: int) -> None:
        while time.monotonic() < until:
            server.get(address, "")
            done[n] += 1

    run_all([threading.Thread(target=work, args=(n,)) for n in range(parallel)])
    return {"per_second": round(sum(done) / seconds, 1)}


def submissions(server: "Server", cookies: list[str], seconds: float) -> dict[str, Any]:
    """Let eight companies write and submit, the whole form each time, following every redirect as a browser does."""
    walls: list[float] = []
    last: list[float] = []
    failures: list[str] = []
    firms = [Firm(server.port, key) for key in cookies]
    for firm in firms:
        firm.submit()  # the first visit reads the questions; the measured ones repeat it
        firm.requests = 0
    until, before = time.monotonic() + seconds, server.cpu()
    own, started = time.process_time(), time.monotonic()

    def work(firm: Firm) -> None:
        while time.monotonic() < until and not failures:
            began = time.perf_counter()
            try:
                sent = firm.submit()
            except (OSError, ValueError, http.client.HTTPException) as exc:
                failures.append(f"{type(exc).__name__}: {exc}")
                return
            walls.append(time.perf_counter() - began)
            last.append(time.perf_counter() - sent)

    run_all([threading.Thread(target=work, args=(firm,)) for firm in firms])
    if failures or not walls:
        return {"failed": failures[:1]}
    spent = time.monotonic() - started
    return {
        "completed": len(walls), "per_second": round(len(walls) / spent, 2), "whole_p95_s": round(sorted(walls)[int(len(walls) * 0.95) - 1], 2),
        "submit_p95_s": round(sorted(last)[int(len(last) * 0.95) - 1], 2), "cpu_ms": round((server.cpu() - before) * 1000 / len(walls), 1),
        "client_cpu_ms": round((time.process_time() - own) * 1000 / len(walls), 1), "requests": round(sum(firm.requests for firm in firms) / len(walls), 1),
    }  # fmt: skip


def upload(server: "Server", key: str, files: int = 5, megabytes: int = 5) -> dict[str, Any]:
    """Attach files of several megabytes in one request; how far the largest worker grew while they arrived, in MB."""
    firm = Firm(server.port, key)
    body = firm.ask("GET", "/teian/hajimeru/?existing=no&only=no&talking=no")[1]
    address, body = firm.ask("POST", "/teian/hajimeru/", firm.filled(body, {"kind": "OPEN"}))
    fields = {**firm.filled(body, {}), "action": "upload"}
    before = server.rss()
    server.forget_peaks()
    started = time.perf_counter()
    pdf = [b"%PDF-1.7\n", *[b"\n" * 65_536] * (megabytes * 16)]
    status, _ = firm.send_files(f"/teian/{address.split('/')[2]}/tenpu/", fields, files, pdf)
    seconds = round(time.perf_counter() - started, 2)
    if status != 200:
        return {"failed": status}
    peak = server.rss("VmHWM")
    return {
        "before_mb": before,
        "peak_mb": peak,
        "after_mb": server.rss(),
        "growth_mb": peak - before,
        "seconds": seconds,
    }


# --- servers


class Server:
    """One gunicorn of two workers on a free port of this machine."""

    def __init__(self, port: int, process: "subprocess.Popen[bytes]") -> None:
        self.port, self.process, self.site = port, process, f"http://127.0.0.1:{port}"

    def get(self, address: str, key: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", address, headers={"Cookie": f"sessionid={key}"} if key else {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def workers(self) -> list[str]:
        return Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()

    def cpu(self) -> float:
        """Return the CPU seconds of the workers so far."""
        return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in self.workers()) / 1e9

    def forget_peaks(self) -> None:
        """Let the high-water marks of the workers begin anew."""
        for pid in self.workers():
            Path(f"/proc/{pid}/clear_refs").write_text("5")

    def rss(self, line_of: str = "VmRSS") -> int:
        """Return the memory of the largest worker in MB; ``VmHWM`` is the high-water mark."""
        sizes = [
            int(line.split()[1])
            for pid in self.workers()
            for line in Path(f"/proc/{pid}/status").read_text().splitlines()
            if line.startswith(line_of)
        ]
        return max(sizes) // 1024


@contextlib.contextmanager
def gunicorn(application: str, env: dict[str, str], log: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        application,
        "--config",
        "nara_renkei/deploy/web.py",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(WORKERS),
        "--timeout",
        "120",
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True)
    try:
        server = Server(port, process)
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                if len(server.workers()) == WORKERS and server.get("/", "")[0]:
                    break
            time.sleep(0.2)
        else:
            raise SystemExit(f"サーバーが始まりません。{log} を見てください。")
        for _ in range(6):
            server.get("/", "")
        yield server
    finally:
        stop(process)


@contextlib.contextmanager
def database(url: str, name: str) -> Iterator[str]:
    """Make a database for one measurement and drop it at the end."""
    import psycopg

    place = urllib.parse.urlsplit(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urllib.parse.urlunsplit(place._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def ask(verb: str, given: Any, *, env: dict[str, str]) -> Any:
    """Run a verb of city.py and return its answer; what it logs goes to a file of the run."""
    command = [sys.executable, "-m", "nara_renkei.deploy.bench.city", verb, json.dumps(given)]
    log = Path(env["RUN_DIR"]).with_name("city.log")
    with log.open("ab") as errors:
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=errors, timeout=1200)
    if done.returncode:
        raise SystemExit(f"{verb} が止まりました。{log} を見てください。")
    return json.loads(done.stdout.decode().splitlines()[-1])


def run_all(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
