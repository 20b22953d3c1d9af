// Processes that share a budget: leases in a folder, with clocks and processes of our own making.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Budget } from '../../connector/http/budget/budget.js';
import { accountFolder, Lease } from '../../connector/http/budget/lease.js';
import { PacedQueue } from '../../connector/http/budget/paced-queue.js';
import { partOf } from '../../connector/http/budget/part.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { mostInAnySecond, VirtualClock } from './virtual-clock.js';
import { closeAll, connectTo, get, json, KEYS, serve } from './wire.js';

let folder: string;
let running: Set<number>;
const ACCOUNT = 'https://eu.api.ovh.com key-of-the-application';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-lease-'));
  running = new Set();
});
afterEach(async () => {
  await closeAll();
  rmSync(folder, { recursive: true, force: true });
});

function leaseOf(pid: number, account = ACCOUNT, host = 'here'): Lease {
  running.add(pid);
  return new Lease({ folder, account, pid, host, isRunning: (other) => running.has(other) });
}

const files = (account = ACCOUNT) => {
  const own = accountFolder(account, folder);
  return existsSync(own) ? readdirSync(own) : [];
};

describe('who is counted', () => {
  test('others of the same account, and none of another', () => {
    const [one, two, other] = [leaseOf(1), leaseOf(2), leaseOf(3, 'https://ca.api.ovh.com key')];
    expect(one.exchange(0, undefined).processes).toBe(1);
    expect(two.exchange(0, undefined).processes).toBe(2);
    expect(other.exchange(0, undefined).processes).toBe(1);
    expect(one.exchange(1000, undefined).processes).toBe(2);
  });

  test('several connections of one process', () => {
    const [one, two] = [leaseOf(1), leaseOf(1)];
    one.exchange(0, undefined);
    expect(two.exchange(0, undefined).processes).toBe(2);
  });

  test('one who closes, and one who is killed, from the second look on; no file stays', () => {
    const [one, two, three] = [leaseOf(1), leaseOf(2), leaseOf(3)];
    for (const lease of [one, two, three]) lease.exchange(0, undefined);
    expect(one.exchange(1000, undefined).processes).toBe(3);
    two.close();
    running.delete(3);
    expect(one.exchange(2000, undefined).processes).toBe(3);
    expect(files()).toHaveLength(1);
    expect(one.exchange(3000, undefined).processes).toBe(1);
    one.close();
    expect(existsSync(accountFolder(ACCOUNT, folder))).toBe(false);
  });

  test('one whose lease is old is not; when it comes back it gives notice', () => {
    const [one, two] = [leaseOf(1), leaseOf(2)];
    two.exchange(0, undefined);
    for (let now = 0; now <= 20_000; now += 1000) one.exchange(now, undefined);
    expect(one.exchange(21_000, undefined).processes).toBe(1);
    expect(files()).toHaveLength(1);
    expect(two.exchange(21_500, undefined)).toMatchObject({ processes: 2, notBefore: 23_500 });
    expect(one.exchange(22_000, undefined).processes).toBe(2);
  });

  test('one on another machine that shares the folder: its process cannot be asked for, its lease counts', () => {
    const [one, far] = [leaseOf(1), leaseOf(99, ACCOUNT, 'there')];
    running.delete(99);
    far.exchange(0, undefined);
    expect(one.exchange(0, undefined).processes).toBe(2);
    expect(one.exchange(20_000, undefined).processes).toBe(2);
    expect(one.exchange(21_000, undefined).processes).toBe(1);
  });

  test('files that are no leases, are broken or lie elsewhere are left alone', () => {
    const one = leaseOf(1);
    one.exchange(0, undefined);
    const own = accountFolder(ACCOUNT, folder);
    running.add(7);
    const elsewhere = join(folder, 'elsewhere.json');
    writeFileSync(elsewhere, '{"renewedAt":1000}');
    writeFileSync(join(own, 'notes.txt'), 'x');
    writeFileSync(join(own, '00000000-7-00000001.json'), '{"renewedAt"');
    writeFileSync(join(own, '00000000-7-00000002.json'), '[]');
    writeFileSync(join(own, '00000000-7-00000003.json'), `{"renewedAt":1000,"x":"${'y'.repeat(9000)}"}`);
    symlinkSync(elsewhere, join(own, '00000000-7-00000004.json'));
    expect(one.exchange(1000, undefined).processes).toBe(1);
    expect(files()).toHaveLength(6);
  });
});

describe('what a lease says', () => {
  test('no key, nowhere', () => {
    const one = leaseOf(1);
    one.exchange(0, { factor: 0.5, at: 0, quietFrom: 0 });
    const [file = ''] = files();
    const text = readFileSync(join(accountFolder(ACCOUNT, folder), file), 'utf8');
    expect(`${accountFolder(ACCOUNT, folder)}/${file}${text}`).not.toContain('key-of');
    expect(text).toContain('"factor":0.5');
  });

  test('what is learned goes to the others, one time in a second', () => {
    const [one, two] = [leaseOf(1), leaseOf(2)];
    const [first, second] = [
      new Budget({ callsPerSecond: 18 }, one),
      new Budget({ callsPerSecond: 18 }, two),
    ];
    const call = (route: string) => ({ method: 'GET' as const, path: route, route, sentAt: 100 });
    const rate = (budget: Budget, now: number) => {
      const [all] = budget.pacesFor('GET', '/1.0/me');
      if (!all) throw new Error('no pace');
      budget.waitFor(all, now);
      return all.rate(now);
    };
    rate(first, 0);
    rate(second, 0);
    expect(rate(second, 1000)).toBe(9);
    first.throttled(call('/a'), 1000);
    first.throttled(call('/b'), 1000);
    expect(rate(first, 2000)).toBe(4.5);
    expect(rate(second, 1900)).toBe(9);
    expect(rate(second, 2000)).toBe(4.5);
    expect(second.statistics()).toEqual({});
  });
});

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe('together', () => {
  test('the part of each leaves no second over the limit', () => {
    for (const [pace, most] of [
      [18, 20],
      [14.4, 16],
      [40, 42],
    ] as const) {
      for (let processes = 2; processes <= most; processes++) {
        const parts = Array.from({ length: processes }, (_, rank) => partOf(pace, { processes, rank }));
        // A call comes an interval after the one before, and the last one early by its credit.
        const calls = parts.map(({ rate, credit }) => Math.floor(rate + credit) + 1);
        expect(sum(calls)).toBeLessThanOrEqual(most);
        expect(sum(parts.map(({ rate }) => rate))).toBeCloseTo(pace, 6);
      }
    }
    expect(partOf(18, { processes: 1, rank: 0 })).toEqual({ rate: 18, credit: 0.5 });
    expect(partOf(18, { processes: 2, rank: 1 }).rate).toBe(9);
    const many = Array.from({ length: 50 }, (_, rank) => partOf(1, { processes: 50, rank }));
    expect(sum(many.map(({ rate }) => rate))).toBeCloseTo(1, 6);
  });

  test.each([
    [2, 0],
    [2, 300],
    [3, 1],
    [3, 700],
    [5, 2100],
  ])('%i processes, each %i ms after the one before: never over 20 in a second', async (count, after) => {
    let turn = 0;
    const clock = new VirtualClock(() => [0, 3, 40, 1, 90, 0, 2][turn++ % 7] ?? 0);
    const gone: { at: number; by: number }[] = [];
    const processes = Array.from({ length: count }, async (_, by) => {
      await clock.sleep(1 + by * after);
      const lease = leaseOf(by + 1);
      const queue = new PacedQueue(new Budget({ callsPerSecond: 18 }, lease), clock);
      for (let n = 0; n < 60 + by * 10; n++) {
        await queue.enter('GET', '/1.0/me');
        gone.push({ at: clock.now(), by });
      }
      lease.close();
    });
    await clock.until(Promise.all(processes));
    expect(mostInAnySecond(gone.map(({ at }) => at))).toBeLessThanOrEqual(20);
    expect(gone).toHaveLength(count * 60 + (count * (count - 1) * 10) / 2);
    expect(files()).toEqual([]);
  });

  test('when one is killed the other takes the whole pace again', async () => {
    const clock = new VirtualClock();
    const gone: { at: number; by: number }[] = [];
    let isKilled = false;
    const worker = async (by: number, calls: number) => {
      const lease = leaseOf(by);
      const queue = new PacedQueue(new Budget({ callsPerSecond: 18 }, lease), clock);
      for (let n = 0; n < calls && !(by === 2 && isKilled); n++) {
        await queue.enter('GET', '/1.0/me');
        gone.push({ at: clock.now(), by });
        if (by === 1 && n === 100) {
          isKilled = true;
          running.delete(2);
        }
      }
      if (by === 1) lease.close();
    };
    await clock.until(Promise.all([worker(1, 400), worker(2, 1000)]));
    const kept = gone.filter(({ by }) => by === 1).map(({ at }) => at);
    const rate = (from: number, to: number) => (to - from) / (((kept[to] ?? 0) - (kept[from] ?? 0)) / 1000);
    expect(rate(50, 90)).toBeCloseTo(9, 0);
    expect(rate(200, 390)).toBeCloseTo(18, 0);
    expect(mostInAnySecond(gone.map(({ at }) => at))).toBeLessThanOrEqual(20);
    expect(files()).toEqual([]);
  });
});

describe('a folder that cannot be used', () => {
  const refused = (at: string) => {
    const lease = new Lease({ folder: at, account: ACCOUNT, pid: 1 });
    const view = lease.exchange(0, undefined);
    lease.exchange(1000, undefined);
    lease.close();
    return { view, problem: lease.problem?.message ?? '' };
  };

  test('a link, a file, one that others may write to: said once, and the run goes on alone', () => {
    const real = join(folder, 'real');
    mkdirSync(real, { mode: 0o700 });
    symlinkSync(real, join(folder, 'link'));
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'open'));
    chmodSync(join(folder, 'open'), 0o777);
    for (const [name, words] of [
      ['link', /link is not a folder/],
      ['file', /EEXIST|ENOTDIR|not a folder/],
      ['open', /others may write/],
    ] as const) {
      const { view, problem } = refused(join(folder, name));
      expect(view).toEqual({ processes: 1, rank: 0, notBefore: 0, slowdowns: [] });
      expect(problem).toMatch(/other processes are not seen: the budget is this process's alone/);
      expect(problem).toMatch(words);
    }
    expect(readdirSync(real)).toEqual([]);
  });

  test('the connection tells it, and calls go on', async () => {
    const { origin } = await serve((_, response) => json(response, {}));
    writeFileSync(join(folder, 'file'), '');
    const connection = connectTo(origin, { shared: 'machine', leaseFolder: join(folder, 'file') });
    expect((await connection.client.call(get('/1.0/me'))).outcome).toBe('ok');
    expect(noticeLines(connection.warnings())).toEqual([
      expect.stringContaining('other processes are not seen'),
    ]);
  });

  test('a connection that shares leaves nothing behind, and none is made without need', async () => {
    const { origin } = await serve((_, response) => json(response, {}));
    const account = `${origin} ${KEYS.applicationKey.reveal()}`;
    const connection = connectTo(origin, { shared: 'machine', leaseFolder: folder });
    expect(files(account)).toEqual([]);
    await connection.client.call(get('/1.0/me'));
    expect(files(account)).toHaveLength(1);
    await connection.close();
    expect(readdirSync(folder)).toEqual([]);
    expect(noticeLines(connection.warnings())).toEqual([]);
  });
});
