// tap: a tap of Singer.
import { version } from '../../app/package.js';
import { aboutTap, pluginDefinition } from '../../interop/singer/about.js';
import { discoverTap, readTap, testTap } from '../../interop/singer/commands.js';
import { ConfigError } from '../../model/errors.js';
import type { LogLevel } from '../../model/events/event-kind.js';
import type { TapOptions } from '../commands/tap.js';
import { note, outliveReader, printJson, printText } from '../output.js';
import { endOnSignal, tidyOften } from '../process.js';
import { hideKeysOf, hideSecretsOf, jsonFile, stateFile, writeLines } from '../protocol-files.js';

export async function tap(options: TapOptions): Promise<void> {
  if (options.about) {
    about(options);
    return;
  }
  if (options.config === undefined) {
    const message =
      'is missing: a JSON file with region, auth and endpoints (`source-ovhcloud tap --about` has all settings)';
    throw new ConfigError([{ code: 'option-value', where: '--config', message }]);
  }
  const config = jsonFile(options.config, '--config');
  hideKeysOf(config);
  const common = { write: writeLines, log, onSource: hideSecretsOf };
  if (options.discover) return discoverTap(config, common);
  if (options.test) {
    if (!(await testTap(config, common))) process.exitCode = 1;
    return;
  }
  await read(config, options, common);
}

async function read(
  config: unknown,
  options: TapOptions,
  common: Parameters<typeof readTap>[1],
): Promise<void> {
  const { catalog = options.properties, state } = options;
  tidyOften();
  outliveReader();
  const ending = endOnSignal();
  try {
    const input = {
      config,
      ...(catalog !== undefined && { catalog: jsonFile(catalog, '--catalog') }),
      ...(state !== undefined && { state: stateFile(state, '--state') }),
    };
    const report = await readTap(input, { ...common, signal: ending.signal });
    if (report && report.outcome !== 'complete') process.exitCode = 1;
  } finally {
    ending.dispose();
  }
}

function about({ format = 'text' }: TapOptions): void {
  const { name, description, version: present, capabilities } = aboutTap(version());
  if (format === 'meltano') printJson(pluginDefinition());
  else if (format === 'json') printJson(aboutTap(version()));
  else
    printText(
      `${name} ${present}: ${description}\ncapabilities: ${capabilities.join(', ')}\nsettings: \`--about --format json\``,
    );
}

function log(level: LogLevel, message: string): void {
  note(`${level.toUpperCase()} ${message}`, level === 'error' ? 'error' : 'warn');
}
