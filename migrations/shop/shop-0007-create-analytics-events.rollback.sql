drop table shop.analytics_events;
