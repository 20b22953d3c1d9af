// docs/operation.md as it is told: its commands, the shape of reports, metrics while a load goes on, notifications.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from '@jest/globals';
import { reportSchema } from '../../connector/cli/reference/report-schema.js';
import { EVENTS } from '../../connector/model/events/events.js';
import { configText, type Place, placeWith, runProgram } from './command.js';

const PAGE = readFileSync(resolve(import.meta.dirname, '../../docs/operation.md'), 'utf8');
const LIBRARY = new URL('../../dist/connector/index.js', import.meta.url).href;
const BILLS = '  - preset: bills';

let places: Place[] = [];
let hook: Server | undefined;

async function open(options: Parameters<typeof placeWith>[0] = {}): Promise<Place> {
  const place = await placeWith(options);
  places.push(place);
  return place;
}

afterEach(async () => {
  for (const place of places) await place.close();
  places = [];
  hook?.close();
  hook = undefined;
});

/** Fenced blocks of a language. */
const blocks = (language: string) =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    (match) => match[1] ?? '',
  );

const reportIn = (place: Place, name = 'report.json') =>
  JSON.parse(readFileSync(place.path(name), 'utf8')) as Record<string, unknown>;

describe('the page', () => {
  const commands = blocks('sh')
    .join('')
    .split('\n')
    .filter((line) => line.startsWith('source-ovhcloud '))
    .map((line) => line.replace(/ +#.*/, '').split(' ').slice(1));

  test('its commands run', async () => {
    const place = await open({ edges: false });
    place.file('source.yaml', configText(place, BILLS));
    expect(commands.length).toBeGreaterThan(3);
    for (const args of commands) {
      expect({ args, code: (await place.run(...args)).code }).toEqual({ args, code: 0 });
    }
    expect(readFileSync(place.path('ovh.log'), 'utf8')).toContain('run complete');
    expect(reportSchema.safeParse(reportIn(place)).error).toBeUndefined();
  });

  test('its program runs', async () => {
    const place = await open({ edges: false });
    place.file('source.yaml', configText(place, BILLS));
    const [code = ''] = blocks('ts');
    place.file('load.mjs', code.replace("'source-ovhcloud'", JSON.stringify(LIBRARY)).replace('9464', '0'));
    const ended = await runProgram(place.path('load.mjs'), place.folder, place.env);
    expect([ended.code, ended.stderr]).toEqual([0, expect.stringMatching(/run starts[\s\S]*run complete/)]);
  });

  test('it lists every event, and no other', () => {
    const listed = [...PAGE.matchAll(/^\| `([a-z_]+\.[a-z_]+)` \|/gm)].map((match) => match[1]);
    expect(listed).toEqual(Object.keys(EVENTS));
  });
});

describe('the report', () => {
  test('has its documented shape whatever becomes of the load', async () => {
    const place = await open({ edges: true });
    const outcomes: unknown[] = [];
    const load = async (config: string, ...more: string[]) => {
      place.file('source.yaml', config);
      const { code } = await place.run('load', '--quiet', '--report', 'report.json', ...more);
      const report = reportIn(place);
      expect(reportSchema.safeParse(report).error).toBeUndefined();
      expect(report.exitCode).toBe(code);
      outcomes.push([code, report.outcome]);
    };
    await load(configText(place, BILLS));
    await load(configText(place, '  - { name: nic, path: /me }'));
    await load(configText(place, '  - { name: nic, paht: /me }'));
    await load(
      configText(place, '  - { name: nic, path: /me }').replace(
        /baseUrl: .*/,
        'baseUrl: http://127.0.0.1:9\nhttp: { attempts: 2 }',
      ),
    );
    const { applicationKey, applicationSecret, consumerKey } = place.sandbox.keys;
    const auth = `auth: { applicationKey: ${applicationKey}, applicationSecret: ${applicationSecret}, consumerKey: ${consumerKey} }`;
    const connection = `connections:\n  - { name: parent, region: eu, baseUrl: ${place.sandbox.url}, ${auth} }`;
    await load(`${connection}\nendpoints:\n  - { name: nic, path: /me }`);
    expect(outcomes).toEqual([
      [3, 'incomplete'],
      [0, 'complete'],
      [2, 'refused'],
      [1, 'failed'],
      [0, 'complete'],
    ]);
  });

  test('an interrupted load is told as such', async () => {
    const place = await open({ edges: false, bills: 400 });
    place.file('source.yaml', configText(place, BILLS, 'budget: { callsPerSecond: 40, shared: false }'));
    const { child, ended } = place.start(
      'load',
      '--strategy',
      'single',
      '--report',
      'report.json',
      '--log-level',
      'info',
    );
    if (child.stderr)
      for await (const line of createInterface(child.stderr)) if (line.includes('run.started')) break;
    child.kill('SIGTERM');
    expect((await ended).code).toBe(3);
    const report = reportIn(place);
    expect(reportSchema.safeParse(report).error).toBeUndefined();
    expect(report).toMatchObject({ outcome: 'incomplete', interrupted: true, exitCode: 3 });
  }, 60_000);
});

test('metrics and health while a load goes on', async () => {
  const place = await open({ edges: false, bills: 150 });
  place.file('source.yaml', configText(place, BILLS, 'budget: { callsPerSecond: 60, shared: false }'));
  const { child, ended } = place.start(
    'load',
    '--strategy',
    'single',
    '--metrics-port',
    '0',
    '--log-format',
    'json',
  );
  let url = '';
  if (child.stderr)
    for await (const line of createInterface(child.stderr)) {
      const told = JSON.parse(line) as { event?: string; url?: string };
      if (told.event === 'metrics.served') url = told.url ?? '';
      if (url !== '') break;
    }
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  let text = '';
  while (!/run_running 1/.test(text) || !/calls_total\{status="200"\} [1-9]/.test(text)) {
    text = await (await fetch(`${url}/metrics`)).text();
    await new Promise((wake) => setTimeout(wake, 50));
  }
  expect(text).toMatch(/^source_ovhcloud_key_expiry_days ([\d.e+]+|\+Inf)$/m);
  expect(text).toMatch(/^source_ovhcloud_roots_listed\{source="bill_ids"\} \d+$/m);
  expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({
    status: 'ok',
    running: [expect.any(String)],
  });
  for (const secret of Object.values(place.sandbox.keys)) expect(text).not.toContain(secret);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(3);
  await expect(fetch(`${url}/metrics`)).rejects.toThrow();
}, 60_000);

describe('notifications', () => {
  interface Posted {
    event: string;
    text: string;
    report: { runId: string; outcome: string };
  }

  test('incomplete, failed and recovered, from run to run', async () => {
    const got: Posted[] = [];
    hook = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        got.push(JSON.parse(body) as Posted);
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((done) => hook?.listen(0, '127.0.0.1', done));
    const { port } = hook.address() as AddressInfo;
    const odd = await open({ edges: true });
    const even = await open({ edges: false });
    const database = join(odd.folder, 'shared.db');
    const load = async (place: Place) => {
      place.env.NOTIFY_URL = `http://127.0.0.1:${port}/s3cret-path`;
      const more = `account: one\nbudget: { callsPerSecond: 1000 }\ndestination: { type: sqlite, path: ${database} }\nnotify: { webhook: { url: "\${NOTIFY_URL}" } }`;
      place.file('source.yaml', configText(place, BILLS, more));
      const ended = await place.run('load', '--log-level', 'info');
      expect(ended.all).not.toContain('s3cret-path');
      return ended;
    };
    expect((await load(odd)).code).toBe(3);
    const recovered = await load(even);
    expect(recovered.code).toBe(0);
    expect(recovered.stderr).toMatch(/"event":"notification.sent".*"outcome":"recovered"/);
    expect((await load(even)).code).toBe(0);
    even.env.OVH_CONSUMER_KEY = 'revoked-or-mistyped-key';
    expect((await load(even)).code).toBe(1);
    expect(got.map(({ event }) => event)).toEqual(['incomplete', 'recovered', 'failed']);
    expect(got[0]?.report.outcome).toBe('incomplete');
    expect(got[0]?.text).toMatch(
      /^source-ovhcloud INCOMPLETE: one \(eu\), run \S+, \d+ of \d+ listed are loaded: /,
    );
    expect(JSON.stringify(got)).not.toContain('revoked-or-mistyped-key');
    hook?.close();
    hook = undefined;
    even.env.OVH_CONSUMER_KEY = even.sandbox.keys.consumerKey;
    odd.env.NOTIFY_URL = 'http://127.0.0.1:9/s3cret-path';
    const unheard = await load(odd);
    expect([unheard.code, unheard.stderr]).toEqual([
      3,
      expect.stringMatching(/"event":"notification.failed".*"problem":"127/),
    ]);
  }, 60_000);
});
