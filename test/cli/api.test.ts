// api call, add, show and search: any route, checked first, shown without secrets, asked about before it changes something.
import { mkdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { configText, type Place, placeWith } from './command.js';

let place: Place;
let origin: string[];

beforeEach(async () => {
  place = await placeWith({ edges: false });
  origin = ['--region', 'eu', '--base-url', place.sandbox.url];
});

afterEach(async () => {
  await place.close();
});

const call = (...args: string[]) => place.run('api', 'call', ...args, ...origin);
const signedCalls = async () =>
  Object.keys((await place.stats()).calls).filter((route) => !/json|auth\/time|\/$/.test(route));

async function billId(): Promise<string> {
  return (JSON.parse((await call('/me/bill', '--raw')).stdout) as string[])[0] ?? '';
}

describe('a call', () => {
  test('status, headers, body digit for digit, and code in four languages', async () => {
    const ended = await call('GET /me/bill/{billId}', '--parameter', `billId=${await billId()}`);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^200 in \d+ ms, query id \S+\n/);
    expect(ended.stdout).toMatch(/^content-type: application\/json/m);
    expect(ended.stdout).toMatch(/"value": \d+\.?\d*\n/);
    for (const name of ['curl', 'node', 'python', 'php']) expect(ended.stdout).toContain(`--- ${name} ---`);
    expect(ended.stdout).toContain('"password": "********"');
    expect(ended.stderr).toContain('--show-secrets');
    for (const key of Object.values(place.sandbox.keys)) expect(ended.all).not.toContain(key);
  });

  test('a concrete path, a query, a header, one language', async () => {
    const path = `/me/bill/${await billId()}?`;
    expect((await call(path, '--code', 'none')).stdout).toContain('"billId"');
    const ended = await call(
      'GET /me/bill?date.from=2000-01-01',
      '--query',
      'date.to=2100-01-01',
      '--code',
      'node',
    );
    expect(ended.stdout).toContain('date.from=2000-01-01&date.to=2100-01-01');
    expect(ended.stdout).toContain('--- node ---');
    expect(ended.stdout).not.toContain('--- curl ---');
  });

  test('--raw is the body and nothing else; --show-secrets shows them', async () => {
    const id = await billId();
    const hidden = await call(`/me/bill/${id}`, '--raw');
    expect(JSON.parse(hidden.stdout)).toMatchObject({ billId: id, password: '********' });
    const shown = await call(`/me/bill/${id}`, '--raw', '--show-secrets');
    expect(JSON.parse(shown.stdout).password).not.toBe('********');
  });

  test('path values are percent-encoded; a configuration gives keys and region', async () => {
    place.file('source.yaml', configText(place, '  - preset: bills'));
    const args = ['GET /ip/{ip}', '--parameter', 'ip=192.0.2.0/28', '--unchecked', '--code', 'curl'];
    const ended = await place.run('api', 'call', ...args);
    expect(ended.stdout).toContain('"ip": "192.0.2.0/28"');
    expect(ended.stdout).toContain('/1.0/ip/192.0.2.0%2F28');
    expect((await place.run('api', 'call', '/me', '-c', 'source.yaml', '--region', 'eu')).code).toBe(2);
  });

  test('OAuth2: the token is asked for, and never shown', async () => {
    const { clientId, clientSecret } = place.sandbox.oauth2;
    for (const name of Object.keys(place.env)) if (name.startsWith('OVH_')) delete place.env[name];
    place.env.OVH_CLIENT_ID = clientId;
    place.env.OVH_CLIENT_SECRET = clientSecret;
    const tokenUrl = `tokenUrl: ${place.sandbox.url}/auth/oauth2/token`;
    place.file('source.yaml', configText(place, '  - preset: bills', tokenUrl));
    const ended = await place.run('api', 'call', '/me/bill');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('OVH_CLIENT_SECRET');
    expect(ended.all).not.toContain(clientSecret);
  });

  test("the API's refusal: its class, its words, the query id, exit code 1", async () => {
    const gone = await call('/me/bill/FR-none');
    expect(gone.code).toBe(1);
    expect(gone.stdout).toBe('');
    expect(gone.stderr).toMatch(/404 Client::NotFound in \d+ ms, query id \S+\n.*does not exist/);
    place.env.OVH_CONSUMER_KEY = 'not-a-key-of-anybody';
    const refused = await call('/me/bill', '--code', 'curl');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/403 \w+.*\n/);
    expect(refused.stdout).toContain('curl -gsS');
    expect(refused.all).not.toContain('not-a-key-of-anybody');
  });
});

describe('refused before anything is sent, exit code 2', () => {
  const refusals: [string[], RegExp][] = [
    [['GET /me/bil/FR1'], /no such route; did you mean "\/me\/bill\/\{billId\}"/],
    [['/nothing/of/it'], /no such route/],
    [['POST /me/bill', '--yes'], /has no POST; it has GET/],
    [['FETCH /me/bill'], /no method of the API/],
    [['me/bill'], /is no route/],
    [['GET /me/bill/{billId}'], /--parameter billId=VALUE/],
    [['GET /me/bill/{billId}', '--parameter', 'bilId=x'], /did you mean \{billId\}/],
    [['GET /me/bill/{billId}', '--parameter', 'billId='], /allowed/],
    [['GET /me/bill/{billId}', '--parameter', 'billId=..'], /cannot stand in a path/],
    [['GET /me/order/abc'], /orderId: "abc": allowed: a whole number/],
    [['/me/bill', '--query', 'date.from=yesterday'], /date\.from: "yesterday": allowed: a day/],
    [['/me/bill', '--query', 'nothing'], /NAME=VALUE/],
    [['/me/bill', '--query', 'a=1', '--query', 'a=2'], /occurs twice/],
    [['/me/bill', '--header', 'Authorization: Bearer x'], /connector does not set itself/],
    [['/me/bill', '--header', 'X-Odd: a\r\nX-Ovh-Consumer: b'], /printable ASCII/],
    [['/me/bill', '--body', '{}'], /a GET has no body/],
    [['/me/../me'], /"\.\."|allowed/],
    [['/me/bill', '--code', 'pyton'], /did you mean "python"/],
    [['POST /me/document', '--yes'], /body: is required, with name/],
    [
      ['POST /me/document', '--yes', '--body', '{"tags":"hunter22"}'],
      /body name: is required\n.*body tags: is a text; allowed: a list/,
    ],
    [['POST /me/document', '--yes', '--body', '{"name":'], /--body: is not JSON \(at character 9\)/],
    [['POST /me/document', '--yes', '--body', '@none.json'], /--body @none\.json: cannot be read/],
    [['POST /me/document', '--body', '{"name":"a"}'], /no terminal.*--yes/],
    [['DELETE /me/document/{id}', '--parameter', 'id=1'], /no terminal|UUID/],
  ];

  test('each with what to do next, and no call', async () => {
    for (const [args, words] of refusals) {
      const ended = await call(...args);
      expect({ args, code: ended.code, stdout: ended.stdout }).toEqual({ args, code: 2, stdout: '' });
      expect(ended.stderr).toMatch(words);
      expect(ended.stderr).not.toContain('hunter22');
    }
    expect(await signedCalls()).toEqual([]);
  }, 120_000);

  test('without keys it says where they come from; without documents a GET goes on, a POST does not', async () => {
    delete place.env.OVH_CONSUMER_KEY;
    expect((await call('/me/bill')).stderr).toContain('OVH_CONSUMER_KEY');
    place.env.OVH_CONSUMER_KEY = place.sandbox.keys.consumerKey;
    const more = 'http: { attempts: 2 }';
    const config = configText(place, '  - preset: bills', more);
    place.file('nowhere.yaml', config.replace(/baseUrl: .*/, 'baseUrl: http://127.0.0.1:1'));
    const nowhere = ['-c', 'nowhere.yaml'];
    const args = ['POST /me/document', '--yes', '--body', '{"name":"a"}', ...nowhere];
    const post = await place.run('api', 'call', ...args);
    expect(post.code).toBe(2);
    expect(post.stderr).toContain('--unchecked');
    const get = await place.run('api', 'call', '/me/bill', ...nowhere);
    expect(get.code).toBe(1);
    expect(get.stderr).toContain('not checked');
  }, 60_000);
});

describe('what changes things', () => {
  test('is shown and sent with --yes; secrets of the body are asterisks; a file as body', async () => {
    place.file('new.json', '\ufeff{"name": "it\'s $HOME", "tags": [{"key": "a", "value": "b"}]}');
    const ended = await call('POST /me/document', '--body', '@new.json', '--yes', '--code', 'curl');
    expect(ended.code).toBe(0);
    expect(ended.stderr).toMatch(/This call changes something at http.*\n {2}POST \/1\.0\/me\/document\n/);
    const [, reply = ''] = /\n\n(\{[\s\S]*?\n\})\n/.exec(ended.stdout) ?? [];
    const { id, name } = JSON.parse(reply) as { id: string; name: string };
    expect(name).toBe("it's $HOME");
    expect(ended.stdout).toContain(`it'\\''s $HOME`);
    const removed = await call(
      'DELETE /me/document/{id}',
      '--parameter',
      `id=${id}`,
      '--yes',
      '--code',
      'none',
    );
    expect(removed.stdout).toContain('(an empty reply)');
    const gone = await call(`DELETE /me/document/${id}`, '--yes');
    expect(gone.code).toBe(1);
    expect(readFileSync(place.path('new.json'), 'utf8')).toContain('$HOME');
  });

  test('a password of the body is not printed, not even when it is refused', async () => {
    const body = JSON.stringify({ name: 'a', password: 'hunter22-planted' });
    for (const more of [[], ['--yes']]) {
      const ended = await call('POST /me/document', '--body', body, '--code', 'all', ...more);
      expect(ended.code).toBe(more.length === 0 ? 2 : 1);
      expect(ended.all).not.toContain('hunter22-planted');
      expect(ended.stderr).toContain('declare no "password" in this body');
    }
  });
});

describe('api add', () => {
  const add = (...args: string[]) => place.run('api', 'add', ...args);

  test.each([
    ['GET /me/bill/{billId}/details/{billDetailId}', ['GET /', 'GET /me.json']],
    ['/v2/iam/resource', ['GET /v2/', 'GET /v2/iam.json']],
    ['/me/bils', ['GET /', 'GET /me.json']],
  ])('%s: requests the documents of its sections and no others', async (route, documents) => {
    const before = Object.keys((await place.stats()).calls);
    const ended = await add(route, ...origin);
    if (route === '/me/bils') expect(ended.stderr).toContain('did you mean "/me/bill"?');
    else expect([ended.code, ended.stderr]).toEqual([0, '']);
    const calls = Object.keys((await place.stats()).calls).filter((label) => !before.includes(label));
    expect(calls.sort()).toEqual(documents);
  });

  test('into the configuration, and what was added can be previewed', async () => {
    place.file(
      'source.yaml',
      configText(place, '  - name: ids # mine\n    path: /me/bill\n    read: { item: billId }'),
    );
    const ended = await add('GET /me/bill/{billId}/details', '--append', 'source.yaml');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('exists: ids\nadded: me_bill_details');
    const text = readFileSync(place.path('source.yaml'), 'utf8');
    expect(text).toContain('- name: ids # mine');
    const name = /preview (\w+)/.exec(ended.stdout)?.[1] ?? '';
    expect((await place.run('preview', name)).code).toBe(0);
    const again = await add('GET /me/bill/{billId}/details', '--append', 'source.yaml');
    expect(again.stdout).toContain('is unchanged');
    expect(readFileSync(place.path('source.yaml'), 'utf8')).toBe(text);
  });

  test('without --append it prints; a file that is not there is refused before anything is asked', async () => {
    const printed = await add('GET /me/bill', '--query', 'date.from=2024-01-01', ...origin);
    expect(printed.stdout).toBe(
      'endpoints:\n  - name: me_bill_ids\n    path: /me/bill\n    query:\n      date.from: 2024-01-01\n    read:\n      item: billId\n    sync:\n      window:\n        from: date.from\n        to: date.to\n',
    );
    const before = (await place.stats()).total;
    const missing = await add('GET /me/bill', '--append', 'none.yaml', ...origin);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('init --output none.yaml');
    expect((await place.stats()).total).toBe(before);
  });
});

describe('api sections, search, show --code', () => {
  test('sections with their routes; search in one of them', async () => {
    const sections = await place.run('api', 'sections', ...origin);
    expect(sections.stdout).toMatch(
      /^\/cloud +\d+ routes\n[\s\S]*^\/me +\d+ routes\n[\s\S]*^\/v2\/iam +\d+ routes\n/m,
    );
    const hits = await place.run('api', 'search', '--section', 'me', '--method', 'GET', 'bill', ...origin);
    expect(hits.stdout).toMatch(/\/me\/bill/);
    expect(hits.stdout).not.toContain('/cloud');
    const unknown = await place.run('api', 'search', '--section', '/clod', ...origin);
    expect({ code: unknown.code, hint: unknown.stderr.includes('"/cloud"') }).toEqual({
      code: 2,
      hint: true,
    });
  });

  test('a pasted link or curl line is the route that it names; a typing error is forgiven, and named', async () => {
    const link = 'https://eu.api.ovh.com/console/?section=%2Fme&branch=v1#get-/me/bill/-billId-';
    expect((await place.run('api', 'search', link, ...origin)).stdout).toBe('GET     /me/bill/{billId}\n');
    const curl = "curl -H 'X-Ovh-Consumer: secret' 'https://eu.api.ovh.com/1.0/me/bill/FR1/details?a=b'";
    expect((await place.run('api', 'search', curl, ...origin)).stdout).toBe(
      'GET     /me/bill/{billId}/details\n  path billId: FR1\n  query a: b\n',
    );
    const wrong = await place.run('api', 'search', 'docmuent', '--method', 'POST', ...origin);
    expect(wrong.stdout).toContain('/me/document');
    expect(wrong.stderr).toContain('nothing has "docmuent"; searched is "document"');
  });

  test('a script of a route with example values', async () => {
    const shown = await place.run('api', 'show', 'PUT /me/document/{id}', '--code', 'node', ...origin);
    expect(shown.stdout).toMatch(/^\/\/ Node 20/);
    expect(shown.stdout).toContain('const method = "PUT";');
    expect((await place.run('api', 'show', '/me/bill', '--code', 'cobol', ...origin)).code).toBe(2);
  });
});

async function documentsIn(folder: string): Promise<void> {
  mkdirSync(place.path(`${folder}/v1`), { recursive: true });
  place.file(`${folder}/v1/me.json`, await (await fetch(`${place.sandbox.url}/1.0/me.json`)).text());
}

describe('without --region, the configuration of the folder says who is asked', () => {
  const COMMANDS = [
    ['sections'],
    ['list', '/me'],
    ['show', '/me/bill'],
    ['search', 'bill'],
    ['add', '/me/bill'],
  ];

  test('its baseUrl; options that are typed win', async () => {
    place.file('source.yaml', configText(place, '  - preset: bills'));
    for (const args of COMMANDS) {
      const before = (await place.stats()).total;
      const ended = await place.run('api', ...args);
      expect({ args, code: ended.code, asked: (await place.stats()).total > before }).toEqual({
        ...{ args, code: 0, asked: true },
      });
    }
    const shown = await place.run('api', 'show', '/me/bill', '--code', 'curl');
    expect(shown.stdout).toContain(place.sandbox.url);
    const typed = await place.run('api', 'show', '/me/bill', '--base-url', 'http://127.0.0.1:1');
    expect(typed.stderr).toContain('http://127.0.0.1:1');
  }, 60_000);

  test('its region and its documents; with faults a note says that they are not used', async () => {
    const folder = `schemas: { folder: ${place.path('documents')} }`;
    await documentsIn('documents');
    const endpoints = 'endpoints:\n  - preset: bills\n';
    place.file('source.yaml', `region: ca\n${folder}\n${endpoints}`);
    const shown = await place.run('api', 'show', '/me/bill', '--code', 'curl');
    expect(shown.stdout).toContain('https://ca.api.ovh.com');
    place.file('source.yaml', `regin: ca\n${folder}\n${endpoints}`);
    const faulty = await place.run('api', 'show', '/me/bill', '--schemas', 'documents', '--code', 'curl');
    expect(faulty.stdout).toContain('https://eu.api.ovh.com');
    expect(faulty.stderr).toContain('source.yaml has faults, so its region is not used');
  });

  test('no document could be read: who was asked, and nothing of routes or loads', async () => {
    const config = configText(place, '  - preset: bills');
    place.file('source.yaml', config.replace(/baseUrl: .*/, 'baseUrl: http://127.0.0.1:1'));
    await documentsIn('documents');
    for (const args of [...COMMANDS, ['diff', '--against', 'documents']]) {
      const ended = await place.run('api', ...args);
      expect({ args, code: ended.code }).toEqual({ args, code: 2 });
      expect(ended.stderr).toContain('http://127.0.0.1:1: no document of the API could be read');
      expect(ended.all).not.toMatch(/no such route|no section|types come from/);
    }
  }, 120_000);
});
