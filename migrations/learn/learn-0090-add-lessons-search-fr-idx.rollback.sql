drop index concurrently learn.lessons_search_fr_idx;
