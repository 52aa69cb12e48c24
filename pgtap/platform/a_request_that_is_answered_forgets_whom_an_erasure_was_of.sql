begin;
select plan(2);

insert into privacy.requests (action, subject_kind, subject_key, asked_by)
values ('export', 'club.member', 'ada', 'ada'), ('erase', 'club.member', 'ada', 'ada'), ('erase', 'club.member', 'ada@example.com', 'clerk'),
       ('export', 'club.member', 'bob', 'bob'), ('export', 'club.guest', 'ada', 'ada');
select privacy.close_request(action, 'club.member', 'ada', '{ada@example.com}', '{}') from unnest(array['export', 'erase']) as action;

select set_eq(
    'select action, subject_kind, subject_key, asked_by, status from privacy.requests',
    $$values ('export', 'club.member', 'ada', 'ada', 'done'), ('erase', 'club.member', null, null, 'done'),
        ('erase', 'club.member', null, 'clerk', 'done'), ('export', 'club.member', 'bob', 'bob', 'open'),
        ('export', 'club.guest', 'ada', 'ada', 'open')$$,
    'what a person asked for is answered under every name; an erasure forgets the person, also as the one who asked'
);

delete from privacy.requests;
set local app.current_user_id = 'eve';
select privacy.close_request(action, 'club.member', key, '{}', '{}')
from (values ('export', 'eve'), ('erase', 'eve'), ('export', 'joe'), ('erase', 'joe')) as t (action, key);

select set_eq(
    'select action, subject_key, asked_by, status from privacy.requests',
    $$values ('export', 'eve', 'eve', 'done'), ('erase', null, null, 'done'), ('export', 'joe', 'eve', 'done'), ('erase', null, 'eve', 'done')$$,
    'so does the record of what nobody had asked for'
);

select * from finish();
rollback;
