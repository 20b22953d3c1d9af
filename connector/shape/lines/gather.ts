// Gathers the costs of a table's payloads as lines, and checks that they add up to the totals.
import { isObject, type JsonValue } from '../../model/json.js';
import type { Notice } from '../../model/notice.js';
import type { TableSpec } from '../../model/plan.js';
import { isRounding, LINES_GAP, withLines } from './collect.js';

export class LineGatherer {
  #gathered = 0;
  #unequal = 0;

  constructor(readonly spec: TableSpec) {}

  /** The payload with lines, or unchanged where the definition has no `lines`. */
  gather(payload: JsonValue): JsonValue {
    const { lines } = this.spec;
    if (!lines || !isObject(payload)) return payload;
    const gathered = withLines(payload, lines);
    this.#gathered += 1;
    if (!isRounding(gathered[LINES_GAP])) this.#unequal += 1;
    return gathered;
  }

  notes(): Notice[] {
    if (this.#unequal === 0) return [];
    const which = `${this.#unequal} of ${this.#gathered}`;
    const message = `${which}: the lines differ from the total by more than 0.01: see the column lines_gap`;
    return [{ code: 'lines-differ', count: this.#unequal, message }];
  }
}
