// A configuration without its secrets: placeholders in the text that is shown, and the secrets back in the text that returns.
import { createHmac } from 'node:crypto';
import { formatKey, type KeyPath } from './key-path.js';
import type { Position } from './positions.js';
import { type SecretPlace, secretPlaces, type TextScalar, textScalars } from './secret-places.js';

export interface HiddenSecret {
  placeholder: string;
  /** Where it stands; absent in a comment, and in a text that is no YAML. */
  path?: KeyPath;
  /** Line in the text that is shown. */
  line: number;
}

/** What a placeholder stands for. */
interface Kept extends SecretPlace {
  /** As it is written. */
  written: string;
}

export interface ShownAgain {
  text: string;
  /** Placeholders that stand for nothing, or at another key than theirs: positions in the text with placeholders. */
  unknown: (Position & { placeholder: string; path?: KeyPath })[];
  /** A position in `text`, as one in the text with placeholders. */
  shownAt(position: Position): Position;
}

const PLACEHOLDER = /<hidden-[0-9a-f]{12}>/g;

/** The secrets of one version of a file. */
export class HiddenSecrets {
  /** The text with a placeholder for each secret. */
  readonly shown: string;
  readonly hidden: HiddenSecret[] = [];
  readonly #kept = new Map<string, Kept>();

  /**
   * @param seal makes placeholders that tell nothing of what they stand for; the same one gives the same placeholders
   * @param known values that are secrets wherever they stand
   */
  constructor(
    readonly text: string,
    private readonly seal: Uint8Array,
    known: readonly string[] = [],
  ) {
    const pieces: string[] = [];
    let end = 0;
    let line = 1;
    for (const place of secretPlaces(text, known)) {
      const written = text.slice(place.from, place.to);
      if (isPlaceholder(written)) continue;
      const placeholder = this.#placeholderOf(place, written);
      this.#kept.set(placeholder, { ...place, written });
      pieces.push(text.slice(end, place.from), placeholder);
      line += text.slice(end, place.from).split('\n').length - 1;
      end = place.to;
      this.hidden.push({ placeholder, line, ...(place.path && { path: place.path }) });
    }
    this.shown = [...pieces, text.slice(end)].join('');
  }

  /** What stands for secrets: none of it may be seen. */
  get values(): string[] {
    return [...this.#kept.values()].flatMap(({ written, value }) => [written, ...(value ? [value] : [])]);
  }

  /** The text with secrets in place of their placeholders. */
  restore(shown: string): ShownAgain {
    const scalars = shown.includes('<hidden-') ? textScalars(shown).scalars : [];
    const unknown: ShownAgain['unknown'] = [];
    const changes: Change[] = [];
    for (const { 0: placeholder, index } of shown.matchAll(PLACEHOLDER)) {
      const scalar = scalars.find(({ from, to }) => from <= index && index < to);
      const kept = this.#kept.get(placeholder);
      const change = kept && changeOf(shown, kept, { placeholder, index, scalar });
      if (change) changes.push(change);
      else unknown.push({ ...positionAt(shown, index), placeholder, ...(scalar && { path: scalar.path }) });
    }
    const text = applied(shown, changes);
    return { text, unknown, shownAt: (position) => shownPosition(shown, text, changes, position) };
  }

  #placeholderOf({ path, name = '' }: SecretPlace, written: string): string {
    const place = path ? placeOf(path) : `?${name}`;
    const digest = createHmac('sha256', this.seal)
      .update(JSON.stringify([place, written]))
      .digest('hex');
    return `<hidden-${digest.slice(0, 12)}>`;
  }
}

function isPlaceholder(text: string): boolean {
  return text.replace(PLACEHOLDER, '') === '';
}

/** The keys around it, whatever the index in a list. */
function placeOf(path: KeyPath | undefined): string {
  return path === undefined ? '' : formatKey(path.map((part) => (typeof part === 'number' ? 0 : part)));
}

interface Change {
  from: number;
  to: number;
  text: string;
}

interface Found {
  placeholder: string;
  index: number;
  scalar?: TextScalar;
}

/** Undefined where the placeholder stands at another key than its secret. */
function changeOf(shown: string, kept: Kept, { placeholder, index, scalar }: Found): Change | undefined {
  if (!isAtItsPlace(kept, scalar)) return undefined;
  const from = index;
  const to = index + placeholder.length;
  const isWhole = kept.quote !== undefined && scalar?.node.value === placeholder;
  if (!isWhole) return { from, to, text: kept.written };
  const quote = scalar.from < from ? (shown[scalar.from] ?? '') : '';
  if (quote === kept.quote) return { from, to, text: kept.written };
  return { from: scalar.from, to: scalar.to, text: JSON.stringify(kept.value) };
}

/** A secret of a text that was no YAML has the name before it, one of a comment stays in a comment. */
function isAtItsPlace({ path, name }: Kept, scalar: TextScalar | undefined): boolean {
  if (scalar?.isKey) return false;
  if (path !== undefined) return placeOf(path) === placeOf(scalar?.path);
  return scalar === undefined || (name !== undefined && scalar.path.includes(name));
}

function applied(text: string, changes: readonly Change[]): string {
  let end = 0;
  const pieces: string[] = [];
  for (const change of changes) {
    pieces.push(text.slice(end, change.from), change.text);
    end = change.to;
  }
  return [...pieces, text.slice(end)].join('');
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function shownPosition(shown: string, text: string, changes: readonly Change[], at: Position): Position {
  let offset = at.column - 1;
  for (let line = 1, start = 0; line < at.line; line++) {
    start = text.indexOf('\n', start) + 1;
    if (start === 0) return at;
    if (line === at.line - 1) offset += start;
  }
  let moved = 0;
  for (const { from, to, text: put } of changes) {
    if (offset < from + moved) break;
    // Inside of a secret: its placeholder.
    if (offset < from + moved + put.length) return positionAt(shown, from);
    moved += put.length - (to - from);
  }
  return positionAt(shown, offset - moved);
}
