-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table nexus.mail_logs
    drop constraint mail_logs_recipients_is_not_blank,
    drop constraint mail_logs_sent_has_no_error,
    drop constraint mail_logs_failed_says_why,
    add constraint mail_logs_failed_says_why check (status <> 'FAILED' or error is not null and error ~ '\S') not valid,
    add constraint mail_logs_sent_has_no_error check (status <> 'SENT' or error is null) not valid,
    add constraint mail_logs_recipients_is_not_blank check (recipients ~ '\S') not valid;

alter table nexus.bilans
    drop constraint bilans_status_says_how_far_it_is,
    add constraint bilans_status_says_how_far_it_is check (
        status = case
            when "sentAt" is not null then 'SENT'
            when "generatedAt" is not null then 'GENERATED'
            when "qcmScores" <> '{}' then 'SCORED'
            else 'DRAFT'
        end
    ) not valid;
