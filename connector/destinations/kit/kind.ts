// A kind of destination as the configuration sees it: its options, and how they become a destination.
import type { Destination } from '../../model/destination.js';

export type OptionValue = string | number | boolean;

/** One option of a destination, for configuration files, forms and the reference. */
export interface DestinationOption {
  name: string;
  /** `path`: a file or folder, relative to the configuration. `secret`: never shown. Default `text`. */
  is?: 'text' | 'path' | 'secret' | 'number' | 'flag';
  /** The allowed texts. */
  values?: readonly string[];
  /** The smallest and the largest number. */
  range?: readonly [number, number];
  /** The value when it is not written. An option without a default is required unless it is `optional`. */
  default?: OptionValue;
  optional?: boolean;
  /** The option that `--to` sets. At most one. */
  isLocation?: boolean;
  description: string;
}

export interface DestinationKind {
  description: string;
  options: readonly DestinationOption[];
  /** Locations that can only be of this kind: `postgresql://...`. */
  locations?: RegExp;
  /** Extensions of its files, in small letters: `--to x.duckdb`. */
  extensions?: readonly string[];
  /** It writes a folder of such files, never a single one. */
  isFolder?: boolean;
  /** Variables of the environment that hold secrets where these options do not. */
  secretVariables?(options: Readonly<Record<string, OptionValue>>): readonly string[];
  /** Opens nothing and loads no driver. Throws `ConfigError` for options that do not go together. */
  create(options: Record<string, OptionValue>): Destination;
}

/** `destination` of a configuration: the kind, and its options by name. */
export type DestinationConfig = { type: string } & Record<string, OptionValue>;
