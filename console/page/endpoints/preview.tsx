// Test with sample values: the first rows as they will land, with types and keys, and what is left out.
import { signal } from '@preact/signals';
import type { EndpointEntry, ObjectEntry, Outline } from '../../contract/draft.js';
import type { LeftOut, PreviewAnswer, PreviewColumn } from '../../contract/draft-calls.js';
import { Icon } from '../../ui/icons.js';
import { Band, Wide } from '../../ui/parts/parts.js';
import { check, edit, isSettled, text } from '../draft/draft.js';
import { isGroup, valueAt } from '../draft/key-path.js';
import { withSecrets } from '../draft/typed-secrets.js';
import { announce } from '../shell/announcer.js';
import { CopyButton } from '../shell/copy-button.js';
import { Problem } from '../shell/problem.js';
import { setQuery } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { chosenConnection, connection } from './connection-choice.js';

type OfDraft = PreviewAnswer & { name: string; text: string };

const preview = notAsked<OfDraft>();
/** Of a preset: which of its source objects is tested. */
const chosen = signal<string | undefined>(undefined);

async function test(name: string): Promise<void> {
  const draft = text.peek();
  await put(
    preview,
    async () => ({
      ...(await ask('POST /api/draft/preview', { text: withSecrets(draft), name, ...chosenConnection() })),
      name,
      text: draft,
    }),
    { keep: false },
  );
  const { answer } = preview.peek();
  if (answer)
    announce(t.peek().source.rowsOf(f.peek().count(answer.rows.length), f.peek().count(answer.total)));
}

export function TestButton({ entry, object }: { entry: EndpointEntry; object: ObjectEntry | undefined }) {
  const words = t.value.source;
  const isWaiting = preview.value.state === 'waiting';
  const isValid = isSettled.value && !check.value.answer?.issues.some((issue) => issue.entry === entry.entry);
  if (!object) return null;
  return (
    <button
      type="button"
      class="btn"
      disabled={!isValid || isWaiting}
      onClick={() => {
        // On narrow screens the rows stand in place of the form.
        if (matchMedia('(max-width: 760px)').matches) setQuery({ tab: 'preview' });
        void test(object.name);
      }}
    >
      <Icon name="runs" />
      {words.test}
    </button>
  );
}

export function Preview({ outline, entry }: { outline: Outline; entry: EndpointEntry }) {
  const words = t.value.source;
  const { state, answer, error } = preview.value;
  const objects = outline.objects.filter((object) => object.entry === entry.entry && object.method === 'GET');
  const object =
    objects.find(({ name }) => name === chosen.value) ??
    objects.find(({ hasTable }) => hasTable) ??
    objects[0];
  const own = answer && objects.some(({ name }) => name === answer.name) ? answer : undefined;
  const connections = outline.isList ? outline.connections.flatMap(({ name }) => name ?? []) : [];
  return (
    <section class="pane" aria-labelledby="h-preview" aria-busy={state === 'waiting'}>
      <header>
        <h2 id="h-preview">{words.previewTitle}</h2>
        <span class="small muted grow">
          {own && words.rowsOf(f.value.count(own.rows.length), f.value.count(own.total))}
        </span>
        {own && <CopyButton text={() => own.curl} label={words.copyCurl} />}
      </header>
      <div class="in-pane">
        {connections.length > 1 && (
          <label class="row small">
            {words.connection}
            <select
              class="in mono"
              value={chosenConnection().connection}
              onChange={({ currentTarget }) => {
                connection.value = currentTarget.value;
              }}
            >
              {connections.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        {entry.kind === 'preset' && object && (
          <div class="row">
            <select
              class="in mono"
              aria-label={words.sourceObject}
              value={object.name}
              onChange={({ currentTarget }) => {
                chosen.value = currentTarget.value;
              }}
            >
              {objects.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
            <TestButton entry={entry} object={object} />
          </div>
        )}
        {state === 'waiting' && <p class="muted small">{words.asking}</p>}
        {state === 'error' && error && <Problem error={error} />}
        {!own && state !== 'waiting' && state !== 'error' && <p class="muted small">{words.noPreview}</p>}
        {own && <Rows answer={own} entry={entry} />}
      </div>
    </section>
  );
}

const SHOWN_ROWS = 5;

function Rows({ answer, entry }: { answer: OfDraft; entry: EndpointEntry }) {
  const words = t.value.source;
  const { columns, rows, leftOut, notes, nothing, calls, pace } = answer;
  const isOld = answer.text !== text.value;
  const places = placesOf(columns);
  return (
    <>
      {isOld && <p class="muted small">{words.olderDraft}</p>}
      {nothing && (
        <Band tone="warn" icon="info">
          {nothing}
        </Band>
      )}
      {rows.length > 0 && (
        <Wide label={`${words.previewTitle} ${answer.table}`}>
          <table class={isOld ? 'rows muted' : 'rows'}>
            <thead>
              <tr>
                {places
                  .flatMap((place) => columns[place] ?? [])
                  .map(({ name, type, key, description }) => (
                    <th key={name} scope="col" class={isNumber(type) ? 'n' : ''} title={description}>
                      {name} {key && <Icon name="key" small />}
                      {key && <span class="vh">{words.key}</span>}
                      <small class="ty">{type}</small>
                    </th>
                  ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, SHOWN_ROWS).map((row, at) => (
                <tr key={at}>
                  {places.map((place) => (
                    <td key={columns[place]?.name} class={isNumber(columns[place]?.type ?? '') ? 'n' : ''}>
                      {row[place] ?? <span class="muted">NULL</span>}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <LeftOutColumns leftOut={leftOut} entry={entry} />
      {notes.map((note) => (
        <p key={note} class="small muted">
          {note}
        </p>
      ))}
      <p class="small muted">
        {columns.length > 0 && `${words.columns(f.value.count(columns.length))} `}
        {words.callsMade(f.value.count(calls), f.value.count(pace))}
      </p>
    </>
  );
}

/** Keys first; what the connector writes itself comes last. */
function placesOf(columns: readonly PreviewColumn[]): number[] {
  const rank = ({ name, key }: PreviewColumn) => (name.startsWith('_') ? 2 : key ? 0 : 1);
  return columns
    .map((column, place) => ({ place, rank: rank(column) }))
    .sort((one, other) => one.rank - other.rank || one.place - other.place)
    .map(({ place }) => place);
}

const isNumber = (type: string): boolean => /int|decimal|numeric|double/.test(type);

/** Secret columns stay out, unless a person includes them. */
function LeftOutColumns({ leftOut, entry }: { leftOut: readonly LeftOut[]; entry: EndpointEntry }) {
  const words = t.value.source;
  const path = entry.kind === 'preset' ? ['include'] : ['table', 'include'];
  const written = valueAt(entry.fields, path);
  const included = Array.isArray(written) ? written.map(String) : [];
  const canInclude =
    entry.kind === 'preset' || entry.fields.table === undefined || isGroup(entry.fields.table);
  if (leftOut.length === 0) return <p class="small muted">{words.noneLeftOut}</p>;
  return (
    <div class="small">
      <p class="muted">{words.leftOut}</p>
      <ul class="left">
        {leftOut.map(({ field, why }) => (
          <li key={field}>
            <code>{field}</code> <span class="muted">{words.leftOutWhy[why]}</span>{' '}
            {why !== 'omit' && canInclude && !included.includes(field) && (
              <button
                type="button"
                class="linklike"
                title={words.includeWarning}
                onClick={() => void edit([{ add: ['endpoints', entry.entry, ...path], value: field }])}
              >
                {words.include}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
