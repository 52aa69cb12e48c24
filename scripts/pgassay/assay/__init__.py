"""The assay: every object of the schema is weakened in every way that matters, and the pgTAP files must notice.

``mutants`` generates mutants from the catalogue, ``engine`` runs them against the test files, ``report`` says
what became of them; ``command`` and ``coverage`` hook that into the command line.
"""
