begin;
select plan(39);

select test.nexus_world();
select test.nexus_parent('stranger');
delete from nexus.bilans;
set constraints all immediate;
set constraints nexus.refuse_removal deferred;
insert into nexus.bilans (id, "studentId", "qcmRaw", "pedagoRaw", "qcmScores", "pedagoProfile", synthesis, offers)
    values ('made', 'pupil', '{}', '{}', '{"total": 1, "totalMax": 2, "byDomain": {}}', '{}', '{}', '{}'),
           ('other', 'pupil', '{}', '{}', '{"total": 1, "totalMax": 2, "byDomain": {}}', '{}', '{}', '{}');
set local app.current_user_id = 'assistant';

create function pg_temp.log(
    bilan text default 'made', variant text default 'parent', recipients text[] default '{parent@example.com}',
    name text default null, failure text default null, out id text, out replayed boolean
) language sql as $$
    select * from nexus.log_bilan_mail(bilan, variant, recipients, 'Bilan', name, failure)
$$;

select throws_ok(
    'select pg_temp.log()', 'NXR01', 'assessment ''made'' is SCORED', 'a mail has a report'
);
select throws_ok(
    $$insert into nexus.mail_logs ("bilanId", "userId", variant, recipients, subject, status)
      values ('made', 'assistant', 'parent', 'parent@example.com', 'Bilan', 'SENT')$$,
    'NXR04', 'a mail about assessment made, of which there is no report: it is SCORED', 'by whatever way it is logged'
);
select nexus.generate_bilan('made', 'https://example.com/1.pdf');
select throws_ok(
    $$insert into nexus.mail_logs ("bilanId", "userId", variant, recipients, subject, status)
      values ('other', 'assistant', 'parent', 'parent@example.com', 'Bilan', 'SENT')$$,
    'NXR04', 'a mail about assessment other, of which there is no report: it is SCORED', 'a report of its own'
);
select nexus.generate_bilan('other', 'https://example.com/2.pdf');

create temporary table logged as select 1 as n, l.* from pg_temp.log(failure => 'mailbox full') as l;
select results_eq(
    $$select "bilanId", "userId", variant, recipients, subject, status, "messageId", error from nexus.mail_logs$$,
    $$values ('made', 'assistant', 'parent', 'parent@example.com', 'Bilan', 'FAILED', null::text, 'mailbox full')$$,
    'a mail that failed is logged, with the reason'
);
select results_eq(
    $$select status, "sentAt" from nexus.bilans where id = 'made'$$, $$values ('GENERATED', null::timestamptz(3))$$,
    'the report was not sent by it'
);
insert into logged select 2, l.* from pg_temp.log(recipients => '{parent@example.com,pupil@example.com}', name => '<1@mail>') as l;
select results_eq(
    $$select replayed, recipients, status, error from logged join nexus.mail_logs using (id) where n = 2$$,
    $$values (false, 'parent@example.com, pupil@example.com', 'SENT', null::text)$$,
    'one that was sent has all its recipients'
);
select results_eq(
    $$select b.status, b."sentAt" from nexus.bilans as b where b.id = 'made'$$,
    $$select 'SENT', m."createdAt" from nexus.mail_logs as m join logged using (id) where n = 2$$,
    'and makes the report SENT, from then on'
);
insert into nexus.mail_logs ("bilanId", "userId", variant, recipients, subject, status, "createdAt")
    values ('made', 'assistant', 'eleve', 'pupil@example.com', 'Bilan', 'SENT', now() + interval '1 hour');
select is(
    (select b."sentAt" from nexus.bilans as b where b.id = 'made'),
    (select m."createdAt" from nexus.mail_logs as m join logged using (id) where n = 2),
    'the first mail says when'
);
select results_eq(
    $$select l.id, l.replayed from pg_temp.log(name => '<1@mail>') as l$$, 'select id, true from logged where n = 2',
    'the same mail logged again is the same mail'
);
select is((select count(*) from nexus.mail_logs where "messageId" = '<1@mail>'), 1::bigint, 'and stands in the log once');
select throws_ok(
    format('select pg_temp.log(%s, name => ''<1@mail>'')', wrong),
    'NXR05', 'mail <1@mail> is in the log: it was SENT, about assessment made', fact
)
from (values
    ('bilan => ''other''', 'with another report it is another mail'),
    ('variant => ''eleve''', 'and in another variant'),
    ('failure => ''mailbox full''', 'and what was sent did not fail')
) as wrong (wrong, fact);
select throws_ok(
    $$insert into nexus.mail_logs ("bilanId", "userId", variant, recipients, subject, status, "messageId")
      values ('made', 'assistant', 'parent', 'parent@example.com', 'Bilan', 'SENT', '<1@mail>')$$,
    '23505', 'duplicate key value violates unique constraint "mail_logs_messageId_key"', 'nor is it logged twice directly'
);

select throws_ok(
    format('select pg_temp.log(recipients => %L)', recipients),
    'NXR05', 'a mail about assessment made to ' || said, 'a mail does not go to ' || said
)
from (values
    (null::text[], 'nobody'), ('{}', 'nobody'), ('{parent}', 'parent'), ('{a@b c@d}', 'a@b c@d'), ('{"a@b,c@d"}', 'a@b,c@d'),
    ('{parent@example.com,NULL}', 'NULL'), ('{@example.com}', '@example.com')
) as wrong (recipients, said);
select throws_ok(
    'select pg_temp.log(variant => ''coach'')',
    '23514', 'new row for relation "mail_logs" violates check constraint "mail_logs_variant_is_known"', 'there are three variants'
);
set local app.current_user_id = 'stranger';
select throws_ok(
    'select pg_temp.log()', 'NX003', 'the actor may not act for pupil ''pupil''', 'strangers do not send it'
);

select throws_ok(
    format($$insert into nexus.mail_logs ("bilanId", "userId", variant, recipients, subject, status, error)
      values ('made', 'assistant', 'parent', %L, 'Bilan', %L, %L)$$, recipients, status, error),
    '23514', format('new row for relation "mail_logs" violates check constraint "mail_logs_%s"', rule), fact
)
from (values
    ('a@b', 'FAILED', null, 'failed_says_why', 'who fails says why'), ('a@b', 'FAILED', ' ', 'failed_says_why', 'in words'),
    ('a@b', 'SENT', 'x', 'sent_has_no_error', 'what was sent has no error'),
    (' ', 'SENT', null, 'recipients_is_not_blank', 'a mail goes to somebody')
) as wrong (recipients, status, error, rule, fact);

select throws_ok(
    format('update nexus.mail_logs set %s where id = %L', change, id),
    'NX005', format('mail %s about assessment made is history', id), 'a mail stays: ' || change
)
from logged, (values ('status = ''FAILED'', error = ''x'''), ('recipients = ''a@b''')) as changes (change)
where n = 2;
select lives_ok(
    format('update nexus.mail_logs set recipients = %L, subject = %L where id = %L', '[erased]', 'For [erased]', id), 'an erasure masks it'
) from logged where n = 2;
select lives_ok($$update nexus.bilans set id = 'renamed' where id = 'made'$$, 'an assessment may get another id');
select is(
    (select count(*) from nexus.mail_logs where "bilanId" = 'renamed'), (select count(*) from nexus.mail_logs), 'which its mails follow'
);
select throws_ok(
    format('update nexus.mail_logs set "bilanId" = %L where id = %L', 'other', id),
    'NX005', format('mail %s about assessment renamed is history', id), 'no mail goes to another one'
) from logged where n = 2;

-- Whoever takes the report back at the same moment waits for the mail: its assessment is locked, and not by the reference alone.
set constraints all immediate;
set constraints nexus.refuse_removal deferred;
alter table nexus.mail_logs drop constraint "mail_logs_bilanId_fkey";
-- Fresh rows, which nothing has locked yet.
insert into nexus.bilans
    (id, "studentId", "qcmRaw", "pedagoRaw", "qcmScores", "pedagoProfile", synthesis, offers, "generatedAt", "pdfUrl")
select id, 'pupil', '{}', '{}', '{"total": 1, "totalMax": 2, "byDomain": {}}', '{}', '{}', '{}', now(), 'https://example.com'
from unnest(array['mailed', 'required']) as id;
select is((select count(*) from nexus.bilans where id in ('mailed', 'required') and xmax::text = '0'), 2::bigint, 'two are not locked');
insert into nexus.mail_logs ("bilanId", "userId", variant, recipients, subject, status, error)
    values ('mailed', 'assistant', 'parent', 'parent@example.com', 'Bilan', 'FAILED', 'x');
select isnt((select xmax::text from nexus.bilans where id = 'mailed'), '0', 'the assessment of a mail is locked');
select lives_ok($$select nexus.require_bilan('required', 'GENERATED')$$, 'what is required');
select isnt((select xmax::text from nexus.bilans where id = 'required'), '0', 'is locked as well');
select lives_ok(
    format('update nexus.mail_logs set error = %L where id = %L', '[erased]: mailbox full', id), 'and the reason of a failure'
) from logged where n = 1;
delete from nexus.mail_logs where id = (select id from logged where n = 1);
select throws_like(
    'set constraints nexus.refuse_removal immediate', 'mail % about assessment renamed is history', 'a mail is not removed'
);

select * from finish();
rollback;
