drop procedure nexus."fill_contentHash"(integer);
