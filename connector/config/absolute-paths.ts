// Files and folders of a configuration are relative to its own folder; `~/` is the user's.
import { isAbsolute, join, resolve } from 'node:path';
import type { DestinationConfig } from '../destinations/kit/kind.js';
import { isFilePath } from '../destinations/kit/places.js';
import { pathOptions } from '../destinations/registry.js';
import { ConfigError } from '../model/errors.js';
import type { ConfigWithoutKeys, Environment } from './config.js';
import { NO_HOME } from './home.js';
import type { ParsedConfig } from './schema/schema.js';

/** Makes names of files absolute. */
export class AbsolutePaths {
  /** @param folder the folder of the configuration */
  constructor(
    private readonly folder: string,
    private readonly environment: Environment,
  ) {}

  /** Throws `ConfigError` for `~/` of a user without a home folder. */
  of(path: string): string {
    if (isAbsolute(path)) return path;
    if (!path.startsWith('~/')) return resolve(this.folder, path);
    const { home } = this.environment;
    if (home !== NO_HOME) return join(home, path.slice(2));
    const message = 'this user has no home folder: set HOME, or write an absolute path';
    throw new ConfigError([{ code: 'config-value', where: path, message }]);
  }

  destination(config: DestinationConfig): DestinationConfig {
    const paths = pathOptions(config.type).flatMap((name) => {
      const path = config[name];
      return typeof path === 'string' && isFilePath(path) ? [[name, this.of(path)]] : [];
    });
    return { ...config, ...Object.fromEntries(paths) };
  }

  schemas({ folder, ...rest }: ParsedConfig['schemas']): ConfigWithoutKeys['schemas'] {
    const { env, home } = this.environment;
    const cache = join(env.XDG_CACHE_HOME || join(home, '.cache'), 'source-ovhcloud');
    return { ...rest, cache, ...(folder === undefined ? {} : { folder: this.of(folder) }) };
  }
}
