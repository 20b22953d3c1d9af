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
  way?: string;
  outcome?: string;
}

test('serve: ticks and runs are logged, counted and told', async () => {
  place = await placeWith({ edges: true, bills: 3, lines: 1 });
  place.file('told.mjs', "process.stdin.pipe((await import('node:fs')).createWriteStream('told.json'));");
  const more = [
    'budget: { callsPerSecond: 1000 }',
    'schedule: { cron: "* * * * * *" }',
    `notify: { on: [incomplete], command: ["${process.execPath}", told.mjs] }`,
  ].join('\n');
  place.file('source.yaml', configText(place, '  - preset: bills', more));
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
  expect(text).toMatch(/^source_ovhcloud_runs_total\{outcome="incomplete"\} [1-9]/m);
  expect(text).toMatch(/^source_ovhcloud_notifications_total\{way="command",result="ok"\} [1-9]/m);
  expect(text).toMatch(/^source_ovhcloud_next_run_timestamp_seconds\{pipeline="all"\} \d+/m);
  expect(text).toMatch(/^source_ovhcloud_ledger_objects\{source="bills",state="refused"\} [1-9]/m);
  const health = (await (await fetch(`${url}/healthz`)).json()) as { status: string; nextRun: string };
  expect(health).toMatchObject({ status: 'ok', nextRun: expect.stringMatching(/^20/) });
  child.kill('SIGTERM');
  const { code, stdout } = await ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/all: incomplete/i);
  expect(seen('run.started')?.runId).toMatch(/^\d{8}T/);
  expect(seen('notification.sent')).toMatchObject({ way: 'command', outcome: 'incomplete' });
  expect(JSON.parse(readFileSync(place.path('told.json'), 'utf8'))).toMatchObject({ event: 'incomplete' });
  for (const secret of Object.values(place.sandbox.keys))
    expect(stdout + JSON.stringify(lines) + text).not.toContain(secret);
}, 90_000);
