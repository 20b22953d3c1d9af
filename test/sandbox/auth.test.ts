/** Credentials of every kind: what is accepted, and the exact error for everything that is not. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { covers, readRule } from '../../sandbox/auth/rules.js';
import type { RunningSandbox } from '../../sandbox/main.js';
import { startSandbox } from '../../sandbox/main.js';
import { type Ask, asBearer, ask, askJson, control, signedHeaders, withSandbox } from './naive-reader.js';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ rate: 0 });
});
afterAll(() => sandbox.close());

async function expectError(path: string, how: Ask, status: number, body: object): Promise<void> {
  const answer = await ask(sandbox, path, how);
  expect(JSON.parse(answer.text)).toEqual(body);
  expect(answer.status).toBe(status);
  expect(answer.headers['x-ovh-queryid']).toMatch(/^EU\.ext-1\./);
}

const withHeaders = (path: string, change: Record<string, string | undefined>): Ask => {
  const headers = { ...signedHeaders(sandbox, path, {}), ...change };
  const kept = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { credentials: 'none', headers: Object.fromEntries(kept) };
};

const invalidSignature = {
  errorCode: 'INVALID_SIGNATURE',
  httpCode: '400 Bad Request',
  message: 'Invalid signature',
};
const loginFirst = { class: 'Client::Unauthorized', message: 'You must login first' };

describe('application keys', () => {
  test('a right signature is accepted, and again with the same headers', async () => {
    const { headers = {} } = withHeaders('/1.0/me', {});
    for (const _ of [1, 2])
      expect((await ask(sandbox, '/1.0/me', { credentials: 'none', headers })).status).toBe(200);
  });

  test('nothing at all, or the application key alone', async () => {
    await expectError('/1.0/me', { credentials: 'none' }, 401, loginFirst);
    const alone = { 'X-Ovh-Application': sandbox.keys.applicationKey };
    await expectError('/1.0/me', { credentials: 'none', headers: alone }, 401, loginFirst);
  });

  test('an unknown application key, in both forms', async () => {
    const how = withHeaders('/1.0/me', { 'X-Ovh-Application': 'nobody' });
    const message = 'This application key is invalid';
    await expectError('/1.0/me', how, 403, { class: 'Client::Forbidden', message });
    await control(sandbox, '/options', { unknownKeyError: 'code' });
    await expectError('/1.0/me', how, 403, { errorCode: 'INVALID_KEY', httpCode: '403 Forbidden', message });
    await control(sandbox, '/options', { unknownKeyError: 'class' });
  });

  test('an unknown consumer key', async () => {
    const body = {
      errorCode: 'NOT_CREDENTIAL',
      httpCode: '403 Forbidden',
      message: 'This credential does not exist',
    };
    await expectError('/1.0/me', { credentials: { consumerKey: 'nobody' } }, 403, body);
  });

  test.each([
    ['a signature for another path', () => withHeaders('/1.0/me', {}), '/1.0/me/bill'],
    ['a query added after signing', () => withHeaders('/1.0/me/bill', {}), '/1.0/me/bill?orderId=1'],
    ['the other name of the branch', () => withHeaders('/1.0/me', {}), '/v1/me'],
    ['no signature', () => withHeaders('/1.0/me', { 'X-Ovh-Signature': undefined }), '/1.0/me'],
    ['no timestamp', () => withHeaders('/1.0/me', { 'X-Ovh-Timestamp': undefined }), '/1.0/me'],
    [
      'a timestamp with a fraction',
      () => withHeaders('/1.0/me', { 'X-Ovh-Timestamp': '1457018875.5' }),
      '/1.0/me',
    ],
    [
      'a different encoding of the same path',
      () => withHeaders('/1.0/ip/192.0.2.0%2f28', {}),
      '/1.0/ip/192.0.2.0%2F28',
    ],
  ])('%s', async (_name, how, path) => {
    await expectError(path, how(), 400, invalidSignature);
  });

  test('a body changed after signing', async () => {
    const signed = signedHeaders(sandbox, '/1.0/me/document', { method: 'POST', body: '{"name":"a"}' });
    const how: Ask = { method: 'POST', body: '{"name": "a"}', credentials: 'none', headers: signed };
    await expectError('/1.0/me/document', how, 400, invalidSignature);
  });

  test('the clock: a timestamp out of tolerance, and a server that is ahead', async () => {
    const late = { errorCode: 'QUERY_TIME_OUT', httpCode: '400 Bad Request', message: 'Query out of time' };
    await expectError('/1.0/me', { shift: -70 }, 400, late);
    await expectError('/1.0/me', { shift: 70 }, 400, late);
    expect((await ask(sandbox, '/1.0/me', { shift: -50 })).status).toBe(200);
    await control(sandbox, '/options', { clockSkewSeconds: 3600 });
    await expectError('/1.0/me', {}, 400, late);
    const before = Math.floor(Date.now() / 1000);
    const time = Number((await ask(sandbox, '/1.0/auth/time', { credentials: 'none' })).text);
    expect(time - 3600).toBeGreaterThanOrEqual(before - 1);
    expect(time - 3600).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000) + 1);
    expect((await ask(sandbox, '/1.0/me', { shift: 3600 })).status).toBe(200);
    await control(sandbox, '/options', { clockSkewSeconds: 0 });
  });

  test('bad signatures are counted', async () => {
    await control(sandbox, '/reset', {});
    await ask(sandbox, '/1.0/me', withHeaders('/1.0/me', { 'X-Ovh-Signature': '$1$0' }));
    expect(await askJson(sandbox, '/__sandbox/stats')).toMatchObject({ badSignatures: 1, total: 1 });
  });
});

describe('the life of a consumer key', () => {
  const rules = { accessRules: [{ method: 'GET', path: '/me' }], redirection: 'https://example.org' };
  const request = (body: object, headers: Record<string, string> = {}): Promise<unknown> =>
    askJson(sandbox, '/1.0/auth/credential', {
      method: 'POST',
      credentials: 'none',
      body: JSON.stringify(body),
      headers: { 'X-Ovh-Application': sandbox.keys.applicationKey, ...headers },
    });
  const notValid = {
    errorCode: 'INVALID_CREDENTIAL',
    httpCode: '403 Forbidden',
    message: 'This credential is not valid',
  };

  test('asked for, validated, used, logged out', async () => {
    const asked = (await request(rules)) as { consumerKey: string; state: string; validationUrl: string };
    expect(asked.state).toBe('pendingValidation');
    const credentials = { consumerKey: asked.consumerKey };
    await expectError('/1.0/me', { credentials }, 403, notValid);
    expect(asked.validationUrl.startsWith(`${sandbox.url}/auth/?credentialToken=`)).toBe(true);
    const page = asked.validationUrl.slice(sandbox.url.length);
    expect((await ask(sandbox, page, { credentials: 'none' })).status).toBe(200);
    expect((await ask(sandbox, '/1.0/me', { credentials })).status).toBe(200);
    expect(await askJson(sandbox, '/1.0/auth/currentCredential', { credentials })).toMatchObject({
      status: 'validated',
      rules: [{ method: 'GET', path: '/me' }],
      expiration: null,
    });
    const notGranted = {
      errorCode: 'NOT_GRANTED_CALL',
      httpCode: '403 Forbidden',
      message: 'This call has not been granted',
    };
    await expectError('/1.0/me/bill', { credentials }, 403, notGranted);
    expect((await ask(sandbox, '/1.0/auth/logout', { method: 'POST', credentials })).status).toBe(200);
    await expectError('/1.0/me', { credentials }, 403, notValid);
    await ask(sandbox, page, { credentials: 'none' });
    await expectError('/1.0/me', { credentials }, 403, notValid);
  });

  test('asked for with a wrong body or key', async () => {
    expect(await request({})).toMatchObject({ class: 'Client::BadRequest' });
    expect(await request({ ...rules, x: 1 })).toMatchObject({
      message: 'Received not described parameters: x',
    });
    expect(await request({ accessRules: [{ method: 'STEAL', path: '/' }] })).toMatchObject({
      class: 'Client::BadRequest',
    });
    expect(await request(rules, { 'X-Ovh-Application': 'nobody' })).toMatchObject({
      class: 'Client::Forbidden',
    });
  });

  test('expires, is revoked after N calls, and by control', async () => {
    await withSandbox(
      () => startSandbox({ revokeAfter: 2, rate: 0 }),
      async (short) => {
        const statuses = [1, 2, 3].map(() => ask(short, '/1.0/me').then((answer) => answer.status));
        expect((await Promise.all(statuses)).toSorted()).toEqual([200, 200, 403]);
        await control(short, '/options', { revoke: false, revokeAfter: 0 });
        expect((await ask(short, '/1.0/me')).status).toBe(200);
        await control(short, '/options', { revoke: true });
        expect((await ask(short, '/1.0/me')).text).toContain('INVALID_CREDENTIAL');
      },
    );
    await withSandbox(
      () => startSandbox({ credentialSeconds: 100 }),
      async (short) => {
        expect((await ask(short, '/1.0/me')).status).toBe(200);
        await control(short, '/options', { clockSkewSeconds: 101 });
        expect((await ask(short, '/1.0/me', { shift: 101 })).text).toContain('INVALID_CREDENTIAL');
      },
    );
  });
});

describe('access rules', () => {
  test.each([
    ['GET /me', '/me', true],
    ['GET /me', '/me/bill', false],
    ['GET /me/*', '/me', false],
    ['GET /me/*', '/me/bill/1/details', true],
    ['GET /*', '/me', true],
    ['GET *', '/v2/iam/resource', true],
    ['GET /domain/zone/*/record', '/domain/zone/a/b/record', true],
    ['GET /domain/zone/*/record', '/domain/zone/record', false],
    ['GET /a*b*c', '/a.b.c', true],
    ['GET /a*b*c', '/a.c', false],
    ['POST /me', '/me', false],
  ])('%s covers %s: %s', (text, path, expected) => {
    const rule = readRule(text);
    expect(rule && covers(rule, 'GET', path)).toBe(expected);
  });

  test('routes under /auth need one only with the switch', async () => {
    await withSandbox(
      () => startSandbox({ rules: ['GET /me/bill'] }),
      async (narrow) => {
        expect((await ask(narrow, '/1.0/auth/details')).status).toBe(200);
        expect((await ask(narrow, '/v1/me/bill')).status).toBe(200);
        expect((await ask(narrow, '/1.0/me/bill/FR10000000')).text).toContain('NOT_GRANTED_CALL');
        await control(narrow, '/options', { authRoutesNeedRule: true });
        expect((await ask(narrow, '/1.0/auth/details')).text).toContain('NOT_GRANTED_CALL');
      },
    );
  });
});

describe('OAuth2 and bearer tokens', () => {
  const form = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<unknown> =>
    askJson(sandbox, '/auth/oauth2/token', {
      method: 'POST',
      credentials: 'none',
      body: new URLSearchParams(fields).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    });
  const grant = { grant_type: 'client_credentials', scope: 'all' };

  test('a token by form or by Basic, and its end', async () => {
    const { clientId, clientSecret } = sandbox.oauth2;
    await control(sandbox, '/options', { tokenSeconds: 30 });
    const byForm = await form({ ...grant, client_id: clientId, client_secret: clientSecret });
    expect(byForm).toMatchObject({ token_type: 'Bearer', expires_in: 30, scope: 'all' });
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const byBasic = (await form(grant, { Authorization: `Basic ${basic}` })) as { access_token: string };
    const how = asBearer(byBasic.access_token);
    expect(await askJson(sandbox, '/1.0/auth/details', how)).toMatchObject({
      method: 'oauth2_client_credentials',
      allowedRoutes: null,
      identities: [expect.stringMatching(new RegExp(`/oauth2-${clientId}$`))],
    });
    await control(sandbox, '/options', { clockSkewSeconds: 31 });
    await expectError('/1.0/me', how, 401, loginFirst);
    await control(sandbox, '/options', { clockSkewSeconds: 0 });
  });

  test('errors of the token address', async () => {
    const { clientId: client_id, clientSecret: client_secret } = sandbox.oauth2;
    const unknown = { error: 'invalid_client', error_description: 'ovhcloud oauth2 client does not exists' };
    expect(await form({ ...grant, client_id: 'nobody', client_secret })).toEqual(unknown);
    expect(await form({ ...grant, client_id, client_secret: 'wrong' })).toMatchObject({
      error: 'invalid_client_credentials',
    });
    expect(await form({ scope: 'all', client_id, client_secret })).toMatchObject({
      error: 'unsupported_grant_type',
    });
    expect(await form({ ...grant, scope: 'some', client_id, client_secret })).toMatchObject({
      error: 'invalid_scope',
    });
    expect(
      await form({ ...grant, client_id, client_secret }, { 'Content-Type': 'application/json' }),
    ).toMatchObject({
      error: 'invalid_request',
    });
  });

  test('the personal token works, others and other words do not', async () => {
    expect((await ask(sandbox, '/1.0/me', asBearer(sandbox.bearerToken))).status).toBe(200);
    await expectError('/1.0/me', asBearer('wrong'), 401, loginFirst);
    await expectError(
      '/1.0/me',
      { credentials: 'none', headers: { Authorization: sandbox.bearerToken } },
      401,
      loginFirst,
    );
  });

  test('IAM refuses the routes that it is told to, to bearers only', async () => {
    await control(sandbox, '/options', { iamDenied: ['GET /me/bill/{billId}'] });
    const refused = await ask(sandbox, '/1.0/me/bill/FR10000000', asBearer(sandbox.bearerToken));
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.text)).toMatchObject({
      class: 'Client::Forbidden',
      message: 'User not granted for this request',
      details: { unauthorizedActionsByIAM: 'account:apiovh:me/bill/get' },
    });
    expect((await ask(sandbox, '/1.0/me/bill/FR10000000')).status).toBe(200);
    await control(sandbox, '/options', { iamDenied: [] });
  });
});
