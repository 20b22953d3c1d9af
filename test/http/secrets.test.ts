// Whatever a server says, it does not make the client say a secret.
import { afterEach, describe, expect, test } from '@jest/globals';
import { Secret } from '../../connector/model/secret.js';
import { closeAll, connectTo, get, type Handler, json, KEYS, serve } from './wire.js';

afterEach(closeAll);

const KEY_TEXTS = [KEYS.applicationKey, KEYS.applicationSecret, KEYS.consumerKey].map((key) => key.reveal());

/** Everything that comes out of a call that does not go well, in one text. */
async function said(connection: ReturnType<typeof connectTo>, path = '/1.0/me'): Promise<string> {
  const outcome = await connection.client.call(get(path)).catch((error: unknown) => error);
  if (!(outcome instanceof Error)) return JSON.stringify(outcome);
  return `${outcome.message} ${JSON.stringify(outcome)} ${outcome.stack}`;
}

function expectNone(text: string, secrets: string[]): void {
  for (const secret of secrets) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(encodeURIComponent(secret));
    expect(text).not.toContain(new URLSearchParams({ s: secret }).toString().slice(2));
  }
}

const echo = KEY_TEXTS.join(' ');
const answers: [string, Handler][] = [
  ['a message', (_, response) => json(response, { class: 'Client::BadRequest', message: echo }, 400)],
  ['a message that stops', (_, response) => json(response, { errorCode: 'INVALID_KEY', message: echo }, 403)],
  ['an error code', (_, response) => json(response, { errorCode: echo, message: 'x' }, 400)],
  ['a class', (_, response) => json(response, { class: `Client::${echo}`, message: 'x' }, 404)],
  ['the query id', (_, response) => json(response, { message: 'x' }, 400, { 'X-OVH-QUERYID': echo })],
  [
    'IAM details',
    (_, response) =>
      json(response, { message: 'x', details: { unauthorizedActionsByIAM: `${echo},more` } }, 403),
  ],
  ['plain text', (_, response) => response.writeHead(400).end(echo)],
  ['HTML', (_, response) => response.writeHead(500).end(`<html><b>${echo}</b></html>`)],
  ['an address', (_, response) => response.writeHead(400).end(KEY_TEXTS.map(encodeURIComponent).join('&'))],
  ['JSON of another kind', (_, response) => json(response, [{ sent: echo }], 400)],
  ['JSON that is cut off', (_, response) => response.end(`{"sent": "${echo}`)],
  [
    'all headers',
    ({ headers }, response) =>
      response.writeHead(400).end(JSON.stringify({ message: JSON.stringify(headers) })),
  ],
];

describe('an echo of secrets', () => {
  test.each(answers)('in %s is starred out', async (_, handler) => {
    const { origin } = await serve(handler);
    const text = await said(connectTo(origin, { attempts: 1 }));
    expectNone(text, KEY_TEXTS);
    expect(text).toContain('***');
  });

  test('in the path is starred out', async () => {
    const { origin } = await serve((_, response) => json(response, {}, 404));
    const text = await said(connectTo(origin), `/1.0/x/${KEY_TEXTS.map(encodeURIComponent).join('/')}`);
    expectNone(text, KEY_TEXTS);
    expect(text).toContain('/1.0/x/***/***/***');
  });

  test.each([
    ['a refusal', 400],
    ['what should be JSON', 200],
  ])('at the place where %s is shortened does not leave half of it', async (_, status) => {
    const secret = KEYS.consumerKey.reveal();
    const { origin } = await serve((__, response, count) =>
      response.writeHead(status).end(`${'w'.repeat(count)} ${secret} and more words`.padEnd(400, '.')),
    );
    const connection = connectTo(origin, { attempts: 1, settings: ONE_ATTEMPT });
    for (let length = 1; length <= 165; length++) {
      const text = await said(connection);
      expect(text).not.toContain(secret.slice(0, 8));
    }
  });

  test('escaped in JSON is starred out', async () => {
    const secret = 'se"cr\\et\nof keys';
    const { origin } = await serve((_, response) =>
      response.writeHead(400).end(`not JSON: ${JSON.stringify({ secret })}`),
    );
    const text = await said(
      connectTo(origin, { credentials: { ...KEYS, applicationSecret: new Secret(secret) } }),
    );
    expect(text).not.toMatch(/cr.{1,8}et/);
    expect(text).toContain('***');
  });
});

const ONE_ATTEMPT = { timeoutMs: 2000, deadlineMs: 60_000, attempts: 1 };

describe('OAuth2', () => {
  const SECRET = 'the client&secret';

  async function account(token: Handler, api: Handler) {
    const [tokens, { origin }] = [await serve(token), await serve(api)];
    const tokenUrl = `${tokens.origin}/auth/oauth2/token`;
    const credentials = {
      kind: 'oauth2' as const,
      clientId: 'client',
      clientSecret: new Secret(SECRET),
      tokenUrl,
    };
    return connectTo(origin, { credentials, attempts: 1 });
  }

  test.each<[string, Handler]>([
    ['the form, as an error', ({ body }, response) => json(response, { error: body }, 400)],
    ['a description with 200', (_, response) => json(response, { error: 'x', error_description: SECRET })],
    ['the form, in HTML', ({ body }, response) => response.writeHead(500).end(`<p>${body}</p>`)],
    ['the form, as a page that is no token', ({ body }, response) => response.end(body)],
    ['the form, in JSON of another kind', ({ body }, response) => json(response, [body], 401)],
  ])('the token address that echoes %s', async (_, handler) => {
    const text = await said(await account(handler, (__, response) => json(response, {})));
    expectNone(text, [SECRET]);
    expect(text).toContain('***');
  });

  test('an API that echoes tokens, the first and the one after', async () => {
    let issued = 0;
    const connection = await account(
      (_, response) => json(response, { access_token: `issued-token-${++issued}`, expires_in: 3599 }),
      ({ headers }, response, count) =>
        json(response, { message: `got ${headers.authorization}` }, count === 1 ? 401 : 400),
    );
    const text = await said(connection);
    expect(issued).toBe(2);
    expectNone(text, ['issued-token-1', 'issued-token-2']);
    expect(connection.scrub('issued-token-1 issued-token-2')).toBe('*** ***');
  });
});
