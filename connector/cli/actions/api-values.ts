// What the commands below `api` share: the documents that they ask, and values of options.
import { REGIONS } from '../../../endpoints/regions.js';
import { type ExploreOptions, exploreApi } from '../../app/explore.js';
import { SAMPLE_LANGUAGES, type SampleLanguage } from '../../app/samples/languages.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import { findRegion } from '../../model/region.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { note } from '../output.js';
import { draftsFrom, fileOfThisFolder } from './sources.js';

const DEFAULT_REGION = 'eu';

/** Throws `ConfigError` where none could be read: then nothing can be said of any route. */
export async function opened(options: ExploreOptions): Promise<ApiDocuments> {
  const documents = await exploreApi(options);
  if (documents.size === 0 && documents.notes.length > 0) {
    const message = `no document of the API could be read: ${documents.notes[0]}. Try again later, or name a folder with --schemas`;
    throw new ConfigError([{ code: 'documents-unavailable', where: askedOf(options), message }]);
  }
  for (const text of documents.notes) note(`note: ${text}`);
  return documents;
}

function askedOf({ schemas, baseUrl, region }: ExploreOptions): string {
  return schemas ?? baseUrl ?? findRegion(REGIONS, region ?? DEFAULT_REGION)?.origin ?? 'api';
}

/**
 * What is asked: what was typed, and what was not by the configuration, as `api call` has it. A named region ignores the
 * configuration, a named origin its folder of documents.
 *
 * @param file default: that of this folder, if there is one
 */
export function whereToAsk<O extends ExploreOptions>(
  options: O,
  file = fileOfThisFolder(),
): O & { region: string } {
  const typed = { ...options, region: options.region ?? DEFAULT_REGION };
  if (file === undefined || options.region !== undefined) return typed;
  try {
    const drafts = draftsFrom({ config: file });
    const [first] = drafts;
    if (!first) return typed;
    const { region, origin, schemas, network } = first.config;
    if (drafts.some(({ config }) => config.origin !== origin))
      note(`note: the connections of ${file} have several regions: ${origin} is asked; --region chooses`);
    return {
      ...(origin !== region.origin && { baseUrl: origin }),
      ...(options.baseUrl === undefined && { schemas: schemas.folder }),
      network,
      ...options,
      region: region.name,
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    note(`note: ${file} has faults, so its region is not used; \`source-ovhcloud plan\` names them`);
    return typed;
  }
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
