// The form of an endpoint of one's own: name, method, base address, path; its parameters, query string and options.
import type { EndpointEntry, KeyPath, ObjectEntry, Outline } from '../../contract/draft.js';
import { Chip } from '../../ui/parts/parts.js';
import { edit, isBroken } from '../draft/draft.js';
import { removeKey, setKey } from '../draft/edits.js';
import { fields } from '../draft/schema.js';
import { announce } from '../shell/announcer.js';
import { Field, issuesOf } from '../source/field.js';
import { Options } from '../source/options.js';
import { entryAddress } from '../source/places.js';
import { go, operationAddress } from '../state/address.js';
import { t } from '../state/language.js';
import { session } from '../state/session.js';
import { Parameters } from './parameters.js';
import { TestButton } from './preview.js';
import { Query } from './query.js';

const ELSEWHERE = ['name', 'method', 'path', 'parameters', 'query'];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

interface FormProps {
  outline: Outline;
  entry: EndpointEntry;
}

export function OwnForm({ outline, entry }: FormProps) {
  const words = t.value.source;
  const top: KeyPath = ['endpoints', entry.entry];
  const object = outline.objects.find((each) => each.entry === entry.entry);
  return (
    <>
      <div class="g3">
        <Name outline={outline} entry={entry} top={top} object={object} />
        <Method entry={entry} top={top} />
        <BaseAddress outline={outline} entry={entry} top={top} />
      </div>
      <Path entry={entry} top={top} object={object} />
      <Parameters key={`p${entry.entry}`} top={top} entry={entry} object={object} outline={outline} />
      <Query
        top={top}
        entry={entry}
        offered={object?.query ?? []}
        known={object?.operation.state === 'known'}
      />
      <Options
        top={top}
        fields={entry.fields}
        groups={fields.value.answer?.definition ?? []}
        elsewhere={ELSEWHERE}
        title={words.options}
      />
      <div class="acts">
        <TestButton entry={entry} object={object} />
        <button type="button" class="btn quiet" disabled={isBroken.value} onClick={() => reset(entry, top)}>
          {words.reset}
        </button>
        <span class="grow" />
        <RemoveButton entry={entry} />
      </div>
    </>
  );
}

/** Everything but the name. Undo brings it back. */
function reset(entry: EndpointEntry, top: KeyPath): void {
  const name = entry.fields.name ?? 'endpoint';
  void edit([{ set: top, value: { name, path: '/' } }]);
  announce(t.peek().source.wasReset);
}

export function RemoveButton({ entry }: { entry: EndpointEntry }) {
  const words = t.value.source;
  const remove = async () => {
    if (await edit([{ remove: ['endpoints', entry.entry] }])) {
      announce(words.removed);
      go('/source/endpoints');
    }
  };
  return (
    <button type="button" class="btn quiet danger" disabled={isBroken.value} onClick={() => void remove()}>
      {words.remove}
    </button>
  );
}

interface PartProps {
  entry: EndpointEntry;
  top: KeyPath;
  object?: ObjectEntry | undefined;
}

function Name({ outline, entry, top, object }: PartProps & { outline: Outline }) {
  const words = t.value.source;
  const rename = async (value: unknown) => {
    const name = typeof value === 'string' ? value : '';
    // The address follows, so that it leads to the same entry.
    const isFree =
      name !== '' && !outline.entries.some((each) => each !== entry && each.fields.name === name);
    if ((await setKey([...top, 'name'], name)) && isFree)
      go(entryAddress(name) + location.search, { replace: true });
  };
  return (
    <Field
      path={[...top, 'name']}
      field={{ key: 'name', kind: 'text', help: '', required: true }}
      label={words.technicalName}
      beside={
        object?.hasTable && (
          <span class="muted small trunc">
            {words.table} <code>{object.table}</code>
          </span>
        )
      }
      value={entry.fields.name ?? ''}
      send={rename}
    />
  );
}

function Method({ entry, top }: PartProps) {
  const words = t.value.source;
  const written = String(entry.fields.method ?? 'GET');
  return (
    <Field
      path={[...top, 'method']}
      field={{ key: 'method', kind: 'choice', choices: METHODS, help: '', required: true }}
      label={words.method}
      value={written}
      send={(value) =>
        value === 'GET' && entry.fields.method !== undefined
          ? removeKey(top, entry.fields, ['method'])
          : setKey([...top, 'method'], value ?? 'GET')
      }
    />
  );
}

const branchOf = (path: string): 'v1' | 'v2' => (/^\/v2(\/|$)/.test(path) ? 'v2' : 'v1');
const withoutBranch = (path: string): string => path.replace(/^\/v[12](?=\/|$)/, '') || '/';
const pathOf = (entry: EndpointEntry): string => String(entry.fields.path ?? '');

function BaseAddress({ outline, entry, top }: PartProps & { outline: Outline }) {
  const words = t.value.source;
  const origin = outline.connections[0]?.origin ?? session.value.answer?.origin ?? '';
  const path = pathOf(entry);
  const branches = session.value.answer?.branches ?? ['v1', 'v2'];
  const choices = branches.map((branch) => `${origin}/${branch}`);
  return (
    <Field
      path={[...top, 'base']}
      field={{ key: 'base', kind: 'choice', choices, help: '', required: true }}
      label={words.baseAddress}
      beside={
        <a class="small" href="/source/connection">
          {outline.connections[0]?.region ?? session.value.answer?.region}
        </a>
      }
      value={`${origin}/${branchOf(path)}`}
      send={(value) =>
        setKey([...top, 'path'], (String(value).endsWith('/v2') ? '/v2' : '') + withoutBranch(path))
      }
    />
  );
}

function Path({ entry, top, object }: PartProps) {
  const words = t.value.source;
  const path = pathOf(entry);
  const branch = branchOf(path);
  const send = (value: unknown) => {
    const typed = String(value ?? '').trim();
    const isNamed = /^\/v[12](\/|$)/.test(typed);
    return setKey([...top, 'path'], branch === 'v2' && !isNamed ? `/v2${typed}` : typed);
  };
  const issues = issuesOf([...top, 'path']);
  return (
    <Field
      path={[...top, 'path']}
      field={{ key: 'path', kind: 'text', help: '', required: true }}
      label={words.path}
      value={branch === 'v2' ? withoutBranch(path) : path}
      send={send}
      help={issues.length === 0 && object && <Known object={object} />}
    />
  );
}

export function Known({ object: { operation, method, path } }: { object: ObjectEntry }) {
  const words = t.value.source;
  const { state, description, responseType, status } = operation;
  return (
    <>
      <Chip
        tone={state === 'known' ? 'ok' : state === 'unknown' ? 'warn' : 'plain'}
        icon={state === 'known' ? 'check' : 'info'}
      >
        {words.operationStates[state]}
      </Chip>{' '}
      {description}
      {responseType && (
        <>
          {' '}
          · {words.answers} <code>{responseType}</code>
        </>
      )}
      {status && status !== 'PRODUCTION' && <span class="tag warn">{status}</span>}
      {state === 'known' && (
        <>
          {' '}
          · <a href={operationAddress({ method, path })}>{words.openInExplore}</a>
        </>
      )}
    </>
  );
}
