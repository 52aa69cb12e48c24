"""``python -m pgassay`` is the command ``pgassay``."""

from pgassay.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
