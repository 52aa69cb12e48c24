begin;
select plan(3);

create schema observed;
create table observed.thing (a integer);
create table observed.other (a integer);
create policy adds on observed.thing for insert to shop_user, shop_app with check (a > 0);
create policy narrows on observed.thing as restrictive for select using (a < 10);
create policy shows on observed.thing using (
    exists (select from observed.other as o where o.a = thing.a)
);
create policy shows on observed.other for delete to shop_app using (true);

select set_eq(
    $$select * from test.policies('observed')$$,
    $$values
        ('observed.thing', 'adds', 'insert', 'shop_app, shop_user', null, '(a > 0)', true),
        ('observed.thing', 'narrows', 'select', 'PUBLIC', '(a < 10)', null, false),
        ('observed.thing', 'shows', 'all', 'PUBLIC',
         '(EXISTS ( SELECT FROM observed.other o WHERE (o.a = thing.a)))', null, true),
        ('observed.other', 'shows', 'delete', 'shop_app', 'true', null, true)
    $$,
    'policies() lists policies with command, roles and both expressions, and tells which restrict'
);

select results_eq(
    $$select "table", policy from test.policies('observed', 'other')$$,
    $$values ('observed.other', 'shows')$$,
    'policies() of a table are those of this table'
);

alter policy shows on observed.other to shop_user;

select results_eq(
    $$select roles from test.policies('observed', 'other')$$,
    array['shop_user'],
    'policies() follows a change'
);

select * from finish();
rollback;
