"""What the documents tell people to type exists."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from toy import ROOT

DOCUMENTS = ("README.md", "CONTRIBUTING.md", *(str(p.relative_to(ROOT)) for p in sorted((ROOT / "docs").rglob("*.md"))))
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))


def lines_of_code(document: str) -> list[str]:
    """Everything in a document that is set as code, by line."""
    pieces = re.findall(r"```.*?```|`[^`\n]+`", (ROOT / document).read_text(), re.DOTALL)
    return [line.strip() for piece in pieces for line in piece.strip("`").splitlines()]


def words_after(program: str, document: str) -> set[str]:
    """The first word after a program's name in each line of code that begins with it, or has it after ``&&``."""
    pattern = re.compile(rf"(?:^|&& ){program} ([a-z][a-z-]*)")
    return {word for line in lines_of_code(document) for word in pattern.findall(line)}


@pytest.fixture(scope="module")
def help_text() -> str:
    """``pgassay --help``."""
    result = subprocess.run([sys.executable, "-m", "pgassay", "--help"], capture_output=True, text=True, check=True)
    return result.stdout


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_a_document_names_exists(document: str) -> None:
    assert words_after("make", document) <= TARGETS


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_a_document_names_exists(document: str, help_text: str) -> None:
    commands = set(re.findall(r"^    ([a-z]+)  ", help_text, re.MULTILINE))
    assert words_after("pgassay", document) <= commands


def test_the_readme_names_every_command_of_make() -> None:
    named = words_after("make", "README.md") | words_after("make", "CONTRIBUTING.md")
    internal = {"help", "setup", "db-start", "db-stop", "test-python"}
    assert TARGETS - internal <= named


def test_every_relative_link_leads_somewhere() -> None:
    for document in DOCUMENTS:
        path = ROOT / document
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text()):
            assert (path.parent / target).exists(), f"{document} links to {target}"
