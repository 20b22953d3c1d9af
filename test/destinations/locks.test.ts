// Locks of files and folders: one holder at a time, whoever comes, goes or dies.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SILENCE, takeLock } from '../../connector/destinations/locks/file-lock.js';
import { thisProcess } from '../../connector/destinations/locks/process-identity.js';
import { DestinationInUseError } from '../../connector/model/errors.js';

const CONTENDER = resolve(import.meta.dirname, 'lock-contender.mjs');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'locks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Outcomes {
  held: number;
  inUse: number;
  together: number;
  errors: string[];
}

/** Undefined for a process that was killed. */
function contender(type: string, rounds: number, dies?: number): Promise<Outcomes | undefined> {
  const more = dies === undefined ? [] : ['--dies', String(dies)];
  const args = [
    CONTENDER,
    '--type',
    type,
    '--path',
    join(folder, 'place'),
    '--rounds',
    String(rounds),
    ...more,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  return new Promise((done) => {
    child.on('close', () => done(text === '' ? undefined : (JSON.parse(text) as Outcomes)));
  });
}

describe.each(['sqlite', 'jsonl', 'duckdb'])('%s', (type) => {
  test('many that want it: each gets it or hears of another run, and nothing else', async () => {
    const rounds = 30;
    const ended = await Promise.all([1, 2, 3].map(() => contender(type, rounds)));
    const sum = (of: (outcomes: Outcomes) => number) =>
      ended.reduce((total, each) => total + (each ? of(each) : 0), 0);
    expect(ended.flatMap((each) => each?.errors ?? ['no answer'])).toEqual([]);
    expect(sum(({ together }) => together)).toBe(0);
    expect(sum(({ held, inUse }) => held + inUse)).toBe(3 * rounds);
    expect(sum(({ held }) => held)).toBeGreaterThan(rounds / 2);
    expect(readdirSync(folder).filter((name) => name.includes('lock'))).toEqual([]);
  }, 60_000);

  test('holders that are killed keep nobody away, and two never follow one of them', async () => {
    const ended = await Promise.all([2, 5, undefined].map((dies) => contender(type, 15, dies)));
    const living = ended.flatMap((each) => each ?? []);
    expect(living.length).toBeGreaterThanOrEqual(1);
    expect(living.flatMap(({ errors }) => errors)).toEqual([]);
    expect(living.map(({ together }) => together)).toEqual(living.map(() => 0));
    const after = await contender(type, 3);
    expect(after).toEqual({ held: 3, inUse: 0, together: 0, errors: [] });
  }, 60_000);
});

describe('a file that names its holder', () => {
  const path = () => join(folder, 'lock');
  const holder = (pid: number) => ({ pid, host: 'h', since: '2026-01-01T00:00:00.000Z' });
  const take = (pid: number) => takeLock(path(), 'folder x', holder(pid));
  const left = (process: object, age: number) => {
    writeFileSync(path(), JSON.stringify({ id: 'abcdef0123456789', holder: holder(7), process }));
    const at = (Date.now() - age) / 1000;
    utimesSync(path(), at, at);
  };
  const own = thisProcess();

  test.each<[string, object, number, boolean]>([
    ['a living process, whatever its age', own, 10 * SILENCE, false],
    ['a process that has ended', { ...own, pid: 2 ** 22 + 1 }, 0, true],
    ['another process with its id', { ...own, started: '1' }, 0, true],
    ['another machine, with a sign of life', { ...own, machine: 'other' }, SILENCE / 2, false],
    ['another machine, without one', { ...own, machine: 'other' }, 2 * SILENCE, true],
  ])('%s', async (_, process, age, isFree) => {
    left(process, age);
    const attempt = take(8);
    if (!isFree) {
      await expect(attempt).rejects.toMatchObject({ code: 'destination-in-use', holder: holder(7) });
      expect(readFileSync(path(), 'utf8')).toContain('abcdef0123456789');
      return;
    }
    await (await attempt)();
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['', '{', '{"id": "../x"}', 'SQLite format 3\0'])('what is no lock of ours: %j', async (text) => {
    writeFileSync(path(), text);
    await expect(take(8)).rejects.toBeInstanceOf(DestinationInUseError);
    utimesSync(path(), 1, 1);
    await (await take(8))();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of many that find it left over, one gets it', async () => {
    left({ ...own, machine: 'other' }, 2 * SILENCE);
    const all = await Promise.allSettled(Array.from({ length: 12 }, (_, index) => take(100 + index)));
    const got = all.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(got).toHaveLength(1);
    const others = all.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(others.every((reason) => reason instanceof DestinationInUseError)).toBe(true);
    await got[0]?.();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a holder that was taken for gone leaves the lock of the next alone', async () => {
    const release = await take(1);
    rmSync(path());
    const releaseNext = await take(2);
    await release();
    await expect(take(3)).rejects.toMatchObject({ holder: holder(2) });
    await releaseNext();
    await releaseNext();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('gives signs of life while it is held, and is for its owner alone', async () => {
    let wake: (() => void) | undefined;
    const sleeps: number[] = [];
    const clock = {
      now: () => 0,
      random: () => 0,
      sleep: (ms: number, signal?: AbortSignal) =>
        new Promise<void>((done) => {
          sleeps.push(ms);
          wake = done;
          signal?.addEventListener('abort', () => done());
        }),
    };
    const release = await takeLock(path(), 'x', holder(1), { clock });
    const text = readFileSync(path(), 'utf8');
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    utimesSync(path(), 1, 1);
    wake?.();
    await new Promise((done) => setImmediate(done));
    expect(statSync(path()).mtimeMs).toBeGreaterThan(1000);
    expect(readFileSync(path(), 'utf8')).toBe(text);
    expect(sleeps[0]).toBeLessThan(SILENCE / 5);
    await release();
  });
});
