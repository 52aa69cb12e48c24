"""The history of a database: hand-written pairs of SQL files, applied through yoyo.

``history`` reads the files, ``check`` refuses what would go wrong, ``ledger`` knows what was applied,
``backend`` is the yoyo backend that runs one migration, ``runner`` runs many.
"""
