-- depends: platform-0005-add-ids
--
-- The schema of the tutoring platform, and the extension `vector` for its document search. The extension is
-- installed here and not in platform because nobody else uses it: a server without pgvector still runs
-- platform, shop and learn.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

create schema nexus;

comment on schema nexus is
    'The tutoring platform: accounts, bookings, credits, payments, reports, the assistant. Tables and columns '
    'are spelled as its application spells them.';

create extension vector with schema extensions;
