-- depends: platform-0002-install-extensions
--
-- The actor is the person for whom the current transaction works. The application names it with
-- `set local app.current_user_id = '…'`; row security and audit read it here. The setting raises when it was
-- never set and is an empty string once a SET LOCAL has ended: both mean nobody, so both become NULL,
-- and a policy that compares with NULL shows nothing.
--
-- Written with RETURN: every name is bound when the function is created, whatever the search_path of the
-- caller. It therefore needs no SET clause, which would forbid inlining, and a policy pays nothing for the call.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

create function platform.actor_id() returns text
    language sql
    stable
    parallel safe
    security invoker
    return nullif(current_setting('app.current_user_id', true), '');

comment on function platform.actor_id() is
    'The id of the person for whom this transaction works, as set in app.current_user_id; NULL when there is '
    'none. Never an error.';

revoke execute on function platform.actor_id() from public;
