begin;
select plan(24);

select set_eq(
    'select "oldStatus"::text, "newStatus"::text from nexus.session_transitions',
    $$values ('SCHEDULED', 'CONFIRMED'), ('SCHEDULED', 'IN_PROGRESS'), ('SCHEDULED', 'CANCELLED'),
             ('SCHEDULED', 'RESCHEDULED'), ('SCHEDULED', 'NO_SHOW'), ('CONFIRMED', 'IN_PROGRESS'),
             ('CONFIRMED', 'CANCELLED'), ('CONFIRMED', 'RESCHEDULED'), ('CONFIRMED', 'NO_SHOW'),
             ('IN_PROGRESS', 'COMPLETED'), ('IN_PROGRESS', 'NO_SHOW'), ('IN_PROGRESS', 'CANCELLED')$$,
    'these changes of state there are'
);

-- Each pair of states, by an update past the functions: what is not listed is refused.
select test.nexus_school();
select test.nexus_booking(
    format('%s %s', a, b), 'pupil', 'coach', '14:00', '15:00', (date '2026-01-01' + row_number() over ()::integer)::text, a::text
)
from unnest(enum_range(null::nexus."SessionStatus")) as a, unnest(enum_range(null::nexus."SessionStatus")) as b
where a <> b;
select set_eq(
    $$
        select b.id
        from nexus."SessionBooking" as b
        where test.sqlstate(format(
            'update nexus."SessionBooking" set status = %L, "cancellationReason" = ''r'' where id = %L',
            split_part(b.id, ' ', 2), b.id
        )) is null
    $$,
    $$select format('%s %s', t."oldStatus", t."newStatus") from nexus.session_transitions as t$$,
    'and no others, whoever writes'
);
select is(
    (test.error(format('update nexus."SessionBooking" set status = ''SCHEDULED'' where id = %L', id))).hint, hint, why
)
from (values
    ('CONFIRMED SCHEDULED', 'From CONFIRMED it goes to IN_PROGRESS, CANCELLED, NO_SHOW, RESCHEDULED.', 'who writes is told what there is'),
    ('COMPLETED SCHEDULED', 'COMPLETED is final.', 'or that there is nothing')
) as refused (id, hint, why);
select set_eq(
    $$
        select b.status::text, b."cancelledAt" = now()::timestamptz(3) as cancelled, b."completedAt" = now()::timestamptz(3) as completed
        from nexus."SessionBooking" as b
        join nexus.session_transitions as t on b.id = format('%s %s', t."oldStatus", t."newStatus")
    $$,
    $$values ('CONFIRMED', null::boolean, null::boolean), ('IN_PROGRESS', null, null), ('COMPLETED', null, true),
             ('CANCELLED', true, null), ('NO_SHOW', null, null), ('RESCHEDULED', null, null)$$,
    'when a booking was cancelled or completed is noted, and of no other'
);
delete from nexus."SessionBooking";

select test.nexus_user('admin', 'ADMIN'), test.nexus_coach('other'), test.nexus_parent('stranger');
select test.nexus_soon('soon', '5 minutes');
-- Another one of theirs, which nobody touches.
select test.nexus_booking('apart', 'pupil', 'coach', '14:00', '15:00');

select test.nexus_act('parent');
select throws_ok(
    $$select nexus.confirm_session('soon')$$,
    'NX002', 'only COACH, ASSISTANTE or ADMIN may do this, and the actor is PARENT', 'a parent does not confirm'
);
select test.nexus_act('other');
select throws_ok(
    $$select nexus.confirm_session('soon')$$,
    'NXB05', 'there is no booking ''soon'' of the actor''s', 'nor a coach whose lesson it is not'
);
select test.nexus_act('stranger');
select throws_ok(
    $$select nexus.cancel_session('soon', 'Ill')$$,
    'NXB05', 'there is no booking ''soon'' of the actor''s', 'nor does another''s parent cancel'
);
select test.nexus_act('coach');
select lives_ok($$select nexus.confirm_session('soon')$$, 'the coach confirms');
select throws_ok(
    $$select nexus.confirm_session('soon')$$,
    'NXB06', 'booking soon is CONFIRMED and cannot become CONFIRMED', 'once'
);
select is(
    (test.error($$select nexus.confirm_session('soon')$$)).hint,
    'From CONFIRMED it goes to IN_PROGRESS, CANCELLED, NO_SHOW, RESCHEDULED.', 'and is told what can be done instead'
);
select matches(
    test.sqlstate($$select nexus.no_show_session('soon')$$), '^NXB07: booking soon begins at .*, and it is ',
    'nobody is missed before the beginning'
);
select lives_ok($$select nexus.start_session('soon')$$, 'a lesson starts up to a quarter of an hour early');
select throws_ok(
    $$select nexus.cancel_session('soon', 'Ill')$$,
    'NX002', 'only ASSISTANTE or ADMIN may do this, and the actor is COACH', 'once it has begun, the coach does not cancel'
);
select lives_ok($$select nexus.complete_session('soon', 'Well done')$$, 'and it is completed');
select results_eq(
    $$select status::text, "studentAttended", "coachNotes", "completedAt" = now()::timestamptz(3)
      from nexus."SessionBooking" where id = 'soon'$$,
    $$values ('COMPLETED', true, 'Well done', true)$$, 'with the note of the coach and the time'
);
select results_eq(
    $$select "oldStatus"::text, "newStatus"::text, "actorId" from nexus.session_history where "sessionId" = 'soon' order by id$$,
    $$values (null, 'SCHEDULED', null), ('SCHEDULED', 'CONFIRMED', 'coach'), ('CONFIRMED', 'IN_PROGRESS', 'coach'),
             ('IN_PROGRESS', 'COMPLETED', 'coach')$$,
    'the history has every state, the one before it and who brought it about'
);
select throws_ok(
    $$select nexus.cancel_session('soon', 'Ill')$$,
    'NXB06', 'booking soon is COMPLETED and cannot become CANCELLED', 'what is completed is not cancelled'
);
select is(
    (test.error($$select nexus.cancel_session('soon', 'Ill')$$)).hint, 'COMPLETED is final.', 'nor anything else'
);

select test.nexus_soon('later', '1 hour');
select matches(
    test.sqlstate($$select nexus.start_session('later')$$), '^NXB07: booking later begins at .*, and it is ',
    'no lesson starts an hour early'
);
select test.nexus_soon('missed', '-5 minutes');
select lives_ok($$select nexus.no_show_session('missed')$$, 'who does not come was missed');
select results_eq(
    'select id, status::text, "studentAttended", "coachNotes" from nexus."SessionBooking" order by id',
    $$values ('apart', 'SCHEDULED', null::boolean, null), ('later', 'SCHEDULED', null, null), ('missed', 'NO_SHOW', false, null),
             ('soon', 'COMPLETED', true, 'Well done')$$,
    'who was missed was not there, and the others stay what they were'
);
select matches(
    test.sqlstate($$update nexus."SessionBooking" set "startTime" = '08:00' where id = 'later'$$),
    '^NXB09: booking later is for pupil with coach on .* for 1.00 credits, and that does not change$',
    'the terms of a booking do not change'
);
select is(
    (select count(*) from nexus."SessionNotification" where type in ('SESSION_CONFIRMED', 'SESSION_COMPLETED')), 8::bigint,
    'coach, parent, assistant and pupil are told of both'
);

select * from finish();
rollback;
