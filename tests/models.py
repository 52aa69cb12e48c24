"""How long a database is compared with a model: a few fixed examples, or many with --hypothesis-profile=thorough."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# Hypothesis looks a profile up before it imports any test: conftest.py imports this module.
settings.register_profile(
    "thorough",
    max_examples=200,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def examples(request: pytest.FixtureRequest, *, few: int, steps: int = 25) -> settings:
    """The settings of a state machine.

    Args:
        request: of the test; its command line may name a profile.
        few: how many examples are tried without one, the same each time.
        steps: how many steps each of these has at most.
    """
    chosen = request.config.getoption("--hypothesis-profile", default=None)
    if chosen:
        return settings.get_profile(chosen)
    return settings(
        max_examples=few,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
