drop function nexus.remind_of_expiring_credits();

drop function nexus.expire_credits();

drop function nexus.allocate_monthly_credits(date);

drop function nexus.end_run(text, text, jsonb);

drop function nexus.begin_run(text, text);

select privacy.undescribe_column('nexus.credit_lots', 'remindedAt');

alter table nexus.credit_lots
    drop column "remindedAt";
