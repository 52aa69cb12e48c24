-- depends: platform-0009-add-act-as
--
-- hstore turns a row into pairs of name and text, and subtracts one row from another: the audit trigger finds the
-- changed columns with it in a third of the time that the same takes with jsonb, and as text, so that 1.0 replaced
-- by 1.00 is a change.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

create extension hstore with schema extensions;
