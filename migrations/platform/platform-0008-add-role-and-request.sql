-- depends: platform-0007-list-errors
--
-- Beside the actor's id: the role in which the actor works, as the application knows it, and the request that
-- caused the transaction, so that a row of the audit log leads to the line of the server's log.
-- As platform.actor_id(): NULL when unset, never an error, no SET clause so that they can be inlined.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role platform_owner;

create function platform.actor_role() returns text
    language sql
    stable
    parallel safe
    security invoker
    return nullif(current_setting('app.current_user_role', true), '');

comment on function platform.actor_role() is
    'The role in which this transaction''s actor works, as set in app.current_user_role; NULL when there is none. '
    'Never an error.';

create function platform.request_id() returns text
    language sql
    stable
    parallel safe
    security invoker
    return nullif(current_setting('app.request_id', true), '');

comment on function platform.request_id() is
    'The request for which this transaction works, as set in app.request_id; NULL when there is none. Never an error.';

grant execute on function platform.actor_role(), platform.request_id() to
    nexus_owner, nexus_app, nexus_user, nexus_readonly,
    shop_owner, shop_app, shop_user, shop_readonly,
    learn_owner, learn_app, learn_user, learn_readonly;
