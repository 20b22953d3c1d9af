// The lock of a prefix: one holder, by name; it is renewed, and expires after a crash.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { bucketDestination } from '../../connector/destinations/files/bucket-place.js';
import { jsonlFormat } from '../../connector/destinations/formats/jsonl.js';
import type { Clock } from '../../connector/model/clock.js';
import type { Destination } from '../../connector/model/destination.js';
import { bill, write } from '../destinations/slices.js';
import { bucketConfig } from './buckets.js';
import { type ObjectServer, startObjectServer } from './server.js';

let server: ObjectServer;
let options: Record<string, string>;
let key: string;

beforeAll(async () => {
  server = await startObjectServer();
});

beforeEach(() => {
  const { type: _, ...rest } = bucketConfig(server, 'jsonl');
  options = rest as Record<string, string>;
  key = `${String(options.path).split('/').slice(3).join('/')}/_ovh/lock.json`;
  Object.assign(server, { conditions: 'kept', ahead: 0, fate: () => undefined, requests: [] });
});

afterAll(() => server.close());

/** Time that passes when it is told to. */
class Hands implements Clock {
  time = Date.parse('2026-01-01T00:00:00Z');
  #sleepers: { until: number; wake: () => void }[] = [];
  now = () => this.time;
  random = () => 0;
  /** Whoever waits without a signal does not. */
  sleep = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (!signal) {
        this.time += ms;
        return resolve();
      }
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      this.#sleepers.push({ until: this.time + ms, wake: resolve });
    });

  get isSlept(): boolean {
    return this.#sleepers.length > 0;
  }

  /** Of this clock and the server's. */
  pass(ms: number): void {
    this.time += ms;
    server.ahead += ms;
    const awake = this.#sleepers.filter(({ until }) => until <= this.time);
    this.#sleepers = this.#sleepers.filter((one) => !awake.includes(one));
    for (const { wake } of awake) wake();
  }
}

const at = (clock: Clock): Destination =>
  bucketDestination({ name: 'jsonl', options, format: jsonlFormat({ numbers: 'number' }), env: {}, clock });
const holder = (pid: number) => ({ pid, host: 'here', since: '2026-01-01T00:00:00Z' });
const writes = () => server.requests.filter((request) => request.method === 'PUT' && request.key === key);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

test.each(['kept', 'ignored', 'refused'] as const)(
  'one holder, by name; conditions are %s',
  async (conditions) => {
    server.conditions = conditions;
    const clock = new Hands();
    const release = await at(clock).lock(holder(7));
    await expect(at(clock).lock(holder(8))).rejects.toMatchObject({
      message: expect.stringMatching(/process 7 on here.*60 seconds after a crash/s),
      holder: holder(7),
    });
    await release();
    expect(await server.get(key)).toBeUndefined();
    await (await at(clock).lock(holder(8)))();
  },
);

test.each(['kept', 'ignored'] as const)(
  'of many who come at once one gets it; conditions are %s',
  async (conditions) => {
    server.conditions = conditions;
    const clock = {
      ...new Hands(),
      sleep: (_: number, signal?: AbortSignal) =>
        new Promise<void>((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
          if (!signal) setTimeout(resolve, 1500);
        }),
    };
    const all = await Promise.allSettled([1, 2, 3, 4, 5].map((pid) => at(clock).lock(holder(pid))));
    const held = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(held).toHaveLength(1);
    for (const one of all) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ name: 'DestinationError' });
    }
    await held[0]?.();
  },
);

test('it is renewed, so it stays; after a crash it expires within a minute', async () => {
  const [clock, other] = [new Hands(), new Hands()];
  await at(clock).lock(holder(7));
  for (let turn = 0; turn < 8; turn++) {
    await until(() => clock.isSlept);
    clock.pass(15_000);
    await until(() => clock.isSlept);
  }
  expect(writes().length).toBe(2 + 8);
  const { renewed, pid } = JSON.parse(String(await server.get(key)));
  expect([pid, renewed]).toEqual([7, '2026-01-01T00:02:00.000Z']);
  // Objects get the time of this machine; the clock of the server is ahead of it.
  server.ahead = 50_000;
  await expect(at(other).lock(holder(8))).rejects.toMatchObject({ holder: holder(7) });
  server.ahead = 62_000;
  await (await at(other).lock(holder(8)))();
});

test('who has lost it writes nothing more', async () => {
  const [clock, other] = [new Hands(), new Hands()];
  const [late, next] = [at(clock), at(other)];
  const release = await late.lock(holder(7));
  const session = await late.open();
  await write(session, bill(['a', 1]));
  server.ahead = 62_000;
  const releaseNext = await next.lock(holder(8));
  const nextSession = await next.open();
  await write(nextSession, bill(['b', 2]));
  await nextSession.close();
  const before = await server.keys();
  clock.time += 70_000;
  await expect(write(session, bill(['c', 3]))).rejects.toMatchObject({
    name: 'DestinationError',
    message: expect.stringMatching(/lock .* could not be renewed in time/s),
  });
  await session.close().catch(() => undefined);
  await release();
  expect(await server.keys()).toEqual(before);
  expect(JSON.parse(String(await server.get(key))).pid).toBe(8);
  await releaseNext();
});

test('an answer that was lost is no other holder', async () => {
  const clock = new Hands();
  let lost = 0;
  server.fate = ({ method, key: asked }) =>
    method === 'PUT' && asked === key && lost++ === 0 ? 'lost' : undefined;
  const release = await at(clock).lock(holder(7));
  expect(lost).toBeGreaterThan(1);
  await release();
});

test("a damaged lock is somebody's until it expires", async () => {
  await server.put(key, 'half a li');
  await expect(at(new Hands()).lock(holder(8))).rejects.toMatchObject({
    message: expect.stringContaining('a process that did not leave its name'),
  });
  server.ahead = 62_000;
  await (await at(new Hands()).lock(holder(8)))();
});
