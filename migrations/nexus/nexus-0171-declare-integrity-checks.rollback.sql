set local role nexus_owner;

select platform.withdraw_check('nexus', 'reports_have_files');
select platform.withdraw_check('nexus', 'subscriptions_do_not_overlap');
select platform.withdraw_check('nexus', 'ids_without_foreign_key_name_somebody');
select platform.withdraw_check('nexus', 'lessons_lie_in_an_availability');
select platform.withdraw_check('nexus', 'lessons_have_a_coach');
select platform.withdraw_check('nexus', 'references_of_providers_are_booked_once');
select platform.withdraw_check('nexus', 'journals_are_chains');
select platform.withdraw_check('nexus', 'lots_hold_the_credits');
select platform.withdraw_check('nexus', 'credits_equal_their_journals');
select platform.withdraw_check('nexus', 'wallets_equal_their_journals');
