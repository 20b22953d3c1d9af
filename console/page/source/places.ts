// Where things of the Source form are: addresses of its parts, and the names of its entries.
import type { EndpointEntry, Outline } from '../../contract/draft.js';
import { below, go } from '../state/address.js';

export const PARTS = ['connection', 'endpoints', 'destination', 'schedule', 'yaml'] as const;
export type Part = (typeof PARTS)[number];

/** The part that the address names. */
export function openPart(): Part | 'examples' {
  const [name = 'endpoints'] = below.value;
  return name === 'examples' ? name : (PARTS.find((part) => part === name) ?? 'endpoints');
}

export const partAddress = (part: Part | 'examples'): string => `/source/${part}`;

export const entryAddress = (name: string): string => `/source/endpoints/${encodeURIComponent(name)}`;

/** What the address calls an entry: its technical name or its preset; with its place where that is not enough. */
export function entryName({ entries }: Outline, { entry, kind, fields }: EndpointEntry): string {
  const nameOf = (each: EndpointEntry) =>
    String((each.kind === 'preset' ? each.fields.preset : each.fields.name) ?? '');
  const own = kind === 'unclear' ? '' : String((kind === 'preset' ? fields.preset : fields.name) ?? '');
  const isAlone = own !== '' && entries.every((each) => each.entry === entry || nameOf(each) !== own);
  return isAlone ? own : `${own}~${entry + 1}`;
}

/** The entry of a name; also by one of its source objects. */
export function entryNamed(outline: Outline, name: string): EndpointEntry | undefined {
  return (
    outline.entries.find((each) => entryName(outline, each) === name) ??
    outline.entries.find(({ objects }) => objects.includes(name))
  );
}

export const openEntry = (name: string): void => go(entryAddress(name));
