// Stores a consumer key in an ovh.conf or a file of environment variables. Other lines do not change.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { prefixOf } from '../config/keys/credential-scope.js';
import { readAtMost } from '../disk/bounded-read.js';
import { targetOf } from '../disk/target.js';
import { replaceFile } from '../disk/whole-file.js';
import { ConfigError } from '../model/errors.js';
import type { Region } from '../model/region.js';
import type { Secret } from '../model/secret.js';

/** Where `login` and the console store a key, unless another file is named. */
export const KEY_FILE = 'ovh.conf';

/** Throws `ConfigError` if a key cannot be stored there. Call it before a person validates a key. */
export function assertKeyFile(file: string): void {
  const folder = dirname(resolve(file));
  const refuse = (message: string) =>
    new ConfigError([{ code: 'file-unusable', where: `--save ${file}`, message }]);
  if (!existsSync(folder))
    throw refuse(`the folder ${folder} does not exist: create it, or name another file`);
  if (existsSync(file) && !statSync(file).isFile()) throw refuse('is not a file: name one');
  try {
    accessSync(dirname(targetOf(file)), constants.W_OK);
    if (existsSync(file)) accessSync(file, constants.R_OK);
  } catch (error) {
    throw refuse(`cannot be written: change the rights, or name another file (${(error as Error).message})`);
  }
}

/** The owner of the key: a connection, or the configuration itself. */
export interface KeySection {
  region: Region;
  connection?: string;
  /** Of an ovh.conf. */
  profile?: string;
}

/** Writes `*.conf` as OVHcloud's ini file, any other file as `OVH_CONSUMER_KEY=...`; only the owner can read it. */
export function saveConsumerKey(file: string, holder: KeySection, key: Secret): void {
  const target = targetOf(file);
  const before = existsSync(target) ? readAtMost(target).toString('utf8') : '';
  const after = file.endsWith('.conf') ? inIni(before, holder, key) : inEnvironment(before, holder, key);
  replaceFile(target, after);
}

function inEnvironment(text: string, { region, connection }: KeySection, key: Secret): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const set = (name: string, value: string, replace: boolean) => {
    const old = lines.findIndex((line) => new RegExp(`^\\s*(export\\s+)?${name}=`).test(line));
    const prefix = /^\s*(export\s+)?/.exec(lines[old] ?? '')?.[0] ?? '';
    if (old < 0) lines.push(`${name}=${value}`);
    else if (replace) lines[old] = `${prefix}${name}=${value}`;
  };
  const prefix = connection === undefined ? '' : prefixOf(connection);
  set(`${prefix}OVH_ENDPOINT`, sectionName(region), false);
  set(`${prefix}OVH_CONSUMER_KEY`, key.reveal(), true);
  return `${lines.join('\n')}\n`;
}

function inIni(text: string, { region, connection, profile }: KeySection, key: Secret): string {
  const own = profile === undefined ? connection : `profile:${profile}`;
  const section = own ?? sectionName(region);
  const start = own === undefined ? ['[default]', `endpoint=${section}`, ''] : [];
  const lines = text === '' ? start : text.replace(/\n$/, '').split('\n');
  const entry = `consumer_key=${key.reveal()}`;
  const at = lines.findIndex((line) => /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim() === section);
  if (at < 0) return `${[...lines, `[${section}]`, entry].join('\n')}\n`;
  const next = lines.findIndex((line, index) => index > at && /^\s*\[/.test(line));
  const end = next < 0 ? lines.length : next;
  const old = lines.findIndex(
    (line, index) => index > at && index < end && /^\s*consumer_key\s*=/.test(line),
  );
  if (old >= 0) lines[old] = entry;
  else lines.splice(at + 1, 0, entry);
  return `${lines.join('\n')}\n`;
}

/** The section name of OVHcloud's clients: `ovh-eu`. */
function sectionName(region: Region): string {
  return region.aliases.find((alias) => alias.startsWith('ovh-')) ?? region.name;
}
