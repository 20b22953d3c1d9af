// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a configuration look like that
// Connections from a CSV file, what all have in common, and values from files.
import { describe, expect, test } from '@jest/globals';
import { readConfigs } from '../../connector/config/read-configs.js';
import type { Credentials } from '../../connector/model/region.js';
import { ENTRY, issuesOf, machine, PRESETS } from './fixtures.js';

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
    ['no name', 'nme,region\na,eu\n', /accounts\.csv:1: .*no "name"/],
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

  test('a list that is not there is named; no secret of it is shown', () => {
    const text = DEFAULTS.replace('accounts.csv', 'others.csv');
    expect(issuesOf(() => read(CSV, { text })).join()).toMatch(/connectionsFrom: there is no such file/);
    const wrong = issuesOf(() => read('name,consumerKey,region\na,very secret key,eu\n')).join();
    expect(wrong).not.toContain('very secret key');
  });
});
