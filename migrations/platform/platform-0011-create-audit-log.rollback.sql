-- Dropping the table drops its partitions, those that were made since included.

drop function audit.create_partitions(integer);

drop table audit.log;

drop function audit.refuse_change();

drop schema audit;

delete from platform.errors where sqlstate = 'PFA04';
