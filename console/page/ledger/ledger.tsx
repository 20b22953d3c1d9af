// The ledger over runs: what was listed and is not loaded, and why.
import { query, setQuery } from '../state/address.js';
import { t } from '../state/language.js';
import { LedgerView } from './ledger-view.js';

export function Ledger() {
  return <LedgerView fixed={{}} head={<Which />} />;
}

/** Of which runs. */
function Which() {
  const { ledger: words } = t.value;
  const run = query.value.get('run') ?? 'last';
  const isOne = run !== 'last' && run !== 'all';
  return (
    <label class="field">
      <span class="lab">{words.of}</span>
      <select
        class="in"
        value={run}
        onChange={({ currentTarget: { value } }) =>
          setQuery({ run: value === 'last' ? '' : value, entry: '' })
        }
      >
        <option value="last">{words.last}</option>
        <option value="all">{words.every}</option>
        {isOne && <option value={run}>{run}</option>}
      </select>
    </label>
  );
}
