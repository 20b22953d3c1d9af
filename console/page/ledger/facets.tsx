// How many entries there are of each reason, source object, status and account; a choice narrows the list.
import type { FacetsAnswer } from '../../contract/ledger.js';
import { f, t } from '../state/language.js';
import { choose, chosenIn, FACETS, type Facet, facetValue, met, sumOf } from './filter.js';

/** More values of a facet are chosen by the text. */
const MOST_VALUES = 40;

interface FacetsProps {
  answer: FacetsAnswer;
  fixed: { source?: string };
}

export function Facets({ answer, fixed }: FacetsProps) {
  return (
    <>
      {FACETS.filter((facet) => facet !== 'source' || fixed.source === undefined).map((facet) => (
        <FacetGroup key={facet} facet={facet} answer={answer} fixed={fixed} />
      ))}
    </>
  );
}

function FacetGroup({ facet, answer, fixed }: FacetsProps & { facet: Facet }) {
  const { ledger: words, runs } = t.value;
  const counts = met(answer, fixed, facet);
  const values = new Map<string, number>();
  for (const count of counts) {
    const value = facetValue(facet, count, answer);
    values.set(value, (values.get(value) ?? 0) + count.count);
  }
  const chosen = chosenIn(facet);
  for (const value of chosen) if (!values.has(value)) values.set(value, 0);
  // One account says nothing.
  if (facet === 'account' && values.size < 2) return null;
  const shown = [...values].sort(([, a], [, b]) => b - a).slice(0, MOST_VALUES);
  const name = (value: string) =>
    facet === 'reason'
      ? (runs.states[value as keyof typeof runs.states] ?? value)
      : value === 'none'
        ? words.noStatus
        : value;
  return (
    <fieldset class={facet === 'reason' ? '' : 'r2'}>
      <legend>{words[facet]}</legend>
      {shown.map(([value, count]) => (
        <label key={value} class="check">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ currentTarget }) => choose(facet, value, currentTarget.checked)}
          />
          <span class={facet === 'source' || facet === 'account' ? 'mono trunc' : 'trunc'}>
            {name(value)}
          </span>
          <small>{f.value.count(count)}</small>
        </label>
      ))}
    </fieldset>
  );
}

/** Of what is shown, that which a retry asks for again. */
export function retriableIn(answer: FacetsAnswer, fixed: { source?: string }): number {
  const reasons = chosenIn('reason');
  const asked = reasons.length > 0 ? reasons : ['failed', 'rejected', 'refused'];
  return sumOf(met(answer, fixed).filter(({ reason, accepted }) => asked.includes(reason) && !accepted));
}
