// The table of events: names, levels and fields, and that a load emits what the table says.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import type { LogLevel } from '../../connector/model/events/event-kind.js';
import {
  type AnyEvent,
  EVENTS,
  type EventName,
  eventKind,
  type LoadEvent,
  levelOf,
  loggedValues,
} from '../../connector/model/events/events.js';
import { eventText } from '../../connector/text/event-text.js';
import { hastyClock, type Setting, setUp } from '../integration/sandbox-config.js';

describe('the table', () => {
  test('names are a thing and what happened to it', () => {
    const odd = Object.keys(EVENTS).filter((name) => !/^[a-z]+\.[a-z]+(_[a-z]+)?$/.test(name));
    expect(odd).toEqual([]);
  });

  test('no field has the name of what every line has', () => {
    const taken = ['event', 'level', 'time', 'msg', 'connection'];
    const wrong = (Object.keys(EVENTS) as EventName[]).filter((name) =>
      taken.some((field) => Object.hasOwn(eventKind({ event: name }).fields, field)),
    );
    expect(wrong).toEqual([]);
  });

  const missing = { source: 'bills', id: 'billId=1', message: 'no' };
  const call = { method: 'GET', path: '/me', waitMs: 1, message: 'no' };
  const ended = {
    ...{ reasons: [], seconds: 1, slices: 1, calls: 1, retries: 0, listed: 1, loaded: 1, known: 0, rows: 1 },
  };
  test.each<[AnyEvent, LogLevel]>([
    [{ event: 'object.missing', ...missing, reason: 'failed', isFirst: true }, 'warn'],
    [{ event: 'object.missing', ...missing, reason: 'failed', isFirst: false }, 'debug'],
    [{ event: 'object.missing', ...missing, reason: 'gone', isFirst: true }, 'debug'],
    [{ event: 'call.retried', ...call, attempt: 2 }, 'debug'],
    [{ event: 'call.retried', ...call, attempt: 3 }, 'info'],
    [{ event: 'key.checked' }, 'info'],
    [{ event: 'key.checked', expiresAt: '2027-01-01T00:00:00Z', days: 15 }, 'info'],
    [{ event: 'key.checked', expiresAt: '2027-01-01T00:00:00Z', days: 14 }, 'warn'],
    [{ event: 'key.checked', expiresAt: '2020-01-01T00:00:00Z', days: -3 }, 'warn'],
    [{ event: 'run.ended', outcome: 'complete', ...ended }, 'info'],
    [{ event: 'run.ended', outcome: 'incomplete', ...ended }, 'warn'],
    [{ event: 'run.ended', outcome: 'failed', ...ended }, 'error'],
    [
      { event: 'schedule.failed', pipeline: 'all', tick: '', code: 'destination-disk', message: 'no' },
      'error',
    ],
  ])('level of %j', (event, level) => {
    expect(levelOf(event)).toBe(level);
  });

  test('reports are for listeners: the log leaves them out', () => {
    const of = {
      pipeline: 'all',
      tick: '2026-11-21T06:00:00.000Z',
      cause: 'tick',
      outcome: 'complete',
    } as const;
    const values = loggedValues({ event: 'schedule.finished', ...of, reports: [], interrupted: false });
    expect(values).toEqual({ event: 'schedule.finished', ...of, interrupted: false });
  });
});

describe('a load', () => {
  let setting: Setting;
  const events: LoadEvent[] = [];

  beforeAll(async () => {
    setting = await setUp({ bills: 12, lines: 1, edges: true, faults: ['503', '429'], faultRate: 0.1 });
    const source = setting.source({ endpoints: [{ preset: 'bills' }] }, { clock: hastyClock });
    await loadSource(source, { onEvent: (event) => events.push(event), askExpiry: true });
    const refused = setting.source({ auth: { token: 'no' }, endpoints: [{ name: 'me', path: '/me' }] });
    await loadSource(refused, { onEvent: (event) => events.push(event) }).catch(() => undefined);
  });

  afterAll(async () => {
    await setting.close();
  });

  test('emits events of many kinds, each with the fields of the table and a sentence of one line', () => {
    const names = new Set(events.map(({ event }) => event));
    expect([...names]).toEqual(
      expect.arrayContaining([
        'run.started',
        'call.retried',
        'object.missing',
        'slice.committed',
        'run.ended',
        'run.not_started',
      ]),
    );
    for (const event of events) {
      const { fields } = eventKind(event);
      const known = ['event', 'connection', 'runId', ...Object.keys(fields)];
      expect(Object.keys(event).filter((name) => !known.includes(name))).toEqual([]);
      const required = Object.keys(fields).filter((name) => !fields[name]?.isOptional);
      expect(required.filter((name) => !Object.hasOwn(event, name))).toEqual([]);
      expect(eventText(event)).toMatch(/^[^\n]{5,}$/);
    }
  });
});
