/** The official Node client against the sandbox: it speaks only TLS and signs https://host/path without the port. */

import https from 'node:https';
import { createRequire } from 'node:module';
import { type AddressInfo, connect } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunningSandbox } from '../../sandbox/main.js';
import { startSandbox } from '../../sandbox/main.js';
import { makeCertificate } from './certificate.js';
import { ask } from './naive-reader.js';

interface OfficialClient {
  requestPromised(method: string, path: string, params?: object): Promise<unknown>;
}
type OfficialClientFactory = (params: object) => OfficialClient;

const officialClient: OfficialClientFactory = createRequire(import.meta.url)('ovh');

let sandbox: RunningSandbox;
let front: Server;
let port: number;

beforeAll(async () => {
  sandbox = await startSandbox({ publicOrigin: 'https://127.0.0.1', clockSkewSeconds: 900 });
  const certificate = makeCertificate();
  front = createServer(certificate, (outside) => {
    const inside = connect(sandbox.port, '127.0.0.1');
    outside.pipe(inside).pipe(outside);
    inside.on('error', () => outside.destroy());
    outside.on('error', () => inside.destroy());
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  port = (front.address() as AddressInfo).port;
  https.globalAgent.options.ca = certificate.cert;
});

afterAll(async () => {
  https.globalAgent.destroy();
  front.close();
  await sandbox.close();
});

function client(secret = sandbox.keys.applicationSecret): OfficialClient {
  const { applicationKey: appKey, consumerKey } = sandbox.keys;
  return officialClient({ host: '127.0.0.1', port, appKey, appSecret: secret, consumerKey });
}

describe('the official client', () => {
  test('lists bills and reads one, on a server whose clock is far off', async () => {
    const bills = await client().requestPromised('GET', '/me/bill');
    expect(bills).toContain('FR10000000');
    const bill = await client().requestPromised('GET', '/me/bill/FR10000000');
    expect(bill).toMatchObject({ billId: 'FR10000000', priceWithTax: { currencyCode: 'EUR' } });
  });

  test('signs a query string', async () => {
    const bills = await client().requestPromised('GET', '/me/bill', {
      'date.from': '2026-05-31T22:30:00+00:00',
    });
    expect(bills).toEqual(['FR90000023', 'FR90000024']);
  });

  test('posts, changes and deletes a document with text outside ASCII', async () => {
    const made = await client().requestPromised('POST', '/me/document', {
      name: 'été 🚀.pdf',
      tags: [{ key: 'k', value: 'é' }],
    });
    expect(made).toMatchObject({ name: 'été 🚀.pdf', tags: [{ key: 'k', value: 'é' }] });
    const { id } = made as { id: string };
    await client().requestPromised('PUT', `/me/document/${id}`, { name: 'other' });
    expect(await client().requestPromised('GET', `/me/document/${id}`)).toMatchObject({
      name: 'other',
      tags: [{ value: 'é' }],
    });
    await client().requestPromised('DELETE', `/me/document/${id}`);
    await expect(client().requestPromised('GET', `/me/document/${id}`)).rejects.toMatchObject({ error: 404 });
  });

  test('is refused with a wrong secret', async () => {
    const call = client('wrong').requestPromised('GET', '/me/bill');
    await expect(call).rejects.toMatchObject({ error: 400, message: 'Invalid signature' });
  });

  test('with publicOrigin set, a signature over http://host:port is wrong', async () => {
    expect((await ask(sandbox, '/1.0/me', { shift: 900 })).status).toBe(400);
  });
});
