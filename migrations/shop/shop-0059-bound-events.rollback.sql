alter table shop.analytics_events
    drop constraint analytics_events_are_of_before;
