// Who is told how a run ended: a webhook that fails at first, a program, and who is not told what.
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { notifyRun } from '../../connector/app/observers/notify-run.js';
import { type ConfiguredSource, openSource } from '../../connector/app/open.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import type { LoadEvent } from '../../connector/model/events/events.js';
import type { RunReport } from '../../connector/model/report.js';
import { Secret } from '../../connector/model/secret.js';
import { runCommand, withoutSecrets } from '../../connector/observe/notifications/command.js';
import { previousOutcome } from '../../connector/observe/notifications/notify.js';
import { postWebhook } from '../../connector/observe/notifications/webhook.js';
import type { StoredRun } from '../../connector/state/history/stored-runs.js';

const SECRET = 'hunter22-of-the-webhook';
const KEYS = {
  ...{ applicationKey: 'app-key-0123456789', applicationSecret: 'app-secret-0123456789' },
  consumerKey: 'consumer-key-0123456789',
};

interface Hook {
  url: string;
  got: { body: string; request: IncomingMessage }[];
  server: Server;
}

let hook: Hook;
let folder: string;
let waits: number[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-notify-'));
  waits = [];
});

afterEach(async () => {
  hook?.server.closeAllConnections();
  await new Promise((resolve) => (hook ? hook.server.close(resolve) : resolve(undefined)));
  rmSync(folder, { recursive: true, force: true });
});

/** Answers with these statuses one after another, then with 204; 0 cuts the connection. */
async function listen(...statuses: number[]): Promise<void> {
  const got: Hook['got'] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      got.push({ body, request });
      const status = statuses.shift() ?? 204;
      if (status === 0) return request.socket.destroy();
      if (status === -1) return undefined;
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  hook = { url: `http://127.0.0.1:${port}/T0KEN/in-the-path?q=1`, got, server };
}

const clock: Clock = {
  ...systemClock,
  sleep: async (ms) => {
    waits.push(ms);
  },
};

function sourceWith(notify: object): ConfiguredSource {
  const config = {
    ...{ region: 'eu', auth: KEYS, destination: { type: 'sqlite', path: join(folder, 'ovh.db') } },
    ...{ endpoints: [{ preset: 'bills' }], notify },
  };
  return openSource(config, { env: {}, cwd: folder, home: folder, clock });
}

const REFUSED = { code: 'objects-missing', source: 'bills', count: 1, message: '1 refused of 10 listed' };

const report = (outcome: RunReport['outcome'], more: object = {}) =>
  ({
    ...{ runId: 'r1', outcome, reasons: [REFUSED], account: 'ab1-ovh', region: 'eu' },
    ...{
      destination: 'd',
      startedAt: '',
      endedAt: '',
      seconds: 1,
      slices: 1,
      refusedStrategies: [],
      warnings: [],
    },
    calls: { calls: 1, retries: 0, budgetWaitMs: 0, retryWaitMs: 0, byStatus: {}, perSecond: 1 },
    sources: [{ name: 'bills', ledger: { listed: 10, loaded: 9, known: 0 }, notLoaded: [] }],
    ...more,
  }) as unknown as RunReport;

async function told(source: ConfiguredSource, ofRun: RunReport, before?: string): Promise<LoadEvent[]> {
  const events: LoadEvent[] = [];
  await notifyRun(source, ofRun, (event) => events.push(event), before);
  return events;
}

describe('webhook', () => {
  test('fails twice, then is taken: signed, the same JSON each time, waits in between', async () => {
    await listen(503, 0);
    const source = sourceWith({ webhook: { url: hook.url, secret: SECRET } });
    const events = await told(source, report('incomplete'));
    expect(events).toEqual([
      { event: 'notification.sent', way: 'webhook', outcome: 'incomplete', runId: 'r1' },
    ]);
    expect(hook.got).toHaveLength(3);
    expect(waits).toHaveLength(2);
    const [first, , last] = hook.got;
    expect(last?.body).toBe(first?.body);
    expect(JSON.parse(last?.body ?? '')).toMatchObject({
      ...{ version: 1, event: 'incomplete', exitCode: 3 },
      text: 'source-ovhcloud INCOMPLETE: ab1-ovh (eu), run r1, 9 of 10 listed are loaded: bills: 1 refused of 10 listed',
      report: { runId: 'r1', outcome: 'incomplete', account: 'ab1-ovh' },
    });
    const signature = String(last?.request.headers['x-source-ovhcloud-signature']);
    const [, seconds, hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
    const expected = createHmac('sha256', SECRET).update(`${seconds}.${last?.body}`).digest('hex');
    expect(hex).toBe(expected);
  });

  test.each<[string, number[], RegExp, number]>([
    ['attempts end', [500, 502, 500], /^127\.0\.0\.1:\d+: answered 500$/, 3],
    ['a refusal is final', [403], /^127\.0\.0\.1:\d+: answered 403$/, 1],
    ['a redirect is not followed', [302], /answered 302, a redirect, which is not followed/, 1],
    ['cut each time', [0, 0, 0], /no answer \(\w+\)/, 3],
  ])('%s: a warning without the address, no error', async (_, statuses, words, posts) => {
    await listen(...statuses);
    const [event] = await told(sourceWith({ webhook: { url: hook.url, secret: SECRET } }), report('failed'));
    expect(event).toMatchObject({ way: 'webhook', outcome: 'failed', problem: expect.stringMatching(words) });
    expect(JSON.stringify(event)).not.toContain('T0KEN');
    expect(hook.got).toHaveLength(posts);
  });

  test('one that does not answer is given up in time', async () => {
    await listen(-1);
    const settings = { url: new Secret(hook.url), timeoutMs: 200, attempts: 1 };
    await expect(postWebhook(settings, '{}', { clock, userAgent: 'x' })).rejects.toThrow(
      'no answer in 0.2 s',
    );
  });

  test('no secret is in what is told, wherever it stood', async () => {
    await listen();
    const planted = Object.values(KEYS).join(' ');
    const source = sourceWith({ webhook: { url: hook.url, secret: SECRET } });
    await told(
      source,
      report('failed', {
        reasons: [{ code: 'stopped', message: `${planted} ${hook.url} ${SECRET}` }],
        warnings: [{ code: 'resumed', message: planted }],
      }),
    );
    const body = hook.got[0]?.body ?? '';
    expect(body).toContain('***');
    for (const secret of [...Object.values(KEYS), SECRET, 'T0KEN']) expect(body).not.toContain(secret);
  });

  test.each([
    ['http://example.com/hook', /notify\.webhook\.url/],
    ['ftp://127.0.0.1/', /notify\.webhook\.url/],
    ['https://user:pw@example.com/', /notify\.webhook\.url/],
  ])('%s is refused, and not shown', (url, words) => {
    expect(() => sourceWith({ webhook: { url } })).toThrow(words);
    expect(() => sourceWith({ webhook: { url } })).not.toThrow(/example\.com\/|ftp:/);
  });

  test('nobody to tell is refused', () => {
    expect(() => sourceWith({ on: ['failed'] })).toThrow(/a "webhook", a "command", or both/);
  });
});

describe('command', () => {
  const program = (code: string) => [process.execPath, '-e', code];

  test('reads the JSON on standard input; its environment has none of our secrets', async () => {
    const out = join(folder, 'out.json');
    const code = `
      let text = '';
      process.stdin.on('data', (chunk) => { text += chunk; });
      process.stdin.on('end', () => require('node:fs').writeFileSync(process.argv[1],
        JSON.stringify({ told: JSON.parse(text), env: process.env })));`;
    const source = sourceWith({ on: ['failed'], command: [...program(code), out] });
    process.env.PARENT_OVH_CONSUMER_KEY = 'not-ours-to-give';
    process.env.SOME_SETTING = `prefix ${KEYS.applicationSecret}`;
    process.env.HARMLESS = 'stays';
    try {
      expect(await told(source, report('failed'))).toEqual([
        { event: 'notification.sent', way: 'command', outcome: 'failed', runId: 'r1' },
      ]);
    } finally {
      for (const name of ['PARENT_OVH_CONSUMER_KEY', 'SOME_SETTING', 'HARMLESS']) delete process.env[name];
    }
    const seen = JSON.parse(readFileSync(out, 'utf8')) as { told: { event: string }; env: NodeJS.ProcessEnv };
    expect(seen.told).toMatchObject({ event: 'failed', exitCode: 1, report: { runId: 'r1' } });
    expect(seen.env.HARMLESS).toBe('stays');
    expect(seen.env).not.toHaveProperty('PARENT_OVH_CONSUMER_KEY');
    expect(seen.env).not.toHaveProperty('SOME_SETTING');
  });

  test.each<[string, string[], RegExp]>([
    ['there is none', ['no-such-program-at-all'], /there is no such program/],
    ['it fails', program('console.error("disk full"); process.exit(4)'), /ended with 4: disk full/],
    ['it reads nothing', program('process.exit(0)'), /^$/],
  ])('%s: told, no error, and no timer stays', async (_, command, words) => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const [event] = await told(sourceWith({ command }), report('failed'));
    expect(event && 'problem' in event ? event.problem : '').toMatch(words);
    // One of the program would stay for its whole time-out, a minute; others of the process come and go.
    for (let wait = 0; wait < 100 && timers() > before; wait++) await systemClock.sleep(20);
    expect(timers()).toBeLessThanOrEqual(before);
  });

  test('one that does not end is ended', async () => {
    const command = { words: program('setInterval(() => {}, 1000)'), timeoutMs: 300 };
    await expect(runCommand(command, '{}', [])).rejects.toThrow(/was ended by SIGKILL/);
  });

  test('no shell: what looks like one stays a text', async () => {
    const out = join(folder, 'args.json');
    const code = `require('node:fs').writeFileSync(process.argv[1], JSON.stringify(process.argv.slice(2)))`;
    const source = sourceWith({ command: [...program(code), out, '$(id); rm -rf *', '`id`'] });
    await told(source, report('incomplete'));
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(['$(id); rm -rf *', '`id`']);
  });

  test('a program beside the configuration', () => {
    writeFileSync(join(folder, 'told.sh'), '');
    expect(sourceWith({ command: ['./told.sh', './x'] }).config.observability.notify?.command?.words).toEqual(
      [join(folder, 'told.sh'), './x'],
    );
  });

  test.each<[string, object, string, string]>([
    [
      'PostgreSQL',
      { type: 'postgres', host: '127.0.0.1', database: 'd', user: 'u' },
      'PGPASSWORD',
      'pg-hunter22',
    ],
    [
      'object storage',
      { type: 'csv', path: 's3://tables', region: 'gra' },
      'AWS_SECRET_ACCESS_KEY',
      'aws-hunter22',
    ],
    [
      'a session of object storage',
      { type: 'csv', path: 's3://tables' },
      'AWS_SESSION_TOKEN',
      'session-hunter22',
    ],
  ])('does not get the secrets of %s that stand in the environment', async (_, destination, name, value) => {
    const out = join(folder, 'env.json');
    const code = `require('node:fs').writeFileSync(process.argv[1], JSON.stringify(process.env))`;
    const before = process.env[name];
    process.env[name] = value;
    try {
      const source = sourceWith({ command: [...program(code), out] });
      const config = { ...source.config, destination } as typeof source.config;
      await told({ ...source, config }, report('failed'));
    } finally {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    }
    expect(readFileSync(out, 'utf8')).not.toMatch(/hunter22/);
  });

  test('variables of ours are left out whoever is named before them', () => {
    const env = { OVH_ACCESS_TOKEN: 'x', CHILD_OVH_CLIENT_SECRET: 'x', OVH_ENDPOINT: 'ovh-eu', PATH: '/bin' };
    expect(withoutSecrets(env, [])).toEqual({ OVH_ENDPOINT: 'ovh-eu', PATH: '/bin' });
  });
});

describe('which outcome is told', () => {
  const run = (runId: string, outcome: string, names = ['bills'], account = 'ab1-ovh') =>
    ({ runId, outcome, account, sources: names.map((name) => ({ name })) }) as StoredRun;

  test.each<[string, StoredRun[], string | undefined]>([
    ['the run before', [run('r1', 'complete'), run('r0', 'failed'), run('q', 'complete')], 'failed'],
    [
      'not one of another account',
      [run('r1', 'complete'), run('r0', 'failed', ['bills'], 'other')],
      undefined,
    ],
    [
      'not one of a part',
      [run('r1', 'complete'), run('p', 'complete', ['x']), run('r0', 'incomplete')],
      'incomplete',
    ],
    ['the first run', [run('r1', 'complete')], undefined],
  ])('%s', (_, runs, expected) => {
    expect(previousOutcome(runs, report('complete'))).toBe(expected);
  });

  test('recovered after a run that was not complete, nothing after one that was, and only what is asked for', async () => {
    await listen();
    const source = sourceWith({ webhook: { url: hook.url } });
    expect(await told(source, report('complete'), 'failed')).toMatchObject([{ outcome: 'recovered' }]);
    expect(await told(source, report('complete'), 'complete')).toEqual([]);
    const quiet = sourceWith({ on: ['recovered'], webhook: { url: hook.url } });
    expect(await told(quiet, report('failed'))).toEqual([]);
    expect(hook.got).toHaveLength(1);
  });

  test('a destination that is not there yet has no run before', async () => {
    await listen();
    expect(await told(sourceWith({ webhook: { url: hook.url } }), report('complete'))).toEqual([]);
  });
});
