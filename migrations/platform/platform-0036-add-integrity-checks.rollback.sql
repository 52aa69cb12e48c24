set local role platform_owner;

drop function platform.run_check(text, text);

drop function platform.withdraw_check(text, text);

drop function platform.declare_check(text, text, text, text, text);

drop table platform.integrity_checks;

delete from platform.errors where sqlstate in ('PFC01', 'PFC02');
