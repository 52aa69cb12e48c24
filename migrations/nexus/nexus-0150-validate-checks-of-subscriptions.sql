-- depends: nexus-0149-add-subscriptions-active-key
-- transactional: false
--
-- SHARE UPDATE EXCLUSIVE on each table while it is scanned: reads and writes go on. Rewrites nothing, loses nothing.

alter table nexus.subscriptions
    validate constraint "subscriptions_ariaSubjects_is_a_list_of_subjects";

alter table nexus.subscription_requests
    validate constraint subscription_requests_decided_says_who_and_when;

alter table nexus.subscription_requests
    validate constraint subscription_requests_rejected_says_why;
