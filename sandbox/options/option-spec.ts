/** What the description of an option tells. */
import type { SandboxOptions } from './options.js';

export type OptionKind = 'whole' | 'number' | 'flag' | 'text' | 'choice' | 'list';

export interface OptionSpec {
  readonly name: keyof SandboxOptions;
  readonly kind: OptionKind;
  readonly default: string | number | boolean | readonly string[];
  readonly description: string;
  /** Of a choice, or of the items of a list. */
  readonly choices?: readonly string[];
  readonly least?: number;
  readonly most?: number;
  /** Can be changed while the sandbox runs, by POST /__sandbox/options. */
  readonly live?: boolean;
}
