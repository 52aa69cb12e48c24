begin;
select plan(18);

select test.nexus_world();
create function pg_temp.found(check_name text) returns table (record text, problem text) language sql as $$
    select * from platform.run_check('nexus', check_name)
$$;

create temporary table before as
    select c.name, (select count(*) from platform.run_check(c.context, c.name)) as findings
    from platform.integrity_checks as c
    where c.context = 'nexus';

select set_eq(
    'select name, findings from before',
    $$values
        ('wallets_equal_their_journals', 0::bigint), ('credits_equal_their_journals', 0), ('lots_hold_the_credits', 0),
        ('journals_are_chains', 0), ('references_of_providers_are_booked_once', 0), ('lessons_have_a_coach', 0),
        ('lessons_lie_in_an_availability', 0), ('ids_without_foreign_key_name_somebody', 0),
        ('subscriptions_do_not_overlap', 0), ('reports_have_files', 0)
    $$,
    'these checks are declared, and find nothing where nothing is wrong'
);

-- Faults are written past triggers and foreign keys, as a restore or a careless repair writes.
set local session_replication_role = replica;

-- And as if a check had been dropped for the repair and forgotten.
do $$
declare
    one record;
begin
    for one in
        select conrelid::regclass as relation, conname
        from pg_catalog.pg_constraint
        where conrelid in ('nexus.credit_tx'::regclass, 'nexus.credit_transactions'::regclass) and contype = 'c'
    loop
        execute format('alter table %s drop constraint %I', one.relation, one.conname);
    end loop;
end
$$;

update nexus.credit_wallets set balance = balance + 1;
select results_eq(
    $$select * from pg_temp.found('wallets_equal_their_journals')$$,
    $$select '7001', format('the balance is %s, the journal says %s', balance, balance - 1) from nexus.credit_wallets$$,
    'a balance that its journal does not explain is found'
);
update nexus.credit_wallets set balance = balance - 1;

update nexus.students set credits = credits + 1;
select results_eq(
    $$select * from pg_temp.found('credits_equal_their_journals')$$,
    $$select 'pupil', format('the pupil has %s credits, the journal says %s', credits, credits - 1) from nexus.students$$,
    'so are credits'
);
select results_eq(
    $$select record from pg_temp.found('lots_hold_the_credits')$$, array['pupil'],
    'and credits that no lot holds'
);
update nexus.students set credits = credits - 1;

update nexus.credit_tx set "balanceAfter" = "balanceAfter" + 1;
select results_eq(
    $$select record from pg_temp.found('journals_are_chains')$$, array['credit_tx 7001'],
    'an entry of a wallet that does not add up is found'
);
update nexus.credit_tx set "balanceAfter" = "balanceAfter" - 1;

insert into nexus.credit_tx (id, "walletId", delta, reason, number, "balanceBefore", "balanceAfter")
    select 7002, "walletId", 1, 'late', number + 1, "balanceAfter" + 5, "balanceAfter" + 6 from nexus.credit_tx;
select results_eq(
    $$select record from pg_temp.found('journals_are_chains')$$, array['credit_tx 7002'],
    'and one that does not begin where the one before it ended'
);
delete from nexus.credit_tx where id = 7002;

update nexus.credit_transactions set "balanceAfter" = "balanceAfter" + 1 where number = 1;
select isnt_empty(
    $$select record from pg_temp.found('journals_are_chains') where record like 'credit\_transactions %'$$,
    'it is so for the journal of a pupil'
);
update nexus.credit_transactions set "balanceAfter" = "balanceAfter" - 1 where number = 1;

insert into nexus.payments (id, type, amount, description, "userId", method, "externalId")
    values ('copy', 'CREDIT_PACK', 99.9, 'Ten credits', 'parent', 'konnect', ' REF-1 ');
select results_eq(
    $$select * from pg_temp.found('references_of_providers_are_booked_once')$$,
    $$values ('payments copy, payment', 'ref-1 of konnect is booked 2 times')$$,
    'a reference that is booked twice in another spelling is found'
);
insert into nexus.payment_records (id, provider, "externalId", "userId", "packId", "amountTnd")
    values (7002, 'konnect', 'Ref-1', 'parent', 7001, 99.9);
insert into nexus.credit_tx (id, "walletId", delta, reason, provider, "externalId")
    values (7003, 7001, 0, 'copy', 'konnect', 'ref-1 ');
select set_eq(
    $$select record from pg_temp.found('references_of_providers_are_booked_once')$$,
    array['payments copy, payment', 'payment_records 7001, 7002', 'credit_tx 7001, 7003'],
    'in each of the three tables'
);
delete from nexus.payments where id = 'copy';
delete from nexus.payment_records where id = 7002;
delete from nexus.credit_tx where id = 7003;

update nexus.sessions set "coachId" = null;
select results_eq(
    $$select record from pg_temp.found('lessons_have_a_coach')$$, array['sessions session'],
    'a lesson without a coach is found'
);
update nexus.sessions set status = 'CANCELLED';
update nexus.users set role = 'PARENT' where id = 'coach';
select results_eq(
    $$select * from pg_temp.found('lessons_have_a_coach')$$,
    $$values ('SessionBooking booking', 'coach, who is to teach, is PARENT')$$,
    'and one whose coach is none'
);
update nexus.users set role = 'COACH' where id = 'coach';

-- The first Monday from next month on; the coach of the fixtures is there on Mondays from eight to eighteen.
create temporary table monday as
    select (d::date)::timestamp at time zone nexus.time_zone() as midnight
    from generate_series(date_trunc('month', now() + interval '1 month'), now() + interval '3 months', interval '1 day') as d
    where extract(dow from d) = 1
    limit 1;
update nexus."SessionBooking" set "scheduledDate" = (select midnight from monday);

select is_empty(
    $$select * from pg_temp.found('lessons_lie_in_an_availability')$$,
    'a lesson to come within the hours of a coach is as it should be'
);
update nexus."SessionBooking" set "startTime" = '17:30', "endTime" = '18:30';
select results_eq(
    $$select record from pg_temp.found('lessons_lie_in_an_availability')$$, array['SessionBooking booking'],
    'one that goes beyond them is found'
);
update nexus."SessionBooking" set "startTime" = '14:00', "endTime" = '15:00';
insert into nexus."CoachAvailability"
    (id, "coachId", "dayOfWeek", "startTime", "endTime", "specificDate", "isRecurring", "isAvailable")
    select 'off', 'coach', 1, '14:30', '16:00', midnight, false, false from monday;
select results_eq(
    $$select record from pg_temp.found('lessons_lie_in_an_availability')$$, array['SessionBooking booking'],
    'and one in a time that is blocked'
);
update nexus."CoachAvailability" set "isAvailable" = true, "startTime" = '08:00', "endTime" = '10:00' where id = 'off';
select results_eq(
    $$select record from pg_temp.found('lessons_lie_in_an_availability')$$, array['SessionBooking booking'],
    'and one on a date whose own hours override the week'
);

update nexus.subscription_requests set "requestedBy" = 'gone', "processedBy" = 'gone';
update nexus.mail_logs set "userId" = 'gone';
update nexus."LegalPage" set "updatedBy" = 'gone';
update nexus."LegalVersion" set "editorId" = 'gone';
update nexus.audit_logs set actor = '0190a1b2c3d4e5f60718293a4b5c6d7e';
select set_eq(
    $$select split_part(record, ' ', 1) as relation, split_part(problem, ' ', 1) as name from pg_temp.found('ids_without_foreign_key_name_somebody')$$,
    $$values
        ('subscription_requests', 'requestedBy'), ('subscription_requests', 'processedBy'), ('mail_logs', 'userId'),
        ('LegalPage', 'updatedBy'), ('LegalVersion', 'editorId'), ('audit_logs', 'actor')
    $$,
    'an id that nobody has is found wherever no foreign key refuses it'
);

insert into nexus.subscriptions
    (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate", "endDate")
    values ('z', 'pupil', 'HYBRIDE', 450, 4, 'INACTIVE', '2026-02-01', '2026-03-01');
drop index nexus.subscriptions_active_key;
update nexus.subscriptions set status = 'ACTIVE' where id = 'z';
select results_eq(
    $$select record from pg_temp.found('subscriptions_do_not_overlap')$$, array['subscriptions subscription, z'],
    'two subscriptions at a time are found'
);

update nexus.bilans set "pdfUrl" = ' ', "pdfBlob" = '';
update nexus.generated_documents set url = ' ';
select set_eq(
    $$select record from pg_temp.found('reports_have_files')$$, array['bilans bilan', 'generated_documents sheet'],
    'a report without a file is found'
);

select * from finish();
rollback;
