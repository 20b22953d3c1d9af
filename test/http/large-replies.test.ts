// Small compressed replies that are huge inside: bounded, and read in steps between which others run.
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parseJson, readBody } from '../../connector/http/json/body.js';
import { systemClock } from '../../connector/model/clock.js';
import { stringifyJson } from '../../connector/model/json.js';
import { closeAll, connectTo, get, json, serve } from './wire.js';

afterEach(closeAll);

const MIB = 1024 ** 2;

/** A server that answers `/1.0/big` with this text, compressed, and all else with `{}`. */
const packed = (text: string | Buffer) => {
  const bytes = gzipSync(text);
  return serve(({ url }, response) =>
    url === '/1.0/big'
      ? response.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes)
      : json(response, {}),
  );
};

describe('a reply that is larger than allowed', () => {
  test.each([
    ['spaces', ' '.repeat(3 * MIB)],
    ['a list of ids', `[${'1,'.repeat(1.5 * MIB)}1]`],
    ['one text', `"${'x'.repeat(3 * MIB)}"`],
    ['one object', `{"a":[${'{},'.repeat(MIB)}{}]}`],
    ['nulls', Buffer.alloc(3 * MIB)],
  ])('of %s is failed with one call, and others are answered', async (_, text) => {
    const { origin, seen } = await packed(text);
    const { client } = connectTo(origin, { maxReplyBytes: 2 * MIB });
    const outcome = await client.call(get('/1.0/big'));
    expect(outcome).toMatchObject({
      reason: 'failed',
      problem: {
        code: 'reply-too-large',
        message: 'no answer (the reply is over 2 MiB)',
        advice: expect.stringMatching(/`pageSize`.*`http\.maxReply`/),
        attempts: 1,
      },
    });
    expect((await client.call(get('/1.0/me'))).outcome).toBe('ok');
    expect(seen).toHaveLength(2);
  });

  test('without compression is given up while it comes', async () => {
    let sent = 0;
    const { origin } = await serve((_, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(MIB, ' '))) sent++;
        sent++;
      };
      response.on('drain', more);
      more();
    });
    const { client } = connectTo(origin, { maxReplyBytes: 2 * MIB });
    expect(await client.call(get('/1.0/big'))).toMatchObject({ problem: { code: 'reply-too-large' } });
    expect(sent).toBeLessThan(60);
  });

  test('by a byte, and one that is just as large', async () => {
    const text = `"${'x'.repeat(MIB - 2)}"`;
    const { origin } = await packed(text);
    const { client } = connectTo(origin, { maxReplyBytes: MIB });
    expect((await client.call(get('/1.0/big'))).outcome).toBe('ok');
    const small = connectTo(origin, { maxReplyBytes: MIB - 1 });
    expect((await small.client.call(get('/1.0/big'))).outcome).toBe('skip');
  });

  test('several in a row are no outage', async () => {
    const { origin } = await packed(' '.repeat(MIB));
    const { client } = connectTo(origin, { maxReplyBytes: 1000 });
    for (let n = 0; n < 5; n++) expect((await client.call(get('/1.0/big'))).outcome).toBe('skip');
  });
});

describe('a reply with more values or levels than can be worked with', () => {
  test.each([
    ['values', `{"a":[${'1,'.repeat(10_000_001)}1]}`, /over 10,000,000 values/],
    ['levels', `{"a":${'['.repeat(6000)}${']'.repeat(6000)}}`, /over 5,000 levels/],
    [
      'levels in a long list',
      `["${'x'.repeat(MIB)}",${'['.repeat(6000)}${']'.repeat(6000)}]`,
      /over 5,000 levels/,
    ],
    ['levels of objects', `${'{"a":'.repeat(6000)}1${'}'.repeat(6000)}`, /over 5,000 levels/],
  ])('(%s) is failed with one call', async (_, text, words) => {
    const { origin, seen } = await packed(text);
    const outcome = await connectTo(origin).client.call(get('/1.0/big'));
    expect(outcome).toMatchObject({ reason: 'failed', problem: { message: expect.stringMatching(words) } });
    expect(seen).toHaveLength(1);
  });
});

test.each([
  ['a text', JSON.stringify('x'.repeat(MIB))],
  ['an object', JSON.stringify({ a: 'x'.repeat(MIB) })],
  ['an element of a list', JSON.stringify([1, 'x'.repeat(MIB), { a: 1 }])],
])(
  '%s with more bytes than a text may have is told, and one that has just as many is read',
  async (_, text) => {
    const bytes = Buffer.from(text);
    const pause = () => Promise.resolve();
    await expect(readBody(bytes, pause, MIB - 1)).rejects.toThrow(/over 1,048,575 bytes in one value/);
    expect((await readBody(bytes, pause, bytes.length)).length).toBeGreaterThan(0);
  },
);

/** Pauses while a text is read. */
async function stepsOf(text: string): Promise<number> {
  let pauses = 0;
  await readBody(Buffer.from(text), async () => {
    pauses++;
  });
  return pauses;
}

describe('a long reply is read in steps', () => {
  const ids = Array.from({ length: 150_000 }, (_, n) => `"FR${1e7 + n}"`).join(',');
  const objects = Array.from(
    { length: 60_000 },
    (_, n) => `{"id":${n},"price":1.${n}0,"x":[null,true]}`,
  ).join(',');

  test.each([
    ['a list of ids', `[${ids}]`],
    ['a list of objects', `[${objects}]`],
    ['an object with a long list', `{"a":[${ids}]}`],
    ['a list with one long object', `[{"a":[${ids}]}]`],
    ['a list with a long list between others', `[1,[${ids}],2]`],
    [
      'an object of many members',
      `{${Array.from({ length: 80_000 }, (_, n) => `"m${n}":"${n}"`).join(',')}}`,
    ],
  ])('%s', async (_, text) => {
    const megabytes = text.length / MIB;
    const pauses = await stepsOf(text);
    expect(pauses).toBeGreaterThanOrEqual(Math.floor(megabytes));
    expect(pauses).toBeLessThanOrEqual(4 * Math.ceil(megabytes));
    const body = await readBody(Buffer.from(text));
    expect(stringifyJson(body.value())).toBe(stringifyJson(parseJson(text)));
  });

  test('a short one without a pause', async () => {
    expect(await stepsOf(`[${ids.slice(0, 200_000).replace(/,[^,]*$/, '')}]`)).toBe(0);
  });

  test('one that is cut off is an error, wherever', async () => {
    const text = `{"a":[${ids}],"b":[${objects}]}`;
    for (const part of [0.3, 0.7, 0.999]) {
      await expect(readBody(Buffer.from(text.slice(0, text.length * part)))).rejects.toThrow(SyntaxError);
    }
    await expect(readBody(Buffer.from(`${text}}`))).rejects.toThrow(SyntaxError);
  });

  test('a signal ends the reading, other calls are answered meanwhile', async () => {
    const { origin } = await packed(`{"a":[${'[0],'.repeat(4_000_000)}[0]]}`);
    const { client } = connectTo(origin, {
      clock: systemClock,
      settings: { timeoutMs: 60_000, deadlineMs: 60_000, attempts: 1 },
    });
    await client.call(get('/1.0/me'));
    const ending = new AbortController();
    const big = client.call(get('/1.0/big', { signal: ending.signal }));
    big.catch(() => undefined);
    expect((await client.call(get('/1.0/me'))).outcome).toBe('ok');
    ending.abort(new Error('asked to end'));
    await expect(big).rejects.toThrow('asked to end');
  });
});
