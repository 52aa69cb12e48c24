begin;
select plan(14);

select test.nexus_world();
select test.nexus_parent('other parent');

select throws_ok(
    $$select nexus.require_role('ADMIN')$$,
    'NX001', 'nobody acts in this transaction',
    'without an actor nothing is done'
);

set local app.current_user_id = 'parent';

select throws_ok(
    $$select nexus.require_role('ADMIN', 'ASSISTANTE', 'COACH')$$,
    'NX002', 'only ADMIN, ASSISTANTE or COACH may do this, and the actor is PARENT',
    'a role that is not named is refused, and told which are'
);
select is(nexus.require_role('PARENT'), 'parent', 'the actor who has the role is named');
select is(nexus.is_actor(id, role), answer, format('%s is %s %s', id, case when answer then 'a' else 'no' end, role))
from (values
    ('parent', 'PARENT', true), ('coach', 'COACH', true), ('parent', 'COACH', false), ('nobody', 'PARENT', false),
    ('parent', 'GUEST', false)
) as told (id, role, answer);
select is(nexus.require_pupil('pupil'), 'parent', 'a parent acts for a child');

set local app.current_user_role = 'ADMIN';
select throws_ok(
    $$select nexus.require_role('ADMIN')$$,
    'NX002', 'only ADMIN may do this, and the actor is PARENT',
    'what the session says of its role counts for nothing'
);

set local app.current_user_id = 'other parent';
select throws_ok(
    $$select nexus.require_pupil('pupil')$$,
    'NX003', 'the actor may not act for pupil ''pupil''',
    'another parent does not act for the child'
);
select throws_ok(
    $$select nexus.require_pupil('nobody')$$,
    'NX003', 'the actor may not act for pupil ''nobody''',
    'a pupil that is not there is refused in the same words'
);

set local app.current_user_id = 'coach';
select throws_ok(
    $$select nexus.require_pupil('pupil')$$,
    'NX002', 'only ADMIN, ASSISTANTE, PARENT or ELEVE may do this, and the actor is COACH',
    'a coach acts for no pupil'
);

set local app.current_user_id = 'assistant';
select is(nexus.require_pupil('pupil'), 'assistant', 'an assistant acts for every pupil');

select * from finish();
rollback;
