-- depends: nexus-0076-prepare-to-copy-tables
-- transactional: false
--
-- INV-SES-1 and 2: neither a coach nor a pupil has two bookings at one time; a pupil's bookings with two coaches never
-- met before. Compared is the time that a slot really occupies, half-open, so that one may begin when another ends;
-- what was cancelled, completed, missed or moved has given its time back.
--
-- Overlapping bookings are looked for first; if there are any, the migration counts them, prints the query that lists
-- them and refuses. One that is booked over another from then on is refused by the copy, or stops the copying: nothing
-- is lost, and the migration goes on when one of the two was cancelled or moved.
--
-- The bookings are copied into a table that was born with both constraints, while a trigger writes there what changes,
-- and that table takes the place of theirs. For an instant each: SHARE ROW EXCLUSIVE on the table and on those that it
-- refers to or that refer to it, ACCESS EXCLUSIVE on all of them for the exchange, after lock_timeout at the most. The
-- copy takes the space of the table once more. A publication that names the table has to name it again.
-- Loses nothing. The rollback drops the constraints.

do $$
declare
    tried record;
    found bigint;
    report text := '';
begin
    for tried in
        select * from (values
            ('bookings that begin before another one with the same "coachId" ends',
             'select id, "coachId" from (select id, "coachId", lower(nexus.slot("scheduledDate", "startTime",
              "endTime")) < max(upper(nexus.slot("scheduledDate", "startTime", "endTime"))) over (partition by
              "coachId" order by lower(nexus.slot("scheduledDate", "startTime", "endTime")), id rows between unbounded
              preceding and 1 preceding) as collides from nexus."SessionBooking" where status in (''SCHEDULED'',
              ''CONFIRMED'', ''IN_PROGRESS'')) as ordered where collides'),
            ('bookings that begin before another one with the same "studentId" ends',
             'select id, "studentId" from (select id, "studentId", lower(nexus.slot("scheduledDate", "startTime",
              "endTime")) < max(upper(nexus.slot("scheduledDate", "startTime", "endTime"))) over (partition by
              "studentId" order by lower(nexus.slot("scheduledDate", "startTime", "endTime")), id rows between
              unbounded preceding and 1 preceding) as collides from nexus."SessionBooking" where status in
              (''SCHEDULED'', ''CONFIRMED'', ''IN_PROGRESS'')) as ordered where collides')
        ) as listed (what, query)
    loop
        execute 'select count(*) from (' || tried.query || ') as faulty' into found;
        if found > 0 then
            report := report || format(
                E'\n%s: %s\n    %s;', tried.what, found,
                regexp_replace(tried.query, '\s+', ' ', 'g'));
        end if;
    end loop;
    if report <> '' then
        raise exception 'some bookings overlap; nothing was changed:%', report
            using errcode = '23P01',
                  hint = 'Cancel or move them, then migrate again.';
    end if;
end
$$;

create table nexus."SessionBooking_copy" (like nexus."SessionBooking" including all);

-- pgassay: allow unique because the copy is empty, and nobody uses it.
alter table nexus."SessionBooking_copy"
    add constraint "SessionBooking_no_overlap_excl" exclude using gist (
        "coachId" with =,
        nexus.slot("scheduledDate", "startTime", "endTime") with &&
    ) where (status in ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS')),
    add constraint "SessionBooking_student_no_overlap_excl" exclude using gist (
        "studentId" with =,
        nexus.slot("scheduledDate", "startTime", "endTime") with &&
    ) where (status in ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS'));

create trigger copy_change
    after insert or update or delete on nexus."SessionBooking"
    for each row execute function nexus.copy_change('nexus."SessionBooking_copy"');

call nexus.copy_rows('nexus."SessionBooking"', 'nexus."SessionBooking_copy"', 200);

alter table nexus."SessionBooking_copy"
    add constraint "SessionBooking_studentId_fkey" foreign key ("studentId")
        references nexus.users (id) on delete cascade on update cascade not valid,
    add constraint "SessionBooking_coachId_fkey" foreign key ("coachId")
        references nexus.users (id) on delete cascade on update cascade not valid,
    add constraint "SessionBooking_parentId_fkey" foreign key ("parentId")
        references nexus.users (id) on delete set null on update cascade not valid;

alter table nexus."SessionBooking_copy"
    validate constraint "SessionBooking_studentId_fkey",
    validate constraint "SessionBooking_coachId_fkey",
    validate constraint "SessionBooking_parentId_fkey";

alter table nexus."SessionNotification"
    add constraint "SessionNotification_sessionId_copy_fkey" foreign key ("sessionId")
        references nexus."SessionBooking_copy" (id) on delete cascade on update cascade not valid;

alter table nexus."SessionNotification"
    validate constraint "SessionNotification_sessionId_copy_fkey";

alter table nexus."SessionReminder"
    add constraint "SessionReminder_sessionId_copy_fkey" foreign key ("sessionId")
        references nexus."SessionBooking_copy" (id) on delete cascade on update cascade not valid;

alter table nexus."SessionReminder"
    validate constraint "SessionReminder_sessionId_copy_fkey";

alter table nexus.credit_transactions
    add constraint "credit_transactions_sessionId_copy_fkey" foreign key ("sessionId")
        references nexus."SessionBooking_copy" (id) on delete set null on update cascade not valid;

alter table nexus.credit_transactions
    validate constraint "credit_transactions_sessionId_copy_fkey";

vacuum (analyze) nexus."SessionBooking_copy";

do $$
begin
    lock table
        nexus.users, nexus."SessionBooking", nexus."SessionNotification", nexus."SessionReminder",
        nexus.credit_transactions, nexus."SessionBooking_copy"
        in access exclusive mode;
    perform nexus.copy_privileges('nexus."SessionBooking"', 'nexus."SessionBooking_copy"');

    alter table nexus."SessionNotification" drop constraint "SessionNotification_sessionId_fkey";
    alter table nexus."SessionNotification"
        rename constraint "SessionNotification_sessionId_copy_fkey" to "SessionNotification_sessionId_fkey";
    alter table nexus."SessionReminder" drop constraint "SessionReminder_sessionId_fkey";
    alter table nexus."SessionReminder"
        rename constraint "SessionReminder_sessionId_copy_fkey" to "SessionReminder_sessionId_fkey";
    alter table nexus.credit_transactions drop constraint "credit_transactions_sessionId_fkey";
    alter table nexus.credit_transactions
        rename constraint "credit_transactions_sessionId_copy_fkey" to "credit_transactions_sessionId_fkey";
    drop table nexus."SessionBooking";

    alter table nexus."SessionBooking_copy" rename to "SessionBooking";
    alter index nexus."SessionBooking_copy_pkey" rename to "SessionBooking_pkey";
    alter index nexus."SessionBooking_copy_coachId_scheduledDate_idx"
        rename to "SessionBooking_coachId_scheduledDate_idx";
    alter index nexus."SessionBooking_copy_parentId_idx" rename to "SessionBooking_parentId_idx";
    alter index nexus."SessionBooking_copy_scheduledDate_idx" rename to "SessionBooking_scheduledDate_idx";
    alter index nexus."SessionBooking_copy_status_scheduledDate_idx"
        rename to "SessionBooking_status_scheduledDate_idx";
    alter index nexus."SessionBooking_copy_studentId_scheduledDate_idx"
        rename to "SessionBooking_studentId_scheduledDate_idx";
    comment on table nexus."SessionBooking" is
        'A slot that a pupil booked with a coach, and what became of it.';
    create trigger "set_updatedAt"
        before update on nexus."SessionBooking"
        for each row execute function platform."set_updatedAt"();
end
$$;
