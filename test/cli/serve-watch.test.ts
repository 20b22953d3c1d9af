// A service that is watched: its log, its metrics and health, and who is told of its runs.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from '@jest/globals';
import { configText, type Place, placeWith } from './command.js';

let place: Place;

afterEach(async () => {
  await place.close();
});

interface Line {
  event?: string;
  url?: string;
  runId?: string;
  pipeline?: string;
  way?: string;
  outcome?: string;
}

test('serve: ticks and runs are logged, counted and told', async () => {
  place = await placeWith({ edges: true, bills: 3, lines: 1 });
  place.file('told.mjs', "process.stdin.pipe((await import('node:fs')).createWriteStream('told.json'));");
  const more = [
    'budget: { callsPerSecond: 1000 }',
    'schedule:\n  - { name: bills, cron: "* * * * * *" }\n  - { name: account, cron: "0 0 1 1 *", only: [nic] }',
    `notify: { on: [incomplete], command: ["${process.execPath}", told.mjs] }`,
  ].join('\n');
  place.file('source.yaml', configText(place, '  - preset: bills\n  - { name: nic, path: /me }', more));
  const { child, ended } = place.start(
    'serve',
    '--metrics-port',
    '0',
    '--log-format',
    'json',
    '--log-level',
    'info',
  );
  const lines: Line[] = [];
  const seen = (event: string) => lines.find((line) => line.event === event);
  // Its end ends the stream: what follows is in `ended`.
  if (child.stderr) createInterface(child.stderr).on('line', (line) => lines.push(JSON.parse(line) as Line));
  const until = async (isThere: () => unknown) => {
    for (let n = 0; n < 600 && !isThere(); n++) await new Promise((wake) => setTimeout(wake, 50));
    expect(isThere()).toBeTruthy();
  };
  await until(() => seen('schedule.finished') && seen('notification.sent'));
  const url = seen('metrics.served')?.url;
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toMatch(/^source_ovhcloud_runs_total\{pipeline="bills",outcome="incomplete"\} [1-9]/m);
  expect(text).toMatch(/^source_ovhcloud_notifications_total\{way="command",result="ok"\} [1-9]/m);
  expect(text).toMatch(/^source_ovhcloud_next_run_timestamp_seconds\{pipeline="bills"\} \d+/m);
  expect(text).toMatch(
    /^source_ovhcloud_ledger_objects\{pipeline="bills",source="bills",state="refused"\} [1-9]/m,
  );
  expect(text).toMatch(/^source_ovhcloud_runs_total\{pipeline="account",outcome="complete"\} 0$/m);
  const health = (await (await fetch(`${url}/healthz`)).json()) as { status: string; nextRun: string };
  expect(health).toMatchObject({
    status: 'ok',
    nextRun: expect.stringMatching(/^20/),
    runs: [
      { pipeline: 'bills', lastRun: { outcome: 'incomplete' } },
      { pipeline: 'account', nextRun: expect.stringMatching(/-01-01T00:00:00\.000Z$/) },
    ],
  });
  child.kill('SIGTERM');
  const { code, stdout } = await ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/bills: incomplete/i);
  expect(seen('run.started')?.runId).toMatch(/^\d{8}T/);
  expect(seen('run.started')?.pipeline).toBe('bills');
  expect(seen('notification.sent')?.pipeline).toBe('bills');
  expect(seen('notification.sent')).toMatchObject({ way: 'command', outcome: 'incomplete' });
  expect(JSON.parse(readFileSync(place.path('told.json'), 'utf8'))).toMatchObject({ event: 'incomplete' });
  for (const secret of Object.values(place.sandbox.keys))
    expect(stdout + JSON.stringify(lines) + text).not.toContain(secret);
}, 90_000);
