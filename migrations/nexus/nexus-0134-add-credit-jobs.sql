-- depends: nexus-0133-add-credit-requests
--
-- What a clock starts: the credits of a month, their expiry, the reminder before it. Each runs once per period
-- (platform.run_once), in one transaction, and leaves its line in cron_executions, where the application looks; a period
-- that the application completed is done.
--
-- Pupils are taken in the order of their ids, so that two runs never wait for each other in a circle; whoever spends
-- meanwhile waits for the run or goes first, and the run takes what is left then.
--
-- A lot of which the parent was told says so, so that a day on which nothing ran is made up for by the next.
--
-- Access exclusive on credit_lots for an instant, to add a column. Rewrites nothing, loses nothing.

set local role nexus_owner;

alter table nexus.credit_lots
    add column "remindedAt" timestamptz(3);

comment on column nexus.credit_lots."remindedAt" is
    'When the parent was told that it will expire; NULL until then.';

select privacy.describe_column('nexus.credit_lots', 'remindedAt', 'behaviour', 'to tell once', 'contract', 'delete');

create function nexus.begin_run(job text, period text) returns text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    turn text := platform.run_once('nexus.' || job, period);
begin
    if turn <> 'run' then
        return turn;
    end if;
    if exists (
        select from nexus.cron_executions as c
        where c."jobName" = job and c."executionKey" = period and c.status = 'COMPLETED'
    ) then
        perform platform.finish_run('nexus.' || job, period, '{"by": "the application"}');
        return 'done';
    end if;
    insert into nexus.cron_executions ("jobName", "executionKey", status)
    values (job, period, 'RUNNING')
    on conflict ("jobName", "executionKey") do update
        set status = 'RUNNING', "startedAt" = now(), "completedAt" = null, error = null;
    return 'run';
end
$$;

comment on function nexus.begin_run(text, text) is
    'Asks for the run of a job for a period: run, done or running, as platform.run_once().';

create function nexus.end_run(job text, period text, result jsonb) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    update nexus.cron_executions as c
    set status = 'COMPLETED', "completedAt" = now(), metadata = result
    where c."jobName" = job and c."executionKey" = period;
    perform platform.finish_run('nexus.' || job, period, result);
end
$$;

comment on function nexus.end_run(text, text, jsonb) is
    'The run of a job for a period is done, with this result.';

create function nexus.allocate_monthly_credits(
    month date default (now() at time zone nexus.time_zone())::date,
    out turn text,
    out subscriptions integer,
    out credits numeric
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    period constant text := to_char(month, 'YYYY-MM');
    plan record;
    given record;
begin
    turn := nexus.begin_run('monthly-allocation', period);
    subscriptions := 0;
    credits := 0;
    if turn <> 'run' then
        return;
    end if;
    for plan in
        select s.id, s."creditsPerMonth"
        from nexus.subscriptions as s
        where s.status = 'ACTIVE' and s."creditsPerMonth" > 0
        order by s."studentId", s.id
    loop
        select * into given from nexus.allocate_month(plan.id, month);
        if not given.replayed then
            subscriptions := subscriptions + 1;
            credits := credits + plan."creditsPerMonth";
        end if;
    end loop;
    perform nexus.end_run(
        'monthly-allocation', period, jsonb_build_object('subscriptions', subscriptions, 'credits', credits)
    );
end
$$;

comment on function nexus.allocate_monthly_credits(date) is
    'Gives every active subscription its credits for a month, once; those that were given when the subscription began are '
    'not given again. turn: run, done or running. Called by the scheduler.';

create function nexus.expire_credits(
    out turn text,
    out pupils integer,
    out credits numeric
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    period constant text := to_char(now() at time zone nexus.time_zone(), 'YYYY-MM-DD');
    pupil text;
    left_over numeric;
begin
    turn := nexus.begin_run('credit-expiration', period);
    pupils := 0;
    credits := 0;
    if turn <> 'run' then
        return;
    end if;
    for pupil in
        select distinct l."studentId"
        from nexus.credit_lots as l
        where l.remaining > 0 and l."expiresAt" <= now()
        order by 1
    loop
        perform nexus.lock_credits(pupil);
        select sum(l.remaining) into left_over
        from nexus.credit_lots as l
        where l."studentId" = pupil and l.remaining > 0 and l."expiresAt" <= now();
        if left_over > 0 then
            insert into nexus.credit_transactions ("studentId", type, amount, description)
            values (pupil, 'EXPIRATION', -left_over, 'Crédits expirés');
            pupils := pupils + 1;
            credits := credits + left_over;
        end if;
    end loop;
    perform nexus.end_run('credit-expiration', period, jsonb_build_object('pupils', pupils, 'credits', credits));
end
$$;

comment on function nexus.expire_credits() is
    'Takes what has expired and was not spent, once a day: one entry for each pupil. turn: run, done or running. Called by '
    'the scheduler.';

create function nexus.remind_of_expiring_credits(
    out turn text,
    out pupils integer,
    out credits numeric
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    period constant text := to_char(now() at time zone nexus.time_zone(), 'YYYY-MM-DD');
    pupil text;
    expiring numeric;
    first_expiry timestamptz;
begin
    turn := nexus.begin_run('credit-expiry-reminder', period);
    pupils := 0;
    credits := 0;
    if turn <> 'run' then
        return;
    end if;
    for pupil in
        select distinct l."studentId"
        from nexus.credit_lots as l
        where l.remaining > 0 and l."expiresAt" > now() and l."expiresAt" <= now() + interval '7 days'
          and l."remindedAt" is null
        order by 1
    loop
        perform nexus.lock_credits(pupil);
        with told as (
            update nexus.credit_lots as l
            set "remindedAt" = now()
            where l."studentId" = pupil and l.remaining > 0 and l."expiresAt" > now()
              and l."expiresAt" <= now() + interval '7 days' and l."remindedAt" is null
            returning l.remaining, l."expiresAt"
        )
        select sum(t.remaining), min(t."expiresAt") into expiring, first_expiry from told as t;
        continue when expiring is null;
        insert into nexus.notifications ("userId", "userRole", type, title, message, data)
        select u.id, u.role, 'CREDITS_EXPIRING', 'Crédits bientôt expirés',
               format('%s crédits expirent à partir du %s', expiring,
                      to_char(first_expiry at time zone nexus.time_zone(), 'DD/MM/YYYY')),
               jsonb_build_object('student', pupil, 'credits', expiring, 'from', first_expiry)::text
        from nexus.students as s
        join nexus.parent_profiles as p on p.id = s."parentId"
        join nexus.users as u on u.id = p."userId"
        where s.id = pupil;
        pupils := pupils + 1;
        credits := credits + expiring;
    end loop;
    perform nexus.end_run('credit-expiry-reminder', period, jsonb_build_object('pupils', pupils, 'credits', credits));
end
$$;

comment on function nexus.remind_of_expiring_credits() is
    'Tells parents, once for each lot, of credits that expire within seven days. turn: run, done or running. Called by the '
    'scheduler.';

grant execute on function
    nexus.allocate_monthly_credits(date),
    nexus.expire_credits(),
    nexus.remind_of_expiring_credits()
    to nexus_app;
