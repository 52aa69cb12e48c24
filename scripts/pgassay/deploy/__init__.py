"""Before, while and after migrations reach a system that serves.

``faults`` kills at every statement boundary, ``rehearse`` applies under load, ``guard`` backs up, validates and rolls
back, ``compat`` runs yesterday's tests on tomorrow's schema, ``commute`` swaps two branches, ``review`` says it all on
one page.
"""
