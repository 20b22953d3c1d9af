// airbyte: the commands of an Airbyte source.
import { check, discover, failed, read, spec } from '../../interop/airbyte/commands.js';
import type { AirbyteOptions } from '../commands/airbyte.js';
import { clean, outliveReader } from '../output.js';
import { endOnSignal, tidyOften } from '../process.js';
import { hideKeysOf, hideSecretsOf, jsonFile, stateFile, writeLines } from '../protocol-files.js';

export function airbyteSpec(): Promise<void> {
  return guarded(async () => {
    await spec({ write: writeLines });
    return 0;
  });
}

export function airbyteCheck(options: AirbyteOptions): Promise<void> {
  return guarded(async () => {
    await check(configOf(options), commandOptions(options));
    return 0;
  });
}

export function airbyteDiscover(options: AirbyteOptions): Promise<void> {
  return guarded(async () => {
    await discover(configOf(options), commandOptions(options));
    return 0;
  });
}

export function airbyteRead(options: AirbyteOptions): Promise<void> {
  return guarded(async () => {
    const { catalog = '', state, strict } = options;
    const input = {
      config: configOf(options),
      catalog: jsonFile(catalog, '--catalog'),
      ...(state !== undefined && { state: stateFile(state, '--state') }),
    };
    tidyOften();
    outliveReader();
    const ending = endOnSignal();
    try {
      const outcome = await read(input, { ...commandOptions(options), signal: ending.signal });
      return outcome === 'failed' || (strict && outcome === 'incomplete') ? 1 : 0;
    } finally {
      ending.dispose();
    }
  });
}

function configOf({ config }: AirbyteOptions): unknown {
  const given = jsonFile(config, '--config');
  hideKeysOf(given);
  return given;
}

const commandOptions = ({ debug }: AirbyteOptions) => ({
  write: writeLines,
  scrub: clean,
  onSource: hideSecretsOf,
  isVerbose: debug === true,
});

/** Why a command could not do its work is a message, too. */
async function guarded(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.exitCode = 1;
    await writeLines([failed(error, clean)]);
  }
}
