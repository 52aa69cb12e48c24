-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table nexus.subscription_requests
    drop constraint subscription_requests_rejected_says_why,
    add constraint subscription_requests_rejected_says_why
        check (status <> 'REJECTED' or coalesce("rejectionReason", '') ~ '\S') not valid,
    drop constraint subscription_requests_decided_says_who_and_when,
    add constraint subscription_requests_decided_says_who_and_when
        check (status = 'PENDING' or ("processedBy" is not null and "processedAt" is not null)) not valid;

alter table nexus.subscriptions
    drop constraint "subscriptions_ariaSubjects_is_a_list_of_subjects",
    add constraint "subscriptions_ariaSubjects_is_a_list_of_subjects"
        check (nexus.is_list_of_subjects("ariaSubjects")) not valid;
