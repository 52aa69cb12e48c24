set local role nexus_owner;

drop function nexus.aria_admit(inet);
select privacy.undescribe_table('nexus.aria_requests');
drop table nexus.aria_requests;
drop function nexus.aria_minute_limit();
delete from nexus.errors where sqlstate in ('NXA06', 'NXA07');
