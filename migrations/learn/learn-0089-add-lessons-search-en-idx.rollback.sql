drop index concurrently learn.lessons_search_en_idx;
