// Jobs without a queue: their keys, what becomes of them, where the queue is, and what is refused before anything else.
import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../connector/model/errors.js';
import type { RunReport } from '../../connector/model/report.js';
import { decide, killsWorkers, MOST_FAILURES } from '../../connector/worker/decision.js';
import { factsOf } from '../../connector/worker/ended-facts.js';
import { engineClass, requireNode } from '../../connector/worker/engine.js';
import { type JobData, keyOf, QUEUES } from '../../connector/worker/job.js';
import { queuePlaceOf } from '../../connector/worker/place.js';

const JOB: JobData = {
  connection: 'acme',
  batch: 'night',
  tick: '2026-11-29T00:00:00.000Z',
  failures: 0,
  returns: 0,
};
const report = (facts: Partial<RunReport>) => ({
  report: { runId: 'r', outcome: 'complete', reasons: [], ...facts } as RunReport,
});

describe('keys', () => {
  test('connection and pipeline, and nothing that two of them could share', () => {
    expect(keyOf({ connection: 'acme', pipeline: 'billing' })).toBe('acme/billing');
    const keys = [{ connection: 'a' }, { pipeline: 'a' }, { connection: 'a', pipeline: 'a' }, {}].map(keyOf);
    expect(new Set(keys).size).toBe(4);
  });

  test('each queue of loads is exclusive, and what is dead goes where it stays', () => {
    const queues = new Map(QUEUES);
    expect(queues.get('load')).toMatchObject({ policy: 'exclusive', deadLetter: 'load.dead', retryDelay: 1 });
    expect([...queues.keys()].indexOf('load.dead')).toBeLessThan([...queues.keys()].indexOf('load'));
  });
});

test('what is stored with a job has no password of an address', () => {
  const message = 'cannot connect to postgres://bob:canary-pw@db/inv';
  const issue = { code: 'config-command' as const, where: 'x', message };
  const reasons = [{ code: 'unreachable' as const, message }] as unknown as RunReport['reasons'];
  const calls = { calls: 0 } as RunReport['calls'];
  const ends = [
    { error: new ConfigError([issue]) },
    { error: new Error(message) },
    report({ outcome: 'failed', runId: '', reasons, calls, sources: [] }),
  ];
  for (const ended of ends) {
    expect(factsOf(ended).message).toContain('postgres://***@db/inv');
    expect(factsOf(ended).message).not.toContain('canary-pw');
  }
});

describe('what becomes of a job', () => {
  test('complete and incomplete are done', () => {
    expect(decide(JOB, report({}))).toEqual({ end: 'done' });
    expect(decide(JOB, report({ outcome: 'incomplete' }))).toEqual({ end: 'done' });
  });

  test('a run that was asked to end is given back at once, and no failure', () => {
    const ended = report({ outcome: 'incomplete', interrupted: true });
    expect(decide(JOB, ended)).toEqual({ end: 'returned', seconds: 0, data: { ...JOB, returns: 1 } });
  });

  test('an account in use is tried soon, however often, and no failure', () => {
    const reasons = [{ code: 'destination-in-use' as const, message: 'x' }];
    const busy = report({ outcome: 'failed', runId: '', reasons });
    expect(decide(JOB, busy)).toEqual({ end: 'retry', seconds: 5, data: { ...JOB, returns: 1 } });
    const often = { ...JOB, returns: 200 };
    expect(decide(often, busy)).toMatchObject({ end: 'retry', seconds: 60, data: { failures: 0 } });
  });

  test('a failure is tried again, later each time, and at last dead', () => {
    const waits: number[] = [];
    let job = JOB;
    for (;;) {
      const next = decide(job, report({ outcome: 'failed' }));
      if (next.end !== 'retry') {
        expect(next).toEqual({ end: 'dead' });
        break;
      }
      waits.push(next.seconds);
      job = next.data;
    }
    expect(waits).toEqual([30, 120, 480, 1800]);
    expect(waits).toHaveLength(MOST_FAILURES - 1);
  });

  test('a mistake of the configuration is dead; a fault is a failure', () => {
    const error = new ConfigError([{ code: 'config-name-unknown', where: 'x', message: 'y' }]);
    expect(decide(JOB, { error })).toEqual({ end: 'dead' });
    expect(decide(JOB, { error: new Error('a fault') })).toMatchObject({ end: 'retry' });
    const passing = new ConfigError([{ code: 'config-command', where: 'x', message: 'y' }]);
    expect(decide(JOB, { error: passing })).toMatchObject({ end: 'retry', data: { failures: 1 } });
    const both = new ConfigError([...passing.issues, ...error.issues]);
    expect(decide(JOB, { error: both })).toEqual({ end: 'dead' });
  });

  test('a job that its workers die of is dead after ten; failures and returns are no deaths', () => {
    expect(killsWorkers(JOB, 9)).toBe(false);
    expect(killsWorkers(JOB, 10)).toBe(true);
    expect(killsWorkers({ ...JOB, failures: 2, returns: 3 }, 14)).toBe(false);
    expect(killsWorkers({ ...JOB, failures: 2, returns: 3 }, 15)).toBe(true);
  });
});

describe('what is refused', () => {
  const codeOf = async (work: () => unknown) => {
    try {
      await work();
      return 'nothing';
    } catch (error) {
      return (error as ConfigError).issues.map(({ code, message }) => `${code}: ${message}`).join();
    }
  };

  test('a Node that is too old, in one sentence', async () => {
    expect(await codeOf(() => requireNode('20.20.2'))).toMatch(
      /^node-version: this is Node 20\.20\.2, and .*22\.12/,
    );
    expect(await codeOf(() => requireNode('22.11.0'))).toMatch(/^node-version/);
    for (const node of ['22.12.0', '22.20.1', '24.0.0'])
      expect(await codeOf(() => requireNode(node))).toBe('nothing');
  });

  test('a package that is not there, or has another major version', async () => {
    const missing = Object.assign(new Error(), { code: 'ERR_MODULE_NOT_FOUND' });
    expect(await codeOf(() => engineClass(() => Promise.reject(missing)))).toMatch(
      /^package-missing: .*npm install pg-boss@12/,
    );
    for (const version of ['11.1.0', '13.0.0'])
      expect(await codeOf(() => engineClass(async () => ({ module: {}, version })))).toMatch(
        /^package-version: .*npm install pg-boss@12/,
      );
    const module = { PgBoss: class {} };
    expect(await engineClass(async () => ({ module, version: '12.40.1' }))).toBe(module.PgBoss);
  });
});

describe('where the queue is', () => {
  const place = (destination: Record<string, string>, queue = {}) =>
    queuePlaceOf([{ destination: { type: 'postgres', ...destination }, queue, locate: (key) => key }], {});

  test('beside the destination, or where it is written; the password is in no name', () => {
    const url = 'postgresql://me:hidden-word@db.example:5433/books';
    expect(place({ url }).schema).toBe('ovh_queue');
    expect(place({ url, schema: 'fin' })).toMatchObject({
      schema: 'fin_queue',
      location: 'postgresql://me@db.example:5433/books schema fin_queue',
    });
    const other = place({ type: 'parquet', path: 'x' }, { url, schema: 'jobs' });
    expect([other.schema, other.location.includes('hidden-word')]).toEqual(['jobs', false]);
    expect(other.reach()).toMatchObject({ password: 'hidden-word', host: 'db.example', port: 5433 });
  });

  test.each([
    ['no PostgreSQL', { type: 'sqlite', path: 'x' }, {}, /no PostgreSQL/],
    [
      'a schema that no queue can have',
      { url: 'postgresql://h/d', schema: 'Köln' },
      {},
      /Köln_queue.*at most 50/,
    ],
    [
      'an address that cannot be read',
      { url: 'postgresql://h/d' },
      { url: 'postgresql://h:x:y/d' },
      /queue\.url/,
    ],
  ])('refused: %s', (_, destination, queue, words) => {
    expect(() => place(destination as Record<string, string>, queue)).toThrow(words);
  });

  test.each(['public', 'information_schema', 'source_ovhcloud', 'pg_foo', 'ovh'])(
    'refused: a schema of something else: %s',
    (schema) => {
      const url = 'postgresql://me@h/d';
      const refused = expect.objectContaining({ code: 'config-conflict', key: 'queue.schema' });
      for (const queue of [{ schema }, { schema, url }]) {
        let issues: unknown;
        try {
          place({ url }, queue);
        } catch (error) {
          issues = (error as ConfigError).issues;
        }
        expect(issues).toEqual([refused]);
      }
    },
  );

  test('the name of the tables is free in another database', () => {
    const queue = { schema: 'ovh', url: 'postgresql://me@h/jobs' };
    expect(place({ url: 'postgresql://me@h/d' }, queue).schema).toBe('ovh');
  });

  test('refused: a destination for each connection', () => {
    const of = (schema: string) => ({
      destination: { type: 'postgres', schema },
      queue: {},
      locate: (key: string) => key,
    });
    expect(() => queuePlaceOf([of('a'), of('b')], {})).toThrow(/\{connection\}/);
  });
});
