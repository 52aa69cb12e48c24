-- depends: nexus-0150-validate-checks-of-subscriptions
--
-- What is asked for, decided, begun, prolonged and ended. A parent asks; an assistant decides, once; an approved change of plan
-- waits as an INACTIVE subscription, with price and credits of the day it was asked for, until it is paid; an approved subject
-- joins the active one.
--
-- begin_subscription() is what a payment calls: the pupil's active subscription ends, the paid one begins and brings the
-- credits of its month, which the monthly job then finds done. A month is a month on the clocks of the platform.
--
-- Lock order: all subscriptions of the pupil, by id, then the pupil. So two that begin at once for one pupil follow each other,
-- and the second ends the first.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

create function nexus.price_of(item_type text, item_key text) returns integer
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    price integer;
begin
    select p.amount into price
    from nexus.product_pricing as p
    where p."itemType" = item_type and p."itemKey" = item_key and p.active and p.currency = 'TND';
    if not found then
        raise exception '% % is not on sale', lower(item_type), quote_nullable(item_key)
            using errcode = 'NXS01',
                  hint = 'What is on sale stands in product_pricing, active and in TND.';
    end if;
    return price;
end
$$;

comment on function nexus.price_of(text, text) is
    'What a plan or an add-on costs a month today, in dinars. Raises NXS01.';

create function nexus.tell_role(told nexus."UserRole", kind text, headline text, words text, facts jsonb) returns void
    language sql
    volatile
    security invoker
    set search_path = ''
as $$
    insert into nexus.notifications ("userId", "userRole", type, title, message, data)
    select u.id, u.role, kind, headline, words, facts::text from nexus.users as u where u.role = told
$$;

comment on function nexus.tell_role(nexus."UserRole", text, text, text, jsonb) is
    'A notification to everybody who has this role.';

create function nexus.request_subscription(
    student_id text,
    request_type text,
    wanted text default null,
    why text default null
)
    returns nexus.subscription_requests
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    parent constant text := nexus.require_role('PARENT');
    price integer := 0;
    made nexus.subscription_requests;
begin
    perform nexus.require_pupil(student_id);
    case request_type
        when 'PLAN_CHANGE' then
            if not exists (select from nexus.plans as p where p.name = wanted) then
                raise exception 'there is no plan %', quote_nullable(wanted)
                    using errcode = 'NXS01',
                          hint = 'See nexus.plans.';
            end if;
            price := nexus.price_of('SUBSCRIPTION', wanted);
        when 'ARIA_ADDON' then
            if wanted is null or wanted <> all (enum_range(null::nexus."Subject")::text[]) then
                raise exception 'there is no subject %', quote_nullable(wanted)
                    using errcode = 'NXS01',
                          hint = 'An add-on is a subject, as MATHEMATIQUES.';
            end if;
            price := nexus.price_of('ADDON', 'ARIA_SUBJECT');
        when 'INVOICE_DETAILS' then
            null;
        else
            raise exception 'there is no request of type %', quote_nullable(request_type)
                using errcode = 'NXS05',
                      hint = 'It is PLAN_CHANGE, ARIA_ADDON or INVOICE_DETAILS.';
    end case;
    insert into nexus.subscription_requests
        ("studentId", "requestType", "planName", "monthlyPrice", reason, status, "requestedBy", "requestedByEmail")
    select student_id, request_type, wanted, price, why, 'PENDING', parent, u.email from nexus.users as u where u.id = parent
    returning * into made;
    perform nexus.tell_role(
        'ASSISTANTE', 'SUBSCRIPTION_REQUEST', 'Demande d''abonnement', concat_ws(' : ', request_type, wanted),
        jsonb_build_object('requestId', made.id, 'studentId', student_id)
    );
    return made;
end
$$;

comment on function nexus.request_subscription(text, text, text, text) is
    'A parent asks for another plan, for a subject of the assistant, or for an invoice; every assistant is told. The price is '
    'that of today. Raises NXS01, NXS05.';

create function nexus.lock_subscriptions(pupil text) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    perform from nexus.subscriptions as s where s."studentId" = pupil order by s.id for no key update;
    perform from nexus.students as s where s.id = pupil for no key update;
end
$$;

comment on function nexus.lock_subscriptions(text) is
    'Locks all subscriptions of a pupil, by id, then the pupil: whoever changes several does this first.';

create function nexus.decide_subscription_request(
    request_id text,
    approve boolean,
    why text default null,
    out request nexus.subscription_requests,
    out subscription_id text
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    decider constant text := nexus.require_role('ASSISTANTE', 'ADMIN');
    active nexus.subscriptions;
begin
    select * into request from nexus.subscription_requests as r where r.id = request_id for no key update;
    if request.status is distinct from 'PENDING' then
        raise exception 'request % cannot be decided: %', quote_nullable(request_id),
            case when request.id is null then 'it is not there'
                 else format('it was %s by %s at %s', request.status, request."processedBy", request."processedAt") end
            using errcode = 'NXS03',
                  hint = 'A request is decided once.';
    end if;
    if approve is null or not approve and coalesce(why, '') !~ '\S' then
        raise exception 'request % was % without a reason', request_id,
            case when approve is null then 'neither approved nor rejected' else 'rejected' end
            using errcode = 'NXS05',
                  hint = 'The parent is told why.';
    end if;
    if approve and request."requestType" = 'PLAN_CHANGE' then
        perform nexus.lock_subscriptions(request."studentId");
        update nexus.subscriptions as s
        set status = 'CANCELLED'
        where s."studentId" = request."studentId" and s.status = 'INACTIVE';
        insert into nexus.subscriptions
            ("studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate")
        select request."studentId", p.name, request."monthlyPrice", p.credits_per_month, 'INACTIVE', now()
        from nexus.plans as p
        where p.name = request."planName"
        returning id into subscription_id;
    elsif approve and request."requestType" = 'ARIA_ADDON' then
        perform nexus.lock_subscriptions(request."studentId");
        select * into active
        from nexus.subscriptions as s
        where s."studentId" = request."studentId" and s.status = 'ACTIVE';
        if not found or active."ariaSubjects"::jsonb ? request."planName" then
            raise exception 'subject % cannot be added for pupil %: %', request."planName", request."studentId",
                case when active.id is null then 'there is no active subscription' else 'it is included already' end
                using errcode = 'NXS04',
                      hint = 'Reject the request and say why.';
        end if;
        update nexus.subscriptions as s
        set "ariaSubjects" = (s."ariaSubjects"::jsonb || to_jsonb(request."planName"))::text,
            "ariaCost" = s."ariaCost" + request."monthlyPrice"::integer
        where s.id = active.id
        returning s.id into subscription_id;
    end if;
    update nexus.subscription_requests as r
    set status = case when approve then 'APPROVED' else 'REJECTED' end,
        "processedBy" = decider, "processedAt" = now(), "rejectionReason" = case when not approve then why end
    where r.id = request_id
    returning * into request;
    insert into nexus.notifications ("userId", "userRole", type, title, message, data)
    select u.id, u.role, 'SUBSCRIPTION_REQUEST_' || request.status, 'Demande d''abonnement',
           coalesce(why, request.status), jsonb_build_object('requestId', request.id)::text
    from nexus.users as u
    where u.id = request."requestedBy";
end
$$;

comment on function nexus.decide_subscription_request(text, boolean, text) is
    'An assistant approves or rejects a request, once; who asked is told. An approved plan waits as an INACTIVE subscription '
    'for its payment and takes the place of one that waited; an approved subject joins the active subscription. Raises NXS03, '
    'NXS04, NXS05.';

create function nexus.begin_subscription(subscription_id text, moment timestamptz default now())
    returns nexus.subscriptions
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    zone constant text := nexus.time_zone();
    begun nexus.subscriptions;
begin
    select * into begun from nexus.subscriptions as s where s.id = subscription_id;
    perform nexus.lock_subscriptions(begun."studentId");
    select * into begun from nexus.subscriptions as s where s.id = subscription_id;
    if not found or begun.status = 'CANCELLED' then
        raise exception 'subscription % cannot begin: it is %', quote_nullable(subscription_id),
            coalesce(begun.status::text, 'not there')
            using errcode = 'NXS04',
                  hint = 'Ask for a new subscription, and pay that.';
    end if;
    if begun.status = 'ACTIVE' then
        update nexus.subscriptions as s
        set "endDate" = (greatest(s."endDate", moment) at time zone zone + interval '1 month') at time zone zone
        where s.id = subscription_id and s."endDate" is not null
        returning * into begun;
        if not found then
            select * into begun from nexus.subscriptions as s where s.id = subscription_id;
        end if;
        return begun;
    end if;
    update nexus.subscriptions as s
    set status = 'CANCELLED', "endDate" = greatest(moment, s."startDate" + interval '1 millisecond')
    where s."studentId" = begun."studentId" and s.status = 'ACTIVE';
    update nexus.subscriptions as s
    set status = 'ACTIVE',
        "startDate" = case s.status when 'INACTIVE' then moment else s."startDate" end,
        "endDate" = (moment at time zone zone + interval '1 month') at time zone zone
    where s.id = subscription_id
    returning * into begun;
    perform nexus.allocate_month(subscription_id, (moment at time zone zone)::date);
    return begun;
end
$$;

comment on function nexus.begin_subscription(text, timestamptz) is
    'What the payment of a month brings. INACTIVE or EXPIRED: the pupil''s active subscription ends, this one begins and the '
    'credits of the month are there. ACTIVE: it lasts a month longer; one without an end goes on without. Raises NXS04.';

create function nexus.cancel_subscription(subscription_id text) returns nexus.subscriptions
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    ended nexus.subscriptions;
begin
    select * into ended from nexus.subscriptions as s where s.id = subscription_id;
    perform nexus.require_pupil(ended."studentId");
    perform nexus.require_role('ADMIN', 'ASSISTANTE', 'PARENT');
    perform nexus.lock_subscriptions(ended."studentId");
    update nexus.subscriptions as s
    set status = 'CANCELLED',
        "endDate" = case s.status
            when 'ACTIVE' then greatest(clock_timestamp(), s."startDate" + interval '1 millisecond')
            else s."endDate"
        end
    where s.id = subscription_id and s.status in ('ACTIVE', 'INACTIVE')
    returning * into ended;
    if not found then
        raise exception 'subscription % cannot be cancelled: it is %', subscription_id,
            (select s.status from nexus.subscriptions as s where s.id = subscription_id)
            using errcode = 'NXS04',
                  hint = 'It ended already.';
    end if;
    return ended;
end
$$;

comment on function nexus.cancel_subscription(text) is
    'Ends a subscription, by the parent or the staff. Credits that it brought stay until they expire. Raises NXS04.';

create function nexus.expire_subscriptions(moment timestamptz default now()) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    day constant text := (moment at time zone nexus.time_zone())::date::text;
    pupil text;
    expired integer := 0;
begin
    if platform.run_once('nexus.subscription-expiry', day) <> 'run' then
        return null;
    end if;
    for pupil in
        select distinct s."studentId"
        from nexus.subscriptions as s
        where s.status = 'ACTIVE' and s."endDate" <= moment
        order by 1
    loop
        perform nexus.lock_subscriptions(pupil);
        -- What was prolonged while we waited goes on.
        update nexus.subscriptions as s
        set status = 'EXPIRED'
        where s."studentId" = pupil and s.status = 'ACTIVE' and s."endDate" <= moment;
        if found then
            expired := expired + 1;
        end if;
    end loop;
    perform platform.finish_run('nexus.subscription-expiry', day, jsonb_build_object('expired', expired));
    return expired;
end
$$;

comment on function nexus.expire_subscriptions(timestamptz) is
    'The job of the day: active subscriptions whose end is past are EXPIRED; how many, or NULL if the day''s run was done or is '
    'being done. For the server.';

grant execute on function
    nexus.request_subscription(text, text, text, text),
    nexus.decide_subscription_request(text, boolean, text),
    nexus.cancel_subscription(text)
    to nexus_app, nexus_user;

grant execute on function nexus.expire_subscriptions(timestamptz) to nexus_app;
