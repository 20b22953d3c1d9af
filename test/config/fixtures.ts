// What the tests of the configuration share: files in memory, a small preset, issues as text.
import type { Config, ConfigOptions, ConfigWithoutKeys, Environment } from '../../connector/config/config.js';
import { onlyConfig, readConfigs, readConfigsWithoutKeys } from '../../connector/config/read-configs.js';
import { ConfigError, formatIssue } from '../../connector/model/errors.js';
import type { Preset } from '../../connector/model/preset.js';

export const PRESETS: Preset[] = [
  {
    name: 'bills',
    title: 'Bills',
    description: 'Bills with their lines.',
    endpoints: [
      { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
      { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } },
      {
        name: 'bill_lines',
        path: '/me/bill/{billId}/details',
        parameters: { billId: { from: 'bill_ids' } },
        query: { a: 1 },
      },
    ],
  },
  {
    name: 'locations',
    title: 'v2',
    description: 'A v2 list.',
    endpoints: [{ name: 'loc', path: '/v2/location' }],
  },
];

type Input = string | object;

export const readConfig = (input: Input, environment: Environment, options: ConfigOptions): Config =>
  onlyConfig(readConfigs(input, environment, options));

export const readWithoutKeys = (
  input: Input,
  environment: Environment,
  options: ConfigOptions,
): ConfigWithoutKeys => onlyConfig(readConfigsWithoutKeys(input, environment, options));

export const AUTH = 'auth: { applicationKey: ak-1, applicationSecret: as-1, consumerKey: ck-1 }\n';
export const ENTRY = 'endpoints:\n  - name: bill_ids\n    path: /me/bill\n';

/** An environment of files in memory; a value that is an error is thrown when its file is read. */
export function machine(
  files: Record<string, string | Uint8Array | Error> = {},
  env: Record<string, string> = {},
): Environment {
  return {
    env,
    cwd: '/project',
    home: '/home/me',
    readFile: (path) => {
      const found = files[path] ?? Object.assign(new Error('none'), { code: 'ENOENT' });
      if (found instanceof Error) throw found;
      return typeof found === 'string' ? new TextEncoder().encode(found) : found;
    },
  };
}

export function load(text: string | Uint8Array, env: Record<string, string> = {}, files = {}): Config {
  return readConfig('source.yaml', machine({ '/project/source.yaml': text, ...files }, env), {
    presets: PRESETS,
  });
}

export function draft(text: string, env: Record<string, string> = {}, files = {}): ConfigWithoutKeys {
  const environment = machine({ '/project/source.yaml': text, ...files }, env);
  return readWithoutKeys('source.yaml', environment, { presets: PRESETS });
}

/** The issues of a configuration as text, one each; fails when it loads. */
export function issuesOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(formatIssue);
    throw error;
  }
  throw new Error('the configuration was accepted');
}

/** Issues of a file that is complete but for `text`. */
export function wrong(text: string, env: Record<string, string> = {}): string[] {
  const region = /^region:/m.test(text) ? '' : 'region: eu\n';
  const auth = /^auth:/m.test(text) ? '' : AUTH;
  const endpoints = /^endpoints:/m.test(text) ? '' : ENTRY;
  return issuesOf(() => load(`${text}\n${region}${auth}${endpoints}`, env));
}

/** Texts that hold a key, as somebody pastes it. */
export const EMBEDDED: Record<string, string> = {
  'after a name': 'Acme Ltd aaaabbbbccccddddeeeeffff00001111',
  'grown together': 'xxaaaabbbbccccddddeeeeffff00001111',
  'after _': 'ovh_aaaabbbbccccddddeeeeffff00001111',
  'after -': 'customer-aaaabbbbccccddddeeeeffff00001111',
  assigned: 'key=aaaabbbbccccddddeeeeffff00001111;',
  'with capital letters': 'acme_AAAAbbbbCCCCddddEEEEffff00001111',
  'two in a row': 'aaaabbbbccccddddeeeeffff00001111aaaabbbbccccddddeeeeffff00002222',
};
