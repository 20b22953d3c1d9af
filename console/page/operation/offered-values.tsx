// Values that are offered for a path parameter: asked of the API by one call, or of the tables by none.
import { type Signal, signal } from '@preact/signals';
import type { OperationPage, ParameterEntry, ValuesAnswer, ValuesRequest } from '../../contract/operation.js';
import { type Asked, notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { connection, ofConnection, session } from '../state/session.js';
import { fieldId, formOf } from './form-state.js';

/** Shown as buttons; the field offers all. */
const MOST_SHOWN = 8;

const offered = signal<ReadonlyMap<string, Signal<Asked<ValuesAnswer>>>>(new Map());
const none = notAsked<ValuesAnswer>();

/** By the values of the parameters before it, and whose keys are used. */
function keyOf(
  { path }: OperationPage,
  { name }: ParameterEntry,
  parameters: Record<string, string>,
): string {
  return JSON.stringify([path, name, connection.value, parameters]);
}

function above(page: OperationPage, { name }: ParameterEntry): Record<string, string> {
  const { parameters } = formOf(page).value;
  const before = page.path.slice(0, page.path.indexOf(`{${name}}`));
  return Object.fromEntries(Object.entries(parameters).filter(([each]) => before.includes(`{${each}}`)));
}

const asked = (page: OperationPage, parameter: ParameterEntry): Asked<ValuesAnswer> =>
  (offered.value.get(keyOf(page, parameter, above(page, parameter))) ?? none).value;

export const offeredValues = (page: OperationPage, parameter: ParameterEntry): readonly string[] =>
  asked(page, parameter).answer?.values ?? [];

async function offer(
  page: OperationPage,
  parameter: ParameterEntry,
  from: ValuesRequest['from'],
): Promise<void> {
  const parameters = above(page, parameter);
  const key = keyOf(page, parameter, parameters);
  const into = offered.peek().get(key) ?? notAsked<ValuesAnswer>();
  offered.value = new Map([...offered.peek(), [key, into]]);
  const request = {
    path: page.path,
    parameter: parameter.name,
    parameters,
    from,
    ...ofConnection(connection.peek()),
  };
  await put(into, () => ask('POST /api/values', request), { keep: false });
  document.getElementById(fieldId(parameter))?.focus();
}

interface Props {
  page: OperationPage;
  parameter: ParameterEntry;
  set: (value: string) => void;
}

export function OfferedValues({ page, parameter, set }: Props) {
  const { offer: words } = t.value.operation;
  const { state, answer, error } = asked(page, parameter);
  const hasTables = session.value.answer?.config !== undefined;
  const waiting = state === 'waiting';
  return (
    <span class="offered">
      {parameter.listedBy !== undefined && (
        <button
          type="button"
          class="linklike"
          disabled={waiting}
          onClick={() => void offer(page, parameter, 'api')}
        >
          {words.fromApi(parameter.listedBy)}
        </button>
      )}
      {hasTables && (
        <button
          type="button"
          class="linklike"
          disabled={waiting}
          onClick={() => void offer(page, parameter, 'tables')}
        >
          {words.fromTables}
        </button>
      )}
      {error && <b class="warn">{error.issues[0]?.message ?? error.message}</b>}
      {answer && (
        <>
          <span>{words.found(f.value.count(answer.values.length), answer.isCut, answer.from)}</span>
          {answer.values.slice(0, MOST_SHOWN).map((value) => (
            <button key={value} type="button" class="linklike mono" onClick={() => set(value)}>
              {value}
            </button>
          ))}
        </>
      )}
    </span>
  );
}
