begin;
select plan(14);

select test.nexus_world();
select test.nexus_student('pupil 2', 'parent');
delete from nexus.memories;

-- A vector that lies at this angle (in degrees) from the first axis.
create function pg_temp.at_angle(degrees integer) returns extensions.vector language sql as $$
    select (array[cosd(degrees), sind(degrees)] || array_fill(0, array[1534])::double precision[])::extensions.vector
$$;

select lives_ok(
    $$select nexus.aria_remember('pupil', 'EPISODIC', 'near', pg_temp.at_angle(10)),
             nexus.aria_remember('pupil', 'SEMANTIC', 'far', pg_temp.at_angle(60)),
             nexus.aria_remember('pupil', 'PLAN', 'near and old', pg_temp.at_angle(0)),
             nexus.aria_remember('pupil', 'PLAN', 'without an embedding'),
             nexus.aria_remember('pupil', 'PLAN', 'of another model', pg_temp.at_angle(0), model => 'other'),
             nexus.aria_remember('pupil 2', 'PLAN', 'of another pupil', pg_temp.at_angle(0))$$,
    'episodes, facts and plans are remembered'
);
update nexus.memories set "createdAt" = now() - interval '60 days' where content = 'near and old';

select results_eq(
    $$select content, round(similarity::numeric, 3), round(fresh::numeric, 3), round(score::numeric, 3)
      from nexus.aria_recall('pupil', pg_temp.at_angle(0), freshness => 0.5)$$,
    $$values ('near', 0.985, 1.000, 0.992), ('far', 0.500, 1.000, 0.750), ('near and old', 1.000, 0.250, 0.625)$$,
    'nearness and freshness are weighed; other pupils and other models do not count'
);
select results_eq(
    $$select content from nexus.aria_recall('pupil', pg_temp.at_angle(0), freshness => 0)$$,
    $$values ('near and old'), ('near'), ('far')$$,
    'without freshness nearness alone counts'
);
select results_eq(
    $$select content from nexus.aria_recall('pupil', pg_temp.at_angle(0), how_many => 1, freshness => 0)$$,
    $$values ('near and old')$$, 'as many as were asked for'
);
select results_eq(
    $$select content from nexus.aria_recall('pupil', pg_temp.at_angle(0), kinds => '{EPISODIC,SEMANTIC}')$$,
    $$values ('near'), ('far')$$, 'of the kinds that were asked for'
);
select results_eq(
    $$select round(fresh::numeric, 3) from nexus.aria_recall('pupil', pg_temp.at_angle(0), half_life => '60 days', kinds => '{PLAN}')$$,
    $$values (0.500)$$, 'a memory counts half after its half-life'
);
select results_eq(
    $$select content from nexus.aria_recall('pupil', pg_temp.at_angle(0), model => 'other')$$,
    $$values ('of another model')$$, 'vectors of one model are compared'
);
select throws_ok(
    $$select nexus.aria_remember('pupil', 'PLAN', '')$$,
    'NXA05', 'a memory of 0 characters: it has 1 to 8000', 'nothing is not remembered'
);
select throws_ok(
    format('select nexus.aria_remember(''pupil'', ''PLAN'', %s)', content),
    'NXA05', format('a memory of %s characters: it has 1 to 8000', length), why
)
from (values ('null', 0, 'nor is NULL'), ('repeat(''x'', 8001)', 8001, 'nor is a book')) as tried (content, length, why);
select lives_ok($$select nexus.aria_remember('pupil', 'PLAN', repeat('x', 8000))$$, 'a page is');
select throws_ok(
    $$select * from nexus.aria_recall('pupil', pg_temp.at_angle(0), how_many => 51)$$,
    'NXA05', 'recall of 51 memories by freshness 0.3 and half-life 30 days', 'fifty are recalled at most'
);
select throws_ok(
    $$select * from nexus.aria_recall('pupil', pg_temp.at_angle(0), freshness => 1.1)$$,
    'NXA05', 'recall of 8 memories by freshness 1.1 and half-life 30 days', 'freshness is a share'
);
select throws_ok(
    $$select * from nexus.aria_recall('pupil', pg_temp.at_angle(0), half_life => '0')$$,
    'NXA05', 'recall of 8 memories by freshness 0.3 and half-life 00:00:00', 'and a half-life lasts'
);

select * from finish();
rollback;
