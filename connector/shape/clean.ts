// Removes secret members and invalid Unicode from payloads.
import { isObject, type JsonObject, type JsonValue } from '../model/json.js';
import type { Notice } from '../model/notice.js';
import { joinPath, parameterPath } from './paths.js';

/** Copies payloads without their secrets, at every depth, and counts its changes. */
export class Cleaner {
  readonly #omit: Set<string>;
  /** Whether some of them are dotted paths. */
  readonly #paths: boolean;
  readonly #omitted = new Set<string>();
  #replaced = 0;
  readonly #damaged = new Set<string>();

  /** @param omit names, which match at any depth, and dotted paths; list indexes are no part of a path. */
  constructor(omit: readonly string[]) {
    this.#omit = new Set(omit);
    this.#paths = omit.some((name) => name.includes('.'));
  }

  /** Paths of the omitted members. */
  get omitted(): string[] {
    return [...this.#omitted].sort();
  }

  /** Lone surrogates, and bytes that were not UTF-8, that were replaced by U+FFFD. */
  get replaced(): number {
    return this.#replaced;
  }

  notes(): Notice[] {
    const count = this.#replaced;
    if (count === 0) return [];
    const many = count === 1 ? '1 invalid character' : `${count} invalid characters`;
    const message = `${many} (lone surrogates, or bytes that are not UTF-8) ${count === 1 ? 'was' : 'were'} replaced by U+FFFD`;
    return [{ code: 'characters-replaced', count, message }];
  }

  /** Paths of the values with replaced characters since the last call of `payload`; `''` for a payload that is one text. */
  get damaged(): ReadonlySet<string> {
    return this.#damaged;
  }

  /** The value of a path parameter; null for none. */
  parameter(name: string, value: JsonValue = null): JsonValue {
    if (typeof value !== 'string' || value.isWellFormed()) return value;
    this.#damaged.add(parameterPath(name));
    return this.text(value);
  }

  payload(payload: JsonValue): JsonValue {
    this.#damaged.clear();
    return !this.#paths && this.isClean(payload) ? payload : this.value(payload);
  }

  /** Nothing is to be left out or replaced, as in nearly every payload: it needs no copy. */
  isClean(value: JsonValue): boolean {
    if (typeof value === 'string') return value.isWellFormed();
    if (Array.isArray(value)) return value.every((item) => this.isClean(item));
    if (!isObject(value)) return true;
    for (const name in value) {
      if (this.#omit.has(name) || !name.isWellFormed() || !this.isClean(value[name] ?? null)) return false;
    }
    return true;
  }

  value(value: JsonValue, path: readonly string[] = []): JsonValue {
    if (typeof value === 'string') {
      if (!value.isWellFormed()) this.#damaged.add(joinPath(path));
      return this.text(value);
    }
    if (Array.isArray(value)) return value.map((item) => this.value(item, path));
    return isObject(value) ? this.object(value, path) : value;
  }

  object(value: JsonObject, path: readonly string[] = []): JsonObject {
    const clean: JsonObject = Object.create(null);
    for (const [name, member] of Object.entries(value)) {
      const memberPath = [...path, name];
      if (this.#omit.has(name) || (this.#paths && this.#omit.has(memberPath.join('.')))) {
        this.#omitted.add(joinPath(memberPath));
        continue;
      }
      const rest = this.value(member, memberPath);
      if (!hadOnlySecrets(member, rest)) clean[this.#memberName(clean, name)] = rest;
    }
    return clean;
  }

  text(text: string): string {
    if (text.isWellFormed()) return text;
    this.#replaced += text.match(/\p{Surrogate}/gu)?.length ?? 0;
    return text.toWellFormed();
  }

  #memberName(siblings: JsonObject, name: string): string {
    let clean = this.text(name);
    while (Object.hasOwn(siblings, clean)) clean += '\ufffd';
    return clean;
  }
}

function hadOnlySecrets(before: JsonValue, after: JsonValue): boolean {
  return (
    isObject(before) && isObject(after) && Object.keys(before).length > 0 && Object.keys(after).length === 0
  );
}
