// Log lines: what they look like, and that no secret gets into one by any way, at any level, in any format.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clean, hideSecrets, writeError } from '../../connector/cli/output.js';
import { LOG_LEVELS, type LogLevel } from '../../connector/model/events/event-kind.js';
import type { LoadEvent } from '../../connector/model/events/events.js';
import { Decimal } from '../../connector/model/json.js';
import { Secret } from '../../connector/model/secret.js';
import { type LogFormat, openLog } from '../../connector/observe/logs/log.js';
import { plain } from '../../connector/observe/logs/plain.js';

/** Signs that are written otherwise in addresses, forms and JSON. */
const KNOWN = 'kN0wn "quoted" + back\\slash/secret';
const UNKNOWN = 'unkn0wn-s3cret-value';
const TOKEN = 'ZXlKaGJHY2lPaUpJVXpJMU5pSjk';

let folder: string;
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-log-'));
  hideSecrets([new Secret(KNOWN)]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function logged(
  level: LogLevel,
  format: LogFormat,
  work: (log: Awaited<ReturnType<typeof openLog>>) => void,
): Promise<string> {
  const file = join(folder, `${++files}.log`);
  const log = await openLog({ level, format, file }, { scrub: clean, line: writeError });
  work(log);
  log.always('the end');
  return readFileSync(file, 'utf8');
}

const CONTEXT = { runId: '20261121T101500Z-1f3a9c', connection: 'parent' };

const REFUSED: LoadEvent = {
  event: 'object.missing',
  source: 'bills',
  id: 'billId=FR1',
  reason: 'refused',
  isFirst: true,
  status: 403,
  code: 'NOT_GRANTED_CALL',
  message: 'This call has not been granted',
  queryId: 'FR.ws-1',
  attempts: 1,
  ...CONTEXT,
};

describe('a line', () => {
  test('as JSON: time, level, event, run, connection, source object, what happened', async () => {
    const [line] = (await logged('debug', 'json', (log) => log.event(REFUSED))).split('\n');
    expect(JSON.parse(line ?? '')).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      msg: 'refused: billId=FR1: 403 NOT_GRANTED_CALL: This call has not been granted (the first; the report lists all)',
      ...REFUSED,
    });
  });

  test('for people', async () => {
    const [line] = (await logged('info', 'human', (log) => log.event(REFUSED))).split('\n');
    expect(line).toMatch(
      /^\d{4}-\d\d-\d\d [\d:]+Z WARN {2}20261121T101500Z-1f3a9c parent\/bills: refused: billId=FR1: 403 /,
    );
  });

  test('below the level nothing is written', async () => {
    const text = await logged('error', 'json', (log) => {
      log.event(REFUSED);
      log.say('warn', 'no');
    });
    expect(text.trim().split('\n')).toHaveLength(1);
  });

  test('an error with its stack and its causes, in both formats', async () => {
    const error = new Error('outer', { cause: new TypeError('middle', { cause: new RangeError('inner') }) });
    const json = await logged('info', 'json', (log) => log.failure(error));
    const [line = ''] = json.split('\n');
    expect(JSON.parse(line)).toMatchObject({
      level: 'error',
      err: { type: 'Error', message: 'outer', cause: { type: 'TypeError', cause: { message: 'inner' } } },
    });
    const human = await logged('info', 'human', (log) => log.failure(error));
    expect(human).toMatch(
      /ERROR outer\n {4}Error: outer\n {4} +at [\s\S]*caused by\n {4}TypeError: middle[\s\S]*inner/,
    );
  });

  test('the file is for its owner alone', async () => {
    await logged('info', 'json', () => undefined);
    expect(statSync(join(folder, `${files}.log`)).mode & 0o777).toBe(0o600);
  });
});

describe('data', () => {
  test('digits stay: no number is rounded on its way into a log', () => {
    const told = plain({ id: 12345678901234567890n, price: new Decimal('0.10000000000000000001'), n: 1.5 });
    expect(told).toEqual({ id: '12345678901234567890', price: '0.10000000000000000001', n: 1.5 });
  });

  test('circles, depths and kinds that JSON does not have', () => {
    const circle: Record<string, unknown> = { name: 'a' };
    circle.self = circle;
    circle.list = [circle, new Map([['key', new Set([1])]]), () => 1, Symbol('x'), undefined, Number.NaN];
    expect(plain(circle)).toEqual({
      name: 'a',
      self: '[circular]',
      list: ['[circular]', { key: [1] }, '[function]', '[symbol]', null, 'NaN'],
    });
    let deep: unknown = 'end';
    for (let n = 0; n < 50; n++) deep = { deep };
    expect(JSON.stringify(plain(deep))).toContain('[deeper]');
  });
});

describe('secrets', () => {
  const secret = new Secret(UNKNOWN);
  const encoded = [KNOWN, encodeURIComponent(KNOWN), new URLSearchParams({ x: KNOWN }).toString()];
  const chained = () => {
    const inner = Object.assign(new Error(`inner ${KNOWN}`), { config: { deep: { consumerKey: UNKNOWN } } });
    const middle = new Error(`https://user:${UNKNOWN}@host/?q=1`, { cause: inner });
    const outer = new AggregateError([inner, new Error(KNOWN)], `outer ${encoded.join(' ')}`, {
      cause: middle,
    });
    outer.stack = `${outer.stack}\n at Authorization: Bearer ${TOKEN}`;
    return outer;
  };
  const fields = () => ({
    known: KNOWN,
    [KNOWN]: 'as a key',
    typed: secret,
    nested: {
      a: [{ b: { typed: secret, headers: { 'X-Ovh-Signature': UNKNOWN, authorization: UNKNOWN } } }],
    },
    applicationSecret: UNKNOWN,
    auth: { consumer_key: UNKNOWN, clientSecret: UNKNOWN, password: UNKNOWN, access_token: UNKNOWN },
    map: new Map<string, unknown>([['token', UNKNOWN]]),
    set: new Set([secret, KNOWN]),
    url: new URL(`https://user:${UNKNOWN}@host/path?token=${UNKNOWN}&q=${encodeURIComponent(KNOWN)}`),
    text: `GET https://host/?access_token=${UNKNOWN}&password=${UNKNOWN} Bearer ${TOKEN}`,
    err: chained(),
    json: JSON.stringify({ a: { b: KNOWN } }),
  });
  const events: LoadEvent[] = [
    { ...REFUSED, id: `billId=${KNOWN}`, message: `echo ${KNOWN}` },
    { event: 'run.not_started', code: 'unexpected', message: `no ${encoded.join(' ')}`, ...CONTEXT },
    { event: 'run.warned', code: 'documents-missing', message: `see https://host/?signature=${UNKNOWN}` },
    {
      ...{
        event: 'call.retried',
        source: 'bills',
        method: 'GET',
        path: `/1.0/me/${encodeURIComponent(KNOWN)}`,
      },
      ...{ attempt: 3, waitMs: 1, message: KNOWN },
    },
    { event: 'notification.failed', way: 'webhook', outcome: 'failed', problem: `${KNOWN}` },
  ];

  const formats: LogFormat[] = ['human', 'json'];
  test.each(formats.flatMap((format) => LOG_LEVELS.map((level) => [format, level] as const)))(
    '%s, %s: none gets out by any way',
    async (format, level) => {
      const text = await logged(level, format, (log) => {
        for (const each of LOG_LEVELS) log.say(each, `said ${KNOWN}`, fields());
        for (const event of events) log.event(event);
        log.failure(chained());
        log.failure(fields(), `with words ${encoded.join(' ')}`);
        log.always(`always ${KNOWN}`, fields());
      });
      expect(text.split('\n').length).toBeGreaterThan(5);
      const pieces = [...encoded, JSON.stringify(KNOWN).slice(1, -1), UNKNOWN, TOKEN];
      for (const piece of pieces) expect(text).not.toContain(piece);
      // Not even as it would look escaped once more.
      expect(text).not.toMatch(/kN0wn|unkn0wn/);
      if (format === 'json') for (const line of text.trim().split('\n')) JSON.parse(line);
    },
  );

  test('the plants are there to be found', () => {
    const raw = inspect({ fields: fields(), error: chained() }, { depth: 20, maxArrayLength: 100 });
    for (const piece of ['kN0wn', UNKNOWN, TOKEN]) expect(raw).toContain(piece);
  });
});
