-- depends: shop-0059-bound-events
-- transactional: false
--
-- No event is from after the month after next. If one is, its clock was wrong: correct its time, and migrate again.
--
-- Share update exclusive on analytics_events while it is scanned: reads and writes go on. Rewrites nothing, loses nothing.

alter table shop.analytics_events
    validate constraint analytics_events_are_of_before;
