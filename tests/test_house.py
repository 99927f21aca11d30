# SPDX-License-Identifier: MIT
"""The rules of the house that a linter does not know."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib

import pytest

import trackpacer
from tests.support import REPO
from trackpacer.firmware import capability

TRACKED = subprocess.run(
    ["git", "ls-files"], cwd=REPO, capture_output=True, text=True, check=False
).stdout.splitlines()
SOURCES = [name for name in TRACKED if name.endswith((".py", ".mjs")) and (REPO / name).exists()]


@pytest.mark.skipif(not TRACKED, reason="not a git checkout")
def test_every_source_names_its_licence_and_says_what_it_is() -> None:
    wrong = []
    for name in SOURCES:
        text = (REPO / name).read_text(encoding="utf-8")
        if "SPDX-License-Identifier: MIT" not in "".join(text.splitlines()[:2]):
            wrong.append(f"{name}: no SPDX line")
        if name.endswith(".py") and not ast.get_docstring(ast.parse(text)):
            wrong.append(f"{name}: no docstring")
    assert wrong == []


@pytest.mark.skipif(not TRACKED, reason="not a git checkout")
def test_no_function_is_longer_than_80_lines() -> None:
    """60 in the reader of coaches' lines, where each is a rule or a price."""
    long = []
    for name in SOURCES:
        if name.endswith(".py"):
            for node in ast.walk(ast.parse((REPO / name).read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    assert node.end_lineno is not None
                    most = 60 if name.startswith("host/trackpacer/notation/") else 80
                    if node.end_lineno - node.lineno >= most:
                        long.append(f"{name}: {node.name}")
    assert long == []


@pytest.mark.skipif(not TRACKED, reason="not a git checkout")
def test_no_exemption_from_the_limit_of_complexity_outlives_its_cause() -> None:
    """Lint sees to it that there are no more than these; here, that each is needed."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
    allowed = {
        file
        for pattern, rules in project["tool"]["ruff"]["lint"]["per-file-ignores"].items()
        if "C901" in rules
        for file in braces(pattern)
    }
    words = ["--select", "C901", "--config", "lint.per-file-ignores={}", "--exit-zero", "."]
    ran = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--output-format", "concise", *words],
        cwd=REPO,
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.findall(r"^(.+?):\d+:\d+: C901", ran.stdout, re.MULTILINE)
    assert {name.replace("\\", "/") for name in found} == allowed


def braces(pattern: str) -> list[str]:
    """The files that `a/{b,c}.py` stands for."""
    before, _, rest = pattern.partition("{")
    among, _, after = rest.partition("}")
    return [before + one + after for one in among.split(",")] if rest else [pattern]


@pytest.mark.skipif(not TRACKED, reason="not a git checkout")
def test_the_top_level_stays_small() -> None:
    allowed = {
        *("firmware", "host", "tests", "boards", ".ci"),
        *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "LICENSE", "CHANGELOG.md", "Makefile"),
        *("pyproject.toml", "constraints.txt", ".gitignore", ".gitattributes"),
    }
    assert {name.split("/")[0] for name in TRACKED} - allowed == set()


PAGES = [
    name
    for name in TRACKED
    if re.fullmatch(r"(?:[A-Z]+|(?:boards|firmware|host)/[A-Z]+)\.md", name)
]


@pytest.mark.skipif(not TRACKED, reason="not a git checkout")
@pytest.mark.parametrize("page", [name for name in PAGES if name != "CHANGELOG.md"])
def test_what_a_page_names_is_there(page: str) -> None:
    """Files, links and chores of make; what stands for any name is written in capitals."""
    text = (REPO / page).read_text(encoding="utf-8")
    spans = re.findall(r"`([^`\n]+)`", text)
    targets = re.findall(r"^(\w+):.*##", (REPO / "Makefile").read_text(encoding="utf-8"), re.M)
    names = {name.rpartition("/")[2] for name in TRACKED}
    missing = [
        path
        for path in re.findall(r"\]\(([^)#:]+)\)", text)
        if not (REPO / page).parent.joinpath(path).exists()
    ]
    for span in spans:
        for word in re.findall(r"[\w./-]+", span):
            at_root = re.match(r"(?:firmware|boards|host|tests)/", word)
            if re.search(r"[A-Z]{4}", word.rpartition("/")[2].partition(".")[0]):
                continue
            if (at_root and not (REPO / word).exists()) or (
                not at_root and re.fullmatch(r"\w+\.py", word) and word not in names
            ):
                missing.append(word)
        if found := re.match(r"make (\w+)", span):
            missing += [span] if found[1] not in targets else []
    assert missing == []


def test_what_is_printed_or_drawn_passes_one_function() -> None:
    """`cli.terminal` makes the consoles, `html` escapes what a page holds: no others do."""
    beside = re.compile(
        r"\bConsole\(|\bimport html\b|\bfrom html import\b|\bsaxutils\b|sys\.__std|"
        r"\bos\.write\([12],|\.(?:stdout|stderr)\.buffer\b"
    )
    allowed = {"cli/terminal.py", "html.py", "demo.py"}
    package = REPO / "host" / "trackpacer"
    wrong = [
        f"{name}: {found.group()}"
        for file in package.rglob("*.py")
        if (name := file.relative_to(package).as_posix()) not in allowed
        for found in beside.finditer(file.read_text(encoding="utf-8"))
    ]
    assert wrong == []


@pytest.mark.skipif(not TRACKED, reason="not a git checkout")
def test_the_version_stands_in_one_place() -> None:
    """The watch's: the laptop, its wheel and the page have it from there."""
    assert trackpacer.__version__ == capability.VERSION
    with (REPO / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    assert "version" in project["project"]["dynamic"]
    assert project["tool"]["hatch"]["version"] == {"path": "firmware/pacer/capability.py"}
    quoted = re.compile(rf"""["']{re.escape(capability.VERSION)}["']""")
    told = [name for name in SOURCES if quoted.search((REPO / name).read_text(encoding="utf-8"))]
    assert [name for name in told if not name.startswith("tests/")] == [
        "firmware/pacer/capability.py"
    ]


def test_the_changelog_tells_of_this_version() -> None:
    told = (REPO / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[(\d.*)\] - \d{4}-\d\d-\d\d$", told, re.MULTILINE)[0] == (
        capability.VERSION
    )
