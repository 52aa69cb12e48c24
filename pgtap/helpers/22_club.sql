-- A small context with personal data of every sort, described, and two members. Tests of privacy stand on it rather than
-- on a context of ours, which may not be deployed.

create function test.club()
returns void
language plpgsql
as $$
begin
    create schema club;
    create table club.members (
        id uuid primary key,
        name text not null,
        email text not null unique,
        phone privacy.ciphertext,
        password text not null,
        joined_on date
    );
    create table club.letters (
        id integer primary key,
        member_id uuid not null references club.members on delete cascade on update restrict,
        body text not null
    );
    create table club.pages (
        letter_id integer not null references club.letters on delete cascade on update restrict,
        text text not null
    );
    create table club.fees (
        id integer primary key,
        member_id uuid not null references club.members on delete restrict on update restrict,
        amount numeric not null,
        note text not null,
        paid_at timestamptz
    );
    create table club.rooms (
        id integer primary key,
        name text not null,
        made_by uuid references club.members on delete set null on update restrict
    );
    create table club.bookings (
        room_id integer not null references club.rooms on delete cascade on update restrict,
        day date not null
    );
    create table club.minutes (
        id integer primary key,
        body json not null,
        present text[] not null
    );

    perform privacy.describe_table('club.members');
    perform privacy.describe_table('club.letters');
    perform privacy.describe_table('club.pages');
    perform privacy.describe_table('club.fees', '10 years', 'paid_at');
    perform privacy.describe_table('club.rooms');
    perform privacy.describe_table('club.minutes');
    perform privacy.describe_person('club.member', 'club.members', 'id', on_erase => 'delete');
    perform privacy.describe_link('club.letters', '{member_id}', 'club.members', '{id}', on_erase => 'delete');
    perform privacy.describe_link('club.pages', '{letter_id}', 'club.letters', '{id}', on_erase => 'delete');
    perform privacy.describe_link('club.fees', '{member_id}', 'club.members', '{id}', on_erase => 'keep');
    perform privacy.describe_link('club.rooms', '{made_by}', 'club.members', '{id}', on_erase => 'keep', belongs => false);
    perform privacy.describe_column(relation::regclass, name, category, case when category <> 'none' then 'the club' end,
                                    case when category <> 'none' then 'contract' end, on_erase)
    from (values
        ('club.members', 'id', 'identifier', 'keep'), ('club.members', 'phone', 'contact', 'delete'),
        ('club.members', 'joined_on', 'behaviour', 'delete'),
        ('club.letters', 'id', 'none', null), ('club.letters', 'member_id', 'identifier', 'delete'),
        ('club.letters', 'body', 'content', 'delete'),
        ('club.pages', 'letter_id', 'none', null), ('club.pages', 'text', 'content', 'delete'),
        ('club.fees', 'id', 'none', null), ('club.fees', 'member_id', 'identifier', 'keep'),
        ('club.fees', 'amount', 'financial', 'keep'), ('club.fees', 'note', 'content', 'mask'),
        ('club.fees', 'paid_at', 'financial', 'keep'),
        ('club.rooms', 'id', 'none', null), ('club.rooms', 'name', 'none', null),
        ('club.rooms', 'made_by', 'identifier', 'delete'),
        ('club.minutes', 'id', 'none', null)
    ) as described (relation, name, category, on_erase);
    perform privacy.describe_column('club.members', 'name', 'identity', 'the club', 'contract', 'anonymise',
                                    replacement => 'former member', identifies => true);
    perform privacy.describe_column('club.members', 'email', 'contact', 'the club', 'contract', 'anonymise',
                                    replacement => 'erased_%@erased.invalid', identifies => true);
    perform privacy.describe_column('club.members', 'password', 'credential', 'the club', 'contract', 'anonymise',
                                    replacement => '!');
    perform privacy.describe_column('club.minutes', name, 'content', 'the club', 'contract', 'mask', mentions => true)
    from unnest(array['body', 'present']) as name;

    insert into club.members values
        ('00000000-0000-4000-8000-00000000000a', 'Ada (Countess)', 'ada@example.com', null, 'secret', '2020-01-01'),
        ('00000000-0000-4000-8000-00000000000b', 'Grace Hopper', 'grace@example.com', null, 'secret', '2020-01-01');
    insert into club.letters values
        (1, '00000000-0000-4000-8000-00000000000a', 'Dear club'), (2, '00000000-0000-4000-8000-00000000000a', 'Yours'),
        (3, '00000000-0000-4000-8000-00000000000b', 'Hello');
    insert into club.pages values (1, 'one'), (1, 'two'), (2, 'three'), (3, 'four');
    insert into club.rooms values
        (1, 'Library', '00000000-0000-4000-8000-00000000000a'), (2, 'Hall', '00000000-0000-4000-8000-00000000000b');
    insert into club.bookings values (1, '2025-06-30');
    insert into club.minutes values
        (1, '{"by": "ada@example.com", "said": "\u0041DA@example.com spoke"}', '{Ada (Countess),Somebody}'),
        (2, '{"by": "nada@example.com"}', '{Grace Hopper}');
end
$$;

comment on function test.club() is
    'Schema club: members, their letters with pages (deleted with them), fees (kept), rooms (which name their maker) and '
    'minutes (which mention people); members Ada (…0a) with two letters, and Grace (…0b) with one. No fees are paid.';

create function test.club_fee(id integer, member text, paid_at timestamptz default now(), note text default 'paid')
returns void
language plpgsql
as $$
begin
    insert into club.fees
    select club_fee.id, m.id, 10, club_fee.note, club_fee.paid_at from club.members as m where m.email = member;
end
$$;

comment on function test.club_fee(integer, text, timestamptz, text) is
    'A fee of a member, who is named by the address.';
