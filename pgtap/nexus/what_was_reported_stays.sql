begin;
select plan(35);

select test.nexus_world();
update nexus.bilans
set "reportText" = null where id = 'bilan';

create temporary table facts (name text, other text);
insert into facts values
    ('subject', '''SVT'''), ('niveau', '''Premiere'''), ('statut', '''scolarise_fr'''), ('qcmRaw', '''{"a": 1}'''),
    ('pedagoRaw', '''{"a": 1}'''), ('qcmScores', '''{"total": 15, "totalMax": 20, "byDomain": {}}'''),
    ('pedagoProfile', '''{"a": 1}'''), ('preAnalyzedData', '''{"a": 1}'''), ('synthesis', '''{"a": 1}'''),
    ('offers', '''{"a": 1}''');

-- Sent: nothing of it changes.
select throws_ok(
    format('update nexus.bilans set %I = %s', name, other),
    'NXR02', 'the report of assessment bilan was made of other answers or scores', format('%s of a report that was sent stays', name)
) from facts;
select throws_ok(
    format('update nexus.bilans set %s', change),
    'NXR02', format('the report of assessment bilan was sent on %s', (select "sentAt" at time zone nexus.time_zone() from nexus.bilans)),
    fact
)
from (values
    ('"pdfUrl" = ''https://example.com/other.pdf''', 'its address stays'),
    ('"pdfUrl" = null, "pdfBlob" = ''pdf''', 'also when the file comes here instead'),
    ('"generatedAt" = now() - interval ''1 day''', 'so does the time when it was made'),
    ('"generatedAt" = null', 'which is not forgotten'),
    ('"sentAt" = now() - interval ''1 day''', 'and when it was sent')
) as changes (change, fact);
select lives_ok(
    $$update nexus.bilans set "reportText" = 'Good', "summaryText" = 'G', "pdfBlob" = 'pdf'$$, 'what was not there yet is added'
);
select throws_like(
    format('update nexus.bilans set %s', change), 'the report of assessment bilan was sent on %', fact
)
from (values
    ('"reportText" = ''Bad''', 'and then stays: the text'),
    ('"reportText" = null', 'which does not go'),
    ('"summaryText" = ''B''', 'the summary'),
    ('"summaryText" = null', 'which does not either'),
    ('"pdfBlob" = ''other''', 'the file'),
    ('"pdfBlob" = null', 'nor this')
) as changes (change, fact);
select test.nexus_student('sister', 'parent');
select throws_ok(
    $$update nexus.bilans set "studentId" = 'sister'$$,
    'NXR02', 'the report of assessment bilan was made of other answers or scores', 'it is about the same pupil'
);
select lives_ok($$update nexus.students set id = 'pupil 2' where id = 'pupil'$$, 'who may get another id');
select is((select "studentId" from nexus.bilans), 'pupil 2', 'which it follows');

-- Made, and not sent: the file may be another one, what it was made of may not.
set local session_replication_role = replica;
delete from nexus.mail_logs;
update nexus.bilans set "sentAt" = null, status = 'GENERATED';
set local session_replication_role = origin;
select lives_ok($$update nexus.bilans set "pdfUrl" = 'https://example.com/other.pdf'$$, 'a file that was not sent is replaced');
select throws_ok(
    format('update nexus.bilans set %I = %s', name, other),
    'NXR02', 'the report of assessment bilan was made of other answers or scores', format('%s of a report stays', name)
) from facts where name in ('qcmScores', 'qcmRaw', 'offers');
select throws_ok(
    $$update nexus.bilans set "studentId" = 'sister'$$,
    'NXR02', 'the report of assessment bilan was made of other answers or scores', 'it does not go to another pupil'
);
select lives_ok(
    $$update nexus.bilans set "generatedAt" = null, "qcmScores" = '{"total": 15, "totalMax": 20, "byDomain": {}}'$$,
    'while it is taken back, scores may change'
);
select lives_ok(format('update nexus.bilans set %I = %s', name, other), format('then %s may', name)) from facts where name in ('qcmRaw', 'offers');
select is((select status from nexus.bilans), 'SCORED', 'it waits for a report');
select throws_ok(
    $$update nexus.bilans set "generatedAt" = now(), "pdfUrl" = ' ', "pdfBlob" = ''$$,
    'NXR03', 'the report of assessment bilan has no file', 'which has a file'
);

select * from finish();
rollback;
