"""Tell a chat of what was done, once it is done. A message that is not delivered changes nothing and is sent later."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

from pgassay import console
from pgassay.errors import Refused
from pgassay.settings import Settings

VARIABLE = "SLACK_WEBHOOK_URL"
_SECONDS = 5


def address(settings: Settings) -> str | None:
    """The URL of the incoming webhook, if there is one.

    Raises:
        Refused: it is not an http or https URL. The URL is a secret and is not repeated.
    """
    if (named := settings.environment(VARIABLE)) is None:
        return None
    url, origin = named
    if not url.startswith(("https://", "http://")):
        raise Refused(f"{origin} is not an http or https URL", hint="copy it from the chat's settings, or unset it")
    return url


def send(url: str, text: str) -> bool:
    """Post one message as Slack and its likes take it; says why when it is not delivered.

    Returns:
        Whether it was accepted.
    """
    body = json.dumps({"text": text}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(url, body, headers)  # noqa: S310  (its scheme was checked)
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            answer.read()
    except urllib.error.HTTPError as error:
        console.note(f"the webhook refused the message: {error.code} {error.reason}; it is sent with the next one")
        return False
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or type(error).__name__
        console.note(f"the webhook was not reached: {reason}; the message is sent with the next one")
        return False
    return True
