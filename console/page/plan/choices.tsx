// What is planned: the connection, source objects, and how they are read.
import { useEffect } from 'preact/hooks';
import type { ChoicesAnswer } from '../../contract/run.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { accounts, chooseConnection, connection } from '../state/session.js';
import { isAlone, isScheduled, isWhole, only, setOnly, switchOn } from './request.js';

const choices = notAsked<ChoicesAnswer>();

export function Choices() {
  const { planPage } = t.value;
  useEffect(() => void put(choices, () => ask('GET /api/run/choices', {})), []);
  return (
    <div class="row wrap choices-of-plan">
      {accounts.value.length > 1 && (
        <label class="row small">
          {planPage.connection}
          <select
            class="in mono short"
            value={connection.value}
            onChange={({ currentTarget }) => {
              setOnly([]);
              chooseConnection(currentTarget.value);
            }}
          >
            {accounts.value.map(({ connection: name = '' }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen */}
      <div class="seg" role="group" aria-label={planPage.amount}>
        <button type="button" aria-pressed={!isWhole.value} onClick={() => switchOn('everything', false)}>
          {planPage.whatIsNew}
        </button>
        <button type="button" aria-pressed={isWhole.value} onClick={() => switchOn('everything', true)}>
          {planPage.everything}
        </button>
      </div>
      <Objects />
      {only.value.length > 0 && <Check label={planPage.alone} on={isAlone.value} name="alone" />}
      <Check label={planPage.scheduled} on={isScheduled.value} name="scheduled" />
    </div>
  );
}

function Check({ label, on, name }: { label: string; on: boolean; name: 'alone' | 'scheduled' }) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={on}
        onChange={({ currentTarget }) => switchOn(name, currentTarget.checked)}
      />
      {label}
    </label>
  );
}

/** Source objects with a table, by name. */
function Objects() {
  const { planPage } = t.value;
  const of = (choices.value.answer?.connections ?? []).find(
    (each) => accounts.value.length < 2 || each.connection === connection.value,
  );
  const names = (of?.objects ?? []).filter(({ table }) => table !== undefined);
  const chosen = only.value;
  return (
    <details class="menu of-objects">
      <summary class="btn">
        {planPage.only(
          chosen.length === 0 ? planPage.onlyAll : planPage.onlySome(f.value.count(chosen.length)),
        )}
      </summary>
      <div class="pop">
        {names.map(({ name, depth }) => (
          <label key={name} class={`check mono deep-${Math.min(depth, 4)}`}>
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={({ currentTarget }) =>
                setOnly(currentTarget.checked ? [...chosen, name] : chosen.filter((each) => each !== name))
              }
            />
            {name}
          </label>
        ))}
      </div>
    </details>
  );
}
