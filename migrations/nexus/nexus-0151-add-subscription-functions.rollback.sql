set local role nexus_owner;

drop function nexus.expire_subscriptions(timestamptz);
drop function nexus.cancel_subscription(text);
drop function nexus.begin_subscription(text, timestamptz);
drop function nexus.decide_subscription_request(text, boolean, text);
drop function nexus.lock_subscriptions(text);
drop function nexus.request_subscription(text, text, text, text);
drop function nexus.tell_role(nexus."UserRole", text, text, text, jsonb);
drop function nexus.price_of(text, text);
