"""What can have happened to an object that is not as its migrations make it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from pgassay.catalogue import Catalogue, Change, Difference, Object
from pgassay.catalogue.wording import levelled

_ROUTINES = ("function", "procedure")


@dataclass(frozen=True)
class Ignored:
    """What is meant to differ.

    Attributes:
        object: pattern of the object's label, as ``index shop.idx_*``.
        because: the reason.
    """

    object: str
    because: str


@dataclass(frozen=True)
class Finding:
    """One object that is not as its migrations make it.

    Attributes:
        label: kind and name.
        what: what happened, in words.
        difference: it alone.
    """

    label: str
    what: str
    difference: Difference


@dataclass
class Drift:
    """What was found out about a live database.

    Attributes:
        findings: what differs.
        troubles: what is wrong with the record itself: half-applied migrations, edited or missing files.
        notes: what is worth knowing and is no drift: pending migrations, a replica's lag.
        ignored: what differs and is meant to, with the reason.
        needless: entries of the ignore list that nothing matched.
        applied: how many migrations are recorded as applied.
    """

    findings: list[Finding] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ignored: list[tuple[Finding, str]] = field(default_factory=list)
    needless: list[Ignored] = field(default_factory=list)
    applied: int = 0

    def __bool__(self) -> bool:
        return bool(self.findings or self.troubles)

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "drift": bool(self),
            "applied": self.applied,
            "findings": [
                {"object": each.label, "what": each.what, "difference": each.difference.to_json()}
                for each in self.findings
            ],
            "troubles": self.troubles,
            "notes": self.notes,
            "ignored": [
                {"object": each.label, "what": each.what, "because": because} for each, because in self.ignored
            ],
            "needless_ignores": [each.object for each in self.needless],
        }


def classify(
    found: Drift,
    difference: Difference,
    live: Catalogue,
    with_half: Catalogue,
    complete: Catalogue,
    ignores: Sequence[Ignored],
) -> None:
    """Say of each difference what happened.

    Args:
        found: where it is said.
        difference: between what the applied migrations make and what is there.
        live: what is there.
        with_half: what is there once the half-done migrations are finished.
        complete: what all migrations make.
        ignores: what is meant to differ.
    """
    used: set[Ignored] = set()
    for finding in _findings(difference, with_half, complete):
        reason = next((each for each in ignores if fnmatchcase(finding.label, each.object)), None)
        if reason:
            used.add(reason)
            found.ignored.append((finding, reason.because))
        else:
            found.findings.append(finding)
    for index in live.of_kind("index"):
        if index.has("invalid") and index.label not in difference.labels:
            found.troubles.append(f"{index.label} is invalid, as its migration leaves it: the server does not use it")
    found.needless += [each for each in ignores if each not in used]


def _findings(difference: Difference, with_half: Catalogue, complete: Catalogue) -> Iterator[Finding]:
    half, later = with_half.by_key, complete.by_key
    for each in difference.removed:
        what = "somebody dropped it" if each.key in half else "dropped by the migration that is half rolled back"
        yield Finding(each.label, what, Difference(removed=(each,)))
    for each in difference.added:
        yield Finding(each.label, _added(each, half, later), Difference(added=(each,)))
    for change in difference.changed:
        yield Finding(change.label, _changed(change, half, later), Difference(changed=(change,)))


def _added(each: Object, half: Mapping[Any, Object], later: Mapping[Any, Object]) -> str:
    if each.has("invalid"):
        return "an index left half built: it is invalid, slows writes and serves no query; drop it"
    if _same(each, half):
        return "made by the half-applied migration"
    if _same(each, later):
        return "a pending migration makes it, and it is there without being recorded"
    return "somebody added it"


def _same(each: Object, those: Mapping[Any, Object]) -> bool:
    """Whether one of them is this object, as a restored database may word it."""
    other = those.get(each.key)
    return other is not None and levelled(other) == levelled(each)


def _changed(change: Change, half: Mapping[Any, Object], later: Mapping[Any, Object]) -> str:
    names = set(change.attributes)
    if _same(change.after, half):
        return "changed by the half-applied migration"
    if _same(change.after, later):
        return "as a pending migration makes it, without being recorded"
    if "invalid" in names and change.after.has("invalid"):
        return "the index is invalid: a build was interrupted, and the server does not use it"
    if change.after.kind in _ROUTINES and "body" in names:
        return "its body was edited"
    if change.after.kind == "trigger" and names == {"state"}:
        return f"the trigger is {change.after.text('state') or 'enabled'}"
    if names == {"privileges"}:
        return "who may use it was changed"
    if names == {"owner"}:
        return "it was given to another owner"
    return f"somebody changed its {', '.join(sorted(names))}"
