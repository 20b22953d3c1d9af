// Fields that every start has: connections, source objects, yes or no. Their values are in the address.
import type { ChoicesAnswer } from '../../contract/run.js';
import { query, setQuery } from '../state/address.js';
import { f, t } from '../state/language.js';
import { list } from './start-request.js';

export function Connections({ choices }: { choices: ChoicesAnswer }) {
  const { start: words } = t.value.runs;
  const chosen = list('connections');
  const names = choices.connections.flatMap(({ connection }) => connection ?? []);
  const toggle = (name: string, on: boolean) => {
    const now = chosen ?? names;
    const next = on ? [...now, name] : now.filter((each) => each !== name);
    const isAll = next.length === names.length || next.length === 0;
    setQuery({ connections: isAll ? '' : names.filter((each) => next.includes(each)).join(',') });
  };
  return (
    <fieldset>
      <legend>{words.connections}</legend>
      {names.map((name) => (
        <label key={name} class="check mono">
          <input
            type="checkbox"
            checked={chosen?.includes(name) ?? true}
            onChange={({ currentTarget }) => toggle(name, currentTarget.checked)}
          />
          {name}
        </label>
      ))}
      <span class="muted small">{chosen ? words.chosen(String(chosen.length)) : words.everyConnection}</span>
    </fieldset>
  );
}

/** Source objects of all connections, each once. */
export function objectsOf({ connections }: ChoicesAnswer) {
  const all = connections.flatMap(({ objects }) => objects);
  return all.filter(({ name }, place) => all.findIndex((each) => each.name === name) === place);
}

interface ObjectsProps {
  choices: ChoicesAnswer;
  /** Of the address. */
  name: string;
}

/** What the address names and the configuration does not is an earlier one: it stands at the end. */
export function Objects({ choices, name }: ObjectsProps) {
  const { start: words } = t.value.runs;
  const chosen = list(name);
  const known = objectsOf(choices);
  const others = (chosen ?? []).filter((each) => !known.some((object) => object.name === each));
  const objects = [...known, ...others.map((other) => ({ name: other, depth: 0 }))];
  const toggle = (object: string, on: boolean) => {
    const next = on ? [...(chosen ?? []), object] : (chosen ?? []).filter((each) => each !== object);
    setQuery({ [name]: objects.flatMap((each) => (next.includes(each.name) ? each.name : [])).join(',') });
  };
  return (
    <details class="objects" open={chosen !== undefined}>
      <summary>
        {words.objects}: <b>{chosen ? words.chosen(f.value.count(chosen.length)) : words.everyObject}</b>
      </summary>
      <ul>
        {objects.map(({ name: object, depth }) => (
          <li key={object} class={`d${Math.min(depth, 4)}`}>
            <label class="check mono">
              <input
                type="checkbox"
                checked={chosen?.includes(object) ?? false}
                onChange={({ currentTarget }) => toggle(object, currentTarget.checked)}
              />
              {object}
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Flag({ label, name }: { label: string; name: string }) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={query.value.get(name) === 'yes'}
        onChange={({ currentTarget }) => setQuery({ [name]: currentTarget.checked ? 'yes' : '' })}
      />
      {label}
    </label>
  );
}
