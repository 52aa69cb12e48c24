-- depends: platform-0031-audit-privacy
--
-- The learning platform: courses, progress, code submissions, live collaboration, gamification, an AI tutor, analytics.
-- Everything belongs to learn_owner from the beginning; nothing is opened until row security is on.
--
-- Words of a list are text with a check, not enums: comparing enums is not leakproof, so that under row security an index
-- on them could not be used, and a list that grows needs no rewriting of a type.
--
-- learn.errors lists what the functions of this schema raise: SQLSTATE class LN, then a letter for the subject. A migration
-- that introduces an error adds its row; a test compares the rows with the functions.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

create schema learn authorization learn_owner;

set local role learn_owner;

comment on schema learn is
    'A learning platform: people, courses and their versions, progress, gamification, collaboration, analytics.';

create table learn.errors (
    sqlstate text not null,
    meaning text not null,
    remedy text not null,
    constraint errors_pkey primary key (sqlstate),
    constraint errors_sqlstate_is_of_our_class check (sqlstate ~ '^LN[0-9A-Z]{3}$'),
    constraint errors_meaning_is_not_blank check (meaning ~ '\S'),
    constraint errors_remedy_is_not_blank check (remedy ~ '\S')
);

comment on table learn.errors is
    'Every SQLSTATE that functions of learn raise, for whoever writes a client.';
comment on column learn.errors.sqlstate is
    'Five characters of class LN.';
comment on column learn.errors.meaning is
    'What was refused.';
comment on column learn.errors.remedy is
    'What the caller does about it.';
