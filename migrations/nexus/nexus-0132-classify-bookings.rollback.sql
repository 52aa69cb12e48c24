select privacy.undescribe_column('nexus."SessionBooking"', 'cancellationReason');

select privacy.undescribe_table('nexus.session_transitions');
select privacy.undescribe_table('nexus.session_costs');
select privacy.undescribe_table('nexus.session_history');
