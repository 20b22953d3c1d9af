// A service over days and nights, with a clock that jumps, against a sandbox.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ScheduleService, type ServiceOptions } from '../../connector/app/schedule/service.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { DestinationError } from '../../connector/model/errors.js';
import type { ScheduleEvent } from '../../connector/model/events/schedule-events.js';
import { localTime } from '../../connector/text/local-time.js';
import { type Setting, setUp } from '../integration/sandbox-config.js';
import { JumpingClock } from './jumping-clock.js';

let setting: Setting;
let destination: MemoryDestination;

beforeAll(async () => {
  setting = await setUp({ bills: 3, lines: 1, edges: false });
});

afterAll(async () => {
  await setting.close();
});

beforeEach(() => {
  destination = new MemoryDestination();
});

const ENDPOINTS: object[] = [
  { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
  { name: 'orders', path: '/me/order', read: { item: 'orderId' } },
];

const configOf = (schedule: object, endpoints = ENDPOINTS) => ({
  region: 'eu',
  baseUrl: setting.sandbox.url,
  account: 'ab12345-ovh',
  auth: { ...setting.sandbox.keys },
  destination: { type: 'sqlite', path: setting.database },
  schemas: { use: 'never' },
  budget: { callsPerSecond: 1000, shared: false },
  schedule,
  endpoints,
});

test('a pipeline of presets, whose lists of ids have no tables', () => {
  const schedule = { cron: '0 6 * * *', presets: ['bills'] };
  const service = new ScheduleService(configOf(schedule, [{ preset: 'bills' }, { preset: 'services' }]), {
    env: {},
  });
  const [pipeline] = service.pipelines();
  expect(pipeline?.only).toContain('bills');
  expect(pipeline?.only).not.toContain('bill_ids');
  expect(pipeline?.only).not.toContain('services');
});

interface Served {
  events: ScheduleEvent[];
  service: ScheduleService;
  ended: Promise<void>;
}

/** Runs a service until so many runs have finished, or `until` says so. */
function serve(
  schedule: object,
  clock: JumpingClock,
  until: number | ((event: ScheduleEvent, service: ScheduleService) => boolean),
  more: ServiceOptions = {},
  endpoints = ENDPOINTS,
): Served {
  const events: ScheduleEvent[] = [];
  let finished = 0;
  const onEvent = (event: ScheduleEvent) => {
    events.push(event);
    more.onEvent?.(event);
    if (event.event === 'schedule.finished') finished++;
    if (typeof until === 'number' ? finished === until : until(event, service)) service.stop();
  };
  const options = {
    env: {},
    home: setting.folder,
    cwd: setting.folder,
    clock,
    destination,
    ...more,
    onEvent,
  };
  const service: ScheduleService = new ScheduleService(configOf(schedule, endpoints), options);
  return { events, service, ended: service.run() };
}

const PARIS = 'Europe/Paris';
const of = <K extends ScheduleEvent['event']>(events: ScheduleEvent[], name: K) =>
  events.filter((event): event is Extract<ScheduleEvent, { event: K }> => event.event === name);
const kinds = (events: ScheduleEvent[]) => events.map(({ event }) => event);
const startedAt = (events: ScheduleEvent[]) =>
  of(events, 'schedule.started').map(({ tick }) => localTime(Date.parse(tick), PARIS));
const told = (events: ScheduleEvent[]) =>
  events.flatMap((event) => {
    if (event.event === 'schedule.started') return [`${event.cause} ${event.tick.slice(5, 16)}`];
    return event.event === 'schedule.skipped'
      ? [`${event.cause} ${event.tick.slice(5, 16)} ${event.count}`]
      : [];
  });

/** A first service, so that the destination knows of a tick. */
async function ranOnce(schedule: object, at: string): Promise<void> {
  await serve(schedule, new JumpingClock(at), 1).ended;
}

describe('ticks', () => {
  test.each([
    [
      'spring',
      '2026-03-28T00:00:00Z',
      ['2026-03-28T02:30:00+01:00', '2026-03-29T03:00:00+02:00', '2026-03-30T02:30:00+02:00'],
    ],
    [
      'autumn',
      '2026-10-24T00:00:00Z',
      ['2026-10-24T02:30:00+02:00', '2026-10-25T02:30:00+02:00', '2026-10-26T02:30:00+01:00'],
    ],
  ])('each night once, also when the clock changes in %s', async (_, from, expected) => {
    const { events, ended } = serve({ cron: '30 2 * * *', timeZone: PARIS }, new JumpingClock(from), 3);
    await ended;
    expect(startedAt(events)).toEqual(expected);
    expect(of(events, 'schedule.skipped')).toEqual([]);
    expect(of(events, 'schedule.finished').map(({ outcome }) => outcome)).toEqual([
      'complete',
      'complete',
      'complete',
    ]);
    expect(of(events, 'schedule.finished')[0]?.reports[0]).toMatchObject({
      outcome: 'complete',
      account: 'ab12345-ovh',
      name: '',
    });
    expect(kinds(events).slice(0, 4)).toEqual([
      'schedule.waiting',
      'schedule.started',
      'schedule.finished',
      'schedule.waiting',
    ]);
  });

  test('jitter: begun later, by what was drawn; the tick is the same', async () => {
    const clock = new JumpingClock('2026-11-21T05:59:00Z');
    clock.chance = 0.5;
    const begun: number[] = [];
    const onEvent = (event: ScheduleEvent) => {
      if (event.event === 'schedule.started') begun.push(clock.now());
    };
    const { events, ended } = serve({ cron: '0 * * * *', jitter: 600 }, clock, 2, { onEvent });
    await ended;
    expect(of(events, 'schedule.started').map(({ tick }) => tick)).toEqual([
      '2026-11-21T06:00:00.000Z',
      '2026-11-21T07:00:00.000Z',
    ]);
    for (const [index, at] of begun.entries()) {
      const after = at - Date.parse(of(events, 'schedule.started')[index]?.tick ?? '');
      expect(after).toBeGreaterThanOrEqual(300_000);
      expect(after).toBeLessThan(400_000);
    }
    expect(of(events, 'schedule.waiting')[0]?.next[0]).toEqual({
      pipeline: 'all',
      tick: '2026-11-21T06:00:00.000Z',
      at: '2026-11-21T06:05:00.000Z',
    });
  });

  test('pipelines: each loads its own, one after the other', async () => {
    const schedule = [
      { name: 'bills', cron: '0 6 * * *', only: ['bill_ids'] },
      { name: 'orders', cron: '0 6 * * *', only: ['orders'] },
    ];
    const { events, ended } = serve(schedule, new JumpingClock('2026-11-21T05:00:00Z'), 2);
    await ended;
    expect(told(events)).toEqual(['tick 11-21T06:00', 'tick 11-21T06:00']);
    const loaded = of(events, 'schedule.finished').map(({ pipeline: name, reports }) => [
      name,
      reports[0]?.sources.map((source) => source.name),
    ]);
    expect(loaded).toEqual([
      ['bills', ['bill_ids']],
      ['orders', ['orders']],
    ]);
  });

  test('none comes any more: the service ends by itself', async () => {
    const { events, ended } = serve(
      { cron: '0 0 6 21 11 * 2026' },
      new JumpingClock('2026-11-21T05:00:00Z'),
      9,
    );
    await ended;
    expect(told(events)).toEqual(['tick 11-21T06:00']);
    expect(of(events, 'schedule.waiting').at(-1)?.next).toEqual([]);
  });

  test('dates of a query follow the calendar from run to run', async () => {
    const seen: unknown[] = [];
    const onSources: ServiceOptions['onSources'] = ([source]) => {
      seen.push(source?.plan.nodes[0]?.definition.query['date.from']);
    };
    const endpoints = [
      {
        name: 'bill_ids',
        path: '/me/bill',
        query: { 'date.from': { daysAgo: 1 } },
        read: { item: 'billId' },
      },
    ];
    await serve({ cron: '0 6 * * *' }, new JumpingClock('2026-11-21T05:00:00Z'), 2, { onSources }, endpoints)
      .ended;
    expect(seen.map((date) => String(date).slice(0, 10))).toEqual(['2026-11-20', '2026-11-21']);
  });
});

test('several connections: a report of each, by name; one that fails does not stop the others', async () => {
  const {
    auth,
    baseUrl,
    region,
    account: _,
    ...rest
  } = configOf({ cron: '0 6 * * *', connections: ['one', 'two'] });
  const dead = { applicationKey: 'a', applicationSecret: 's', consumerKey: 'c' };
  const connections = [
    { name: 'one', region, baseUrl: 'http://127.0.0.1:9', auth: dead, account: 'none' },
    { name: 'two', region, baseUrl, auth, account: 'ab12345-ovh' },
    {
      name: 'three',
      region,
      baseUrl: 'http://127.0.0.1:9',
      auth: { ...dead, consumerKey: 'd' },
      account: 'other',
    },
  ];
  const events: ScheduleEvent[] = [];
  const service: ScheduleService = new ScheduleService(
    { ...rest, connections, http: { attempts: 1 } },
    {
      env: {},
      home: setting.folder,
      cwd: setting.folder,
      clock: new JumpingClock('2026-11-21T05:59:00Z'),
      destination,
      onEvent: (event) => {
        events.push(event);
        if (event.event === 'schedule.finished') service.stop();
      },
    },
  );
  await service.run();
  expect(of(events, 'schedule.started')[0]?.connections).toEqual(['one', 'two']);
  const [{ outcome, reports } = { outcome: '', reports: [] }] = of(events, 'schedule.finished');
  expect([outcome, reports.map((report) => [report.name, report.outcome])]).toEqual([
    'failed',
    [
      ['one', 'failed'],
      ['two', 'complete'],
    ],
  ]);
});

describe('missed', () => {
  const daily = { cron: '0 6 * * *', timeZone: PARIS };

  test('while no service was there: caught up by one run', async () => {
    await ranOnce(daily, '2026-10-23T00:00:00Z');
    const { events, ended } = serve(daily, new JumpingClock('2026-10-26T12:00:00Z'), 2);
    await ended;
    expect(of(events, 'schedule.caught_up')).toEqual([
      {
        event: 'schedule.caught_up',
        pipeline: 'all',
        tick: '2026-10-26T05:00:00.000Z',
        cause: 'missed',
        missed: 3,
      },
    ]);
    expect(told(events)).toEqual(['missed 10-26T05:00', 'tick 10-27T05:00']);
  });

  test('with catchUp: false they are left out, and told', async () => {
    const schedule = { ...daily, catchUp: false };
    await ranOnce(schedule, '2026-10-23T00:00:00Z');
    const { events, ended } = serve(schedule, new JumpingClock('2026-10-26T12:00:00Z'), 1);
    await ended;
    expect(told(events)).toEqual(['missed 10-26T05:00 3', 'tick 10-27T05:00']);
  });

  test.each([
    [true, ['missed 11-23T05:00']],
    [false, ['missed 11-23T05:00 3', 'tick 11-24T05:00']],
  ])('while the machine slept, catchUp: %s', async (catchUp, expected) => {
    const clock = new JumpingClock('2026-11-20T12:00:00Z');
    clock.onWait = () => {
      clock.onWait = () => undefined;
      clock.pass(3 * 24 * 3_600_000);
    };
    const { events, ended } = serve({ ...daily, catchUp }, clock, 1);
    await ended;
    expect(told(events)).toEqual(expected);
  });

  test('nothing is caught up where nothing is known, or all was run', async () => {
    const first = serve(daily, new JumpingClock('2026-11-21T12:00:00Z'), 1);
    await first.ended;
    expect(told(first.events)).toEqual(['tick 11-22T05:00']);
    const second = serve(daily, new JumpingClock('2026-11-22T12:00:00Z'), 1);
    await second.ended;
    expect(told(second.events)).toEqual(['tick 11-23T05:00']);
  });
});

describe('a run that takes longer than the time between two ticks', () => {
  const long = (clock: JumpingClock, times = 1): ServiceOptions => {
    let left = times;
    return {
      onEvent: (event) => {
        if (event.event === 'schedule.started' && left-- > 0) clock.pass(150 * 60_000);
      },
    };
  };

  test.each([
    ['skip', ['tick 11-21T06:00', 'overlap 11-21T08:00 2', 'tick 11-21T09:00']],
    ['after', ['tick 11-21T06:00', 'overlap 11-21T07:00 1', 'overlap 11-21T08:00', 'tick 11-21T09:00']],
  ])('overlap: %s', async (overlap, expected) => {
    const clock = new JumpingClock('2026-11-21T05:00:00Z');
    const count = expected.filter((line) => line.split(' ').length === 2).length;
    const { events, ended } = serve({ cron: '0 * * * *', overlap }, clock, count, long(clock));
    await ended;
    expect(told(events)).toEqual(expected);
  });

  test('another pipeline that had to wait is run, and not late', async () => {
    const clock = new JumpingClock('2026-11-21T05:00:00Z');
    const schedule = [
      { name: 'long', cron: '0 6 * * *' },
      { name: 'waiting', cron: '30 * * * *', catchUp: false },
    ];
    let first = true;
    const onEvent = (event: ScheduleEvent) => {
      if (event.event !== 'schedule.started' || event.pipeline !== 'long' || !first) return;
      first = false;
      clock.pass(150 * 60_000);
    };
    const { events, ended } = serve(schedule, clock, 3, { onEvent });
    await ended;
    expect(told(events)).toEqual([
      'tick 11-21T05:30',
      'tick 11-21T06:00',
      'overlap 11-21T07:30 2',
      'tick 11-21T08:30',
    ]);
  });
});

describe('several processes on one destination', () => {
  test('a tick is run once; each of them hears of it', async () => {
    const [one, two] = [0, 1].map(() =>
      serve(
        { cron: '0 6 * * *' },
        new JumpingClock('2026-11-21T05:59:59Z'),
        ({ event }) => event === 'schedule.finished' || event === 'schedule.skipped',
        { watchMs: 50 },
      ),
    ) as [Served, Served];
    await Promise.all([one.ended, two.ended]);
    const all = [...told(one.events), ...told(two.events)].sort();
    expect(all).toEqual(['claimed 11-21T06:00 1', 'tick 11-21T06:00']);
  });

  test('one is stopped in the middle of a run: the other goes on with it', async () => {
    const options = { watchMs: 50, retryMs: 50 };
    let isRunning = false;
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    // The run of the first waits for us before it reads anything.
    const gated = new Proxy(destination, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (key === 'open') return () => (isRunning ? gate : Promise.resolve()).then(() => target.open());
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const clock = () => new JumpingClock('2026-11-21T05:59:59Z');
    let other: Served | undefined;
    const one = serve({ cron: '0 6 * * *' }, clock(), () => false, {
      ...options,
      destination: gated,
      onEvent: ({ event }) => {
        if (event !== 'schedule.started') return;
        isRunning = true;
        const onEvent = (event: ScheduleEvent) => {
          if (event.event !== 'schedule.skipped') return;
          one.service.stop();
          letGo();
        };
        other = serve({ cron: '0 6 * * *' }, clock(), 1, { ...options, onEvent });
      },
    });
    await one.ended;
    await other?.ended;
    expect(of(one.events, 'schedule.finished')[0]).toMatchObject({
      interrupted: true,
      outcome: 'incomplete',
    });
    expect(told(other?.events ?? [])).toEqual(['claimed 11-21T06:00 1', 'abandoned 11-21T06:00']);
    expect(of(other?.events ?? [], 'schedule.finished')[0]).toMatchObject({ outcome: 'complete' });
  });
});

describe('a destination that is in use', () => {
  test('is tried again until it is free', async () => {
    const unlock = await destination.lock({ pid: 7, host: 'elsewhere', since: 'then' });
    const { events, ended } = serve({ cron: '0 6 * * *' }, new JumpingClock('2026-11-21T05:59:00Z'), 1, {
      retryMs: 20,
      onEvent: ({ event }) => {
        if (event === 'schedule.busy') setTimeout(() => void unlock(), 100);
      },
    });
    await ended;
    expect(kinds(events)).toEqual(
      ['waiting', 'busy', 'started', 'finished', 'stopping'].map((name) => `schedule.${name}`),
    );
    expect(of(events, 'schedule.busy')[0]?.message).toMatch(/process 7 on elsewhere/);
  });

  test('until the next tick comes: then this one is left out, and told', async () => {
    const unlock = await destination.lock({ pid: 7, host: 'elsewhere', since: 'then' });
    const { events, ended } = serve({ cron: '0 6 * * *' }, new JumpingClock('2026-11-21T05:59:00Z'), 1, {
      retryMs: 3_600_000,
      onEvent: ({ event }) => {
        if (event === 'schedule.skipped') void unlock();
      },
    });
    await ended;
    expect(told(events)).toEqual(['busy 11-21T06:00 1', 'tick 11-22T06:00']);
  });

  test('one that cannot be used: told as failed, tried until it can, and nothing is lost', async () => {
    let tries = 0;
    const broken = new Proxy(destination, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (key === 'lock' && tries++ < 8)
          return () => Promise.reject(new DestinationError('destination-disk', 'the disk is gone'));
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const clock = new JumpingClock('2026-11-21T05:59:00Z');
    const { events, ended } = serve({ cron: '0 6 * * *' }, clock, 1, { destination: broken, retryMs: 5000 });
    await ended;
    expect(of(events, 'schedule.failed')).toEqual([
      {
        event: 'schedule.failed',
        pipeline: 'all',
        tick: '2026-11-21T06:00:00.000Z',
        code: 'destination-disk',
        message: 'the disk is gone',
      },
    ]);
    expect(kinds(events).filter((name) => name === 'schedule.busy')).toHaveLength(1);
    expect(told(events)).toEqual(['tick 11-21T06:00']);
    // 1 s, then 10, 20, 40, 80, 160, 160, 160 s.
    expect(clock.now() - Date.parse('2026-11-21T06:00:00Z')).toBeGreaterThan(8 * 60_000);
  });
});

describe('what fails, and what is refused', () => {
  test('a run that fails does not end the service', async () => {
    const clock = new JumpingClock('2026-11-21T05:00:00Z');
    let url = 'http://127.0.0.1:9';
    const readFile = () =>
      new TextEncoder().encode(
        JSON.stringify({ ...configOf({ cron: '0 6 * * *' }), baseUrl: url, http: { attempts: 1 } }),
      );
    const events: ScheduleEvent[] = [];
    const service: ScheduleService = new ScheduleService('source.json', {
      env: {},
      home: '/nowhere',
      cwd: '/nowhere',
      clock,
      destination,
      readFile: (path) => {
        if (path.endsWith('source.json')) return readFile();
        throw Object.assign(new Error('none'), { code: 'ENOENT' });
      },
      onEvent: (event) => {
        events.push(event);
        if (event.event !== 'schedule.finished') return;
        if (event.outcome === 'complete') service.stop();
        url = setting.sandbox.url;
        service.reload();
      },
    });
    await service.run();
    expect(of(events, 'schedule.finished').map(({ outcome }) => outcome)).toEqual(['failed', 'complete']);
    expect(of(events, 'schedule.finished')[0]?.reports[0]?.reasons[0]?.message).toMatch(/clock/);
    expect(told(events)).toEqual(['tick 11-21T06:00', 'tick 11-22T06:00']);
  });

  test('methods with effects need allowWriteOnSchedule, where a pipeline has them', () => {
    const post = { name: 'doc', method: 'POST', path: '/me/document', body: { name: 'a' } };
    const endpoints = [...ENDPOINTS, { ...post, write: { allowWrite: true } }];
    const open = (schedule: object, all: object[]) => () =>
      new ScheduleService(configOf(schedule, all), { env: {}, home: '/nowhere', cwd: '/nowhere' });
    expect(open({ cron: '0 6 * * *' }, endpoints)).toThrow(/doc\.method.*allowWriteOnSchedule: true/);
    expect(open({ cron: '0 6 * * *', only: ['orders'] }, endpoints)).not.toThrow();
    const allowed = { ...post, write: { allowWrite: true, allowWriteOnSchedule: true } };
    expect(open({ cron: '0 6 * * *' }, [...ENDPOINTS, allowed])).not.toThrow();
  });

  test('a configuration without a schedule', () => {
    const { schedule: _, ...config } = configOf({});
    expect(() => new ScheduleService(config, { env: {}, home: '/nowhere', cwd: '/nowhere' })).toThrow(
      /schedule: is missing: write when to load, such as/,
    );
  });
});

describe('reload', () => {
  test('a new configuration is taken between runs; a wrong one is refused and the old one goes on', async () => {
    let schedule: object = { cron: '0 6 * * *' };
    const clock = new JumpingClock('2026-11-21T05:00:00Z');
    const events: ScheduleEvent[] = [];
    const texts: [object, (n: number) => boolean][] = [
      [{ cron: '61 * * * *' }, (n) => n === 1],
      [[{ name: 'new', cron: '30 7 * * *' }], (n) => n === 2],
    ];
    let finished = 0;
    const service: ScheduleService = new ScheduleService('source.json', {
      env: {},
      home: '/nowhere',
      cwd: '/nowhere',
      clock,
      destination,
      readFile: (path) => {
        if (path.endsWith('source.json')) return new TextEncoder().encode(JSON.stringify(configOf(schedule)));
        throw Object.assign(new Error('none'), { code: 'ENOENT' });
      },
      onEvent: (event) => {
        events.push(event);
        if (event.event !== 'schedule.finished') return;
        finished++;
        const next = texts.find(([, when]) => when(finished));
        if (!next) return service.stop();
        schedule = next[0];
        service.reload();
      },
    });
    await service.run();
    expect(told(events)).toEqual(['tick 11-21T06:00', 'tick 11-22T06:00', 'tick 11-22T07:30']);
    const [refused, taken] = of(events, 'schedule.reloaded');
    expect(refused).toMatchObject({ taken: false, pipelines: ['all'] });
    expect(refused?.issues[0]).toMatchObject({
      key: 'schedule.cron',
      where: expect.stringMatching(/^source\.json:1:/),
    });
    expect(taken).toEqual({ event: 'schedule.reloaded', taken: true, issues: [], pipelines: ['new'] });
    expect(service.pipelines().map(({ name }) => name)).toEqual(['new']);
  });
});
