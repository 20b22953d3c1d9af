import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { configJsonSchema } from '../../connector/config/config-reference.js';
import { PICTURE_DAY, pictureLines, svgOf } from '../../docs/picture.mjs';
import { configText, type Place, placeWith } from './command.js';

let place: Place;

afterEach(async () => {
  await place.close();
});

const BILLS = '  - preset: bills';

describe('first steps', () => {
  test('init writes a configuration that plan accepts, and never overwrites one', async () => {
    place = await placeWith({});
    expect((await place.run('init', '--preset', 'bills', 'domains', '--region', 'ca')).code).toBe(0);
    const plan = await place.run('plan');
    expect(plan.code).toBe(0);
    expect(plan.stdout).toMatch(/└─ bill_details: GET \/me\/bill\/\{billId\}\/details\/\{billDetailId\}/);
    const again = await place.run('init');
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/exists.*--force/);
  });

  test('init names a JSON Schema that is there: of the installed package, or beside the configuration', async () => {
    place = await placeWith({});
    const schemaOf = (file: string) => {
      const [, schema = ''] = /\$schema=(\S+)/.exec(readFileSync(place.path(file), 'utf8')) ?? [];
      return { schema, content: JSON.parse(readFileSync(join(dirname(place.path(file)), schema), 'utf8')) };
    };
    expect((await place.run('init')).stderr).toBe('');
    expect(schemaOf('source.yaml')).toEqual({ schema: './source.schema.json', content: configJsonSchema() });
    place.file('source.schema.json', '{ "title": "Configuration of source-ovhcloud", "old": true }');
    expect((await place.run('init', '--force')).stderr).toBe('');
    expect(schemaOf('source.yaml').content).toEqual(configJsonSchema());
    place.file('source.schema.json', '{ "title": "mine" }');
    expect((await place.run('init', '--force')).stderr).toMatch(/source\.schema\.json is another file/);
    expect(schemaOf('source.yaml').content).toEqual({ title: 'mine' });
    mkdirSync(place.path('node_modules/source-ovhcloud/docs'), { recursive: true });
    mkdirSync(place.path('configs/eu'), { recursive: true });
    place.file('node_modules/source-ovhcloud/docs/config.schema.json', '{ "title": "installed" }');
    for (const file of ['a.yaml', 'configs/b.yaml', 'configs/eu/c.yaml']) {
      expect((await place.run('init', '--output', file)).code).toBe(0);
      expect(schemaOf(file).content).toEqual({ title: 'installed' });
    }
    expect((await place.run('plan', '--config', 'configs/eu/c.yaml')).code).toBe(0);
  });

  test('init keeps keys out of repositories: a .gitignore, or a note where there is one', async () => {
    place = await placeWith({});
    expect(await place.run('init')).toMatchObject({ code: 0, stderr: '' });
    const lines = readFileSync(place.path('.gitignore'), 'utf8').split('\n');
    expect(lines).toEqual(expect.arrayContaining(['ovh.conf', '.env', 'ovh.db']));
    expect(await place.run('init', '--force')).toMatchObject({ code: 0, stderr: '' });
    for (const [text, note] of [
      ['node_modules\n', /does not name ovh\.conf: add it/],
      ['node_modules\r\n/ovh.conf\r\n', /^$/],
      ['*.conf', /^$/],
    ] as const) {
      place.file('.gitignore', text);
      const { code, stderr } = await place.run('init', '--force');
      expect([code, stderr]).toEqual([0, expect.stringMatching(note)]);
      expect(readFileSync(place.path('.gitignore'), 'utf8')).toBe(text);
    }
  });

  test('every preset that examples lists can be shown and planned', async () => {
    place = await placeWith({});
    const listed = await place.run('examples');
    for (const route of [
      'GET /me/bill/{billId}',
      'GET /me/bill/{billId}/details',
      'POST /me/document',
      'GET /allDom/{serviceName}/domain',
    ]) {
      expect(listed.stdout).toContain(route);
    }
    const names = [...listed.stdout.matchAll(/^(\w+) {2}/gm)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThan(50);
    const shown = await place.run('examples', 'refunds');
    place.file('source.yaml', `region: eu\n${shown.stdout}`);
    expect((await place.run('plan')).stdout).toMatch(/refund_details/);
  });

  test('each command has help with examples', async () => {
    place = await placeWith({});
    const help = await place.run('--help');
    const names = [...help.stdout.matchAll(/^ {2}(\w+) /gm)]
      .map((match) => match[1] ?? '')
      .filter((name) => name !== 'help');
    expect(names).toEqual(
      expect.arrayContaining([
        'init',
        'login',
        'check',
        'plan',
        'preview',
        'load',
        'examples',
        'sandbox',
        'demo',
      ]),
    );
    for (const name of names) {
      const { stdout, code } = await place.run(name, '--help');
      expect({ name, code, example: /^Examples?[:,]/m.test(stdout) }).toEqual({
        name,
        code: 0,
        example: true,
      });
    }
  });

  test('plan --count: true numbers, minutes', async () => {
    place = await placeWith({ edges: false });
    place.file('source.yaml', configText(place, BILLS));
    expect((await place.run('plan')).stdout).toMatch(
      /calls: 1 \+ 2 × items\(bill_ids\) \+ items\(bill_detail_ids\)/,
    );
    expect((await place.stats()).total).toBe(0);
    expect((await place.run('load', '-q')).code).toBe(0);
    expect((await place.run('plan', '--count')).stdout).toMatch(/calls: \d+, \d+ s at 1000 calls\/s/);
    const reserved = 'budget: { callsPerSecond: 1000, reserve: 0.2 }';
    place.file('source.yaml', configText(place, '  - preset: bills', reserved));
    expect((await place.run('plan', '--count')).stdout).toMatch(/calls: \d+, \d+ s at 800 calls\/s/);
  });

  test('preview: rows as a table, and a curl that works as it is', async () => {
    place = await placeWith({});
    place.file(
      'source.yaml',
      configText(
        place,
        '  - name: ip_ids\n    path: /ip\n    query: { version: 4 }\n    read: { item: ip }\n  - { name: ips, path: "/ip/{ip}" }',
      ),
    );
    for (const name of ['ip_ids', 'ips']) {
      const preview = await place.run('preview', name, '--rows', '2');
      expect(preview.stderr).toBe('');
      expect(preview.stdout).not.toMatch(/^\S* *_account/);
      const script = preview.stdout.slice(preview.stdout.indexOf('T=$('));
      for (const key of ['OVH_APPLICATION_SECRET', 'OVH_CONSUMER_KEY', 'OVH_APPLICATION_KEY']) {
        expect(script).not.toContain(place.env[key] ?? '?');
      }
      const { PATH = '', ...keys } = place.env;
      // The sandbox answers from this process: the shell must not block it.
      const { stdout } = await asyncShell(script, { PATH, ...keys });
      expect(stdout).toContain('192.0.2.0/');
    }
  });

  test('sandbox: one line for programs; ends on SIGTERM', async () => {
    place = await placeWith({});
    const { child, ended } = place.start('sandbox', '--json', '--bills', '3');
    const line = await new Promise<string>((resolve) =>
      child.stdout?.once('data', (chunk) => resolve(String(chunk))),
    );
    expect(JSON.parse(line)).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      applicationKey: expect.any(String),
    });
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  test('demo: tables, sample rows, report, next step; the picture in the README shows it (npm run docs)', async () => {
    place = await placeWith({});
    const ended = await place.run('demo', '--day', PICTURE_DAY);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/bill_details\s+\d+/);
    expect(ended.stdout).toMatch(/bills \(3 of \d+ rows, 5 of \d+ columns\):/);
    expect(ended.stdout).toMatch(/Complete: /);
    expect(ended.stdout.trim()).toMatch(/Next.*\n.*npx source-ovhcloud init$/);
    const picture = readFileSync(resolve(import.meta.dirname, '../../docs/demo.svg'), 'utf8');
    expect(svgOf(pictureLines(ended.stdout))).toBe(picture);
  });
});

async function asyncShell(script: string, env: Record<string, string>): Promise<{ stdout: string }> {
  return new Promise((resolve, reject) =>
    execFile('bash', ['-c', script], { env }, (error, stdout) =>
      error ? reject(error) : resolve({ stdout }),
    ),
  );
}

describe('api', () => {
  test('sections, list, show, search; add gives definitions that load', async () => {
    place = await placeWith({ edges: false, bills: 3 });
    const from = ['--base-url', place.sandbox.url];
    expect((await place.run('api', 'sections', ...from)).stdout).toMatch(
      /^\/cloud +\d+ routes\n[\s\S]*^\/me +\d+ routes\n[\s\S]*^\/v2\/iam +\d+ routes\n/m,
    );
    expect((await place.run('api', 'list', 'me', ...from)).stdout).toMatch(/^GET {5}\/me\/bill$/m);
    const shown = await place.run('api', 'show', 'get /me/bill/{id}', ...from);
    expect(shown.stdout).toMatch(/billId \*\s+string[\s\S]*"value": 59\.90[\s\S]*eInvoicingId: string\?/);
    const found = await place.run('api', 'search', '--response', 'billDetailId', ...from);
    expect(found.stdout.trim()).toBe('GET     /me/bill/{billId}/details/{billDetailId}');
    const added = await place.run('api', 'add', '/me/order/{orderId}/details/{orderDetailId}', ...from);
    place.file(
      'source.yaml',
      `region: eu\nbaseUrl: ${place.sandbox.url}\nbudget: { callsPerSecond: 1000 }\n${added.stdout}`,
    );
    const loaded = await place.run('load');
    expect(loaded.stdout).toMatch(/me_order_details\s+\d+/);
    expect(loaded.code).toBe(0);
  });

  test('diff: what changed between two sets of documents, for the routes of a configuration', async () => {
    place = await placeWith({});
    const document = (await (await fetch(`${place.sandbox.url}/1.0/me.json`)).json()) as {
      models: Record<string, { properties: Record<string, object> }>;
    };
    for (const folder of ['old', 'new']) mkdirSync(place.path(`${folder}/v1`), { recursive: true });
    place.file('new/v1/me.json', JSON.stringify(document));
    delete document.models['billing.Bill']?.properties.eInvoicingId;
    Object.assign(document.models['billing.Order']?.properties ?? {}, { lost: { type: 'string' } });
    place.file('old/v1/me.json', JSON.stringify(document));
    const args = ['api', 'diff', '--against', 'old', '--schemas', 'new'];
    const all = await place.run(...args);
    expect(all.stdout).toMatch(/eInvoicingId/);
    expect(all.stdout).toMatch(/BREAKING.*lost/);
    place.file('source.yaml', configText(place, BILLS));
    const some = await place.run(...args, '--config', 'source.yaml');
    expect(some.stdout).toMatch(/eInvoicingId/);
    expect(some.stdout).not.toMatch(/lost/);
    expect((await place.stats()).total).toBe(1);
  });

  test('what is not there is told with the nearest', async () => {
    place = await placeWith({});
    const from = ['--base-url', place.sandbox.url];
    const shown = await place.run('api', 'show', 'GET /me/bil', ...from);
    expect(shown.code).toBe(2);
    expect(shown.stderr).toMatch(/did you mean "\/me\/bill"/);
    expect((await place.run('api', 'show', 'POST /me/bill', ...from)).stderr).toMatch(/it has GET/);
    expect((await place.run('api', 'search', 'nothing-like-this', ...from)).code).toBe(1);
    expect((await place.run('api', 'sections', '--schemas', 'no-such-folder')).stderr).toMatch(
      /contains no schema documents/,
    );
  });
});

describe('rights', () => {
  test('rules, link, IAM actions, and a policy that can be sent as it is', async () => {
    place = await placeWith({});
    place.file('source.yaml', configText(place, BILLS, 'account: xx1-ovh'));
    const shown = await place.run('rights');
    expect(shown.stdout).toMatch(
      /GET \/me\/bill\/\*[\s\S]*createToken[\s\S]*account:apiovh:me\/bill\/details\/get/,
    );
    const policy = JSON.parse((await place.run('rights', '--policy')).stdout);
    expect(policy).toEqual({
      name: 'source-ovhcloud',
      description: 'What source-ovhcloud reads',
      identities: ['urn:v1:eu:identity:credential:xx1-ovh/oauth2-CLIENT_ID'],
      resources: [{ urn: 'urn:v1:eu:resource:account:xx1-ovh' }],
      permissions: {
        allow: [{ action: 'account:apiovh:me/bill/details/get' }, { action: 'account:apiovh:me/bill/get' }],
      },
    });
  });

  test('a route that the documents do not have is told', async () => {
    place = await placeWith({});
    place.file('source.yaml', configText(place, '  - { name: none, path: /vps/none/none }'));
    expect((await place.run('rights')).stderr).toMatch(
      /do not list the IAM action of GET \/vps\/none\/none\n/,
    );
  });
});

describe('check', () => {
  const line = (stdout: string, subject: string) =>
    stdout.split('\n').find((each) => each.slice(9).startsWith(subject)) ?? '';

  test('all is well', async () => {
    place = await placeWith({});
    place.file('source.yaml', configText(place, BILLS));
    const { stdout, code } = await place.run('check');
    expect(code).toBe(0);
    for (const subject of ['region', 'account', 'keys', 'rights', 'destination'])
      expect(line(stdout, subject)).toMatch(/^ok /);
  });

  test('a key that may do more than is needed, and one that may do just that', async () => {
    place = await placeWith({ rules: ['GET /me/bill', 'GET /me/bill/*', 'DELETE /*'] });
    place.file('source.yaml', configText(place, BILLS));
    expect(line((await place.run('check')).stdout, 'extra rights')).toMatch(/^warning.*DELETE \/\*/);
    await place.close();
    place = await placeWith({ rules: ['GET /me/bill', 'GET /me/bill/*'] });
    place.file('source.yaml', configText(place, BILLS));
    expect(line((await place.run('check')).stdout, 'extra rights')).toBe('');
  });

  test('a wrong secret', async () => {
    place = await placeWith({});
    place.file('source.yaml', configText(place, BILLS));
    place.env.OVH_APPLICATION_SECRET = 'something-else';
    const { stdout, code } = await place.run('check');
    expect(code).toBe(1);
    expect(line(stdout, 'keys')).toMatch(/PROBLEM.*INVALID_SIGNATURE/);
  });

  test('a right that is missing, with the link that has it', async () => {
    place = await placeWith({ rules: ['GET /me/bill'] });
    place.file('source.yaml', configText(place, BILLS));
    const { stdout, code } = await place.run('check');
    expect(code).toBe(1);
    expect(line(stdout, 'rights')).toMatch(/missing: GET \/me\/bill\/\*.*createToken/);
  });

  test('a key that ends soon, a clock that is wrong', async () => {
    place = await placeWith({ credentialSeconds: 3 * 86_400, clockSkewSeconds: 4000 });
    place.file('source.yaml', configText(place, BILLS));
    const { stdout, code } = await place.run('check');
    expect(line(stdout, 'keys')).toMatch(/warning.*\(\d days\)/);
    expect(line(stdout, 'clock')).toMatch(/warning.*\+(3999|4000|4001) s/);
    expect(code).toBe(0);
  });
});

describe('login', () => {
  test('with a profile, the key is stored in its section', async () => {
    place = await placeWith({ bills: 1, edges: false, autoValidateMs: 1 });
    place.file('source.yaml', `baseUrl: ${place.sandbox.url}\nendpoints:\n  - preset: account\n`);
    const { applicationKey, applicationSecret } = place.sandbox.keys;
    for (const name of Object.keys(place.env).filter((each) => each.startsWith('OVH_')))
      delete place.env[name];
    const keys = `application_key=${applicationKey}\napplication_secret=${applicationSecret}\n`;
    place.file('.ovh.conf', `[profile:work]\nendpoint=ovh-eu\n${keys}`);
    const ended = await place.run('login', '--profile', 'work');
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(readFileSync(place.path('ovh.conf'), 'utf8')).toMatch(/^\[profile:work\]\nconsumer_key=\S+\n$/);
    expect((await place.run('check', '--profile', 'work')).all).toMatch(
      /keys from ~\/\.ovh\.conf, \.\/ovh\.conf/,
    );
    const none = await place.run('check');
    expect([none.code, none.stderr]).toEqual([2, expect.stringMatching(/region: is missing/)]);
  });

  test('least rules, validated, stored for its owner only; other lines stay; the key works for this and no more', async () => {
    place = await placeWith({ autoValidateMs: 200, edges: false });
    place.file('source.yaml', configText(place, BILLS));
    place.file(
      'ovh.conf',
      '[default]\nendpoint=ovh-eu\n\n[ovh-ca]\nconsumer_key=other\n\n[ovh-eu]\n; mine\nconsumer_key=old\n',
    );
    delete place.env.OVH_CONSUMER_KEY;
    const ended = await place.run('login');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/GET \/me\/bill\n\s+GET \/me\/bill\/\*/);
    expect(ended.stdout).toMatch(/validat/);
    const stored = readFileSync(place.path('ovh.conf'), 'utf8');
    expect(stored).toMatch(/\[ovh-ca\]\nconsumer_key=other\n\n\[ovh-eu\]\n; mine\nconsumer_key=\w{16,}\n$/);
    expect(statSync(place.path('ovh.conf')).mode & 0o777).toBe(0o600);
    const key = /\[ovh-eu\][\s\S]*consumer_key=(\w+)/.exec(stored)?.[1] ?? '';
    expect(ended.all).not.toContain(key);
    expect((await place.run('load', '-q')).code).toBe(0);
    place.file('source.yaml', configText(place, '  - preset: refunds'));
    const refused = await place.run('load');
    expect(refused.code).toBe(3);
    expect(refused.stdout).toMatch(/refused: refund_ids.*`GET \/me\/refund`/);
  });

  test('the link alone asks for nothing', async () => {
    place = await placeWith({});
    place.file('source.yaml', configText(place, BILLS));
    const ended = await place.run('login', '--link-only');
    expect(ended.stdout).toContain(
      'https://eu.api.ovh.com/createToken/?GET=/auth/details&GET=/auth/currentCredential&GET=/me/bill&GET=/me/bill/*',
    );
    expect((await place.stats()).total).toBe(0);
  });

  test('nobody validates: it says so', async () => {
    place = await placeWith({});
    place.file('source.yaml', configText(place, BILLS));
    const ended = await place.run('login', '--minutes', '0.01');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/not validated in time/);
  }, 30_000);
});

describe('secrets', () => {
  test('no output, no file and no table ever holds one', async () => {
    place = await placeWith({ faults: ['500', 'html200'], faultRate: 0.2 });
    place.file('source.yaml', configText(place, `${BILLS}\n  - preset: refunds\n  - preset: documents`));
    const outputs: string[] = [];
    const commands = [
      ['check'],
      ['plan', '--count'],
      ['preview', 'bills'],
      ['load', '--report', 'r.json'],
      ['login', '--minutes', '0.001'],
    ];
    for (const args of commands) outputs.push((await place.run(...args)).all);
    place.env.OVH_APPLICATION_SECRET = 'planted-wrong-secret-4711';
    for (const args of [['load'], ['check']]) outputs.push((await place.run(...args)).all);
    const truth = await (await fetch(`${place.sandbox.url}/__sandbox/truth?route=/me/bill/{billId}`)).text();
    const passwords = [...truth.matchAll(/"password":"([^"]{5,})"/g)].map((match) => match[1] ?? '');
    expect(passwords.length).toBeGreaterThan(5);
    const secrets = [...Object.values(place.sandbox.keys), 'planted-wrong-secret-4711', ...passwords];
    const files = readdirSync(place.folder, { recursive: true })
      .map(String)
      .filter((name) => name !== 'ovh.conf' && statSync(place.path(name)).isFile());
    expect(files).toEqual(expect.arrayContaining(['ovh.db', 'r.json']));
    const texts = [...outputs, ...files.map((name) => readFileSync(place.path(name), 'latin1'))];
    for (const secret of secrets) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  }, 60_000);

  test('bearer tokens and OAuth2 secrets neither', async () => {
    place = await placeWith({ edges: false });
    const { clientId, clientSecret } = place.sandbox.oauth2;
    const tokenUrl = `tokenUrl: ${place.sandbox.url}/auth/oauth2/token\nbudget: { callsPerSecond: 1000 }`;
    for (const name of ['OVH_APPLICATION_KEY', 'OVH_APPLICATION_SECRET', 'OVH_CONSUMER_KEY'])
      delete place.env[name];
    const auths = [
      `auth: { clientId: ${clientId}, clientSecret: ${clientSecret} }`,
      `auth: { token: ${place.sandbox.bearerToken} }`,
    ];
    for (const auth of auths) {
      place.file('source.yaml', configText(place, BILLS, `${tokenUrl}\n${auth}`));
      for (const args of [['load'], ['check'], ['preview', 'bills'], ['plan']]) {
        const ended = await place.run(...args);
        expect({ args, code: ended.code }).toEqual({ args, code: 0 });
        for (const secret of [clientSecret, place.sandbox.bearerToken])
          expect(ended.all).not.toContain(secret);
      }
    }
  }, 60_000);
});
