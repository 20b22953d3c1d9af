// init: writes a commented configuration from a preset.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { REGIONS } from '../../../endpoints/regions.js';
import { configJsonSchema } from '../../config/config-reference.js';
import { createFile, replaceFile } from '../../disk/whole-file.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import type { Preset } from '../../model/preset.js';
import { findRegion, regionNames } from '../../model/region.js';
import { gapNotes } from '../../model/region-gaps.js';
import type { InitOptions } from '../commands/init.js';
import { note, printText } from '../output.js';
import { presetNamed } from './examples.js';

export function init(options: InitOptions): void {
  assertRegion(options.region);
  const presets = options.preset.map(presetNamed);
  const schema = schemaPath(options.output);
  write(options, configText(options.region, presets, schema));
  if (schema === `./${SCHEMA_FILE}`) writeSchema(options.output);
  printText(nextSteps(options.output));
  ignoreKeys(dirname(options.output));
}

function nextSteps(output: string): string {
  const config = output === 'source.yaml' ? '' : ` --config ${output}`;
  return `${output} is written. Next:
  1. source-ovhcloud login${config} --link-only
     prints the page that makes the three keys with just the rights that this needs; set them as
     OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET and OVH_CONSUMER_KEY, or write an ovh.conf
  2. source-ovhcloud check${config}
  3. source-ovhcloud load${config}`;
}

/** Keys and data that do not belong into a repository. */
const IGNORED = ['ovh.conf', '.env', 'ovh.db', 'ovh.db-*', 'ovh.db.lock'];

/** A `.gitignore` that is there belongs to others: it is not changed. */
function ignoreKeys(folder: string): void {
  const file = join(folder, '.gitignore');
  try {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : undefined;
    if (lines === undefined) createFile(file, `${IGNORED.join('\n')}\n`);
    else if (!lines.some((line) => /^\/?(ovh|\*)\.conf$/.test(line.trim())))
      note(`note: ${file} does not name ovh.conf: add it, so that no key gets into the repository`);
  } catch (error) {
    note(`note: ${file} cannot be written (${(error as Error).message}): keep ovh.conf out of repositories`);
  }
}

function assertRegion(name: string): void {
  if (findRegion(REGIONS, name)) return;
  const hint = nearest(name, regionNames(REGIONS));
  const message = `"${name}": ${hint ? `did you mean "${hint}"? ` : ''}allowed: ${regionNames(REGIONS).join(', ')}`;
  throw new ConfigError([{ code: 'region-unknown', where: '--region', message }]);
}

function write({ output, force }: InitOptions, text: string): void {
  try {
    if (force && existsSync(output)) replaceFile(output, text, { keepMode: true });
    else createFile(output, text);
  } catch (error) {
    throw new ConfigError([
      { code: 'file-unusable', where: `--output ${output}`, message: reason(error as NodeJS.ErrnoException) },
    ]);
  }
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EEXIST':
      return 'exists: name another file with --output, or overwrite it with --force';
    case 'ENOENT':
    case 'ENOTDIR':
      return 'its folder does not exist: create it, or name another file with --output';
    case 'EISDIR':
      return 'is a folder: name a file in it';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'cannot be written here: change the rights, or name another file with --output';
    default:
      return `cannot be written: ${message}`;
  }
}

const SCHEMA_FILE = 'source.schema.json';

const IN_PACKAGE = 'node_modules/source-ovhcloud/docs/config.schema.json';

/** Where editors find the JSON Schema, relative to the configuration: in the installed package, else beside it. */
function schemaPath(output: string): string {
  const from = dirname(resolve(output));
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, IN_PACKAGE);
    if (existsSync(found)) return dotted(relative(from, found));
    if (folder === dirname(folder)) return `./${SCHEMA_FILE}`;
  }
}

/** A file of that name that is no such schema belongs to others: it is not changed. */
function writeSchema(output: string): void {
  const file = join(dirname(output), SCHEMA_FILE);
  const text = `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
  try {
    if (!existsSync(file)) createFile(file, text);
    else if (readFileSync(file, 'utf8').includes('"Configuration of source-ovhcloud"'))
      replaceFile(file, text, { keepMode: true });
    else note(`note: ${file} is another file: \`source-ovhcloud schema\` prints the JSON Schema for editors`);
  } catch (error) {
    note(
      `note: ${file} cannot be written (${(error as Error).message}): \`source-ovhcloud schema\` prints it`,
    );
  }
}

function dotted(path: string): string {
  const plain = path.split(sep).join('/');
  return plain.startsWith('.') ? plain : `./${plain}`;
}

export function configText(region: string, presets: readonly Preset[], schema: string): string {
  return `# Loads objects of the OVHcloud API into tables. Reference: docs/configuration.md
# yaml-language-server: $schema=${schema}

# Region of the account: eu, ca, us, kimsufi-eu, kimsufi-ca, soyoustart-eu, soyoustart-ca.
region: ${region}

# Keys. Without this block they come from OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET and OVH_CONSUMER_KEY,
# or from an ovh.conf in this folder, in your home folder or in /etc.
# auth:
#   applicationKey: \${OVH_APPLICATION_KEY}
#   applicationSecret: \${OVH_APPLICATION_SECRET}
#   consumerKey: \${OVH_CONSUMER_KEY}

# The destination of the tables. The path is relative to this file.
destination:
  type: sqlite
  path: ovh.db

# Calls per second. OVHcloud does not publish its limit; 18 stays below 20 in any second.
# budget:
#   callsPerSecond: 18
#   reserve: 0.2   # share for other programs on the account

endpoints:
${presets.map((preset) => presetBlock(region, preset)).join('\n')}
  # Any other route: it is loaded into the table "name".
  # - name: account
  #   path: /me
`;
}

function presetBlock(regionName: string, preset: Preset): string {
  const region = findRegion(REGIONS, regionName);
  const gaps = gapNotes(region ? [region] : [], preset.endpoints);
  const tables = preset.endpoints.map((endpoint) => endpoint.name).join(', ');
  const notes = [...(preset.notes ?? []), ...gaps].map((text) => `  # ${text}`);
  const lines = [`  # ${preset.title}: ${tables}`, ...notes, `  - preset: ${preset.name}`];
  return `${lines.join('\n')}\n`;
}
