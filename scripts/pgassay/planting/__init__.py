"""Rows that a schema accepts, made from its catalogue.

``candidates`` proposes values by type, check and partition, ``pattern`` texts for a regular expression, ``choices``
puts them together so that every check holds and every foreign key points somewhere, ``rows`` lets the server judge.
"""
