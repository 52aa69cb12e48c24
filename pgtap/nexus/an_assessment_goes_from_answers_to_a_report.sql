begin;
select plan(39);

select test.nexus_world();
select test.nexus_parent('stranger');

create function pg_temp.scores(total integer) returns jsonb language sql as $$
    select jsonb_build_object('total', total, 'totalMax', 20, 'byDomain', '{}'::jsonb)
$$;
create function pg_temp.state(id text) returns text language sql as $$
    select b.status from nexus.bilans as b where b.id = state.id
$$;
create function pg_temp.again(to_state text) returns void language sql as $$
    update nexus.bilans
    set "sentAt" = null, "generatedAt" = case to_state when 'GENERATED' then now() end,
        "qcmScores" = case to_state when 'DRAFT' then '{}' else pg_temp.scores(14) end
    where id = 'bilan'
$$;

select set_eq(
    $$select old_status, new_status from nexus.transitions where relation = 'bilans'$$,
    $$values ('DRAFT', 'SCORED'), ('SCORED', 'DRAFT'), ('SCORED', 'GENERATED'), ('GENERATED', 'SCORED'), ('GENERATED', 'SENT')$$,
    'an assessment goes these ways'
);

-- The functions, one after the other.
set local app.current_user_id = 'parent';
create temporary table submitted as
    select nexus.submit_bilan('pupil', '{"q1": "a"}', '{"likes": "graphs"}', 'NSI', 'Terminale', 'candidat_libre') as id;
select results_eq(
    $$select "studentId", subject, niveau, statut, "qcmRaw", "pedagoRaw", "qcmScores", status, "generatedAt", "sentAt"
      from nexus.bilans join submitted using (id)$$,
    $$values ('pupil', 'NSI', 'Terminale', 'candidat_libre', '{"q1": "a"}'::jsonb, '{"likes": "graphs"}'::jsonb, '{}'::jsonb,
              'DRAFT', null::timestamptz(3), null::timestamptz(3))$$,
    'a parent submits the answers of a child'
);
select throws_ok(
    $$select nexus.submit_bilan('pupil', '{}', '{"a": 1}')$$,
    'NXR05', 'an assessment without answers about the subject', 'answers about the subject are wanted'
);
select throws_ok(
    $$select nexus.submit_bilan('pupil', '[]', '{"a": 1}')$$,
    'NXR05', 'an assessment without answers about the subject', 'an empty list holds none'
);
select throws_ok(
    $$select nexus.submit_bilan('pupil', '{"a": 1}', null)$$,
    'NXR05', 'an assessment without answers about ways of learning', 'and answers about ways of learning'
);
select throws_ok(
    $$select nexus.submit_bilan('pupil', '{"a": 1}', '[]')$$,
    'NXR05', 'an assessment without answers about ways of learning', 'at least one'
);
set local app.current_user_id = 'stranger';
select throws_ok(
    $$select nexus.submit_bilan('pupil', '{"a": 1}', '{"a": 1}')$$,
    'NX003', 'the actor may not act for pupil ''pupil''', 'nobody submits for a child of others'
);
set local app.current_user_id = '';
select throws_ok(
    $$select nexus.submit_bilan('pupil', '{"a": 1}', '{"a": 1}')$$,
    'NX001', 'nobody acts in this transaction', 'nor without a name'
);
set local app.current_user_id = 'parent';

select throws_ok(
    format('select nexus.generate_bilan(%L, %L)', id, 'https://example.com/1.pdf'),
    'NXR01', format('assessment ''%s'' is DRAFT', id), 'no report is made of a draft'
) from submitted;
select throws_ok(
    format('select nexus.score_bilan(%L, %L, %3$L, %3$L, %3$L)', id, null, '{}'),
    'NXR05', format('assessment %s was to be scored without scores', id), 'scores are something'
) from submitted;
select throws_ok(
    format('select nexus.score_bilan(%L, %L, %3$L, %3$L, %3$L)', id, '{"total": 30, "totalMax": 20, "byDomain": {}}', '{}'),
    '23514', 'new row for relation "bilans" violates check constraint "bilans_qcmScores_add_up"', 'that adds up'
) from submitted;
select throws_ok(
    $$select nexus.score_bilan('nothing', pg_temp.scores(1), '{}', '{}', '{}')$$,
    'NXR01', 'assessment ''nothing'' is not there', 'of an assessment there is'
);
select throws_ok(
    $$select nexus.score_bilan(null, pg_temp.scores(1), '{}', '{}', '{}')$$,
    'NXR01', 'assessment NULL is not there', 'with an id'
);
select lives_ok(
    format('select nexus.score_bilan(%L, pg_temp.scores(11), %L, %L, %L, %L)', id, '{"vak": "V"}', '{"s": 1}', '{"o": 1}', '{"i": 1}'),
    'it is scored'
) from submitted;
select results_eq(
    $$select status, "qcmScores", "pedagoProfile", synthesis, offers, "preAnalyzedData" from nexus.bilans join submitted using (id)$$,
    $$values ('SCORED', pg_temp.scores(11), '{"vak": "V"}'::jsonb, '{"s": 1}'::jsonb, '{"o": 1}'::jsonb, '{"i": 1}'::jsonb)$$,
    'with what follows from the scores'
);
select results_eq(
    $$select id, "pedagoRawAnswers", "pedagoProfile", "preAnalyzedData", "lastUpdatedAt" > now() from nexus.student_profile_data$$,
    $$values ('data', '{"likes": "graphs"}'::jsonb, '{"vak": "V"}'::jsonb, '{"i": 1}'::jsonb, true)$$,
    'and the profile of the pupil is the latest one'
);
delete from nexus.student_profile_data;
select lives_ok(
    format('select nexus.score_bilan(%L, pg_temp.scores(12), %L, %3$L, %3$L)', id, '{"vak": "A"}', '{}'), 'it is scored again'
) from submitted;
select results_eq(
    $$select "studentId", "pedagoProfile" from nexus.student_profile_data$$, $$values ('pupil', '{"vak": "A"}'::jsonb)$$,
    'a profile that is not there is made'
);

select throws_ok(
    format('select nexus.withdraw_bilan(%L)', id),
    'NX002', 'only ADMIN or ASSISTANTE may do this, and the actor is PARENT', 'the staff takes reports back'
) from submitted;
set local app.current_user_id = 'assistant';
select throws_ok(
    format('select nexus.withdraw_bilan(%L)', id),
    'NXR01', format('assessment ''%s'' is SCORED', id), 'those that were made'
) from submitted;
select throws_ok(
    format('select nexus.generate_bilan(%L, %L)', id, ' '),
    'NXR03', format('the report of assessment %s has no file', id), 'a report has a file'
) from submitted;
select throws_ok(
    format('select nexus.generate_bilan(%L, null, %L)', id, ''),
    'NXR03', format('the report of assessment %s has no file', id), 'with something in it'
) from submitted;
create temporary table generated as select nexus.generate_bilan(id, 'https://example.com/1.pdf', 'pdf', 'Good', 'G') as moment from submitted;
select results_eq(
    $$select status, "generatedAt", "pdfUrl", "pdfBlob", "reportText", "summaryText" from nexus.bilans join submitted using (id)$$,
    $$select 'GENERATED', moment, 'https://example.com/1.pdf', 'pdf'::bytea, 'Good', 'G' from generated$$,
    'the report is made'
);
select throws_ok(
    format('select nexus.generate_bilan(%L, %L)', id, 'https://example.com/2.pdf'),
    'NXR01', format('assessment ''%s'' is GENERATED', id), 'once'
) from submitted;
select throws_ok(
    format('select nexus.score_bilan(%L, pg_temp.scores(1), %2$L, %2$L, %2$L)', id, '{}'),
    'NXR01', format('assessment ''%s'' is GENERATED', id), 'of scores that stay'
) from submitted;
select lives_ok(format('select nexus.withdraw_bilan(%L)', id), 'it is taken back') from submitted;
select results_eq(
    $$select status, "generatedAt", "pdfUrl", "pdfBlob", "reportText", "summaryText", "qcmScores" from nexus.bilans join submitted using (id)$$,
    $$values ('SCORED', null::timestamptz(3), null, null::bytea, null, null, pg_temp.scores(12))$$,
    'altogether; the scores stay'
);
select lives_ok(
    format('select nexus.generate_bilan(%L, null, %L)', id, 'pdf'), 'and made again, with its file in the row'
) from submitted;

-- The same by direct writes: what the row holds is the state, and the state goes its ways.
select throws_ok(
    $$update nexus.bilans set "sentAt" = null, "generatedAt" = null where id = 'bilan'$$,
    'NX004', 'bilans bilan cannot go from SENT to SCORED', 'what was sent is not taken back'
);
select throws_ok(
    $$update nexus.bilans set "sentAt" = null where id = 'bilan'$$,
    'NX004', 'bilans bilan cannot go from SENT to GENERATED', 'nor forgotten'
);
set local session_replication_role = replica;
delete from nexus.mail_logs;
update nexus.bilans set status = 'DRAFT', "sentAt" = null, "generatedAt" = null, "qcmScores" = '{}' where id = 'bilan';
set local session_replication_role = origin;
select throws_ok(
    $$select pg_temp.again('GENERATED')$$,
    'NX004', 'bilans bilan cannot go from DRAFT to GENERATED', 'no state is left out'
);
select throws_ok(
    $$update nexus.bilans set "sentAt" = now() where id = 'bilan'$$,
    'NX004', 'bilans bilan cannot go from DRAFT to SENT', 'not even two'
);
select pg_temp.again('SCORED');
select is(pg_temp.state('bilan'), 'SCORED', 'scores make it SCORED');
select pg_temp.again('DRAFT');
select is(pg_temp.state('bilan'), 'DRAFT', 'without them it is a draft again');
update nexus.bilans set status = 'SENT' where id = 'bilan';
select is(pg_temp.state('bilan'), 'DRAFT', 'a state that a client sends is not taken');
select pg_temp.again('SCORED'), pg_temp.again('GENERATED');
select is(pg_temp.state('bilan'), 'GENERATED', 'a report makes it GENERATED');
select throws_ok(
    $$update nexus.bilans set "pdfUrl" = null where id = 'bilan'$$,
    'NXR03', 'the report of assessment bilan has no file', 'the file does not go'
);
insert into nexus.mail_logs ("bilanId", "userId", variant, recipients, subject, status, error)
    select id, 'assistant', 'parent', 'parent@example.com', 'Bilan', 'SENT', null::text from submitted
    union all values ('bilan', 'assistant', 'parent', 'parent@example.com', 'Bilan', 'FAILED', 'mailbox full');
set constraints nexus.sent_is_logged immediate;
select throws_ok(
    $$update nexus.bilans set "sentAt" = now() where id = 'bilan'$$,
    'NXR04', 'the report of assessment bilan is said to be sent, and no mail was', 'a report is not sent without a mail of its own that was sent'
);
select is(pg_temp.state('bilan'), 'GENERATED', 'it is as far as it was');

select * from finish();
rollback;
