// Reads, updates and inserts a row of each table through the client that was generated from the catalogue, as the server's role.
// Prints one JSON object: how many columns of each table were read and written. Any refusal ends it.
import { PrismaPg } from '@prisma/adapter-pg';
import client from './client/index.js';

const { Prisma, PrismaClient } = client;
const { PGHOST: host, PGUSER: user, PGDATABASE: database } = process.env;
const adapter = new PrismaPg({ host, user, database, options: '-c role=nexus_app' }, { schema: 'nexus' });
const prisma = new PrismaClient({ adapter });

// A Monday in two weeks, as the day of a booking is written.
const monday = new Date(Date.now() + 15 * 86_400_000);
monday.setUTCDate(monday.getUTCDate() + ((8 - monday.getUTCDay()) % 7));
monday.setUTCHours(12, 0, 0, 0);

// What a row has to have otherwise than the one it is a copy of; null leaves a column to its default. In the order of the keys.
const NEW = {
  users: { id: 'new pupil', email: 'new@example.com', role: 'ELEVE' },
  parent_profiles: { id: 'new parent', userId: 'assistant' },
  student_profiles: { userId: 'new pupil' },
  students: { id: 'new pupil', userId: 'new pupil', credits: null },
  coach_profiles: { userId: 'new pupil', pseudonym: 'Zénon' },
  subscriptions: { status: 'INACTIVE' },
  subscription_requests: {},
  sessions: {},
  badges: { id: 'new badge', name: 'Second' },
  student_badges: { badgeId: 'new badge' },
  CoachAvailability: { dayOfWeek: 2 },
  SessionBooking: { id: 'new booking', scheduledDate: monday },
  SessionNotification: { type: 'SESSION_CONFIRMED' },
  SessionReminder: { reminderType: 'TWO_HOURS_BEFORE' },
  credit_packs: {},
  credit_transactions: {
    type: 'PURCHASE', amount: '2.50', sessionId: null, expiresAt: null, number: null, reference: null,
    balanceBefore: null, balanceAfter: null,
  },
  payments: { externalId: 'ref-2', status: 'PENDING' },
  credit_wallets: { userId: 'new pupil', balance: null },
  credit_tx: { externalId: 'ref-2', number: null, balanceBefore: null, balanceAfter: null, correctsId: null },
  payment_records: { externalId: 'ref-2' },
  aria_conversations: {},
  aria_messages: {},
  memories: {},
  user_documents: { id: 'new document', storageKey: 'key-2' },
  ingest_jobs: {},
  pedagogical_contents: {},
  bilans: { id: 'new bilan', status: null, sentAt: null },
  student_profile_data: { studentId: 'new pupil' },
  student_reports: {},
  generated_documents: {},
  mail_logs: { bilanId: 'new bilan' },
  notifications: {},
  messages: {},
  product_pricing: { itemKey: 'IMMERSION' },
  pricing: { variable: 'prix_individuel' },
  credit_usage: { key: 'SOS_30' },
  payment_settings: { id: 1 },
  billing_policy: { id: 1 },
  offer_bindings: { code: 'ODYSSEE_TERMINALE' },
  LegalPage: { slug: 'cgv' },
  LegalVersion: { version: 99 },
  audit_logs: {},
  cron_executions: { executionKey: '2026-04' },
};
// A vector is no type of the client: a chunk is inserted as SQL, as the application does it, and read through the client.
const BY_SQL = ['knowledge_assets'];
const KEYS = { credit_usage: 'key', offer_bindings: 'code' };
const ONE_ROW = ['payment_settings', 'billing_policy'];

const models = new Map(Prisma.dmmf.datamodel.models.map((model) => [model.name, model]));
const columns = (table) => models.get(table).fields.filter((field) => field.kind === 'scalar' || field.kind === 'enum');
const written = (field, value) => (value === null && field.type === 'Json' ? Prisma.DbNull : value);
const said = {};

function same(table, fields, left, right) {
  for (const { name } of fields) {
    const [a, b] = [left[name], right[name]].map((value) => JSON.stringify(value));
    if (a !== b) throw new Error(`${table}.${name} was written as ${a} and is read as ${b}`);
  }
}

for (const table of [...Object.keys(NEW), ...BY_SQL]) {
  const fields = columns(table);
  const key = KEYS[table] ?? 'id';
  const rows = await prisma[table].findMany({ orderBy: { [key]: 'asc' } });
  if (!rows.length) throw new Error(`${table} has no row to read`);
  const row = rows[0];
  const others = fields.filter((field) => field.name !== key && field.name !== 'updatedAt');
  const data = Object.fromEntries(others.map((field) => [field.name, written(field, row[field.name])]));
  same(table, others, row, await prisma[table].update({ where: { [key]: row[key] }, data }));
  said[table] = { read: fields.length, updated: others.length };
}

await prisma.$transaction(async (open) => {
  for (const [table, other] of Object.entries(NEW)) {
    const fields = columns(table);
    const key = KEYS[table] ?? 'id';
    const row = await open[table].findFirst({ orderBy: { [key]: 'asc' } });
    if (ONE_ROW.includes(table)) await open[table].delete({ where: { [key]: row[key] } });
    const sent = fields.filter((field) => field.name !== 'updatedAt' && other[field.name] !== null
      && (field.name !== key || key in other));
    const data = Object.fromEntries(sent.map((field) => [field.name, written(field, other[field.name] ?? row[field.name])]));
    const made = await open[table].create({ data });
    if (made[key] === undefined) throw new Error(`${table} gave no ${key}`);
    said[table].inserted = sent.length;
  }
  // A lesson is paid in the transaction that books it.
  await open.credit_transactions.create({
    data: { studentId: 'pupil', type: 'USAGE', amount: '-1', description: 'Lesson', sessionId: 'new booking' },
  });
  const vector = `[${Array(1536).fill(1).join(',')}]`;
  said.knowledge_assets.inserted = await open.$executeRaw`
    insert into nexus.knowledge_assets ("docId", subject, level, chunk, tokens, embedding, meta)
    values ('new document', 'NSI', 'Terminale', 'A tree has no circle.', 5, ${vector}::extensions.vector, '{}')`;
});
await prisma.$disconnect();
console.log(JSON.stringify(said));
