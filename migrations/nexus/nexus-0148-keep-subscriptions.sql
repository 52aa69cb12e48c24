-- depends: nexus-0147-talk-with-the-assistant
--
-- Subscriptions: their states, terms that stay, the guarantee, and requests that are decided once.
--
--   subscriptions           INACTIVE → ACTIVE or CANCELLED; ACTIVE → CANCELLED or EXPIRED; EXPIRED → ACTIVE (paid late)
--   subscription_requests   PENDING → APPROVED or REJECTED
--
-- Price and credits of a subscription are those of the day it was made; a new price makes a new subscription. The subjects of
-- the assistant are a list of subjects there are. Plans say in a table what they bring; what they cost stands in
-- product_pricing, as it did.
--
-- The guarantee follows the active subscription, whoever changes it: a plan that opens it makes the pupil eligible from then
-- on, its end ends that; when it began first stays.
--
-- A pupil has one active subscription at most (the next migration makes it unique). Where there are two, this migration counts
-- the pupils, prints the query that lists them and refuses: which is the true one, no rule can tell.
--
-- New and changed rows obey from now on; nexus-0150 validates the rest. ACCESS EXCLUSIVE on both tables for an instant, without
-- a scan, after the count. Rewrites nothing, loses nothing.

set local role nexus_owner;

do $$
declare
    query constant text :=
        'select "studentId", count(*) from nexus.subscriptions where status = ''ACTIVE'' group by 1 having count(*) > 1';
    found bigint;
begin
    execute 'select count(*) from (' || query || ') as faulty' into found;
    if found > 0 then
        raise exception E'% pupils have several active subscriptions; nothing was changed:\n    %;', found, query
            using errcode = '23505',
                  hint = 'Decide which of them is true, cancel the others, then migrate again.';
    end if;
end
$$;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXS01', 'A plan, an add-on or a subject is not on sale.', 'See product_pricing and nexus.plans.'),
    ('NXS02', 'The terms of a subscription were to be changed.', 'Ask for another subscription.'),
    ('NXS03', 'The request was decided already.', 'Read the decision; a new wish is a new request.'),
    ('NXS04', 'The subscription is not in a state in which this can be done.', 'See the message: it has the state.'),
    ('NXS05', 'A request or a decision is incomplete.', 'See the message: it says what is missing.');

insert into nexus.transitions (relation, old_status, new_status) values
    ('subscriptions', 'INACTIVE', 'ACTIVE'),
    ('subscriptions', 'INACTIVE', 'CANCELLED'),
    ('subscriptions', 'ACTIVE', 'CANCELLED'),
    ('subscriptions', 'ACTIVE', 'EXPIRED'),
    ('subscriptions', 'EXPIRED', 'ACTIVE'),
    ('subscription_requests', 'PENDING', 'APPROVED'),
    ('subscription_requests', 'PENDING', 'REJECTED');

create table nexus.plans (
    name text not null,
    credits_per_month integer not null,
    opens_guarantee boolean not null,
    constraint plans_pkey primary key (name),
    constraint plans_credits_per_month_is_not_negative check (credits_per_month >= 0)
);

comment on table nexus.plans is
    'What a plan brings; what it costs stands in product_pricing.';
comment on column nexus.plans.name is
    'As in subscriptions and product_pricing.';
comment on column nexus.plans.credits_per_month is
    'Session credits that each month brings.';
comment on column nexus.plans.opens_guarantee is
    'Whether the baccalaureate guarantee comes with it.';

insert into nexus.plans (name, credits_per_month, opens_guarantee) values
    ('ACCES_PLATEFORME', 0, false),
    ('HYBRIDE', 4, true),
    ('IMMERSION', 8, true);

grant select on nexus.plans to nexus_app, nexus_user, nexus_readonly;

create function nexus.is_list_of_subjects(list text) returns boolean
    language plpgsql
    immutable
    strict
    parallel safe
    security invoker
    set search_path = ''
as $$
begin
    return jsonb_typeof(list::jsonb) = 'array'
       and not exists (
           select from jsonb_array_elements(list::jsonb) as e (subject)
           where jsonb_typeof(subject) <> 'string'
              or subject #>> '{}' <> all (enum_range(null::nexus."Subject")::text[])
       )
       and (select count(*) = count(distinct subject) from jsonb_array_elements(list::jsonb) as e (subject));
exception
    when invalid_text_representation then
        return false;
end
$$;

comment on function nexus.is_list_of_subjects(text) is
    'Whether a text is a JSON array of subjects, each once. A check is built on it: it is never replaced.';

grant execute on function nexus.is_list_of_subjects(text) to nexus_app, nexus_user;

alter table nexus.subscriptions
    add constraint "subscriptions_ariaSubjects_is_a_list_of_subjects"
        check (nexus.is_list_of_subjects("ariaSubjects")) not valid;

alter table nexus.subscription_requests
    add constraint subscription_requests_decided_says_who_and_when
        check (status = 'PENDING' or ("processedBy" is not null and "processedAt" is not null)) not valid,
    add constraint subscription_requests_rejected_says_why
        check (status <> 'REJECTED' or coalesce("rejectionReason", '') ~ '\S') not valid;

create function nexus.subscriptions_keep_terms() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    if (new."planName", new."monthlyPrice", new."creditsPerMonth")
           is distinct from (old."planName", old."monthlyPrice", old."creditsPerMonth")
        or new."studentId" <> old."studentId" and exists (select from nexus.students as s where s.id = old."studentId")
    then
        raise exception 'the terms of subscription % do not change: % for pupil %, % TND and % credits a month',
            old.id, old."planName", old."studentId", old."monthlyPrice", old."creditsPerMonth"
            using errcode = 'NXS02',
                  hint = 'Make another subscription and let it take the place of this one.';
    end if;
    return null;
end
$$;

comment on function nexus.subscriptions_keep_terms() is
    'AFTER UPDATE row trigger: plan, price, credits and pupil of a subscription stay. Raises NXS02.';

create function nexus.subscriptions_move_guarantee() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
declare
    pupil constant text := case tg_op when 'DELETE' then old."studentId" else new."studentId" end;
    covered constant boolean := exists (
        select from nexus.subscriptions as s
        join nexus.plans as p on p.name = s."planName"
        where s."studentId" = pupil and s.status = 'ACTIVE' and p.opens_guarantee
    );
begin
    update nexus.students as s
    set "guaranteeEligible" = covered,
        "guaranteeActivatedAt" = case when covered then coalesce(s."guaranteeActivatedAt", now())
                                      else s."guaranteeActivatedAt" end
    where s.id = pupil and s."guaranteeEligible" <> covered;
    return null;
end
$$;

comment on function nexus.subscriptions_move_guarantee() is
    'AFTER row trigger: the pupil is eligible for the guarantee while an active subscription opens it.';

create trigger keep_terms
    after update on nexus.subscriptions
    for each row execute function nexus.subscriptions_keep_terms();

create trigger keep_to_transitions
    after update on nexus.subscriptions
    for each row when (old.status is distinct from new.status)
    execute function nexus.keep_to_transitions();

create trigger move_guarantee
    after insert or update of status or delete on nexus.subscriptions
    for each row execute function nexus.subscriptions_move_guarantee();

create trigger keep_to_transitions
    after update on nexus.subscription_requests
    for each row when (old.status is distinct from new.status)
    execute function nexus.keep_to_transitions();
