drop index concurrently learn.community_posts_search_idx;
