drop index concurrently learn.courses_search_idx;
