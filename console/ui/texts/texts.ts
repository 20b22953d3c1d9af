// The words of every page and file, in the language of its numbers.
import type { Formats } from '../formats.js';
import { english, type Texts } from './en.js';
import { french } from './fr.js';

export type { Texts };

export function texts(f: Formats): Texts {
  return f.language === 'fr' ? french(f) : english(f);
}
