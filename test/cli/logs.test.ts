// The log of a load, as the built command writes it, and its progress on a terminal.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { LOG_LEVELS } from '../../connector/model/events/event-kind.js';
import type { LoadEvent } from '../../connector/model/events/events.js';
import { configText, type Place, placeWith } from './command.js';

let place: Place;

afterEach(async () => {
  await place.close();
});

const BILLS = '  - preset: bills';

type Line = LoadEvent & { level: string; time: string; msg: string };

function linesOf(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

const ofEvent = (lines: Line[], event: string) => lines.filter((line) => line.event === event);

function expectNoSecret(text: string): void {
  const { applicationSecret, consumerKey, applicationKey } = place.sandbox.keys;
  for (const secret of [applicationSecret, consumerKey, applicationKey]) expect(text).not.toContain(secret);
}

describe('log lines', () => {
  test('JSON: from the begin to the end, each with its run and its source object; no secret', async () => {
    place = await placeWith({ edges: true });
    place.file('source.yaml', configText(place, BILLS));
    const ended = await place.run('load', '--log-format', 'json', '--log-level', 'debug');
    const lines = linesOf(ended.stderr);
    expect(ended.code).toBe(3);
    expect(lines[0]).toMatchObject({ event: 'run.started', level: 'info', region: 'eu' });
    const { runId } = lines[0] as Line;
    const ofRun = lines.filter((line) => LOG_LEVELS.includes(line.level as never));
    expect(ofRun.every((line) => line.runId === runId)).toBe(true);
    expect(ofEvent(lines, 'slice.committed').length).toBeGreaterThan(0);
    const [refused, ...others] = ofEvent(lines, 'object.missing').filter(
      (line) => 'reason' in line && line.reason === 'refused' && 'source' in line && line.source === 'bills',
    );
    expect(refused).toMatchObject({ level: 'warn', isFirst: true, status: 403, queryId: expect.any(String) });
    expect(others.every(({ level }) => level === 'debug')).toBe(true);
    expect(lines.at(-1)).toMatchObject({ event: 'run.ended', level: 'warn', outcome: 'incomplete' });
    expect(ended.stdout).toMatch(/^INCOMPLETE/);
    expectNoSecret(ended.all);
  });

  test('retries and 429 are told with their source object', async () => {
    place = await placeWith({ edges: false, bills: 20, faults: ['429'], faultRate: 0.03 });
    const few = `${BILLS}\n    only: [bills]`;
    place.file('source.yaml', configText(place, few, 'budget: { callsPerSecond: 150, shared: false }'));
    const args = '--strategy single --log-format json --log-level debug';
    const ended = await place.run('load', ...args.split(' '));
    expect(ended.code).toBe(0);
    const lines = linesOf(ended.stderr);
    const throttled = ofEvent(lines, 'call.throttled').find((line) => 'source' in line);
    expect(throttled).toMatchObject({
      level: 'warn',
      status: 429,
      source: expect.stringMatching(/^bill/),
      waitMs: expect.any(Number),
    });
    expect(ofEvent(lines, 'pace.lowered')[0]).toMatchObject({
      level: 'warn',
      lowestPace: expect.any(Number),
    });
    expectNoSecret(ended.all);
  }, 60_000);

  test('words for people into a file, which grows from load to load; standard error stays free', async () => {
    place = await placeWith({ edges: false });
    const more = 'budget: { callsPerSecond: 1000 }\nlog: { level: info, format: human, file: ovh.log }';
    place.file('source.yaml', configText(place, BILLS, more));
    const ended = await place.run('load');
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    const first = readFileSync(place.path('ovh.log'), 'utf8');
    expect(first).toMatch(/INFO {2}\S+Z-\w+: run starts: 4 source objects of account \S+ \(eu\) into /);
    expect(first).toMatch(/INFO {2}\S+: run complete: [\d,]+ of [\d,]+ listed loaded/);
    await place.run('load', '--quiet');
    const second = readFileSync(place.path('ovh.log'), 'utf8');
    expect(second.startsWith(first)).toBe(true);
    expect(second.match(/run complete/g)).toHaveLength(2);
  });

  test('what is refused is JSON too where JSON is asked for; the report tells it', async () => {
    place = await placeWith({ edges: false });
    place.file('source.yaml', configText(place, BILLS).replace('region: eu', 'region: europe'));
    place.file('report.json', '{"outcome":"complete"}');
    const ended = await place.run('load', '--log-format', 'json', '--report', 'report.json');
    expect(ended.code).toBe(2);
    const text = linesOf(ended.stderr).map(({ level, msg }) => `${level} ${msg}`);
    expect(text.join('\n')).toMatch(/^error Refused, nothing was loaded[\s\S]*error source\.yaml:1:.*europe/);
    const report: unknown = JSON.parse(readFileSync(place.path('report.json'), 'utf8'));
    expect(report).toMatchObject({
      outcome: 'refused',
      exitCode: 2,
      reasons: [{ message: expect.stringContaining('europe') }],
    });
  });

  test('keys that are refused: said once, in JSON, with exit 1', async () => {
    place = await placeWith({ edges: false });
    place.env.OVH_CONSUMER_KEY = 'x'.repeat(32);
    place.file('source.yaml', configText(place, BILLS));
    const ended = await place.run('load', '--log-format', 'json');
    expect(ended.code).toBe(1);
    const errors = linesOf(ended.stderr).filter(({ level }) => level === 'error');
    expect(errors.map(({ msg }) => msg).join('\n')).toMatch(/NOT_CREDENTIAL|INVALID_CREDENTIAL/);
    expect(ended.all).not.toContain('x'.repeat(32));
  });

  test.each<[string[], RegExp]>([
    [['--log-level', 'loud'], /Allowed choices are debug, info, warn, error/],
    [['--log-file', 'no/such/x.log'], /log file no\/such\/x\.log: the folder .* does not exist/],
    [['--metrics-port', '70000'], /whole number from 0 to 65535/],
  ])('%j is refused before the first call', async (args, words) => {
    place = await placeWith({});
    place.file('source.yaml', configText(place, BILLS));
    const ended = await place.run('load', ...args);
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringMatching(words)]);
    expect((await place.stats()).total).toBe(0);
  });
});

/** Debian's util-linux and most systems have it; it gives a command a terminal. */
const SCRIPT = '/usr/bin/script';

describe('progress on a terminal', () => {
  (existsSync(SCRIPT) ? test : test.skip)(
    'a line for each tree, rewritten in its place, taken away before the report',
    async () => {
      place = await placeWith({ edges: false, bills: 60 });
      const endpoints = `  - { name: bill_ids, path: /me/bill, read: { item: billId } }
  - { name: bills, path: '/me/bill/{billId}', parameters: { billId: { from: bill_ids } } }
  - { name: order_ids, path: /me/order, read: { item: orderId } }`;
      place.file(
        'source.yaml',
        configText(place, endpoints, 'budget: { callsPerSecond: 40, shared: false }'),
      );
      const main = new URL('../../dist/connector/cli/main.js', import.meta.url).pathname;
      const command = `stty cols 100 rows 30; "${process.execPath}" "${main}" load --strategy single`;
      const env = { ...place.env, TERM: 'xterm', LANG: 'C.UTF-8' };
      const child = spawn(SCRIPT, ['-qec', command, '/dev/null'], { cwd: place.folder, env });
      let shown = '';
      child.stdout.on('data', (chunk) => {
        shown += chunk;
      });
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect(code).toBe(0);
      // Several lines, and back over them.
      expect(shown).toMatch(/bill_ids +[\d,]+ of 10\d +[\d,]+ calls +[\d,]+ rows/);
      expect(shown).toMatch(/order_ids +waiting/);
      expect(shown).toMatch(/\d+ calls \([\d.]+\/s\) · [\d,]+ rows committed/);
      expect(shown).toContain('\u001b[');
      const afterwards = shown.slice(shown.lastIndexOf('\u001b[J') + 3);
      expect(afterwards.trim()).toMatch(/^Complete: every object/);
    },
    90_000,
  );
});
