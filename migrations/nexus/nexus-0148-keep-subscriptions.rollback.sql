set local role nexus_owner;

drop trigger keep_to_transitions on nexus.subscription_requests;
drop trigger move_guarantee on nexus.subscriptions;
drop trigger keep_to_transitions on nexus.subscriptions;
drop trigger keep_terms on nexus.subscriptions;

drop function nexus.subscriptions_move_guarantee();
drop function nexus.subscriptions_keep_terms();

alter table nexus.subscription_requests
    drop constraint subscription_requests_rejected_says_why,
    drop constraint subscription_requests_decided_says_who_and_when;

alter table nexus.subscriptions
    drop constraint "subscriptions_ariaSubjects_is_a_list_of_subjects";

drop function nexus.is_list_of_subjects(text);

drop table nexus.plans;

delete from nexus.transitions where relation in ('subscriptions', 'subscription_requests');
delete from nexus.errors where sqlstate in ('NXS01', 'NXS02', 'NXS03', 'NXS04', 'NXS05');
