// What the commands below `api` share: the documents that they ask, and values of options.
import { type ExploreOptions, exploreApi } from '../../app/explore.js';
import { SAMPLE_LANGUAGES, type SampleLanguage } from '../../app/samples/languages.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { note } from '../output.js';

export async function opened(options: ExploreOptions): Promise<ApiDocuments> {
  const documents = await exploreApi(options);
  for (const text of documents.notes) note(`note: ${text}`);
  return documents;
}

/** Parses `name=value` texts; refuses a repeated name. */
export function pairs(
  option: string,
  texts: readonly string[] = [],
  separator = '=',
): Record<string, string> {
  const found = new Map<string, string>();
  for (const text of texts) {
    const cut = text.indexOf(separator);
    const name = text.slice(0, Math.max(0, cut)).trim();
    const form = separator === '=' ? 'NAME=VALUE' : '"Name: value"';
    const refuse = (message: string) => new ConfigError([{ code: 'option-value', where: option, message }]);
    if (name === '') throw refuse(`${JSON.stringify(text)}: allowed is ${form}`);
    if (found.has(name)) throw refuse(`"${name}" occurs twice; write it once`);
    const value = text.slice(cut + 1);
    found.set(name, separator === '=' ? value : value.trim());
  }
  return Object.fromEntries(found);
}

/** Parses `curl`, `node`, `python`, `php`, several with commas, `all` or `none`. */
export function languagesOf(text: string): readonly SampleLanguage[] {
  if (text === 'none') return [];
  if (text === 'all') return SAMPLE_LANGUAGES;
  return text.split(',').map((name) => {
    const found = SAMPLE_LANGUAGES.find((each) => each === name.trim().toLowerCase());
    if (found) return found;
    const known = [...SAMPLE_LANGUAGES, 'all', 'none'];
    const hint = nearest(name, known);
    const message = `"${name}": ${hint ? `did you mean "${hint}"? Allowed` : 'allowed'}: ${known.join(', ')}`;
    throw new ConfigError([{ code: 'option-value', where: '--code', message }]);
  });
}
