// Options that several commands share.
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { secretsOf } from '../../http/connect.js';
import { ConfigError } from '../../model/errors.js';
import { type Draft, openDraft, openSource, type Source } from '../../source/open.js';
import { hideSecrets } from '../output.js';

export interface ConfigOptions {
  config?: string;
  baseUrl?: string;
  to?: string;
  only?: string[];
  scheduled?: boolean;
}

const DEFAULT_FILES = ['source.yaml', 'source.yml', 'source.json'];

export function addConfigOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'configuration, YAML or JSON (default: source.yaml in this folder)')
    .option('--base-url <origin>', 'call this origin instead of the region: a proxy, the sandbox')
    .option('--to <file>', 'destination file in place of the configured one');
}

export function addOnlyOption(command: Command): Command {
  return command.option(
    '--only <name...>',
    'only these source objects; their parents are read for their ids',
  );
}

export function sourceFrom(options: ConfigOptions): Source {
  const source = openSource(configFile(options), sourceOptions(options));
  hideSecrets(secretsOf(source.config.credentials));
  return source;
}

export function draftFrom(options: ConfigOptions): Draft {
  const draft = openDraft(configFile(options), sourceOptions(options));
  if (draft.config.credentials) hideSecrets(secretsOf(draft.config.credentials));
  return draft;
}

/**
 * The account of a configuration, or without one: keys and region of the machine. `complete` insists on keys.
 * A region that is named means: without the configuration that happens to lie here.
 */
export function accountFrom(
  { config, region, baseUrl }: ConfigOptions & { region?: string },
  complete = false,
): Draft {
  if (config !== undefined && region !== undefined) {
    const message = 'goes without --config: the configuration names its region itself';
    throw new ConfigError([{ where: '--region', message }]);
  }
  const file = config ?? (region === undefined ? DEFAULT_FILES.find((name) => existsSync(name)) : undefined);
  const input = file ?? { region, endpoints: [{ name: 'account', path: '/me' }] };
  try {
    const draft = complete ? openSource(input, { baseUrl }) : openDraft(input, { baseUrl });
    if (draft.config.credentials) hideSecrets(secretsOf(draft.config.credentials));
    return draft;
  } catch (error) {
    if (!(error instanceof ConfigError) || file !== undefined) throw error;
    const where = 'without --config';
    throw new ConfigError(
      error.issues.map((issue) => (issue.where === 'configuration object' ? { ...issue, where } : issue)),
    );
  }
}

function sourceOptions({ only, scheduled, baseUrl, to }: ConfigOptions) {
  return { only, scheduled, baseUrl, destinationPath: to };
}

function configFile({ config }: ConfigOptions): string {
  if (config) return config;
  const found = DEFAULT_FILES.find((file) => existsSync(file));
  if (found) return found;
  throw new ConfigError([
    {
      where: 'source.yaml',
      message:
        'there is no such file here: name one with --config FILE, or write one with `source-ovhcloud init`',
    },
  ]);
}
