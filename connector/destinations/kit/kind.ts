// What the configuration must know of a kind of destination: its options, and how it is made of them.
import type { Destination } from '../../model/destination.js';

export type OptionValue = string | number | boolean;

/** One option of a destination, for configuration files, forms and the reference. */
export interface DestinationOption {
  name: string;
  /** `path`: a file or folder, placed beside the configuration. `secret`: never shown. Default `text`. */
  is?: 'text' | 'path' | 'secret' | 'number' | 'flag';
  /** The only texts that it may have. */
  values?: readonly string[];
  /** Of a number: least and most. */
  range?: readonly [number, number];
  /** What stands in its place when it is not given. An option without it may be left out when `optional`. */
  default?: OptionValue;
  optional?: boolean;
  /** It says where the data goes: `--to` gives it. One at the most. */
  isLocation?: boolean;
  description: string;
}

export interface DestinationKind {
  description: string;
  options: readonly DestinationOption[];
  /** A location that can only be of this kind: `postgresql://...`. */
  locations?: RegExp;
  /** Drivers are loaded by `open`, not here. */
  create(options: Record<string, OptionValue>): Destination;
}

/** The kind, and its options by name: as the configuration has it. */
export type DestinationConfig = { type: string } & Record<string, OptionValue>;
