// Bytes on the wire: what a bare socket sees, and what it may do to a client.
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { NetworkError } from '../../connector/network/failure.js';
import { Transport } from '../../connector/network/transport.js';
import { closeAll, closers } from '../http/wire.js';

afterEach(closeAll);

const OK = 'HTTP/1.1 200 OK\r\n';

/** A server that does with the socket what it is told, once a whole head has come; counts connections. */
async function listen(onRequest: (socket: Socket, received: string) => void) {
  const requests: string[] = [];
  const server = createServer((socket) => {
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!text.includes('\r\n\r\n')) return;
      requests.push(text);
      text = '';
      onRequest(socket, requests.at(-1) ?? '');
    });
    closers.push(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const transport = new Transport(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    connections: 4,
  });
  closers.push(() => transport.close());
  const send = (more: object = {}) =>
    transport.send({ method: 'GET', target: '/1.0/me', headers: {}, timeoutMs: 2000, ...more });
  return { requests, send };
}

const failure = (call: Promise<unknown>): Promise<NetworkError> =>
  call.then(
    () => {
      throw new Error('there was a reply');
    },
    (error) => {
      expect(error).toBeInstanceOf(NetworkError);
      return error;
    },
  );

describe('sending', () => {
  test.each([
    '/1.0/ip/1.2.3.4%2F32',
    '/1.0/ip/1.2.3.4%2f32',
    '/1.0/a/../b/./c//d',
    '/1.0/me?date.from=2024-01-01T00%3A00%3A00%2B00%3A00&x=a%20b',
    "/1.0/x?a='()*!~&b=,;:@",
    '/1.0/%E2%82%AC',
  ])('%s goes byte for byte', async (target) => {
    const { requests, send } = await listen((socket) => socket.write(`${OK}content-length: 2\r\n\r\n{}`));
    await send({ target });
    expect(requests[0]?.split('\r\n')[0]).toBe(`GET ${target} HTTP/1.1`);
  });

  test('a body goes as UTF-8 with its length in bytes', async () => {
    const { requests, send } = await listen((socket) => socket.write(`${OK}content-length: 2\r\n\r\n{}`));
    await send({ method: 'POST', body: '{"a":"é€"}' });
    const received = Buffer.from(requests[0] ?? '', 'latin1').toString('utf8');
    expect(received).toMatch(/content-length: 13\r\n/i);
    expect(received).toMatch(/\r\n\r\n\{"a":"é€"\}$/);
  });

  test('header names of the reply come in lower case, several values as one', async () => {
    const { send } = await listen((socket) =>
      socket.write(`${OK}X-OVH-QueryId: EU.1\r\nX-Two: a\r\nx-two: b\r\nContent-Length: 2\r\n\r\n{}`),
    );
    const { headers } = await send();
    expect(headers).toMatchObject({ 'x-ovh-queryid': 'EU.1', 'x-two': 'a, b' });
  });

  test('only gzip is asked for, whatever is said', async () => {
    const { requests, send } = await listen((socket) => socket.write(`${OK}content-length: 2\r\n\r\n{}`));
    await send({ headers: { 'accept-encoding': 'br' } });
    expect(requests[0]?.match(/accept-encoding: .*/gi)).toEqual(['accept-encoding: gzip']);
  });
});

describe('replies', () => {
  const packed = gzipSync(`[${'1,'.repeat(2000)}1]`);

  test('in pieces, chunked, packed', async () => {
    const { send } = await listen(async (socket) => {
      socket.write(`${OK}content-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n`);
      for (const byte of packed)
        socket.write(Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]));
      socket.write('0\r\n\r\n');
    });
    expect((await send()).body.toString()).toHaveLength(4003);
  });

  test('without a length end with the connection', async () => {
    const { send } = await listen((socket) => socket.end(`${OK}connection: close\r\n\r\n[1,2]`));
    expect((await send()).body.toString()).toBe('[1,2]');
  });

  test('said to be packed, with nothing in them, are nothing', async () => {
    const { send } = await listen((socket) =>
      socket.write('HTTP/1.1 204 No Content\r\ncontent-encoding: gzip\r\n\r\n'),
    );
    expect(await send()).toMatchObject({ status: 204, body: Buffer.alloc(0) });
  });

  test.each<[string, (socket: Socket) => void]>([
    ['a reset before the reply', (socket) => socket.resetAndDestroy()],
    ['an end before the reply', (socket) => socket.end()],
    ['an end in the head', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-')],
    ['an end before the announced length', (socket) => socket.end(`${OK}content-length: 9\r\n\r\n[1,2]`)],
    [
      'a reset in the body',
      (socket) => socket.write(`${OK}content-length: 9\r\n\r\n[1`, () => socket.resetAndDestroy()),
    ],
    [
      'an end between chunks',
      (socket) => socket.end(`${OK}transfer-encoding: chunked\r\n\r\n5\r\n[1,2]\r\n`),
    ],
    [
      'gzip that is cut off',
      (socket) =>
        socket.end(
          Buffer.concat([
            Buffer.from(`${OK}content-encoding: gzip\r\ncontent-length: ${packed.length - 9}\r\n\r\n`),
            packed.subarray(0, -9),
          ]),
        ),
    ],
    [
      'gzip that is none',
      (socket) => socket.end(`${OK}content-encoding: gzip\r\ncontent-length: 5\r\n\r\n[1,2]`),
    ],
    ['no HTTP at all', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
  ])('%s is a failure of a call that may have arrived', async (_, act) => {
    const { send, requests } = await listen(act);
    const { sent, code, message } = await failure(send());
    expect(sent).toBe(true);
    expect(code).not.toBe('');
    expect(message).not.toBe('');
    expect(requests).toHaveLength(1);
  });

  test('a failure does not spoil the call after it', async () => {
    let count = 0;
    const { send } = await listen((socket) => {
      if (++count === 1) socket.resetAndDestroy();
      else socket.write(`${OK}content-length: 2\r\n\r\n[]`);
    });
    await failure(send());
    expect((await send()).status).toBe(200);
  });
});

describe('time and interruption', () => {
  const slow: [string, (socket: Socket) => void][] = [
    ['no head', () => undefined],
    ['half a body', (socket) => socket.write(`${OK}content-length: 9\r\n\r\n[1`)],
  ];

  test.each(slow)('%s in time is a timeout', async (_, act) => {
    const { send } = await listen(act);
    expect(await failure(send({ timeoutMs: 100 }))).toMatchObject({
      code: 'timeout',
      message: 'no whole reply within 0.1 s',
      sent: true,
    });
  });

  test('a body that drips is over in time too', async () => {
    const { send } = await listen((socket) => {
      socket.write(`${OK}content-length: 99999\r\n\r\n`);
      const drip = setInterval(() => socket.write(' '), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expect((await failure(send({ timeoutMs: 200 }))).code).toBe('timeout');
  });

  test.each(slow)('an abort with %s gives the reason of the signal', async (_, act) => {
    const { send } = await listen(act);
    const ending = new AbortController();
    const call = send({ signal: ending.signal });
    const reason = new Error('asked to end');
    setTimeout(() => ending.abort(reason), 50);
    await expect(call).rejects.toBe(reason);
  });

  test('after an abort nothing is sent', async () => {
    const { send, requests } = await listen(() => undefined);
    await expect(send({ signal: AbortSignal.abort(new Error('ended before')) })).rejects.toThrow(
      'ended before',
    );
    expect(requests).toHaveLength(0);
  });
});

describe('a call that cannot have arrived', () => {
  async function closedPort(): Promise<number> {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }

  test.each([
    ['127.0.0.1', 'ECONNREFUSED'],
    ['localhost', 'ECONNREFUSED'],
  ])('%s with nobody there', async (host, code) => {
    const transport = new Transport(`http://${host}:${await closedPort()}`);
    closers.push(() => transport.close());
    const call = transport.send({ method: 'POST', target: '/', headers: {}, timeoutMs: 2000 });
    expect(await failure(call)).toMatchObject({ code, sent: false });
  });
});
