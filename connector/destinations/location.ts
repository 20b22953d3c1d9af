// What `--to` names: a kind and a place, an address, or another place of the configured kind.
import type { ConfigCode } from '../model/codes/codes.js';
import { ConfigError } from '../model/errors.js';
import { nearest } from '../model/names.js';
import { passwordsIn, scrubber } from '../model/secret.js';
import type { DestinationConfig, DestinationKind } from './kit/kind.js';
import { DESTINATIONS } from './registry.js';
import { isBucketPath } from './storage/s3-path.js';

/**
 * The destination that a location names: `KIND:PLACE`; an address or an extension that belongs to a kind
 * (`postgresql://...`, `x.duckdb`); or another place of the configured kind. Other options of the configuration stay where
 * the kind is the same. Paths stay as they are written. Throws `ConfigError`.
 */
export function destinationAt(location: string, configured: DestinationConfig): DestinationConfig {
  if (location.trim() === '')
    throw refused('is empty: perhaps a variable is not set. Write KIND:PLACE, a file or an address');
  const { type, place } = named(location) ?? unnamed(location, configured.type);
  const kind = DESTINATIONS.get(type);
  if (!kind) return configured;
  refuseMisfit(type, kind, place);
  const rest = configured.type === type ? configured : { type };
  const option = locationOption(kind);
  return option === undefined ? { ...rest } : { ...rest, [option]: place };
}

/** The option of a kind that a location sets. */
export function locationOption({ options }: DestinationKind): string | undefined {
  return options.find(({ isLocation }) => isLocation)?.name;
}

interface Named {
  type: string;
  place: string;
}

/** A location that says its kind: by its form, by a word before a colon, or by that word alone. */
function named(location: string): Named | undefined {
  for (const [type, { locations }] of DESTINATIONS) {
    if (locations?.test(location)) return { type, place: location };
  }
  const [, prefix = '', colon = '', rest = ''] = /^([a-z]+)(?:(:)(.*))?$/s.exec(location) ?? [];
  const kind = DESTINATIONS.get(prefix);
  if (kind) {
    if (locationOption(kind) === undefined || rest.trim() !== '') return { type: prefix, place: rest };
    const why =
      colon === '' ? `"${prefix}" is a kind` : `"${location}" names no place: perhaps a variable is not set`;
    const file = colon === '' ? `. A file of that name is ./${prefix}` : '';
    throw refused(`${why}. Write ${prefix}:PLACE${file}`);
  }
  // A single letter is a drive on Windows.
  if (colon === '' || prefix.length === 1) return undefined;
  const shown = scrubber(passwordsIn(location))(location);
  throw refused(`${unknownKind(prefix)}. A file of that name is ./${shown}`);
}

/** A file says its kind by its extension; every other place is one of the configured kind. */
function unnamed(location: string, configured: string): Named {
  const extension = /\.([a-z0-9]+)$/i.exec(location)?.[1]?.toLowerCase() ?? '';
  const types = isBucketPath(location)
    ? []
    : [...DESTINATIONS].filter(([, { extensions }]) => extensions?.includes(extension)).map(([type]) => type);
  const type = types.includes(configured) ? configured : (types[0] ?? configured);
  if (types.length > 0 && DESTINATIONS.get(type)?.isFolder) {
    const folder = location.slice(0, -extension.length - 1);
    throw refused(
      `one file cannot hold several tables: ${type} is a folder with a file for each. Write ${type}:${folder}`,
    );
  }
  return { type, place: location };
}

function refuseMisfit(type: string, kind: DestinationKind, place: string): void {
  if (locationOption(kind) === undefined) {
    if (place === '') return;
    throw refused(`a destination of type "${type}" has no location. Write KIND:PLACE`);
  }
  if (isBucketPath(place) && !kind.options.some(({ name }) => name === 'endpoint')) {
    throw refused(
      `a destination of type "${type}" is not in object storage. Use parquet:${place}, jsonl: or csv:`,
    );
  }
  if (kind.extensions && !kind.isFolder && /[/\\]$/.test(place)) {
    throw refused(
      `"${place}" is a folder, and ${type} is a file. Name a file in it, or use parquet:${place}`,
    );
  }
}

function unknownKind(found: string): string {
  const known = [...DESTINATIONS.keys()];
  const guess = nearest(found, known);
  return `"${found}" is not a known type (known: ${known.join(', ')})${guess ? `. Did you mean "${guess}"?` : ''}`;
}

function refused(message: string, code: ConfigCode = 'option-value'): ConfigError {
  return new ConfigError([{ code, where: '--to', message }]);
}
