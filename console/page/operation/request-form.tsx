// The request of an operation: a field for each parameter, and the body.
import { useState } from 'preact/hooks';
import type { BodyEntry, OperationPage, ParameterEntry } from '../../contract/operation.js';
import { CodeEditor } from '../editor/code-editor.js';
import { run } from '../shell/shortcuts.js';
import { type Tab, Tabs } from '../shell/tabs.js';
import { t } from '../state/language.js';
import { callsOf } from '../try/calls.js';
import { fieldId, formOf, missingIn, type Place, setBody, setValue } from './form-state.js';
import { OfferedValues, offeredValues } from './offered-values.js';
import { SchemaTree } from './schema-tree.js';

const GROUP = { path: 'parameters', query: 'query', header: 'headers' } as const;
const SCHEMAS_VERSION = 'X-Schemas-Version';

export function RequestForm({ page }: { page: OperationPage }) {
  const { operation } = t.value;
  const hasVersion = page.schemaVersions !== undefined;
  const parameters = page.parameters.filter(({ name, in: place }) => !isVersion(name, place));
  return (
    <section aria-labelledby="h-request">
      <h2 id="h-request">{operation.request}</h2>
      {hasVersion && <SchemasVersion page={page} versions={page.schemaVersions ?? []} />}
      {parameters.map((parameter) => (
        <Parameter key={`${parameter.in} ${parameter.name}`} page={page} parameter={parameter} />
      ))}
      {page.body && <Body page={page} body={page.body} />}
      {parameters.length === 0 && !page.body && !hasVersion && (
        <p class="muted small none">{operation.noParameters}</p>
      )}
    </section>
  );
}

const isVersion = (name: string, place: Place): boolean =>
  place === 'header' && name.toLowerCase() === SCHEMAS_VERSION.toLowerCase();

function SchemasVersion({ page, versions }: { page: OperationPage; versions: string[] }) {
  const { operation } = t.value;
  const chosen = formOf(page).value.headers[SCHEMAS_VERSION] ?? '';
  return (
    <div class="prm">
      <label class="nm" for="schemas-version">
        {operation.schemasVersion}
      </label>
      <input
        id="schemas-version"
        class="in mono"
        list="schemas-versions"
        placeholder={operation.ofTheAccount}
        autocomplete="off"
        value={chosen}
        onInput={({ currentTarget }) => setValue(page, 'header', SCHEMAS_VERSION, currentTarget.value)}
      />
      <datalist id="schemas-versions">
        {versions.map((version) => (
          <option key={version} value={version} />
        ))}
      </datalist>
      <span class="help">
        {operation.schemasHelp} {versions.join(' · ')}
      </span>
    </div>
  );
}

function Parameter({ page, parameter }: { page: OperationPage; parameter: ParameterEntry }) {
  const { operation } = t.value;
  const { name, in: place, type, required, description, values, secret, example } = parameter;
  const id = fieldId(parameter);
  const missing = callsOf(page).tried.value && missingIn(page).includes(parameter);
  const value = formOf(page).value[GROUP[place]][name] ?? '';
  const set = (text: string) => setValue(page, place, name, text, { secret });
  const shared = {
    id,
    'aria-describedby': `${id}-help`,
    'aria-required': required,
    'aria-invalid': missing,
    value,
  };
  const isBoolean = type === 'boolean';
  const offers = place === 'path' ? offeredValues(page, parameter) : [];
  return (
    <div class="prm">
      <label class="nm" for={id}>
        {name}{' '}
        {required && (
          <span class="req" title={operation.required}>
            *<span class="vh"> {operation.required}</span>
          </span>
        )}{' '}
        <span class="ty">{type}</span>
      </label>
      {values || isBoolean ? (
        <select {...shared} class="in mono" onChange={({ currentTarget }) => set(currentTarget.value)}>
          <option value="">{operation.any}</option>
          {(values ?? ['true', 'false']).map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          {...({ type: secret ? 'password' : 'text' } as { type: 'text' })}
          class="in mono"
          autocomplete="off"
          spellcheck={false}
          list={offers.length > 0 ? `${id}-offers` : undefined}
          placeholder={example === '' || example === 'text' ? '' : operation.forExample(example)}
          onInput={({ currentTarget }) => set(currentTarget.value)}
        />
      )}
      {offers.length > 0 && (
        <datalist id={`${id}-offers`}>
          {offers.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      <span class="help" id={`${id}-help`}>
        {missing && <b class="bad">{operation.needsValue} </b>}
        {operation.in[place]}. {description}
      </span>
      {place === 'path' && !values && <OfferedValues page={page} parameter={parameter} set={set} />}
    </div>
  );
}

function Body({ page, body }: { page: OperationPage; body: BodyEntry }) {
  const { operation } = t.value;
  const [tab, choose] = useState<'example' | 'schema'>('example');
  const tabs: Tab<'example' | 'schema'>[] = [
    { name: 'example', label: operation.example },
    { name: 'schema', label: operation.schema },
  ];
  const text = formOf(page).value.body ?? body.example;
  const rows = Math.min(24, Math.max(4, text.split('\n').length + 1));
  return (
    <div class="body">
      <h3>
        {operation.body}{' '}
        {body.required && (
          <span class="req" title={operation.required}>
            *<span class="vh"> {operation.required}</span>
          </span>
        )}{' '}
        <code class="muted">{body.type}</code>
      </h3>
      <Tabs
        label={operation.body}
        tabs={tabs}
        chosen={tab}
        choose={choose}
        beside={
          tab === 'example' && (
            <>
              <button type="button" class="linklike" onClick={() => setBody(page, undefined)}>
                {operation.resetBody}
              </button>
              {!body.required && (
                <button type="button" class="linklike" onClick={() => setBody(page, '')}>
                  {operation.clearBody}
                </button>
              )}
            </>
          )
        }
      >
        {tab === 'example' ? (
          <CodeEditor
            label={operation.bodyOf(body.type)}
            language="json"
            text={text}
            rows={rows}
            change={(typed) => setBody(page, typed)}
            keys={{ 'Ctrl-Enter': () => run('send') }}
          />
        ) : (
          <SchemaTree node={body.schema} label={operation.bodyOf(body.type)} request />
        )}
      </Tabs>
    </div>
  );
}
