// Secrets that the API, the driver or a fault of ours echo do not leave a run: not with its report, its events, or what
// it stores about itself.
import { expect, test } from '@jest/globals';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import type { DestinationSession } from '../../connector/model/destination.js';
import { DestinationError } from '../../connector/model/errors.js';
import type { EngineEvent } from '../../connector/model/events/events.js';
import { Secret, scrubbed, scrubber } from '../../connector/model/secret.js';
import { JsonText } from '../../connector/model/table.js';
import type { RunOptions } from '../../connector/run/run-state.js';
import { scrubbedSession } from '../../connector/run/scrubbed-session.js';
import { type Answer, planOf, ScriptedClient } from '../read/scripted-client.js';
import { runOf } from './run-plan.js';

const SECRET = 'consumer-key-1234567890';
const scrub = scrubber([new Secret(SECRET)]);

const PLAN = [
  { name: 'ids', path: '/bill', read: { item: 'b' } },
  { name: 'bills', path: '/bill/{b}', parameters: { b: { from: 'ids' } } },
];

/** An id that is the secret, one whose object cannot be read, and one with another form than the table. */
function answer(path: string): Answer {
  if (path === '/bill') return [SECRET, 'B2', 'B3'];
  if (path === `/bill/${SECRET}`) return { skip: 'failed', status: 500 };
  return path === '/bill/B2' ? { amount: 1 } : [`a list that echoes ${SECRET}`];
}

async function run(destination: MemoryDestination, more: Partial<RunOptions> = {}) {
  const events: EngineEvent[] = [];
  const report = await runOf({
    plan: planOf(PLAN),
    client: new ScriptedClient(answer),
    destination,
    scrub,
    onEvent: (event) => events.push(event),
    ...more,
  });
  return { report, events };
}

/** What the connector keeps about itself, but for the items and cursors that loads compare. */
const stored = (destination: MemoryDestination) =>
  ['_ovh_run', '_ovh_run_source', '_ovh_ledger', '_ovh_drift', '_ovh_rejected'].map((table) =>
    JSON.stringify(destination.rows(table), (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    ),
  );

test('ids, messages and rejected records', async () => {
  const destination = new MemoryDestination();
  const { report, events } = await run(destination);
  expect(report.outcome).toBe('incomplete');
  expect(report.sources[1]?.notLoaded.map(({ id }) => id)).toContain('b=***');
  expect(destination.rows('_ovh_ledger')).toContainEqual(
    // The root cannot be asked for again by its text.
    expect.objectContaining({ id: 'b=***', root_source: 'ids', root_item: null }),
  );
  for (const text of [JSON.stringify(report), JSON.stringify(events), ...stored(destination)]) {
    expect(text).not.toContain(SECRET);
  }
});

test.each([
  [
    'a driver',
    () => new DestinationError('destination-lost', `postgres://me:${SECRET}@host: lost`),
    'destination-lost',
  ],
  ['a fault, with its stack', () => new TypeError(`cannot read ${SECRET}`), 'unexpected'],
])('%s that quotes one', async (_, error, code) => {
  const destination = new MemoryDestination();
  const open = destination.open.bind(destination);
  const failing = Object.assign(destination, {
    open: async () => {
      const session = await open();
      const swap: DestinationSession['prepare'] = () => Promise.reject(error());
      return Object.assign(session, { prepare: swap });
    },
  });
  const { report, events } = await run(failing);
  expect(report.outcome).toBe('failed');
  expect(report.reasons[0]).toMatchObject({ code, message: expect.stringContaining('***') });
  for (const text of [JSON.stringify(report), JSON.stringify(events), ...stored(destination)]) {
    expect(text).not.toContain(SECRET);
  }
});

test('data tables and what is known stay as they are', async () => {
  const destination = new MemoryDestination();
  const session = scrubbedSession(await destination.open(), scrub);
  const schema = (table: string) => ({
    table,
    columns: [{ name: 'a', type: 'text' as const, path: 'a' }],
    primaryKey: [],
  });
  async function* batches() {
    for (const table of ['bills', '_ovh_known_item']) yield { schema: schema(table), rows: [[SECRET]] };
  }
  await session.commit({ runId: 'r', batches: batches() });
  await session.close();
  expect(['bills', '_ovh_known_item'].map((table) => destination.rows(table)[0]?.a)).toEqual([
    SECRET,
    SECRET,
  ]);
});

test('plain data is scrubbed at any depth, keys too; numbers and classes stay', () => {
  const json = new JsonText(`"${SECRET}"`);
  expect(scrubbed({ a: [`x${SECRET}`, { [SECRET]: 1 }], n: 1_234_567_890, json, none: null }, scrub)).toEqual(
    {
      a: ['x***', { '***': 1 }],
      n: 1_234_567_890,
      json,
      none: null,
    },
  );
});
