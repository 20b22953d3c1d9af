// The ledger as an equation: what was listed is the sum of what became of it.
import type { ObjectCounts } from '../../contract/run.js';
import { f, t } from '../state/language.js';
import { ALWAYS, gapOf, STATES, TONES, totals } from './counts.js';

interface EquationProps {
  counts: readonly (ObjectCounts | undefined)[];
  isRunning: boolean;
  /** Where the entries of a state are. */
  link: (state: string) => string;
}

export function Equation({ counts, isRunning, link }: EquationProps) {
  const { run: words, states } = t.value.runs;
  const all = totals(counts);
  const shown = STATES.filter((state) => all[state] > 0 || ALWAYS.includes(state));
  const gap = gapOf(all);
  return (
    <dl class="eq" aria-label={words.equation}>
      <div>
        <dt>{isRunning ? words.listedSoFar : words.listed}</dt>
        <dd>{f.value.count(all.listed)}</dd>
      </div>
      {shown.map((state) => {
        const count = f.value.count(all[state]);
        const isLinked = all[state] > 0 && state !== 'loaded' && state !== 'known';
        return (
          <div key={state} class={all[state] === 0 ? 'z' : ''}>
            <dt>{states[state]}</dt>
            <dd class={all[state] > 0 && TONES[state] !== 'plain' ? TONES[state] : undefined}>
              {isLinked ? <a href={link(state)}>{count}</a> : count}
            </dd>
          </div>
        );
      })}
      {gap !== 0 && (
        <div>
          <dt class="bad">{words.gap(f.value.count(Math.abs(gap)))}</dt>
          <dd class="bad">{f.value.count(gap)}</dd>
        </div>
      )}
    </dl>
  );
}
