-- A tutoring platform to develop against: every role and every state a screen can show, and nothing random. Ids are
-- words, times are fixed, and a row that is already there is left alone, so running it again
-- changes nothing, and what a developer edited stays. Never for production: everybody's password is "development".
--
-- Addresses end in .example, which can never receive mail.

insert into nexus.users (id, email, password, role, "firstName", "lastName", phone, "createdAt", "updatedAt")
select id, id || '@nexus.example', extensions.crypt('development', '$2a$06$DevelopmentSeedSaltxxu'),
       role::nexus."UserRole", first_name, last_name, '+216 20 000 ' || lpad(n::text, 3, '0'),
       timestamptz '2025-09-01 08:00+00' + n * interval '5 hours',
       timestamptz '2025-09-01 08:00+00' + n * interval '5 hours'
from (values
    (1, 'admin', 'ADMIN', 'Salma', 'Gharbi'),
    (2, 'assistante-1', 'ASSISTANTE', 'Nadia', 'Trabelsi'),
    (3, 'assistante-2', 'ASSISTANTE', 'Leïla', 'Mansour'),
    (4, 'coach-1', 'COACH', 'Hédi', 'Jaziri'),
    (5, 'coach-2', 'COACH', 'Zohra', 'Ben Ali'),
    (6, 'coach-3', 'COACH', 'Karim', 'Haddad'),
    (7, 'coach-4', 'COACH', 'Anne', 'Lefèvre'),
    (8, 'parent-1', 'PARENT', 'Mourad', 'Khelifi'),
    (9, 'parent-2', 'PARENT', 'Sonia', 'Ayari'),
    (10, 'parent-3', 'PARENT', 'Éric', 'Moreau'),
    (11, 'eleve-1', 'ELEVE', 'Yasmine', 'Khelifi'),
    (12, 'eleve-2', 'ELEVE', 'Adam', 'Khelifi'),
    (13, 'eleve-3', 'ELEVE', 'Inès', 'Ayari'),
    (14, 'eleve-4', 'ELEVE', 'Rayan', 'Ayari'),
    (15, 'eleve-5', 'ELEVE', 'Chloé', 'Moreau')
) as person (n, id, role, first_name, last_name)
on conflict do nothing;

insert into nexus.parent_profiles (id, "userId", address, city)
values ('parent-1', 'parent-1', '12, rue de Carthage', 'Tunis'),
       ('parent-2', 'parent-2', '4, avenue Habib Bourguiba', 'La Marsa'),
       ('parent-3', 'parent-3', '31, rue du Lac', 'Tunis')
on conflict do nothing;

insert into nexus.student_profiles (id, "userId", grade, school)
select 'profile-' || n, 'eleve-' || n, (array['Première', 'Seconde', 'Terminale'])[1 + n % 3],
    'Lycée Pierre Mendès France'
from generate_series(1, 5) as n
on conflict do nothing;

-- What each pupil has left comes from the journal below.
insert into nexus.students
    (id, "parentId", "userId", grade, school, "birthDate", credits, "totalSessions", "completedSessions",
     "guaranteeEligible",
     "createdAt", "updatedAt")
values
    ('eleve-1', 'parent-1', 'eleve-1', 'Terminale', 'Lycée Pierre Mendès France', '2008-04-12 00:00+00', 0, 3, 1,
     true,
     '2025-09-03 09:00+00', '2025-09-03 09:00+00'),
    ('eleve-2', 'parent-1', 'eleve-2', 'Seconde', 'Lycée Pierre Mendès France', '2010-01-30 00:00+00', 0, 2, 0, false,
     '2025-09-03 09:10+00', '2025-09-03 09:10+00'),
    ('eleve-3', 'parent-2', 'eleve-3', 'Première', 'Lycée Gustave Flaubert', '2009-07-05 00:00+00', 0, 2, 0, true,
     '2025-09-04 10:00+00', '2025-09-04 10:00+00'),
    ('eleve-4', 'parent-2', 'eleve-4', 'Terminale', 'Lycée Gustave Flaubert', '2008-11-21 00:00+00', 0, 0, 0, false,
     '2025-09-04 10:10+00', '2025-09-04 10:10+00'),
    ('eleve-5', 'parent-3', 'eleve-5', 'Première', 'Candidate libre', '2009-02-17 00:00+00', 0, 0, 0, false,
     '2025-09-05 11:00+00', '2025-09-05 11:00+00')
on conflict do nothing;

-- Fifteen badges, five in each category, as their rules define them; here, before anything can earn one.
insert into nexus.badges (id, name, description, category, icon, condition, "createdAt")
select 'badge-' || n, name, description, category, icon, condition, '2025-09-01 08:00+00'
from (values
    (1, 'Première séance', 'La première séance est faite.', 'ASSIDUITE', '🌱', '1 séance terminée'),
    (2, 'Régulier', 'Quatre semaines de suite.', 'ASSIDUITE', '📅', '1 séance par semaine pendant 4 semaines'),
    (3, 'Ponctuel', 'Dix séances de suite.', 'ASSIDUITE', '⏰', '10 séances sans absence'),
    (4, 'Marathonien', 'Vingt-cinq séances.', 'ASSIDUITE', '🏃', '25 séances terminées'),
    (5, 'Inébranlable', 'Une année complète.', 'ASSIDUITE', '🏔️', '1 séance par mois pendant 10 mois'),
    (6, 'En progrès', 'Un point de plus.', 'PROGRESSION', '📈', 'Moyenne en hausse de 1 point'),
    (7, 'Belle remontée', 'Trois points de plus.', 'PROGRESSION', '🚀', 'Moyenne en hausse de 3 points'),
    (8, 'Objectif atteint', 'Le but du bilan est atteint.', 'PROGRESSION', '🎯', 'Bilan à 80 % ou plus'),
    (9, 'Mention', 'Seize de moyenne.', 'PROGRESSION', '🥇', 'Moyenne de 16 ou plus'),
    (10, 'Autonome', 'Un domaine sans faute.', 'PROGRESSION', '🧭', '1 domaine d''un bilan à 100 %'),
    (11, 'Curieux', 'La première question à ARIA.', 'CURIOSITE', '💡', '1 question'),
    (12, 'Explorateur', 'Vingt-cinq questions à ARIA.', 'CURIOSITE', '🔭', '25 questions'),
    (13, 'Insatiable', 'Cent questions à ARIA.', 'CURIOSITE', '📚', '100 questions'),
    (14, 'Touche-à-tout', 'Trois matières explorées.', 'CURIOSITE', '🎨', 'Questions dans 3 matières'),
    (15, 'Critique', 'Dix avis sur les réponses.', 'CURIOSITE', '👍', '10 avis donnés')
) as defined (n, name, description, category, icon, condition)
on conflict do nothing;

insert into nexus.student_badges (id, "studentId", "badgeId", "earnedAt")
values ('earned-1', 'eleve-1', 'badge-1', '2026-02-16 14:05+00'),
       ('earned-2', 'eleve-1', 'badge-11', '2025-10-02 17:00+00'),
       ('earned-3', 'eleve-3', 'badge-11', '2025-11-12 17:00+00'),
       ('earned-4', 'eleve-3', 'badge-14', '2026-01-12 17:00+00')
on conflict do nothing;

insert into nexus.coach_profiles
    (id, "userId", title, pseudonym, tag, description, philosophy, expertise, subjects, "availableInPerson",
     "createdAt", "updatedAt")
values
    ('coach-1', 'coach-1', 'Agrégé', 'Hélios', '🎓 Agrégé', 'Professeur de mathématiques depuis quinze ans.',
     'Comprendre avant de calculer.', 'Analyse, probabilités', '["MATHEMATIQUES"]', true,
     '2025-09-01 08:00+00', '2025-09-01 08:00+00'),
    ('coach-2', 'coach-2', 'Certifiée', 'Zénon', '🎯 Stratège', 'Physicienne, puis professeure.',
     'Une expérience vaut dix formules.', 'Mécanique, chimie', '["PHYSIQUE_CHIMIE", "MATHEMATIQUES"]', true,
     '2025-09-01 08:00+00', '2025-09-01 08:00+00'),
    ('coach-3', 'coach-3', 'Ingénieur', 'Turing', '💻 NSI', 'Développeur qui enseigne.',
     'On apprend en programmant.', 'Python, graphes', '["NSI"]', false,
     '2025-09-01 08:00+00', '2025-09-01 08:00+00'),
    ('coach-4', 'coach-4', 'Agrégée', 'Sévigné', '📚 Lettres', 'Prépare à l''oral du français.',
     'Lire à voix haute.', 'Grand oral, dissertation', '["FRANCAIS", "PHILOSOPHIE"]', true,
     '2025-09-01 08:00+00', '2025-09-01 08:00+00')
on conflict do nothing;

-- Every coach works from Monday to Friday; one is away on a date, one offers another time on it.
insert into nexus."CoachAvailability"
    (id, "coachId", "dayOfWeek", "startTime", "endTime", "validFrom", "createdAt", "updatedAt")
select 'week-' || coach || '-' || weekday || '-' || half, 'coach-' || coach, weekday, starts, ends,
       '2025-09-01 00:00+01', '2025-09-01 08:00+00', '2025-09-01 08:00+00'
from generate_series(1, 4) as coach
cross join generate_series(1, 5) as weekday
cross join (values (1, '09:00', '12:00'), (2, '14:00', '19:00')) as halves (half, starts, ends)
on conflict do nothing;

insert into nexus."CoachAvailability"
    (id, "coachId", "dayOfWeek", "startTime", "endTime", "specificDate", "isAvailable", "isRecurring", "validFrom",
     "createdAt", "updatedAt")
values
    ('away-1', 'coach-1', 3, '00:00', '24:00', '2026-04-01 00:00+01', false, false, '2025-09-01 00:00+01',
     '2025-09-01 08:00+00', '2025-09-01 08:00+00'),
    ('instead-2', 'coach-2', 3, '16:00', '20:00', '2026-04-01 00:00+01', true, false, '2025-09-01 00:00+01',
     '2025-09-01 08:00+00', '2025-09-01 08:00+00')
on conflict do nothing;

-- One booking in each state, and one more: each has a slot of its own. They were booked when their days were still to come,
-- so the triggers that refuse a day that is past do not fire here.
set local session_replication_role = replica;
insert into nexus."SessionBooking"
    (id, "studentId", "coachId", "parentId", subject, title, "scheduledDate", "startTime", "endTime", duration, status,
     type, modality, "creditsUsed", rating, "studentAttended", "completedAt", "cancelledAt", "createdAt", "updatedAt")
values
    ('booking-scheduled', 'eleve-1', 'coach-1', 'parent-1', 'MATHEMATIQUES', 'Dérivées', '2026-03-09 00:00+01',
     '14:00', '15:00', 60, 'SCHEDULED', 'INDIVIDUAL', 'ONLINE', 1, null, null, null, null,
     '2026-02-20 10:00+00', '2026-02-20 10:00+00'),
    ('booking-confirmed', 'eleve-1', 'coach-2', null, 'PHYSIQUE_CHIMIE', 'Lois de Newton', '2026-03-10 00:00+01',
     '14:00', '15:30', 90, 'CONFIRMED', 'INDIVIDUAL', 'IN_PERSON', 1.25, null, null, null, null,
     '2026-02-20 11:00+00', '2026-02-21 09:00+00'),
    ('booking-in-progress', 'eleve-2', 'coach-3', 'parent-1', 'NSI', 'Listes et tuples', '2026-03-02 00:00+01',
     '15:00', '16:00', 60, 'IN_PROGRESS', 'INDIVIDUAL', 'ONLINE', 1, null, true, null, null,
     '2026-02-18 10:00+00', '2026-03-02 14:00+00'),
    ('booking-completed', 'eleve-1', 'coach-1', 'parent-1', 'MATHEMATIQUES', 'Suites', '2026-02-16 00:00+01',
     '14:00', '15:00', 60, 'COMPLETED', 'INDIVIDUAL', 'ONLINE', 1, 5, true, '2026-02-16 14:02+00', null,
     '2026-02-01 10:00+00', '2026-02-16 14:02+00'),
    ('booking-cancelled', 'eleve-2', 'coach-1', 'parent-1', 'MATHEMATIQUES', 'Vecteurs', '2026-02-17 00:00+01',
     '09:00', '10:00', 60, 'CANCELLED', 'INDIVIDUAL', 'ONLINE', 1, null, null, null, '2026-02-10 08:00+00',
     '2026-02-01 11:00+00', '2026-02-10 08:00+00'),
    ('booking-no-show', 'eleve-3', 'coach-4', null, 'FRANCAIS', 'Commentaire', '2026-02-18 00:00+01',
     '16:00', '17:00', 60, 'NO_SHOW', 'INDIVIDUAL', 'HYBRID', 1, null, false, null, null,
     '2026-02-02 10:00+00', '2026-02-18 17:00+00'),
    ('booking-rescheduled', 'eleve-3', 'coach-3', 'parent-2', 'NSI', 'Graphes', '2026-02-19 00:00+01',
     '10:00', '11:00', 60, 'RESCHEDULED', 'GROUP', 'ONLINE', 1.5, null, null, null, null,
     '2026-02-02 11:00+00', '2026-02-12 10:00+00'),
    ('booking-rescheduled-to', 'eleve-3', 'coach-3', 'parent-2', 'NSI', 'Graphes', '2026-03-11 00:00+01',
     '10:00', '11:00', 60, 'SCHEDULED', 'GROUP', 'ONLINE', 1.5, null, null, null, null,
     '2026-02-12 10:00+00', '2026-02-12 10:00+00')
on conflict do nothing;
set local session_replication_role = origin;

insert into nexus."SessionNotification"
    (id, "sessionId", "userId", type, title, message, status, "sentAt", "readAt", method, "createdAt", "updatedAt")
select 'told-' || told.booking, b.id, b."coachId", 'SESSION_BOOKED', 'Nouvelle séance', b.title,
       told.status::nexus."NotificationStatus",
       case when told.status not in ('PENDING', 'FAILED') then b."createdAt" + interval '1 minute' end,
       case when told.status = 'READ' then b."createdAt" + interval '1 hour' end,
       method::nexus."NotificationMethod", b."createdAt", b."createdAt"
from (values
    ('booking-scheduled', 'PENDING', 'EMAIL'), ('booking-confirmed', 'SENT', 'EMAIL'),
    ('booking-in-progress', 'DELIVERED', 'SMS'), ('booking-completed', 'READ', 'IN_APP'),
    ('booking-cancelled', 'FAILED', 'PUSH')
) as told (booking, status, method)
join nexus."SessionBooking" as b on b.id = told.booking
on conflict do nothing;

insert into nexus."SessionReminder" (id, "sessionId", "reminderType", "scheduledFor", "createdAt")
select kind || '-' || b.id, b.id, kind::nexus."ReminderType",
       lower(nexus.slot(b."scheduledDate", b."startTime", b."endTime")) - before, b."createdAt"
from nexus."SessionBooking" as b
cross join (values
    ('ONE_DAY_BEFORE', interval '24 hours'), ('TWO_HOURS_BEFORE', '2 hours'), ('THIRTY_MINUTES_BEFORE', '30 minutes')
) as reminders (kind, before)
where b.id in ('booking-scheduled', 'booking-confirmed', 'booking-rescheduled-to')
on conflict do nothing;

-- A session in each state.
insert into nexus.sessions
    (id, "studentId", type, subject, title, "scheduledAt", duration, "creditCost", status, "coachId", "createdAt",
     "updatedAt")
select 'session-' || n, 'eleve-' || 1 + n % 3,
       (array['COURS_ONLINE', 'COURS_PRESENTIEL', 'ATELIER_GROUPE'])[1 + n % 3]::nexus."ServiceType", 'NSI',
       'Séance ' || n, timestamptz '2025-11-03 14:00+01' + n * interval '7 days', 60,
       (array[1, 1.25, 1.5])[1 + n % 3], status, case when n <> 4 then 'coach-3' end,
       timestamptz '2025-10-20 09:00+00' + n * interval '7 days',
       timestamptz '2025-10-20 09:00+00' + n * interval '7 days'
from unnest(enum_range(null::nexus."SessionStatus")) with ordinality as states (status, n)
on conflict do nothing;

insert into nexus.product_pricing (id, "itemType", "itemKey", amount, description, "createdAt", "updatedAt")
select lower("itemType" || '-' || "itemKey"), "itemType", "itemKey", amount, description, at, at
from (values
    ('SUBSCRIPTION', 'ACCES_PLATEFORME', 150, 'Accès à la plateforme'),
    ('SUBSCRIPTION', 'HYBRIDE', 450, 'Hybride : 4 crédits par mois'),
    ('SUBSCRIPTION', 'IMMERSION', 750, 'Immersion : 8 crédits par mois'),
    ('ADDON', 'ARIA_SUBJECT', 50, 'ARIA, une matière'),
    ('PACK', 'CREDITS_5', 275, '5 crédits'),
    ('PACK', 'CREDITS_10', 500, '10 crédits')
) as listed ("itemType", "itemKey", amount, description)
cross join (values (timestamptz '2025-09-01 08:00+00')) as moment (at)
on conflict do nothing;

insert into nexus.pricing (service, variable, valeur, "updatedAt")
values ('ARIA', 'ARIA_tarif_matiere', 50, '2025-09-01 08:00+00'),
       ('Studio Flex', 'prix_individuel', 60, '2025-09-01 08:00+00'),
       ('Academies Nexus', 'prix_stage_groupe8', 412.5, '2025-09-01 08:00+00'),
       ('Programme Odyssée', 'Odysee_Premiere', 5500, '2025-09-01 08:00+00'),
       ('Programme Odyssée', 'Odysee_Terminale', 6200, '2025-09-01 08:00+00')
on conflict do nothing;

-- Packs have no key but their number: they are there if any is.
insert into nexus.credit_packs (credits, "priceTnd", bonus, active, "updatedAt")
select credits, price, bonus, active, '2025-09-01 08:00+00'
from (values (5, 275, 0, true), (10, 500, 1, true), (20, 950, 3, true), (50, 2250, 10, false))
    as packs (credits, price, bonus, active)
where not exists (select from nexus.credit_packs);

insert into nexus.credit_usage (key, credits, "updatedAt")
values ('SOS_15', 1, '2025-09-01 08:00+00'), ('SOS_30', 2, '2025-09-01 08:00+00'), ('SOS_60', 4, '2025-09-01 08:00+00'),
       ('COURS_INDIV_HEURE', 4, '2025-09-01 08:00+00'), ('ARIA_MOIS', 3, '2025-09-01 08:00+00')
on conflict do nothing;

insert into nexus.payment_settings (iban, "cashNote", "updatedAt")
values ('TN59 0000 0000 0000 0000 0000', 'À l''accueil, du lundi au vendredi.', '2025-09-01 08:00+00')
on conflict do nothing;

insert into nexus.billing_policy ("updatedAt") values ('2025-09-01 08:00+00') on conflict do nothing;

insert into nexus.offer_bindings (code, label, "includeAria", refs, "updatedAt")
values ('ARIA_MATIERE', 'ARIA, une matière', true, '[{"variable": "ARIA_tarif_matiere", "label": "Par mois"}]',
        '2025-09-01 08:00+00'),
       ('ODYSSEE_TERMINALE', 'Odyssée Terminale', true, '[{"variable": "Odysee_Terminale", "label": "L''année"}]',
        '2025-09-01 08:00+00')
on conflict do nothing;

-- A subscription in each state, and a request in each.
insert into nexus.subscriptions
    (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate", "endDate", "ariaSubjects",
     "ariaCost",
     "createdAt", "updatedAt")
values
    ('sub-1', 'eleve-1', 'IMMERSION', 750, 8, 'ACTIVE', '2025-09-05 00:00+01', null, '["MATHEMATIQUES"]', 50,
     '2025-09-05 09:00+00', '2025-09-05 09:00+00'),
    ('sub-2', 'eleve-2', 'ACCES_PLATEFORME', 150, 0, 'ACTIVE', '2025-09-05 00:00+01', null, '[]', 0,
     '2025-09-05 09:05+00', '2025-09-05 09:05+00'),
    ('sub-3', 'eleve-3', 'HYBRIDE', 450, 4, 'ACTIVE', '2025-10-01 00:00+01', null, '["NSI", "FRANCAIS"]', 100,
     '2025-10-01 09:00+00', '2025-10-01 09:00+00'),
    ('sub-3-before', 'eleve-3', 'ACCES_PLATEFORME', 150, 0, 'CANCELLED', '2025-09-01 00:00+01', '2025-10-01 00:00+01',
     '[]', 0, '2025-09-01 09:00+00', '2025-10-01 09:00+00'),
    ('sub-4', 'eleve-4', 'HYBRIDE', 450, 4, 'INACTIVE', '2026-03-01 00:00+01', null, '[]', 0,
     '2026-02-20 09:00+00', '2026-02-20 09:00+00'),
    ('sub-5', 'eleve-5', 'ACCES_PLATEFORME', 150, 0, 'EXPIRED', '2025-09-01 00:00+01', '2025-12-01 00:00+01', '[]', 0,
     '2025-09-01 09:00+00', '2025-12-01 00:00+00')
on conflict do nothing;

insert into nexus.subscription_requests
    (id, "studentId", "requestType", "planName", "monthlyPrice", reason, status, "requestedBy", "requestedByEmail",
     "processedBy", "processedAt", "rejectionReason", "createdAt", "updatedAt")
values
    ('request-1', 'eleve-2', 'PLAN_CHANGE', 'HYBRIDE', 450, 'Il lui faut des cours.', 'PENDING', 'parent-1',
     'parent-1@nexus.example', null, null, null, '2026-02-25 18:00+00', '2026-02-25 18:00+00'),
    ('request-2', 'eleve-3', 'ARIA_ADDON', 'FRANCAIS', 50, null, 'APPROVED', 'parent-2', 'parent-2@nexus.example',
     'assistante-1', '2025-11-02 09:00+00', null, '2025-11-01 18:00+00', '2025-11-02 09:00+00'),
    ('request-3', 'eleve-5', 'INVOICE_DETAILS', null, 0, 'Facture au nom de la société.', 'REJECTED', 'parent-3',
     'parent-3@nexus.example', 'assistante-2', '2025-11-05 09:00+00', 'Aucun paiement trouvé.',
     '2025-11-04 18:00+00', '2025-11-05 09:00+00')
on conflict do nothing;

-- The journal of session credits: an entry of each kind. Its sums are the credits of the pupils above.
insert into nexus.credit_transactions (id, "studentId", type, amount, description, "sessionId", "expiresAt",
    "createdAt")
values
    ('entry-1', 'eleve-1', 'MONTHLY_ALLOCATION', 8, 'Février', null, '2026-04-01 00:00+01', '2026-02-01 00:05+00'),
    ('entry-2', 'eleve-1', 'USAGE', -1, 'Suites', 'booking-completed', null, '2026-02-01 10:00+00'),
    ('entry-3', 'eleve-1', 'USAGE', -1, 'Dérivées', 'booking-scheduled', null, '2026-02-20 10:00+00'),
    ('entry-4', 'eleve-1', 'USAGE', -1.25, 'Lois de Newton', 'booking-confirmed', null, '2026-02-20 11:00+00'),
    ('entry-5', 'eleve-2', 'PURCHASE', 3, '3 crédits', null, null, '2026-01-15 10:00+00'),
    ('entry-5-bonus', 'eleve-2', 'CREDIT_ADD', 2, 'Deux crédits offerts', null, '2026-02-28 00:00+01', '2026-01-15 10:00+00'),
    ('entry-6', 'eleve-2', 'USAGE', -1, 'Vecteurs', 'booking-cancelled', null, '2026-02-01 11:00+00'),
    ('entry-7', 'eleve-2', 'REFUND', 1, 'Vecteurs, annulée', 'booking-cancelled', null, '2026-02-10 08:00+00'),
    ('entry-8', 'eleve-2', 'USAGE', -1, 'Listes et tuples', 'booking-in-progress', null, '2026-02-18 10:00+00'),
    ('entry-9', 'eleve-2', 'EXPIRATION', -1, 'Expirés', null, null, '2026-02-28 00:05+00'),
    ('entry-10', 'eleve-3', 'MONTHLY_ALLOCATION', 4, 'Février', null, '2026-04-01 00:00+01', '2026-02-01 00:05+00'),
    ('entry-11', 'eleve-3', 'CREDIT_ADD', 5.5, 'Geste commercial', null, null, '2026-02-02 09:00+00'),
    ('entry-12', 'eleve-3', 'USAGE', -1, 'Commentaire', 'booking-no-show', null, '2026-02-02 10:00+00'),
    ('entry-13', 'eleve-3', 'USAGE', -1.5, 'Graphes', 'booking-rescheduled-to', null, '2026-02-12 10:00+00'),
    ('entry-14', 'eleve-4', 'CREDIT_REQUEST', 0, 'Demande de 10 crédits', null, null, '2026-02-14 10:00+00'),
    ('entry-15', 'eleve-5', 'CREDIT_REJECTED', 0, 'Demande de 5 crédits, refusée', null, null, '2025-11-14 10:00+00')
on conflict do nothing;

-- A payment in each state, by each method, and one that has neither method nor reference yet.
insert into nexus.payments
    (id, type, amount, description, status, method, "userId", "externalId", "createdAt", "updatedAt")
values
    ('payment-pending', 'SUBSCRIPTION', 450, 'Hybride, mars', 'PENDING', 'konnect', 'parent-2', 'kon-1001',
     '2026-02-20 09:00+00', '2026-02-20 09:00+00'),
    ('payment-completed', 'SUBSCRIPTION', 750, 'Immersion, février', 'COMPLETED', 'konnect', 'parent-1', 'kon-1000',
     '2026-02-01 09:00+00', '2026-02-01 09:05+00'),
    ('payment-failed', 'CREDIT_PACK', 275, '5 crédits', 'FAILED', 'wise', 'parent-3', 'wise-77',
     '2026-01-10 09:00+00', '2026-01-10 09:01+00'),
    ('payment-refunded', 'SPECIAL_PACK', 412.5, 'Stage de février', 'REFUNDED', 'manual', 'parent-2', 'recu-12',
     '2026-01-20 09:00+00', '2026-02-03 15:00+00'),
    ('payment-new', 'CREDIT_PACK', 500, '10 crédits', 'PENDING', null, 'parent-3', null,
     '2026-02-27 20:00+00', '2026-02-27 20:00+00')
on conflict do nothing;

-- Wallets with the purchases that filled them, one in each state.
insert into nexus.payment_records
    (provider, "externalId", "userId", "packId", "amountTnd", status, "createdAt", "updatedAt")
select provider, reference, payer, p.id, p."priceTnd", status, at, at
from (values
    ('konnect', 'kon-2000', 'parent-1', 10, 'paid', timestamptz '2026-01-05 10:00+00'),
    ('konnect', 'kon-2001', 'parent-2', 5, 'pending', '2026-02-26 10:00+00'),
    ('wire', 'vir-31', 'parent-3', 20, 'created', '2026-02-27 10:00+00'),
    ('cash', 'caisse-8', 'parent-2', 5, 'cancelled', '2026-01-07 10:00+00'),
    ('konnect', 'kon-2002', 'parent-3', 10, 'failed', '2026-01-08 10:00+00')
) as bought (provider, reference, payer, credits, status, at)
join nexus.credit_packs as p on p.credits = bought.credits
on conflict do nothing;

insert into nexus.credit_wallets ("userId", balance, "updatedAt")
values ('parent-1', 0, '2026-01-20 10:00+00'), ('parent-2', 0, '2026-01-05 10:00+00')
on conflict do nothing;

insert into nexus.credit_tx ("walletId", delta, reason, provider, "externalId", "packId", at)
select w.id, delta, reason, provider, reference, p.id, at
from (values
    (11, 'Pack de 10 crédits, 1 offert', 'konnect', 'kon-2000', 10, timestamptz '2026-01-05 10:01+00'),
    (-2, 'SOS_30', 'usage', 'sos-2026-01-20', null, '2026-01-20 10:00+00')
) as entries (delta, reason, provider, reference, credits, at)
join nexus.credit_wallets as w on w."userId" = 'parent-1'
left join nexus.credit_packs as p on p.credits = entries.credits
on conflict do nothing;

-- The assistant: a conversation, memories, and documents with chunks. An embedding is a wave whose length is the
-- subject's, a little shifted for each chunk: chunks of one subject are near to each other, as real ones are.
insert into nexus.aria_conversations (id, "studentId", subject, title, "createdAt", "updatedAt")
values ('conversation-1', 'eleve-1', 'MATHEMATIQUES', 'Dérivées', '2025-10-02 16:55+00', '2025-10-02 17:00+00'),
       ('conversation-2', 'eleve-3', 'NSI', null, '2025-11-12 16:55+00', '2025-11-12 16:55+00')
on conflict do nothing;

insert into nexus.aria_messages (id, "conversationId", role, content, feedback, "createdAt")
values ('turn-1', 'conversation-1', 'user', 'Comment dériver un produit ?', null, '2025-10-02 16:56+00'),
       ('turn-2', 'conversation-1', 'assistant', '(uv)'' = u''v + uv''. Essayons sur x·sin x.', true,
        '2025-10-02 16:56:05+00'),
       ('turn-3', 'conversation-1', 'user', 'Et un quotient ?', null, '2025-10-02 16:59+00'),
       ('turn-4', 'conversation-1', 'assistant', '(u/v)'' = (u''v − uv'')/v².', false, '2025-10-02 17:00+00')
on conflict do nothing;

insert into nexus.user_documents
    (id, "ownerId", "ownerRole", "originalName", mime, "storageKey", status, "contentHash", "createdAt")
select 'document-' || n, owner, 'COACH', name || '.pdf', 'application/pdf', 'seed/' || name || '.pdf', status,
       encode(sha256(convert_to(name, 'UTF8')), 'hex'), timestamptz '2025-10-01 08:00+00' + n * interval '1 day'
from (values
    (1, 'coach-1', 'derivees', 'INDEXED'), (2, 'coach-3', 'graphes', 'INDEXED'),
    (3, 'coach-4', 'dissertation', 'INDEXED'),
    (4, 'coach-2', 'newton', 'UPLOADED'), (5, 'coach-3', 'tris', 'FAILED')
) as uploaded (n, owner, name, status)
on conflict do nothing;

insert into nexus.ingest_jobs (id, "docId", status, step, progress, error, "createdAt", "updatedAt")
values ('job-1', 'document-1', 'COMPLETED', 'index', 100, null, '2025-10-02 08:00+00', '2025-10-02 08:03+00'),
       ('job-2', 'document-2', 'COMPLETED', 'index', 100, null, '2025-10-03 08:00+00', '2025-10-03 08:03+00'),
       ('job-3', 'document-3', 'COMPLETED', 'index', 100, null, '2025-10-04 08:00+00', '2025-10-04 08:03+00'),
       ('job-4', 'document-4', 'PENDING', 'queued', 0, null, '2025-10-05 08:00+00', '2025-10-05 08:00+00'),
       ('job-5', 'document-5', 'FAILED', 'OCR', 20, 'page 3 is not readable', '2025-10-06 08:00+00',
        '2025-10-06 08:01+00')
on conflict do nothing;

insert into nexus.knowledge_assets (id, "docId", subject, level, chunk, tokens, embedding, meta, "createdAt")
select 'chunk-' || document || '-' || n, 'document-' || document, subject, level, chunk, length(chunk) / 4,
       (
           select array_agg(sin(i * document * 0.01 + n * 0.05)::real order by i) from generate_series(1, 1536) as i
       )::extensions.vector,
       jsonb_build_object('page', n), '2025-10-02 08:03+00'
from (values
    (1, 1, 'MATHEMATIQUES', 'Terminale', 'La dérivée d''un produit est u''v + uv''.'),
    (1, 2, 'MATHEMATIQUES', 'Terminale', 'La dérivée d''un quotient est (u''v − uv'')/v².'),
    (1, 3, 'MATHEMATIQUES', 'Terminale', 'Une fonction dérivable est continue.'),
    (2, 1, 'NSI', 'Terminale', 'Un graphe est fait de sommets et d''arêtes.'),
    (2, 2, 'NSI', 'Terminale', 'Le parcours en largeur trouve le plus court chemin.'),
    (2, 3, 'NSI', 'Première', 'Une liste d''adjacence donne les voisins de chaque sommet.'),
    (3, 1, 'FRANCAIS', 'Première', 'L''introduction amène, pose et annonce.'),
    (3, 2, 'FRANCAIS', 'Première', 'Chaque partie défend une idée, chaque exemple la prouve.')
) as chunks (document, n, subject, level, chunk)
on conflict do nothing;

insert into nexus.memories (id, "studentId", kind, content, embedding, "createdAt")
select 'memory-' || n, 'eleve-1', kind::nexus."MemoryKind", content,
       case when n < 3 then (
           select array_agg(cos(i * n * 0.01)::real order by i) from generate_series(1, 1536) as i
       )::extensions.vector end,
       '2025-10-02 17:01+00'
from (values
    (1, 'EPISODIC', 'A demandé comment dériver un quotient.'),
    (2, 'SEMANTIC', 'Préfère les exemples aux définitions.'),
    (3, 'PLAN', 'Revoir les limites avant le 15 octobre.')
) as remembered (n, kind, content)
on conflict do nothing;

insert into nexus.pedagogical_contents (id, title, content, subject, grade, tags, "createdAt", "updatedAt")
values ('content-1', 'Fiche : dérivées', 'Produit, quotient, composée.', 'MATHEMATIQUES', 'Terminale', '["analyse"]',
        '2025-09-20 08:00+00', '2025-09-20 08:00+00')
on conflict do nothing;

-- An assessment with its mail, what follows from it, a report, a document.
insert into nexus.bilans
    (id, "studentId", subject, niveau, statut, "qcmRaw", "pedagoRaw", "qcmScores", "pedagoProfile", synthesis, offers,
     "summaryText", "pdfUrl", "generatedAt", "createdAt", "updatedAt")
values
    ('bilan-1', 'eleve-1', 'MATHEMATIQUES', 'Terminale', 'scolarise_fr', '{"q1": "b", "q2": "a"}', '{"p1": 3}',
     '{"total": 14, "totalMax": 20, "byDomain": {"analyse": {"points": 8, "max": 10, "percent": 80}}}',
     '{"style": "visuel"}',
     '{"forces": ["analyse"], "faiblesses": ["probabilités"], "feuilleDeRoute": ["4 séances"]}',
     '{"primary": "IMMERSION", "alternatives": ["HYBRIDE"], "reasoning": "Bac dans l''année."}',
     'Bon niveau en analyse.', 'https://nexus.example/bilans/1.pdf',
     '2025-09-10 12:00+00', '2025-09-10 11:00+00', '2025-09-10 12:00+00')
on conflict do nothing;

insert into nexus.mail_logs (id, "bilanId", "userId", variant, recipients, subject, status, error, "createdAt")
values ('mail-1', 'bilan-1', 'assistante-1', 'parent', 'parent-1@nexus.example', 'Bilan de Yasmine', 'SENT', null,
        '2025-09-10 12:01+00'),
       ('mail-2', 'bilan-1', 'assistante-1', 'eleve', 'eleve-1@nexus.example', 'Ton bilan', 'FAILED', 'mailbox full',
        '2025-09-10 12:02+00')
on conflict do nothing;

insert into nexus.student_profile_data (id, "studentId", "pedagoProfile", "lastUpdatedAt")
values ('data-1', 'eleve-1', '{"style": "visuel"}', '2025-09-10 12:00+00')
on conflict do nothing;

insert into nexus.student_reports
    (id, "studentId", title, content, period, "sessionsCount", "averageGrade", recommendations, "coachId", "createdAt")
values ('report-1', 'eleve-1', 'Février', 'Les suites sont acquises.', 'Mois de février', 1, 14.5,
       'Revoir les limites.',
        'coach-1', '2026-03-01 08:00+00'),
       ('report-2', 'eleve-3', 'Novembre', 'Son coach a quitté la plateforme depuis.', 'Mois de novembre', 2, null,
        null,
        null, '2025-12-01 08:00+00')
on conflict do nothing;

insert into nexus.generated_documents (id, "studentId", title, description, url, subject, "createdAt")
values ('generated-1', 'eleve-1', 'Exercices : suites', 'Dix exercices corrigés',
       'https://files.nexus.example/suites.pdf',
        'MATHEMATIQUES', '2026-02-17 08:00+00')
on conflict do nothing;

insert into nexus.notifications (id, "userId", "userRole", type, title, message, data, read, "createdAt", "updatedAt")
values ('notice-1', 'assistante-1', 'ASSISTANTE', 'SUBSCRIPTION_REQUEST', 'Demande d''abonnement',
       'Adam Khelifi : HYBRIDE',
        '{"requestId": "request-1"}', false, '2026-02-25 18:00+00', '2026-02-25 18:00+00'),
       ('notice-2', 'assistante-2', 'ASSISTANTE', 'SUBSCRIPTION_REQUEST', 'Demande d''abonnement',
        'Adam Khelifi : HYBRIDE',
        '{"requestId": "request-1"}', true, '2026-02-25 18:00+00', '2026-02-26 08:00+00'),
       ('notice-3', 'assistante-1', 'ASSISTANTE', 'CREDIT_REQUEST', 'Demande de crédits', 'Rayan Ayari : 10 crédits',
        '{}',
        false, '2026-02-14 10:00+00', '2026-02-14 10:00+00')
on conflict do nothing;

insert into nexus.messages (id, content, "readAt", "createdAt", "senderId", "receiverId")
values ('message-1', 'Bonjour, peut-on avancer la séance ?', '2026-02-21 10:00+00', '2026-02-21 09:00+00', 'parent-1',
       'coach-1'),
       ('message-2', 'Oui, à 14 h.', null, '2026-02-21 10:05+00', 'coach-1', 'parent-1'),
       ('message-3', 'Au revoir à tous !', null, '2025-12-20 10:05+00', null, 'parent-2')
on conflict do nothing;

insert into nexus."LegalPage" (slug, title, "contentMd", "contentHash", "updatedBy", "createdAt", "updatedAt")
select slug, title, text, encode(sha256(convert_to(text, 'UTF8')), 'hex'), 'admin', at, at
from (values
    ('confidentialite', 'Politique de confidentialité'), ('cgu', 'Conditions générales d''utilisation'),
    ('cgv', 'Conditions générales de vente'), ('mentions-legales', 'Mentions légales'), ('a-propos', 'À propos')
) as pages (slug, title)
cross join lateral (values ('# ' || title || E'\n\nTexte de développement.\n',
timestamptz '2025-09-01 08:00+00')) as made (text, at)
on conflict do nothing;

-- Versions have no key but their number: a page that has any is left alone.
insert into nexus."LegalVersion" ("pageId", slug, title, "contentMd", version, "contentHash", "editorId", "createdAt")
select p.id, p.slug, p.title, p."contentMd", 1, p."contentHash", 'admin', p."createdAt"
from nexus."LegalPage" as p
where not exists (select from nexus."LegalVersion" as v where v."pageId" = p.id);

insert into nexus.audit_logs (actor, action, diff, at)
select actor, action, diff, at
from (values
    ('coach-1', 'RAG_INGEST', '{"docId": "document-1"}'::jsonb, timestamptz '2025-10-02 08:03+00'),
    ('rgpd-export', 'RGPD_EXPORT', '{"userId": "parent-3"}', '2026-01-15 08:00+00'),
    ('rgpd-purge', 'RGPD_PURGE', '{"notifications": 0}', '2026-02-01 03:00+00')
) as done (actor, action, diff, at)
where not exists (select from nexus.audit_logs as l where (l.actor, l.action, l.at) = (done.actor, done.action,
done.at));

insert into nexus.cron_executions
    (id, "jobName", "executionKey", status, "startedAt", "completedAt", error, metadata, "createdAt", "updatedAt")
values
    ('run-1', 'monthly-allocation', '2026-02', 'COMPLETED', '2026-02-01 00:05+00', '2026-02-01 00:06+00', null,
     '{"allocated": 2}', '2026-02-01 00:05+00', '2026-02-01 00:06+00'),
    ('run-2', 'credit-expiration', '2026-02-28', 'FAILED', '2026-02-28 00:05+00', '2026-02-28 00:05+00', 'timeout',
     null,
     '2026-02-28 00:05+00', '2026-02-28 00:05+00'),
    ('run-3', 'monthly-allocation', '2026-03', 'RUNNING', '2026-03-01 00:05+00', null, null, null,
     '2026-03-01 00:05+00', '2026-03-01 00:05+00')
on conflict do nothing;
