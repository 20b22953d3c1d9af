// The code samples, run as they are: each language, each form of credentials, hostile values.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SAMPLE_LANGUAGES, type SampleLanguage, sampleCode } from '../../connector/app/samples/languages.js';
import { sampleOf } from '../../connector/app/samples/sample.js';
import type { ApiRequest } from '../../connector/model/api.js';
import { Decimal } from '../../connector/model/json.js';
import type { Credentials, Region } from '../../connector/model/region.js';
import { Secret } from '../../connector/model/secret.js';
import { REGIONS } from '../../endpoints/regions.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';

const region = REGIONS[0] as Region;
const RUNNERS: Record<SampleLanguage, { file: string; command: string }> = {
  curl: { file: 'call.sh', command: 'sh' },
  node: { file: 'call.mjs', command: process.execPath },
  python: { file: 'call.py', command: 'python3' },
  php: { file: 'call.php', command: 'php' },
};
const isHere = (language: SampleLanguage) =>
  spawnSync(RUNNERS[language].command, ['--version']).error === undefined || language === 'curl';
/** What the machine cannot run is told, not hidden. */
const present = SAMPLE_LANGUAGES.filter(isHere);
const absent = SAMPLE_LANGUAGES.filter((language) => !isHere(language));

let sandbox: RunningSandbox;
let folder: string;

beforeAll(async () => {
  sandbox = await startSandbox({ rate: 0, bills: 3, seed: 'samples', edges: false, clockSkewSeconds: 5000 });
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-samples-'));
});

afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

function credentialsOf(kind: Credentials['kind']): Credentials {
  const secret = new Secret('never-to-be-seen');
  if (kind === 'bearer') return { kind, token: secret };
  const tokenUrl = `${sandbox.url}/auth/oauth2/token`;
  if (kind === 'oauth2') return { kind, clientId: 'never-to-be-seen', clientSecret: secret, tokenUrl };
  return { kind, applicationKey: secret, applicationSecret: secret, consumerKey: secret };
}

function environment(): Record<string, string> {
  const { applicationKey, applicationSecret, consumerKey } = sandbox.keys;
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    OVH_APPLICATION_KEY: applicationKey,
    OVH_APPLICATION_SECRET: applicationSecret,
    OVH_CONSUMER_KEY: consumerKey,
    OVH_CLIENT_ID: sandbox.oauth2.clientId,
    OVH_CLIENT_SECRET: sandbox.oauth2.clientSecret,
    OVH_ACCESS_TOKEN: sandbox.bearerToken,
  };
}

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

function run(
  language: SampleLanguage,
  request: ApiRequest,
  kind: Credentials['kind'] = 'keys',
  origin = sandbox.url,
): Promise<Ran> {
  const code = sampleCode(language, sampleOf(request, { origin, region, credentials: credentialsOf(kind) }));
  expect(code).not.toContain('never-to-be-seen');
  const { file, command } = RUNNERS[language];
  writeFileSync(join(folder, file), code);
  return new Promise((resolve) => {
    execFile(command, [join(folder, file)], { cwd: folder, env: environment() }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}

const get = (path: string, more: Partial<ApiRequest> = {}): ApiRequest => ({
  method: 'GET',
  path,
  route: path,
  ...more,
});

describe('samples run against the sandbox', () => {
  if (absent.length > 0) test.skip(`not on this machine: ${absent.join(', ')}`, () => undefined);

  test.each(present)('%s: GET with a query and a header', async (language) => {
    const query = { 'date.from': '2000-01-01' };
    const ran = await run(language, get('/1.0/me/bill', { query, headers: { 'X-Pagination-Size': '5' } }));
    expect({ code: ran.code, stderr: ran.code === 0 ? '' : ran.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toEqual(expect.arrayContaining([expect.stringMatching(/^FR/)]));
  });

  test.each(present)('%s: POST with a body of odd characters', async (language) => {
    const name = `it's "$HOME" \`id\` $(id) \\ é 😀 \u202e ?> <?php {$x} %s \u2028 #{1}\n`;
    const body = { name, tags: [{ key: 'k', value: "';--" }] };
    const ran = await run(language, { ...get('/1.0/me/document'), method: 'POST', body });
    expect({ code: ran.code, stderr: ran.code === 0 ? '' : ran.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({ name, tags: [{ key: 'k', value: "';--" }] });
  });

  test.each(present)('%s: OAuth2, a token, and no credentials at all', async (language) => {
    for (const kind of ['oauth2', 'bearer'] as const) {
      const ran = await run(language, get('/1.0/me/bill'), kind);
      expect({ kind, code: ran.code }).toEqual({ kind, code: 0 });
      expect(JSON.parse(ran.stdout).length).toBeGreaterThan(1);
    }
    const open = await run(language, get('/1.0/auth/time', { authenticated: false }));
    expect(Number(open.stdout)).toBeGreaterThan(1_000_000_000);
  });

  test.each(present.filter((language) => language !== 'curl'))(
    '%s: a refusal ends with 1',
    async (language) => {
      const ran = await run(language, get('/1.0/me/bill/FR-none'));
      expect(ran.code).toBe(1);
      expect(ran.stderr).toContain('404');
      expect(ran.stdout).toContain('Client::NotFound');
    },
  );
});

describe('hostile values arrive as they are, and nothing else happens', () => {
  const seen: { url?: string; body: string; headers: Record<string, unknown> }[] = [];
  let echo: Server;

  beforeAll(async () => {
    echo = createServer((request, reply) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        if (request.url !== '/1.0/auth/time') seen.push({ url: request.url, body, headers: request.headers });
        reply.end(request.url === '/1.0/auth/time' ? '1700000000' : '{}');
      });
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => {
    echo.close();
  });

  const values = [
    "'; touch pwned; '",
    '$(touch pwned)`touch pwned`',
    '"); process.exit(3); //',
    "' . system('touch pwned') . '",
    '""" + __import__("os").system("touch pwned") + """',
    'a/b?c=d&e#f g+h%2F',
    `\\'); \\" \${HOME} {$HOME} %(x)s {0}`,
    'é 漢字 😀 \u202e\u0007\u2028',
  ];

  test.each(present)('%s', async (language) => {
    const origin = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
    for (const value of values) {
      seen.length = 0;
      const ascii = value.replace(/[^ -~]/g, '');
      const body = { [value]: value, big: 12345678901234567890n, exact: new Decimal('59.90') };
      const path = `/1.0/me/document/${encodeURIComponent(value)}`;
      const request: ApiRequest = {
        ...get(path),
        method: 'POST',
        query: { [value]: value },
        headers: { 'X-Odd': ascii },
        body,
      };
      const ran = await run(language, request, 'keys', origin);
      expect({ value, code: ran.code, stderr: ran.code === 0 ? '' : ran.stderr }).toMatchObject({ code: 0 });
      expect(seen).toHaveLength(1);
      const [path1 = '', query = ''] = (seen[0]?.url ?? '').split('?');
      expect(decodeURIComponent(path1)).toBe(`/1.0/me/document/${value}`);
      expect([...new URLSearchParams(query)]).toEqual([[value, value]]);
      expect(seen[0]?.headers['x-odd']).toBe(ascii.trim());
      expect(seen[0]?.body).toContain('"big":12345678901234567890,"exact":59.90}');
      expect(JSON.parse(seen[0]?.body ?? '')[value]).toBe(value);
      expect(spawnSync('ls', [folder]).stdout.toString()).not.toContain('pwned');
    }
  });
});
