// Path Parameters: constants (SINGLE ENDPOINT), values of other source objects (MULTIPLE ENDPOINT), or an example that
// fills the whole form. It is there as soon as the path has a parameter.
import { useEffect, useState } from 'preact/hooks';
import type {
  EndpointEntry,
  KeyPath,
  ObjectEntry,
  Outline,
  PathParameterEntry,
  Plain,
} from '../../contract/draft.js';
import { edit } from '../draft/draft.js';
import { removal, removeKey, setKey } from '../draft/edits.js';
import { isGroup } from '../draft/key-path.js';
import { Tabs } from '../shell/tabs.js';
import { Field } from '../source/field.js';
import { query, setQuery } from '../state/address.js';
import { t } from '../state/language.js';
import { ExampleList } from './examples.js';
import { Mapper } from './mapper.js';
import { Samples } from './samples.js';

interface ParametersProps {
  top: KeyPath;
  entry: EndpointEntry;
  object: ObjectEntry | undefined;
  outline: Outline;
}

type TabName = 'single' | 'multiple' | 'examples';

export function Parameters({ top, entry, object, outline }: ParametersProps) {
  const words = t.value.source;
  const parameters = object?.parameters ?? [];
  const isMapped = parameters.some(({ binding }) => binding.kind === 'mapped');
  const isSingle =
    parameters.length === 0 || (!isMapped && parameters.some(({ binding }) => binding.kind === 'value'));
  const [chosen, choose] = useState<TabName | undefined>(undefined);
  const named = query.value.get('tab');
  useEffect(() => {
    if (named === 'single' || named === 'multiple' || named === 'examples') choose(named);
  }, [named]);
  const isEmpty = entry.fields.path === '/' || entry.fields.path === undefined;
  const tab = chosen ?? (isEmpty ? 'examples' : isSingle ? 'single' : 'multiple');
  const tabs = [
    { name: 'single' as const, label: words.single },
    ...(parameters.length > 0 ? [{ name: 'multiple' as const, label: words.multiple }] : []),
    { name: 'examples' as const, label: words.examples },
  ];
  const shown = tabs.some(({ name }) => name === tab) ? tab : 'single';
  return (
    <section aria-labelledby="h-parameters">
      <h2 id="h-parameters">
        {words.pathParameters} {parameters.length > 0 && <small>{words.valuesComeFrom}</small>}
      </h2>
      <Tabs
        label={words.pathParameters}
        tabs={tabs}
        chosen={shown}
        choose={(name) => {
          choose(name);
          setQuery({ tab: name });
        }}
      >
        {shown === 'examples' && <ExampleList outline={outline} instead={entry} />}
        {shown === 'single' && parameters.length === 0 && <p class="muted small none">{words.oneAddress}</p>}
        {shown === 'single' &&
          parameters.map((parameter) => (
            <Constant key={parameter.name} top={top} entry={entry} parameter={parameter} />
          ))}
        {shown === 'multiple' && object && (
          <>
            {parameters.map((parameter) => (
              <Mapper
                key={parameter.name}
                top={top}
                entry={entry}
                parameter={parameter}
                outline={outline}
                object={object}
              />
            ))}
            <Samples object={object} />
          </>
        )}
      </Tabs>
      <Leftover top={top} entry={entry} parameters={parameters} />
    </section>
  );
}

function Constant({
  top,
  entry,
  parameter,
}: {
  top: KeyPath;
  entry: EndpointEntry;
  parameter: PathParameterEntry;
}) {
  const words = t.value.source;
  const { name, binding, values, type, description } = parameter;
  const written = isGroup(entry.fields.parameters) ? entry.fields.parameters[name] : undefined;
  const path = [...top, 'parameters', name];
  const send = (value: Plain | undefined) => {
    if (value === undefined)
      return written === undefined ? Promise.resolve() : removeKey(top, entry.fields, ['parameters', name]);
    const list = Array.isArray(value) ? value : [value];
    return setKey(path, list.length === 1 ? (list[0] ?? '') : list);
  };
  return (
    <Field
      path={path}
      field={{ key: name, kind: 'text-list', help: '', required: true }}
      label={
        <>
          {`{${name}}`} <span class="muted">{type}</span>
        </>
      }
      value={binding.kind === 'value' ? binding.values : undefined}
      send={send}
      {...(values && { offers: values })}
      help={
        <>
          {binding.kind === 'mapped' && `${words.mappedNow(binding.from)} `}
          {words.oneOrSeveral} {description}
        </>
      }
    />
  );
}

/** Parameters that the path no longer has. */
function Leftover({
  top,
  entry,
  parameters,
}: {
  top: KeyPath;
  entry: EndpointEntry;
  parameters: PathParameterEntry[];
}) {
  const words = t.value.source;
  const written = isGroup(entry.fields.parameters) ? Object.keys(entry.fields.parameters) : [];
  const path = String(entry.fields.path ?? '');
  const unused = written.filter(
    (name) => !path.includes(`{${name}}`) && parameters.every((parameter) => parameter.name !== name),
  );
  if (unused.length === 0) return null;
  return (
    <p class="small">
      <span class="warn">{words.unused(unused.join(', '))}</span>{' '}
      {unused.map((name) => (
        <button
          key={name}
          type="button"
          class="linklike"
          onClick={() => void edit([removal(top, entry.fields, ['parameters', name])])}
        >
          {words.removeKey(name)}
        </button>
      ))}
    </p>
  );
}
