// schedule and serve as a user and a service manager meet them: real processes, real signals.
import type { ChildProcess } from 'node:child_process';
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { longTest } from '../extent.js';
import { configText, type Ended, type Place, placeWith } from './command.js';

let place: Place;
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await place.close();
});

interface Service {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** Waits until what it printed matches. */
  says(words: RegExp): Promise<string>;
  text(): string;
}

function serve(...args: string[]): Service {
  const { child, ended } = place.start('serve', ...args);
  children.push(child);
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  const says = (words: RegExp) =>
    until(
      () => words.test(text) && text,
      () => `${words} in:\n${text}`,
    );
  return { child, ended, says, text: () => text };
}

async function until<T>(look: () => T | false | undefined, what: () => string): Promise<T> {
  for (let n = 0; n < 1200; n++) {
    const found = look();
    if (found !== false && found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited for ${what()}`);
}

function rows(sql: string): Record<string, unknown>[] {
  try {
    const database = new Database(place.path('ovh.db'), { fileMustExist: true });
    try {
      return database.prepare(sql).all() as Record<string, unknown>[];
    } finally {
      database.close();
    }
  } catch {
    return [];
  }
}

async function untilCalls(least: number): Promise<void> {
  while ((await place.stats()).total < least) await new Promise((resolve) => setTimeout(resolve, 20));
}

const count = (table: string) => Number(rows(`select count(*) as n from ${table}`)[0]?.n ?? 0);
const BILLS =
  '  - preset: bills\n    only: [bill_ids, bills, bill_detail_ids, bill_details]\n    definitions: { bill_ids: { table: true }, bill_detail_ids: { table: true } }';

const withSchedule = (schedule: string, pace = 1000) =>
  configText(place, BILLS, `schedule: ${schedule}\nstrategy: single\nbudget: { callsPerSecond: ${pace} }`);

const RARE = '{ cron: "0 0 0 29 2 *" }';

/**
 * A schedule of one tick, which comes soon after the services have read it. A busy machine may read it too late, and
 * then its next run is a year away: another one is written.
 */
async function tickSoon(pace: number, ...services: Service[]): Promise<void> {
  for (;;) {
    const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 2000);
    const cron = `${at.getUTCSeconds()} ${at.getUTCMinutes()} ${at.getUTCHours()} ${at.getUTCDate()} ${at.getUTCMonth() + 1} *`;
    place.file('source.yaml', withSchedule(`{ cron: "${cron}" }`, pace));
    const before = services.map((each) => each.text().length);
    for (const { child } of services) child.kill('SIGHUP');
    const answers = services.map(async (each, index) => {
      const said = () => /reloaded[\s\S]*next run: (\S+ \S+)/.exec(each.text().slice(before[index]))?.[1];
      return until(said, () => `a reload in:\n${each.text()}`);
    });
    const next = await Promise.all(answers);
    if (next.every((tick) => tick.includes(`all ${at.getUTCFullYear()}-`))) return;
  }
}

describe('schedule', () => {
  test('a destination that cannot be read has not stored nothing', async () => {
    place = await placeWith({});
    const text = withSchedule('{ cron: "30 2 * * *" }');
    place.file('source.yaml', `${text}destination: { type: sqlite, path: junk.db }\n`);
    place.file('junk.db', 'no database'.repeat(500));
    const { code, stdout } = await place.run('schedule');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/could not be read: .*not a SQLite database/)]);
    expect(stdout).not.toMatch(/no run of it is stored/);
    const { pipelines, lastRuns } = JSON.parse((await place.run('schedule', '--json')).stdout);
    expect([pipelines[0].problem, lastRuns]).toEqual([expect.stringMatching(/not a SQLite database/), []]);
  });

  test('the next runs in local time and UTC, over the day on which the clock changes; nothing is called or made', async () => {
    place = await placeWith({});
    place.file('source.yaml', withSchedule('{ cron: "30 2 * * *", timeZone: Europe/Paris, jitter: 60 }'));
    const { code, stdout, stderr } = await place.run('schedule', '--from', '2027-03-27');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/all +30 2 \* \* \* +Europe\/Paris +60 s +yes +skip +everything/);
    expect(
      stdout
        .match(/^2027-\S+ +2027-\S+/gm)
        ?.slice(0, 3)
        .map((line) => line.replace(/ +/, ' ')),
    ).toEqual([
      '2027-03-27T02:30:00+01:00 2027-03-27T01:30:00Z',
      '2027-03-28T03:00:00+02:00 2027-03-28T01:00:00Z',
      '2027-03-29T02:30:00+02:00 2027-03-29T00:30:00Z',
    ]);
    expect(stdout.match(/^2027-/gm)).toHaveLength(10);
    expect(stdout).toMatch(/no run of it is stored yet/);
    const json = JSON.parse(
      (await place.run('schedule', '--from', '2027-10-30', '--count', '2', '--json')).stdout,
    );
    expect(json.runs.map(({ tick }: { tick: string }) => tick)).toEqual([
      '2027-10-30T00:30:00.000Z',
      '2027-10-31T00:30:00.000Z',
    ]);
    expect(rows('select 1')).toEqual([]);
    expect((await place.stats()).total).toBe(0);
  });

  test.each<[string, string, string[], RegExp]>([
    ['no schedule', 'strategy: single', ['serve'], /schedule: is missing: write when to load/],
    ['no schedule', 'strategy: single', ['schedule'], /schedule: is missing/],
    [
      'an expression that is none',
      'schedule: { cron: "61 * * * *" }',
      ['serve'],
      /source\.yaml:3:19: schedule\.cron: found "61 \* \* \* \*"/,
    ],
    [
      'a zone that is none',
      'schedule: { cron: "0 6 * * *", timeZone: Paris }',
      ['schedule'],
      /schedule\.timeZone: found "Paris".*Europe\/Paris/,
    ],
    [
      'no date',
      'schedule: { cron: "0 6 * * *" }',
      ['schedule', '--from', 'monday'],
      /allowed: a date such as/,
    ],
    ['no number', 'schedule: { cron: "0 6 * * *" }', ['serve', '--grace', 'x'], /whole number of seconds/],
  ])('%s: %s %j is refused', async (_, more, args, words) => {
    place = await placeWith({});
    place.file('source.yaml', configText(place, BILLS, more));
    const ended = await place.run(...args);
    expect(ended.stderr).toMatch(words);
    expect(ended.code).toBe(2);
    expect((await place.stats()).total).toBe(0);
  });

  test('a destination that cannot be used: exit 1 at the begin', async () => {
    place = await placeWith({});
    place.file(
      'source.yaml',
      withSchedule('{ cron: "0 6 * * *" }').replace(
        'endpoints:',
        'destination: { type: sqlite, path: no/such/ovh.db }\nendpoints:',
      ),
    );
    const ended = await place.run('serve');
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringMatching(/there is no folder/)]);
  });
});

describe('serve', () => {
  test('runs, reports in a few lines, reloads on SIGHUP, refuses a wrong configuration, ends on SIGTERM with 0', async () => {
    place = await placeWith({ bills: 3, lines: 1, edges: false });
    place.file('source.yaml', withSchedule('{ cron: "* * * * * *" }'));
    const service = serve();
    await service.says(/all: complete in .* listed, \d+ loaded, .* calls \(run \d{8}T/);
    place.file('source.yaml', withSchedule('{ cron: "61 * * * *" }'));
    service.child.kill('SIGHUP');
    await service.says(/refused, the old one stays:\n {2}source\.yaml:3:19: schedule\.cron: found "61/);
    const before = service.text().length;
    await until(
      () => /complete in/.test(service.text().slice(before)),
      () => 'a run after the refusal',
    );
    place.file('source.yaml', withSchedule('[{ name: later, cron: "0 6 * * *", timeZone: Europe/Paris }]'));
    service.child.kill('SIGHUP');
    await service.says(/configuration reloaded: later[\s\S]*next run: later \S+T06:00:00\+0\d:00 \(in/);
    service.child.kill('SIGTERM');
    const { code, stdout, stderr } = await service.ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/stopping\n$/);
    expect(stdout).not.toContain(place.env.OVH_APPLICATION_SECRET);
  });

  longTest(
    'SIGTERM: the slice in flight is finished; SIGKILL: the claim is not lost; each start goes on until all is there',
    async () => {
      place = await placeWith({ bills: 460, lines: 1, edges: false });
      place.file('source.yaml', withSchedule(RARE));
      const stopped = serve();
      await stopped.says(/next run/);
      await tickSoon(400, stopped);
      await until(
        () => count('bills') > 0,
        () => 'the first slice',
      );
      const before = count('bills');
      stopped.child.kill('SIGTERM');
      const first = await stopped.ended;
      expect(first.code).toBe(0);
      expect(first.stdout).toMatch(/stopping after the slice in flight of all/);
      expect(first.stdout).toMatch(
        /all: INCOMPLETE[\s\S]*the slice in flight was finished[\s\S]*the next start resumes it\n$/,
      );
      const committed = count('bills');
      // What was begun at that moment was finished, and nothing else was begun.
      expect(committed).toBeGreaterThan(before);
      expect(committed).toBeLessThan(460);
      const [whole] = rows(
        'select count(*) as n from bills b where (select count(*) from bill_details d where d.bill_id = b.bill_id) = (select count(*) from bill_detail_ids i where i.bill_id = b.bill_id)',
      );
      expect(whole?.n).toBe(committed);
      expect(rows('select state, outcome from _ovh_tick')).toEqual([
        { state: 'interrupted', outcome: 'incomplete' },
      ]);

      // Slow enough to be killed before its end.
      place.file('source.yaml', withSchedule(RARE, 40));
      const killed = serve();
      await killed.says(/catching up: the last run did not end[\s\S]*started/);
      await until(
        () => count('bills') > committed,
        () => 'a further slice',
      );
      killed.child.kill('SIGKILL');
      await killed.ended;
      expect(rows('select state from _ovh_tick')).toEqual([{ state: 'claimed' }]);
      const shown = await place.run('schedule');
      expect(shown.stdout).toMatch(
        /has not ended; `serve` resumes it when it starts, if no other process runs it/,
      );

      place.file('source.yaml', withSchedule(RARE));
      const last = serve();
      await last.says(/all: complete in/);
      last.child.kill('SIGTERM');
      expect((await last.ended).code).toBe(0);
      expect(rows('select state, outcome from _ovh_tick')).toEqual([{ state: 'done', outcome: 'complete' }]);
      const { lastRuns } = JSON.parse((await place.run('schedule', '--json')).stdout);
      expect(lastRuns[0]).toMatchObject({ pipeline: 'all', outcome: 'complete', missing: 0 });
      expect(rows(`select pipeline from _ovh_run where run_id = '${lastRuns[0].runId}'`)).toEqual([
        { pipeline: 'all' },
      ]);
      expect((await place.run('schedule')).stdout).toMatch(
        /last runs, local time[\s\S]*complete +0 +\d+ +\d+ +all/,
      );
      expect(rows('select outcome from _ovh_run order by started_at').map(({ outcome }) => outcome)).toEqual([
        'incomplete',
        'failed',
        'complete',
      ]);
      expect(count('bills')).toBe(count('bill_ids'));
    },
    180_000,
  );

  longTest(
    'a second signal ends at once; without grace what is not read to its end is left out whole',
    async () => {
      place = await placeWith({ bills: 300, lines: 1, edges: false });
      place.file('source.yaml', withSchedule(RARE));
      const impatient = serve();
      await impatient.says(/next run/);
      await tickSoon(60, impatient);
      await impatient.says(/all: started/);
      await until(
        () => rows('select state from _ovh_tick')[0]?.state === 'claimed',
        () => 'the claim',
      );
      // Its slice is being read: before that, the first signal ends it as well.
      await untilCalls(20);
      impatient.child.kill('SIGTERM');
      await impatient.says(/stopping/);
      impatient.child.kill('SIGTERM');
      expect((await impatient.ended).code).toBe(143);
      const { total } = await place.stats();
      const hasty = serve('--grace', '0');
      // Of 300 bills some are read with their lines, and many are not.
      await untilCalls(total + 120);
      hasty.child.kill('SIGINT');
      const { code, stdout } = await hasty.ended;
      expect(code).toBe(0);
      expect(stdout).toMatch(/all: INCOMPLETE/);
      expect(rows('select state from _ovh_tick')).toEqual([{ state: 'interrupted' }]);
      const [whole] = rows(
        'select count(*) as n from bills b where (select count(*) from bill_details d where d.bill_id = b.bill_id) = (select count(*) from bill_detail_ids i where i.bill_id = b.bill_id)',
      );
      expect(whole?.n).toBe(count('bills'));
      expect(count('bills')).toBeGreaterThan(0);
      expect(count('bills')).toBeLessThan(250);
    },
    120_000,
  );
});

describe('two processes on one destination', () => {
  test('each tick is run once', async () => {
    place = await placeWith({ bills: 3, lines: 1, edges: false });
    place.file('source.yaml', withSchedule('{ cron: "*/3 * * * * *" }'));
    const services = [serve(), serve()];
    const starts = () => services.flatMap((each) => each.text().match(/started, due \S+/g) ?? []);
    const left = () =>
      services.flatMap((each) => each.text().match(/skipped 1 tick, the last due (\S+): another/g) ?? []);
    await until(
      () => starts().length >= 3 && left().length >= 2,
      () => services.map((each) => each.text()).join('\n--\n'),
    );
    // A tick that is given up because its process is asked to end may be started by the other, so they count until then.
    expect(new Set(starts()).size).toBe(starts().length);
    for (const { child } of services) child.kill('SIGTERM');
    for (const { ended } of services) expect((await ended).code).toBe(0);
    // One that was asked to end as it started has read nothing, and no run is written down.
    const complete = services.flatMap((each) => each.text().match(/all: complete in/g) ?? []).length;
    const runs = rows('select outcome from _ovh_run').map(({ outcome }) => outcome);
    expect(runs.filter((outcome) => outcome === 'complete')).toHaveLength(complete);
    expect(complete).toBeGreaterThanOrEqual(2);
    expect(runs.length).toBeLessThanOrEqual(starts().length);
  }, 120_000);

  // The same in virtual time: test/schedule.
  longTest(
    'the one that runs is killed with SIGKILL: the other takes the tick over and completes it',
    async () => {
      place = await placeWith({ bills: 400, lines: 1, edges: false });
      place.file('source.yaml', withSchedule(RARE));
      const services = [serve(), serve()];
      for (const service of services) await service.says(/next run/);
      await tickSoon(400, ...services);
      await until(
        () => count('bills') > 0,
        () => services.map((each) => each.text()).join('\n--\n'),
      );
      const runner = services.find(
        ({ child }) => child.pid === Number(rows('select pid from _ovh_tick')[0]?.pid),
      );
      const other = services.find((each) => each !== runner);
      await other?.says(/skipped 1 tick, .*: another process runs it/);
      runner?.child.kill('SIGKILL');
      await other?.says(/catching up: the last run did not end[\s\S]*all: complete in/);
      expect(rows('select state, outcome, claims from _ovh_tick')).toEqual([
        { state: 'done', outcome: 'complete', claims: 2 },
      ]);
      other?.child.kill('SIGTERM');
      expect((await other?.ended)?.code).toBe(0);
      expect(rows('select outcome from _ovh_run order by started_at').map(({ outcome }) => outcome)).toEqual([
        'failed',
        'complete',
      ]);
      expect(count('bills')).toBe(count('bill_ids'));
    },
    120_000,
  );
});
