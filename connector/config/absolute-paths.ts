// Files and folders of a configuration are relative to its own folder; `~/` is the user's.
import { isAbsolute, join, resolve } from 'node:path';
import type { DestinationConfig } from '../destinations/kit/kind.js';
import { isFilePath } from '../destinations/kit/places.js';
import { pathOptions } from '../destinations/registry.js';
import type { ConfigWithoutKeys, Environment } from './config.js';
import type { ParsedConfig } from './schema/schema.js';

/** Makes names of files absolute. */
export class AbsolutePaths {
  /** @param folder the folder of the configuration */
  constructor(
    private readonly folder: string,
    private readonly environment: Environment,
  ) {}

  of(path: string): string {
    if (isAbsolute(path)) return path;
    return path.startsWith('~/') ? join(this.environment.home, path.slice(2)) : resolve(this.folder, path);
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
