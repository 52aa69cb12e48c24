-- The first page of published courses, the latest first.
select id, slug, title, difficulty from learn.courses where status = 'PUBLISHED' order by published_at desc, id limit 20;
