// How a report is shown.
import type { Language } from '../../console/ui/formats.js';

export type { Language };
export type Theme = 'system' | 'light' | 'dark';
/** File names of the same page in other languages. */
export type Alternates = Partial<Record<Language, string>>;

export interface PageOptions {
  /** Default: `en`. */
  language?: Language;
  /** Default: `system`, which follows that of the reader. Print is light. */
  theme?: Theme;
  /** File names of the same report in other languages, beside this one. */
  alternates?: Alternates;
}
