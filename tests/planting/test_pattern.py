"""Texts for regular expressions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pgassay.planting.pattern import sample


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$", r"^[A-Z]{3}$", r"\S", r"^[a-z0-9]+(-[a-z0-9]+)*$", r"^[0-9a-f]{64}$",
        r"^\+[1-9]\d{6,14}$", r"^(a|b)c$", r"[[:alpha:]]{2}", r"^[^[:space:]]+$", r"^https?://", r"^\d{4}-\d{2}$",
        r"^[]a]+$", r"^(?:x|y){2}$", r"\Ab\Z", r"^a.b$", r"^#[0-9a-fA-F]{6}$", r"(?i)^abc$",
    ],
)  # fmt: skip
def test_a_sample_matches(pattern: str) -> None:
    plain = pattern.replace("[:alpha:]", "a-zA-Z").replace("[:space:]", r"\s").replace(r"\Z", "$")
    for variant in range(4):
        found = sample(pattern, variant)
        assert found is not None
        assert re.search(plain, found)


@pytest.mark.parametrize("pattern", ["(?=a)b", "[", "(a", r"(a)\1\1\1x{9999}", "*"])
def test_what_is_not_understood_has_none(pattern: str) -> None:
    assert sample(pattern) is None


@given(st.text(max_size=20), st.integers(0, 5))
def test_whatever_comes_it_answers(pattern: str, variant: int) -> None:
    sample(pattern, variant)
