// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a configuration look like that
// Connections from a CSV file, what all have in common, and values from files.
import { describe, expect, test } from '@jest/globals';
import { readConfigs, readConfigsWithoutKeys } from '../../connector/config/read-configs.js';
import type { Credentials } from '../../connector/model/region.js';
import { EMBEDDED, ENTRY, issuesOf, machine, PRESETS } from './fixtures.js';

const DEFAULTS = `connectionsFrom: accounts.csv
connectionDefaults:
  region: eu
  auth: { applicationKey: app, applicationSecret: "\${APP_SECRET}" }
  labels: { team: billing }
  budget: { callsPerSecond: 9, per: consumer }
`;
const CSV = `name,account,consumerKey,customer,region
acme,ab1-ovh,\${ACME_KEY},"Acme, Ltd",
globex,cd2-ovh,\${file:globex.key},Globex,ca
`;
const ENV = { APP_SECRET: 'hidden', ACME_KEY: 'acme-key' };

function read(
  csv: string,
  { text = DEFAULTS, env = ENV as Record<string, string>, connections = [] as string[] } = {},
) {
  const files = {
    '/project/source.yaml': `${text}${ENTRY}`,
    '/project/accounts.csv': csv,
    '/project/globex.key': 'globex-key\n',
  };
  return readConfigs('source.yaml', machine(files, env), { presets: PRESETS, connections });
}

const consumerOf = (credentials: Credentials) =>
  credentials.kind === 'keys' ? credentials.consumerKey?.reveal() : undefined;

describe('connections of a file', () => {
  test('a row is a connection: keys, labels, variables, files, and what all have in common', () => {
    const found = read(CSV);
    expect(
      found.map(({ connection, account, region, labels }) => [connection, account, region.name, labels]),
    ).toEqual([
      ['acme', 'ab1-ovh', 'eu', { team: 'billing', customer: 'Acme, Ltd' }],
      ['globex', 'cd2-ovh', 'ca', { team: 'billing', customer: 'Globex' }],
    ]);
    expect(found.map(({ credentials }) => consumerOf(credentials))).toEqual(['acme-key', 'globex-key']);
    expect(found.map(({ budget }) => [budget.callsPerSecond, budget.per])).toEqual([
      [9, 'consumer'],
      [9, 'consumer'],
    ]);
  });

  test('beside connections of the configuration, whose own keys win; one alone needs no keys of others', () => {
    const text = `${DEFAULTS}connections:\n  - { name: own, region: us, auth: { consumerKey: c }, labels: { team: x } }\n`;
    const found = read(CSV, { text });
    expect(found.map(({ connection, region }) => [connection, region.name])).toEqual([
      ['own', 'us'],
      ['acme', 'eu'],
      ['globex', 'ca'],
    ]);
    expect(found[0]?.labels).toEqual({ team: 'x' });
    const alone = read(CSV, { env: { APP_SECRET: 'hidden' }, connections: ['globex'] });
    expect(alone.map(({ connection }) => connection)).toEqual(['globex']);
  });

  test('an empty cell is a key that is not written: it comes from the variables of the connection', () => {
    const found = read('name,consumerKey\nacme,\n', { env: { ...ENV, ACME_OVH_CONSUMER_KEY: 'from-env' } });
    expect(found.map(({ credentials }) => consumerOf(credentials))).toEqual(['from-env']);
  });

  test('two thousand rows', () => {
    const rows = Array.from({ length: 2000 }, (_, n) => `customer_${n},nic${n}-ovh,key-${n},Customer ${n},`);
    const found = read(`name,account,consumerKey,customer,region\n${rows.join('\n')}\n`);
    expect(found).toHaveLength(2000);
    expect(found.at(-1)?.labels?.customer).toBe('Customer 1999');
  });

  test.each<[string, string, RegExp]>([
    ['no name', 'nme,region\na,eu\n', /accounts\.csv:1:1: .*no "name"/],
    ['a column that is nearly known', 'name,regoin\na,eu\n', /column "regoin": did you mean "region"\?/],
    [
      'a column that can be no label',
      'name,Cost Center\na,1\n',
      /column "Cost Center": a label has small letters/,
    ],
    ['a column twice', 'name,customer,customer\na,b,c\n', /the column "customer" twice/],
    [
      'a region that there is not',
      'name,consumerKey,region\na,k,eu\nb,l,mars\n',
      /^accounts\.csv:3:1: connections\[1\]\.region: .*mars/,
    ],
    [
      'a name that is taken',
      'name,consumerKey\na,k\na,l\n',
      /^accounts\.csv:3:1: connections\[1\]\.name: .*is taken/,
    ],
    [
      'a variable that is not set',
      'name,consumerKey\na,${NOT_SET}\n',
      /^accounts\.csv:2:1: .*NOT_SET is not set/,
    ],
    [
      'a file that is not there',
      'name,consumerKey\na,${file:gone}\n',
      /^accounts\.csv:2:1: .*file:gone}: there is no such file/,
    ],
    ['nothing but a head', 'name,region\n', /lists no connection/],
  ])('%s', (_, csv, words) => {
    expect(issuesOf(() => read(csv)).join('\n')).toMatch(words);
  });

  test.each<[string, string, string[]]>([
    [
      'a quote that is opened',
      'name,customer,consumerKey\na,"Acme,1\nb,Beta,${ACME_KEY}\n',
      ['accounts.csv:2:1: row 2: a quote that is opened is never closed (a cell is one line)'],
    ],
    [
      'a quote in the name, and one in the head',
      'name,consumerKey\n"a,${ACME_KEY}\n"b,${ACME_KEY}\n',
      [
        'accounts.csv:2:1: row 2: a quote that is opened is never closed (a cell is one line)',
        'accounts.csv:3:1: row 3: a quote that is opened is never closed (a cell is one line)',
      ],
    ],
    [
      'two rows that make one cell',
      'name,customer,consumerKey\na,"Acme,k1\nb,Beta",k2\n',
      [
        'accounts.csv:2:1: row 2: a quote that is opened is never closed (a cell is one line)',
        'accounts.csv:3:1: row 3: a quote stands inside of a cell: put the whole cell in quotes, and write each quote in it twice',
      ],
    ],
    [
      'text behind a quote',
      'name,customer\na,"Acme" Ltd\n',
      [
        'accounts.csv:2:1: row 2: text follows a quote that is closed: a quote inside of a cell is written twice',
      ],
    ],
    [
      'a comma without quotes, and a cell too few; an empty line counts as a line',
      'name,customer,consumerKey\n\na,Acme, Ltd,k\nb,k\nc,C,k\n\n',
      [
        'accounts.csv:3:1: row 3 has 4 cells, the header has 3: a comma in a value needs quotes',
        'accounts.csv:4:1: row 4 has 2 cells, the header has 3: an empty cell needs its comma too',
      ],
    ],
    [
      'a key in a column of names',
      'name,account,consumerKey\na,0a1b2c3d4e5f60718293a4b5c6d7e8f9,k\n',
      [
        'accounts.csv:2:1: row 2, column "account": holds what looks like a key (not shown); keys belong into applicationKey, applicationSecret, consumerKey, clientId, clientSecret, token',
      ],
    ],
    [
      'a key again in a label',
      'name,customer,consumerKey\na,hunter2hunter2,hunter2hunter2\n',
      [
        'accounts.csv:2:1: row 2, column "customer": holds what looks like a key (not shown); keys belong into applicationKey, applicationSecret, consumerKey, clientId, clientSecret, token',
      ],
    ],
    [
      'a key in a label',
      'name,customer\na,1019e0d64d6e07f371917a8f29f1f4c3\n',
      [
        'accounts.csv:2:1: row 2, column "customer": holds what looks like a key (not shown); keys belong into applicationKey, applicationSecret, consumerKey, clientId, clientSecret, token',
      ],
    ],
    ...['1019e0d64d6e07f371917a8f29f1f4c3', 'a019e0d64d6e07f371917a8f29f1f4c3'].map(
      (key): [string, string, string[]] => [
        `a key as the name of a column (${key[0]})`,
        `name,consumerKey,${key}\nacme,a,b\n`,
        [
          'accounts.csv:1:1: the name of column 3 looks like a key (not shown): the first row names the columns, and keys are in the rows below',
        ],
      ],
    ),
    ...Object.entries(EMBEDDED).map(([form, text]): [string, string, string[]] => [
      `a key within a label: ${form}`,
      `name,customer\na,"${text}"\n`,
      [
        'accounts.csv:2:1: row 2, column "customer": holds what looks like a key (not shown); keys belong into applicationKey, applicationSecret, consumerKey, clientId, clientSecret, token',
      ],
    ]),
    ...Object.entries(EMBEDDED).map(([form, text]): [string, string, string[]] => [
      `a key within the name of a column: ${form}`,
      `name,consumerKey,"${text}"\nacme,a,b\n`,
      [
        'accounts.csv:1:1: the name of column 3 looks like a key (not shown): the first row names the columns, and keys are in the rows below',
      ],
    ]),
    [
      'a key of the row within a label',
      'name,customer,consumerKey\na,Acme hunter2hunter2,hunter2hunter2\n',
      [
        'accounts.csv:2:1: row 2, column "customer": holds what looks like a key (not shown); keys belong into applicationKey, applicationSecret, consumerKey, clientId, clientSecret, token',
      ],
    ],
    [
      'an application key as the name of a column',
      'name,7kbG7Bk7S9Nt7ZSV\nacme,b\n',
      [
        'accounts.csv:1:1: column 2, whose name may be a key (not shown): a label has small letters, digits and "_", and begins with a letter',
      ],
    ],
    [
      'a token as the name of two columns',
      'name,eyJhbGciOi1.eyJzdWIiO2,eyJhbGciOi1.eyJzdWIiO2\nacme,b,c\n',
      ['accounts.csv:1:1: has the column 2, whose name may be a key (not shown) twice'],
    ],
    [
      'an empty file',
      '',
      [
        'accounts.csv:1:1: the first row names the columns, and there is no "name"; known: name, region, baseUrl, tokenUrl, account, profile, applicationKey, applicationSecret, consumerKey, clientId, clientSecret, token',
      ],
    ],
  ])('%s is refused, and nothing else is said', (_, csv, said) => {
    const text = 'connectionsFrom: accounts.csv\n';
    expect(issuesOf(() => read(csv, { text }))).toEqual(said);
    const others = `${text}connections: [{ name: own, region: eu, auth: { token: t } }]\n`;
    expect(issuesOf(() => read(csv, { text: others, connections: ['b'] }))).toEqual(said);
  });

  test('accounts that share an application key and have no consumer key yet are not the same', () => {
    const environment = machine(
      { '/project/source.yaml': `${DEFAULTS}${ENTRY}`, '/project/accounts.csv': 'name\na\nb\n' },
      ENV,
    );
    expect(readConfigsWithoutKeys('source.yaml', environment, { presets: PRESETS })).toHaveLength(2);
  });

  test('labels are texts: no variable is put in their place', () => {
    const csv = 'name,customer,consumerKey\na,${ACME_KEY} $${x} ${,${ACME_KEY}\n';
    const text = `${DEFAULTS}`.replace('team: billing', 'team: "${TEAM}"');
    const [found] = read(csv, { text, env: { ...ENV, TEAM: 'ours' } });
    expect(found?.labels).toEqual({ team: 'ours', customer: '${ACME_KEY} $${x} ${' });
    expect(found && consumerOf(found.credentials)).toBe('acme-key');
  });

  test.each(['name', 'account', 'profile'])('no variable stands for a name: column %s', (column) => {
    const csv = `${column === 'name' ? '' : 'name,'}${column}\n${column === 'name' ? '' : 'a,'}\${ACME_KEY}\n`;
    expect(issuesOf(() => read(csv))).toEqual([
      `accounts.csv:2:1: row 2, column "${column}": holds "\${", and variables do not stand for names; write the ${column} itself`,
    ]);
  });

  test('a name is checked before anything is derived from it', () => {
    const csv = 'name,consumerKey\nsecret-1 acme,\n';
    expect(issuesOf(() => read(csv, { text: 'connectionsFrom: accounts.csv\n' }))).toEqual([
      expect.stringMatching(
        /^accounts\.csv:2:1: connections\[0\]\.name: the value in column "name" of row 2 does not fit \(not shown\); allowed: /,
      ),
    ]);
    const written = 'connections: [{ name: "${ACME_KEY} x" }]\n';
    expect(issuesOf(() => read(CSV, { text: written })).join()).not.toMatch(/acme-key|_OVH_/);
  });

  test.each(['region', 'profile', 'baseUrl', 'tokenUrl', 'name'])(
    'a secret in the column %s is not printed',
    (column) => {
      const secret = 'https:Ab3dE6gh9Jk1';
      const columns = column === 'name' ? 'name,region' : `name,${column}`;
      const csv = `${columns}\n${column === 'name' ? `${secret},eu` : `a,${secret}`}\n`;
      const said = issuesOf(() => read(csv)).join('\n');
      expect(said).toMatch(/^accounts\.csv:2:1: connections\[0\]/);
      expect(said).not.toContain('Ab3dE6gh9Jk1');
    },
  );

  test('a list that is no name of a file: nothing else is said', () => {
    const said = issuesOf(() => read(CSV, { text: 'connectionsFrom: [accounts.csv]\n' }));
    expect(said).toEqual([
      expect.stringMatching(/^source\.yaml:1:\d+: connectionsFrom: found a list; allowed: /),
    ]);
  });

  test('what all have in common without connections is refused, and nothing else is said', () => {
    const text = 'connectionDefaults: { labels: { team: billing } }\n';
    expect(issuesOf(() => read(CSV, { text }))).toEqual([
      'source.yaml:1:1: connectionDefaults: is for connections, and there are none: write connections or connectionsFrom',
    ]);
  });

  test('labels whose names are far enough from the keys of a connection', () => {
    const [found] = read('name,consumerKey,note,client,number,account_id\na,k,n,c,1,2\n');
    expect(found?.labels).toMatchObject({ note: 'n', client: 'c', number: '1', account_id: '2' });
  });

  test.each([
    ['Name', 'name'],
    ['consumer_key', 'consumerKey'],
    ['Consumer Key', 'consumerKey'],
    ['base-url', 'baseUrl'],
    ['regio', 'region'],
    ['accounts', 'account'],
    ['tokem', 'token'],
    ['client_ids', 'clientId'],
  ])('the column %s is a typing error of %s', (column, meant) => {
    expect(issuesOf(() => read(`id,${column}\na,b\n`))).toEqual([
      `accounts.csv:1:1: column "${column}": did you mean "${meant}"?`,
    ]);
  });

  test('what looks like a key in the name of a file or variable is not shown', () => {
    const key = 'a019e0d64d6e07f371917a8f29f1f4c3';
    const said = issuesOf(() => read(`name,consumerKey\na,\${file:/nope/${key}}\nb,\${${key}}\n`));
    expect(said).toEqual([
      'accounts.csv:2:1: connections[0].auth.consumerKey: ${file:/nope/***}: there is no such file',
      expect.stringContaining('the environment variable *** is not set'),
    ]);
  });

  test('a list that is not there is named; no secret of it is shown', () => {
    const text = DEFAULTS.replace('accounts.csv', 'others.csv');
    expect(issuesOf(() => read(CSV, { text }))).toEqual([
      expect.stringMatching(/connectionsFrom: there is no such file/),
    ]);
    const wrong = issuesOf(() => read('name,consumerKey,region\na,very secret key,eu\n')).join();
    expect(wrong).not.toContain('very secret key');
  });
});
