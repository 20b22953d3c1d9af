// Everything wrong with a configuration, gathered so that it can be said at once.
import { ConfigError, type ConfigIssue } from '../../model/errors.js';
import { formatKey, type KeyPath, type Places, type Position } from './place.js';

const MOST_ISSUES = 100;
const MOST_WARNINGS = 5;

interface Entry {
  issue: ConfigIssue;
  line: number;
  column: number;
}

/** Gathers issues. Those of the document come in its order, then those of the surroundings. */
export class Issues {
  readonly #entries: Entry[] = [];
  readonly #reported = new Set<string>();
  readonly #warnings: ConfigIssue[] = [];

  constructor(readonly places: Places) {}

  /** Something wrong at a key of the document. A key that was already reported is not reported twice. */
  at(path: KeyPath, message: string): void {
    this.#add(path, this.places.position(path), message);
  }

  /** The same, where the key is wrong and not its value. */
  atKey(path: KeyPath, message: string): void {
    this.#add(path, this.places.keyPosition(path), message);
  }

  #add(path: KeyPath, position: Position | undefined, message: string): void {
    const id = JSON.stringify(path);
    if (this.#reported.has(id)) return;
    this.#reported.add(id);
    const { line = 0, column = 0 } = position ?? {};
    const key = formatKey(path);
    const issue = { where: this.places.print(position), ...(key === '' ? {} : { key }), message };
    this.#entries.push({ issue, line, column });
  }

  /** Something wrong in the text at a position, or in the file as a whole. */
  inText(message: string, position?: Position): void {
    const { line, column } = position ?? { line: 0, column: 0 };
    this.#entries.push({ issue: { where: this.places.print(position), message }, line, column });
  }

  /** Something wrong outside of the document: the environment, an ovh.conf, a preset. */
  elsewhere(where: string, key: string | undefined, message: string): void {
    const issue = { where, ...(key === undefined ? {} : { key }), message };
    this.#entries.push({ issue, line: Number.MAX_SAFE_INTEGER, column: 0 });
  }

  /** Something that still works, and how to write it now. */
  warn(path: KeyPath, message: string): void {
    this.#warnings.push({ where: this.places.of(path), key: formatKey(path), message });
  }

  /** The first warnings, and how many there are beside them. */
  get warnings(): ConfigIssue[] {
    const shown = this.#warnings.slice(0, MOST_WARNINGS);
    const rest = this.#warnings.length - shown.length;
    const more = { where: this.places.source, message: `and ${rest} more like these` };
    return rest > 0 ? [...shown, more] : shown;
  }

  /** True where this key, something in it, or something around it was reported. */
  touches(path: KeyPath): boolean {
    const wanted = JSON.stringify(path).slice(0, -1);
    for (const id of this.#reported) {
      const known = id.slice(0, -1);
      if (id === '[]' || isWithin(known, wanted) || isWithin(wanted, known)) return true;
    }
    return false;
  }

  get any(): boolean {
    return this.#entries.length > 0;
  }

  /** Throws `ConfigError` with all issues, at most 100 of them, when there is one. */
  throwIfAny(): void {
    if (!this.any) return;
    const sorted = [...this.#entries].sort((a, b) => a.line - b.line || a.column - b.column);
    const issues = sorted.slice(0, MOST_ISSUES).map((entry) => entry.issue);
    const rest = sorted.length - issues.length;
    if (rest > 0) issues.push({ where: this.places.source, message: `and ${rest} more like these` });
    throw new ConfigError(issues);
  }
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer === '[' ? outer : `${outer},`);
}
