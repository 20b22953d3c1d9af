/** Addresses: ids that need encoding, URLs that are refused, pages of the second branch, documents. */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunningSandbox } from '../../sandbox/main.js';
import { startSandbox } from '../../sandbox/main.js';
import { knownRoutes } from '../integration/truth.js';
import { type Ask, ask, askJson } from './naive-reader.js';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ rate: 0, bills: 200 });
});
afterAll(() => sandbox.close());

const list = async (path: string): Promise<string[]> => (await askJson(sandbox, path)) as string[];

describe('the API describes itself', () => {
  test('to everybody: an index, and a document for each section that it names', async () => {
    const index = (await (await fetch(`${sandbox.url}/1.0/`)).json()) as { apis: { path: string }[] };
    expect(index.apis.map((api) => api.path)).toContain('/me');
    const known = await knownRoutes(sandbox.url);
    for (const { path } of index.apis) {
      const reply = await fetch(`${sandbox.url}/1.0${path}.json`);
      const document = (await reply.json()) as { resourcePath: string; apis: { path: string }[] };
      expect(document.resourcePath).toBe(path);
      const routes = document.apis.map((api) => api.path);
      expect(routes.filter((route) => !known.has(route))).toEqual([]);
    }
    expect((await fetch(`${sandbox.url}/1.0/nothing.json`)).status).toBe(404);
  });
});

describe('addresses', () => {
  test.each([
    '/1.0/nothing',
    '/1.0',
    '/3.0/me',
    '/1.0//me',
    '/1.0/me//bill',
    '/1.0/me/',
    '/1.0/me/bill/',
    '/1.0/me/./bill',
    '/1.0/me/%2e%2e/bill',
    '/1.0/ip/192.0.2.0/28',
    '/1.0/me/bill/FR10000000,FR10000001',
    '/1.0/me/bill/00000123',
    '/1.0/me/bill/123',
    '/1.0/me/bill/AFR10000000',
    '/1.0/me/bill/fr10000000',
    '/1.0/domain/hash',
    '/1.0/iam/resource',
    '/v2/me',
    '/1.0/dedicated/server/pcc-1-2-3-4/host/12',
  ])('404 for %s', async (path) => {
    const answer = await ask(sandbox, path);
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.text)).toMatchObject({ class: 'Client::NotFound' });
  });

  test.each([
    '/1.0/domain/',
    '/1.0/domain//serviceInfos',
    '/1.0/domain/..',
    '/1.0/domain/%2E%2e',
    '/1.0/domain/.',
  ])('no object is looked for behind %s', async (path) => {
    expect(await askJson(sandbox, path)).toMatchObject({ message: 'Got an invalid (or empty) URL' });
  });

  test('names the object that is missing, or the URL', async () => {
    const message = 'The requested object (billId = X) does not exist';
    expect(await askJson(sandbox, '/1.0/me/bill/X')).toEqual({ class: 'Client::NotFound', message });
    expect(await askJson(sandbox, '/1.0/domain/x')).toMatchObject({ message: 'This service does not exist' });
    expect(await askJson(sandbox, '/1.0/x')).toMatchObject({ message: 'Got an invalid (or empty) URL' });
  });

  test('400 for characters that have no place in a URL', async () => {
    for (const name of ['hash#name.example', 'a"b', 'a{b}']) {
      expect((await ask(sandbox, `/1.0/domain/${name}`)).status).toBe(400);
    }
  });

  test('405 for a method that a route does not have', async () => {
    const answer = await ask(sandbox, '/1.0/me/bill', { method: 'DELETE' });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET']);
  });

  test('every domain name is found by its name encoded once', async () => {
    const names = await list('/1.0/domain');
    for (const hard of [
      'münchen.example',
      'percent%2Fname.example',
      'slash/name.example',
      '*',
      'plus+name.example',
    ]) {
      expect(names).toContain(hard);
    }
    for (const name of names.filter((one) => !/^(gone|expired)/.test(one))) {
      expect(await askJson(sandbox, `/1.0/domain/${encodeURIComponent(name)}`)).toMatchObject({
        domain: name,
      });
    }
    const decodedTwice = encodeURIComponent('percent%2Fname.example').replace('%25', '%');
    expect((await ask(sandbox, `/1.0/domain/${decodedTwice}`)).status).toBe(404);
  });

  test('IP blocks, phone numbers and composite names', async () => {
    expect(await list('/1.0/ip')).toEqual(expect.arrayContaining(['192.0.2.0/28', '2001:db8::/56']));
    expect(await askJson(sandbox, '/1.0/ip/2001%3Adb8%3A%3A%2F56')).toMatchObject({ ip: '2001:db8::/56' });
    expect(await askJson(sandbox, '/1.0/ip/2001:db8::%2F56/reverse/2001:db8::1')).toMatchObject({
      ipReverse: '2001:db8::1',
    });
    const numbers = await list('/1.0/telephony/ab12345-ovh-1/service');
    expect(numbers).toEqual(['+33123456789', '0033123456789']);
    const path = '/1.0/telephony/ab12345-ovh-1/service/%2B33123456789';
    expect(await askJson(sandbox, path)).toMatchObject({ serviceName: '+33123456789' });
    expect((await ask(sandbox, '/1.0/dedicated/server/pcc-1-2-3-4%2Fhost%2F12')).status).toBe(200);
  });
});

describe('the second branch', () => {
  const page = (size: number, cursor?: string): Ask => ({
    headers: {
      'X-Pagination-Size': String(size),
      ...(cursor === undefined ? {} : { 'X-Pagination-Cursor': cursor }),
    },
  });

  test('pages join to the whole, the last one names no next', async () => {
    const whole = (await askJson(sandbox, '/v2/iam/policy', page(1000))) as object[];
    const found: object[] = [];
    let cursor: string | undefined;
    let calls = 0;
    do {
      const answer = await ask(sandbox, '/v2/iam/policy', page(7, cursor));
      found.push(...(JSON.parse(answer.text) as object[]));
      cursor = answer.headers['x-pagination-cursor-next'] as string | undefined;
      calls += 1;
    } while (cursor !== undefined);
    expect(found).toEqual(whole);
    expect(calls).toBe(Math.ceil(whole.length / 7));
  });

  test('a size that divides the list ends without an empty page', async () => {
    const answer = await ask(sandbox, '/v2/iam/policy', page(31));
    expect(JSON.parse(answer.text)).toHaveLength(31);
    expect(answer.headers).not.toHaveProperty('x-pagination-cursor-next');
  });

  test('a cursor of another list, a made-up one, a wrong size', async () => {
    const other = await ask(sandbox, '/v2/iam/resource', page(7));
    const cursor = String(other.headers['x-pagination-cursor-next']);
    expect((await ask(sandbox, '/v2/iam/policy', page(7, cursor))).status).toBe(400);
    expect((await ask(sandbox, '/v2/iam/policy', page(7, 'Nw=='))).status).toBe(400);
    expect((await ask(sandbox, '/v2/iam/policy', page(0))).status).toBe(400);
  });

  test('filters, also with a repeated parameter', async () => {
    const types = (await askJson(
      sandbox,
      '/v2/iam/resource?resourceType=vps&resourceType=publicCloudProject',
    )) as { type: string }[];
    expect(new Set(types.map(({ type }) => type))).toEqual(new Set(['vps', 'publicCloudProject']));
    const tags = encodeURIComponent('{"env":[{"operator":"EQ","value":"test"}]}');
    const tagged = (await askJson(sandbox, `/v2/iam/resource?tags=${tags}`)) as { tags: { env: string } }[];
    expect(tagged.length).toBeGreaterThan(0);
    expect(new Set(tagged.map((one) => one.tags.env))).toEqual(new Set(['test']));
    expect(await askJson(sandbox, '/v2/iam/policy?readOnly=true&details=false')).toHaveLength(1);
    expect(await askJson(sandbox, '/v2/iam/policy?action=nothing')).toEqual([]);
    expect(
      await askJson(sandbox, '/v2/iam/policy?resourceURN=urn:v1:eu:resource:domain:example-2.example'),
    ).not.toEqual([]);
  });

  test('resources are found by their URN', async () => {
    const [first] = (await askJson(sandbox, '/v2/iam/resource')) as { urn: string }[];
    expect(await askJson(sandbox, `/v2/iam/resource/${encodeURIComponent(first?.urn ?? '')}`)).toEqual(first);
  });
});

describe('documents', () => {
  const path = '/1.0/me/document';
  test('are made, listed, changed, removed', async () => {
    const made = (await askJson(sandbox, path, {
      method: 'POST',
      body: '{"name":"é","tags":[{"key":"a","value":"b"}]}',
    })) as { id: string };
    expect(await list(path)).toContain(made.id);
    expect((await ask(sandbox, `${path}/${made.id}`, { method: 'PUT', body: '{"name":"z"}' })).status).toBe(
      200,
    );
    expect(await askJson(sandbox, `${path}/${made.id}`)).toMatchObject({
      name: 'z',
      tags: [{ key: 'a', value: 'b' }],
    });
    await ask(sandbox, `${path}/${made.id}`, { method: 'DELETE' });
    expect(await list(path)).not.toContain(made.id);
  });

  test.each(['{}', '[]', 'x', '{"name":1}', '{"name":"a","size":3}', '{"name":"a","tags":[1]}'])(
    '400 for %s',
    async (body) => {
      expect((await ask(sandbox, path, { method: 'POST', body })).status).toBe(400);
    },
  );
});
