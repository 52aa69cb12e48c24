set local role nexus_owner;

drop function nexus.award_badges(text);
drop table nexus.badge_rules;

drop trigger count_question on nexus.aria_messages;
drop function nexus.aria_messages_count_question();
drop function nexus.aria_is_unlimited(text, nexus."Subject", timestamptz);

select privacy.undescribe_table('nexus.aria_usage');

drop table nexus.aria_usage;
drop function nexus.aria_daily_limit();

delete from nexus.errors where sqlstate in ('NXA01', 'NXA02', 'NXA03', 'NXA04');
