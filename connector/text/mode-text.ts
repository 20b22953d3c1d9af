// How a source object is read again, in words.
import type { PlanNode } from '../model/plan.js';
import { DEFAULT_LOOK_BACK } from '../model/window.js';

/** Empty in mode `full`. @param quote formats names of fields and parameters */
export function modeText({ definition }: PlanNode, quote = (name: string) => name): string {
  const { mode = 'full', until = {}, window } = definition.sync;
  switch (mode) {
    case 'full':
      return '';
    case 'known':
      return 'read again: never';
    case 'snapshot':
      return 'each load is kept';
    case 'window': {
      const days = window?.lookBack ?? DEFAULT_LOOK_BACK;
      const back = days > 0 ? ` and ${days} days before it` : '';
      return `read again: from the last load on${back}, by ${quote(window?.from ?? '')}`;
    }
    case 'open': {
      const finals = Object.entries(until).map(
        ([name, values]) => `${quote(name)} is ${values.map((value) => value ?? 'null').join(', ')}`,
      );
      return `read again: while open${finals.length > 0 ? ` until ${finals.join(' and ')}` : ''}`;
    }
  }
}
