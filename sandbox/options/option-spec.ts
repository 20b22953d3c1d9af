/** The description of one option. */
import type { SandboxOptions } from './options.js';

export type OptionKind = 'whole' | 'number' | 'flag' | 'text' | 'choice' | 'list';

export interface OptionSpec {
  readonly name: keyof SandboxOptions;
  readonly kind: OptionKind;
  readonly default: string | number | boolean | readonly string[];
  readonly description: string;
  /** Allowed values, of a choice or of the items of a list. */
  readonly choices?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** The option can change while the sandbox runs, by POST /__sandbox/options. */
  readonly live?: boolean;
}
