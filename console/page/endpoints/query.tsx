// Query-String Parameters: those that are written, those that the operation needs, and the others that it offers.
import { useId, useState } from 'preact/hooks';
import type { EndpointEntry, KeyPath, Plain, QueryParameterEntry } from '../../contract/draft.js';
import { Icon } from '../../ui/icons.js';
import { isBroken } from '../draft/draft.js';
import { removeKey, setKey } from '../draft/edits.js';
import { parseFlow, printFlow } from '../draft/flow.js';
import { isGroup } from '../draft/key-path.js';
import { Field, RequiredMark } from '../source/field.js';
import { t } from '../state/language.js';

interface QueryProps {
  top: KeyPath;
  entry: EndpointEntry;
  offered: readonly QueryParameterEntry[];
  known: boolean;
}

export function Query({ top, entry, offered, known }: QueryProps) {
  const words = t.value.source;
  const [added, setAdded] = useState<readonly string[]>([]);
  const written = isGroup(entry.fields.query) ? entry.fields.query : {};
  const needed = offered.filter(({ required }) => required).map(({ name }) => name);
  const names = [...new Set([...needed, ...Object.keys(written), ...added])];
  const others = offered.filter(({ name }) => !names.includes(name));
  return (
    <section aria-labelledby="h-query">
      <h2 id="h-query">
        {words.query} {names.length === 0 && known && others.length === 0 && <small>{words.noQuery}</small>}
      </h2>
      <div class="opts">
        {names.map((name) => (
          <Parameter
            key={name}
            name={name}
            top={top}
            entry={entry}
            value={written[name]}
            offer={offered.find((each) => each.name === name)}
            drop={() => setAdded(added.filter((each) => each !== name))}
          />
        ))}
      </div>
      <AddParameter others={others} add={(name) => setAdded([...added, name])} />
    </section>
  );
}

interface ParameterProps {
  name: string;
  top: KeyPath;
  entry: EndpointEntry;
  value: Plain | undefined;
  offer: QueryParameterEntry | undefined;
  drop: () => void;
}

function Parameter({ name, top, entry, value, offer, drop }: ParameterProps) {
  const words = t.value.source;
  const remove = () => removeKey(top, entry.fields, ['query', name]);
  const choices = offer?.values ?? (offer?.type === 'boolean' ? ['true', 'false'] : undefined);
  return (
    <Field
      path={[...top, 'query', name]}
      field={{
        key: name,
        kind: choices ? 'choice' : 'text',
        help: offer?.description ?? '',
        required: false,
        ...(choices && { choices }),
      }}
      label={
        <>
          {name} <span class="muted">{offer?.type}</span>
          {offer?.required && <RequiredMark />}
        </>
      }
      value={value === undefined ? undefined : typeof value === 'string' ? value : printFlow(value)}
      send={(typed) => {
        if (typed !== undefined) return setKey([...top, 'query', name], readValue(String(typed), offer));
        return value === undefined ? Promise.resolve() : remove();
      }}
      beside={
        !offer?.required && (
          <button
            type="button"
            class="btn quiet icon tiny"
            aria-label={words.removeKey(name)}
            onClick={() => {
              drop();
              if (value !== undefined) void remove();
            }}
          >
            <Icon name="close" small />
          </button>
        )
      }
    />
  );
}

/** Dates of the calendar, `{ daysAgo: 30 }`, are groups; numbers and words are what the document says. */
function readValue(text: string, offer: QueryParameterEntry | undefined): Plain {
  const isTyped = offer !== undefined && /^(long|int|integer|double|float|boolean|number)$/.test(offer.type);
  if (!isTyped && !text.trim().startsWith('{')) return text;
  const read = parseFlow(text.trim());
  return 'value' in read ? read.value : text;
}

function AddParameter({
  others,
  add,
}: {
  others: readonly QueryParameterEntry[];
  add: (name: string) => void;
}) {
  const words = t.value.source;
  const [name, setName] = useState('');
  const list = useId();
  const addIt = () => {
    if (name.trim() === '') return;
    add(name.trim());
    setName('');
  };
  return (
    <div class="row addrow">
      <input
        class="in mono"
        aria-label={words.queryName}
        placeholder={words.queryName}
        list={list}
        autocomplete="off"
        spellcheck={false}
        value={name}
        disabled={isBroken.value}
        onInput={({ currentTarget }) => setName(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') addIt();
        }}
      />
      <datalist id={list}>
        {others.map((each) => (
          <option key={each.name} value={each.name}>
            {each.description}
          </option>
        ))}
      </datalist>
      <button type="button" class="btn" disabled={name.trim() === ''} onClick={addIt}>
        <Icon name="plus" small />
        {words.add}
      </button>
      {others.length > 0 && (
        <span class="muted small trunc">{words.offers(others.map((each) => each.name).join(', '))}</span>
      )}
    </div>
  );
}
