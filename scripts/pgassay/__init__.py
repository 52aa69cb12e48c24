"""pgassay proves what other tools only apply: raw SQL migrations and pgTAP tests, driven from Python."""

__version__ = "0.1.0"
