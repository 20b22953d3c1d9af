// What the last states of streams have no place for, in words.
import type { Notice } from '../../model/notice.js';
import type { FittingState } from './fitting-state.js';

type Out = Omit<FittingState, 'wire'>;

export class StateWarnings {
  /** By stream: of its last state. */
  readonly #out = new Map<string, Out>();

  /** @param most characters of a state */
  constructor(private readonly most: number) {}

  sent(stream: string, out: Out): void {
    this.#out.set(stream, out);
  }

  notices(): Notice[] {
    const left = new Map<string, number>();
    for (const out of this.#out.values())
      for (const [source, count] of out.left) left.set(source, Math.max(count, left.get(source) ?? 0));
    const rows = [...this.#out].filter(([, { isWithoutRows }]) => isWithoutRows);
    const limit = `a state may have ${this.most / 1e6} MB (\`stateMegabytes\`)`;
    return [
      ...Array.from(left, ([source, count]): Notice => {
        const message = `${limit}, and ${count.toLocaleString('en')} known items have no place in it: each read reads them again. Set more where the program that stores the state takes it; or read the list by date, with \`sync: { mode: window }\``;
        return { code: 'state-too-large', source, count, message };
      }),
      ...rows.map(([source]): Notice => {
        const message = `${limit}, and the keys of its rows have no place in it: the next read cannot tell in \`_ovh_deleted\` which of them are gone`;
        return { code: 'state-too-large', source, message };
      }),
    ];
  }
}
