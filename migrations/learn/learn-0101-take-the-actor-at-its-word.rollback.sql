alter policy read on learn.session_operations using (
        session_id = any (array(select m.session_id from learn.actor_memberships as m))
        or (select nullif(learn.actor_may('collaboration:moderate'), false)) is not null
    );

alter policy read on learn.daily_user_stats using (
        user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view'))
    );

alter policy read on learn.learning_analytics using (
        user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view'))
    );

comment on function learn.actor_id() is
    'The id of the user for whom this transaction works; NULL when there is none, or no uuid. Never an error.';

create or replace function learn.actor_id() returns uuid
    language sql
    stable
    parallel safe
    security invoker
    return case
        when platform.actor_id() like '________-____-____-____-____________'
            and platform.actor_id() !~ '[^0-9a-fA-F-]'
            and platform.actor_id() not like '%-%-%-%-%-%'
        then platform.actor_id()::uuid
    end;
