// Secrets of a configuration file: none is in the text that is shown, and each comes back to its place.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { HiddenSecrets } from '../../connector/config/file/hidden-secrets.js';

const SEAL = Buffer.alloc(32, 7);
const hidden = (text: string, known: string[] = []) => new HiddenSecrets(text, SEAL, known);

const TEXT = `# old consumerKey: commented-Ck-1 and https://me:in%2Dcomment@host/x
region: eu
auth:
  applicationKey: plain-ak
  applicationSecret: "double \\u0041s" # as written
  consumerKey: 'single ''ck'''
connections:
  - { name: one, auth: { token: flow-token-1, clientId: public-id } }
  - name: two
    auth:
      clientSecret: |
        block-secret
        of lines
      consumerKey: \${CK:-fallback-ck}
      applicationKey: \${AK}
destination: { type: postgres, connection: 'postgres://user:db-pass@host/db' }
http: { proxy: "http://me:proxy-pass@proxy:3128" }
notify: { webhook: { url: https://hooks.example/abc-path, secret: hook-secret-1 } }
endpoints:
  - path: /me/bill
    headers: { X-Auth-Token: header-token }
    table: { include: [password] }
note: it is plain-ak again`;

const SECRETS = [
  'commented-Ck-1 in%2Dcomment plain-ak double single flow-token-1 block-secret fallback-ck db-pass proxy-pass',
  'hooks.example hook-secret-1 header-token',
]
  .join(' ')
  .split(' ');

describe('a text with secrets', () => {
  test('shows none of them, and everything else as it is', () => {
    const { shown, hidden: list } = hidden(TEXT);
    for (const secret of SECRETS) expect(shown).not.toContain(secret);
    expect(shown).toContain('clientId: public-id');
    expect(shown).toContain(`applicationKey: \${AK}`);
    expect(shown).toContain('include: [password]');
    expect(shown).toMatch(/applicationSecret: "<hidden-[0-9a-f]{12}>" # as written/);
    expect(shown).toMatch(/connection: 'postgres:\/\/user:<hidden-[0-9a-f]{12}>@host\/db'/);
    expect(list.map(({ path }) => path?.join('.'))).toContain('connections.1.auth.clientSecret');
    expect(shown.replace(/<hidden-[0-9a-f]{12}>/g, '').length).toBeLessThan(TEXT.length);
  });

  test('comes back byte for byte', () => {
    const secrets = hidden(TEXT);
    expect(secrets.restore(secrets.shown)).toMatchObject({ text: TEXT, unknown: [] });
  });

  test('with other line ends, as JSON, and with one that is known from elsewhere', () => {
    const crlf = TEXT.replaceAll('\n', '\r\n');
    expect(hidden(crlf).restore(hidden(crlf).shown).text).toBe(crlf);
    const json = JSON.stringify({ auth: { token: 'a"b\\c' }, endpoints: [{ path: '/x' }] }, null, 2);
    const inJson = hidden(json, ['/x-not-there']);
    expect(JSON.parse(inJson.shown)).toMatchObject({ auth: { token: expect.stringMatching(/^<hidden-/) } });
    expect(inJson.restore(inJson.shown).text).toBe(json);
    expect(hidden('a: from-env-1234 b', ['from-env-1234']).shown).toMatch(/^a: <hidden-[0-9a-f]{12}> b$/);
  });

  test.each([
    'queue: { url: "host=db password=canary-1 dbname=d" }\n',
    "budget: { shared: 'host=db dbname=d password=canary-1' }\n",
    'queue:\n  url: postgres//u:canary-1@h/d\n',
    'destination: { type: postgres, url: "postgres://h/d?password=canary-1&x=1" }\n',
  ])('an address in another form: %s', (text) => {
    const secrets = hidden(text);
    expect(secrets.shown).not.toContain('canary-1');
    expect(secrets.shown).toMatch(/<hidden-[0-9a-f]{12}>/);
    expect(secrets.restore(secrets.shown)).toMatchObject({ text, unknown: [] });
  });

  test('that is no YAML shows none either', () => {
    const broken = `${TEXT}\nbad: [\n  "consumerKey": also-this`;
    const { shown } = hidden(broken);
    for (const secret of ['plain-ak', 'flow-token-1', 'also-this', 'db-pass', 'header-token'])
      expect(shown).not.toContain(secret);
    expect(hidden(broken).restore(shown).text).toBe(broken);
    // Mended, it is YAML again.
    expect(hidden(broken).restore(shown.slice(0, shown.indexOf('\nbad:'))).text).toBe(TEXT);
  });
});

describe('a text that comes back changed', () => {
  const secrets = hidden(TEXT);
  const placeholder = (key: string) =>
    secrets.hidden.find(({ path }) => path?.join('.') === key)?.placeholder ?? '';

  test('has a new secret where one was typed, and the old one where lines moved', () => {
    const typed = secrets.shown.replace(placeholder('auth.applicationKey'), 'new-ak');
    expect(secrets.restore(`# a line more\n${typed}`).text).toBe(
      `# a line more\n${TEXT.replace('applicationKey: plain-ak', 'applicationKey: new-ak')}`,
    );
  });

  test('in other quotes keeps the value', () => {
    const ck = placeholder('auth.consumerKey');
    expect(secrets.restore(`auth: { consumerKey: ${ck} }`).text).toBe(`auth: { consumerKey: "single 'ck'" }`);
    expect(secrets.restore(`auth: { consumerKey: "${ck}" }`).text).toBe(
      `auth: { consumerKey: "single 'ck'" }`,
    );
  });

  test('gets no secret at another key, and none for a placeholder that is made up', () => {
    const ak = placeholder('auth.applicationKey');
    const moved = secrets.restore(`region: eu\nendpoints:\n  - query: { x: ${ak} }\n`);
    expect(moved.text).not.toContain('plain-ak');
    expect(moved.unknown).toEqual([
      { line: 3, column: 17, placeholder: ak, path: ['endpoints', 0, 'query', 'x'] },
    ]);
    expect(secrets.restore('auth: { token: <hidden-0123456789ab> }').unknown).toHaveLength(1);
    const commented = secrets.hidden[0]?.placeholder ?? '';
    expect(secrets.restore(`region: ${commented}\n`).unknown).toHaveLength(1);
    expect(secrets.restore(`region: eu # ${commented}\n`).text).toBe('region: eu # commented-Ck-1\n');
  });

  test('has positions of what is behind a secret', () => {
    const { text, shownAt } = secrets.restore(secrets.shown);
    const at = (from: string, word: string) => {
      const before = from.slice(0, from.indexOf(word));
      return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
    };
    for (const word of ['destination', 'notify', '@host/db', 'note:'])
      expect(shownAt(at(text, word))).toEqual(at(secrets.shown, word));
  });
});

test('every example of the repository comes back as it is', () => {
  const folder = resolve(import.meta.dirname, '../../examples');
  const files = readdirSync(folder).map((name) => join(folder, name, 'source.yaml'));
  for (const file of files) {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      continue;
    }
    expect(hidden(text).restore(hidden(text).shown).text).toBe(text);
  }
});
