// The history: runs of this console, of commands and of schedules alike, as the destination has them.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RunsAnswer } from '../../contract/history.js';
import { Icon } from '../../ui/icons.js';
import { Band } from '../../ui/parts/parts.js';
import { Said } from '../notices/said.js';
import { resetAddress, runAddress, startAddress } from '../runs/addresses.js';
import { OutcomeChip } from '../runs/outcome-chip.js';
import { dayOf, timeOf } from '../runs/times.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { query, setQuery } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { t } from '../state/language.js';
import { runningLoad } from '../state/running.js';
import { ask } from '../state/server.js';
import { kindOf, RunTable } from './run-table.js';

const runs = notAsked<RunsAnswer>();
const limit = signal(100);

const load = (): Promise<void> => put(runs, () => ask('GET /api/runs', { limit: limit.peek() }));

export function RunList() {
  const { runs: words } = t.value;
  const { answer, error } = runs.value;
  // A load that has ended is in the list.
  const running = runningLoad.value?.load;
  useEffect(() => void load(), [running]);
  return (
    <div class="page runs">
      <div class="rh">
        <h2>{words.title}</h2>
        {answer && <span class="facts mono">{words.list.into(answer.destination)}</span>}
        <span class="grow" />
        {answer && !answer.none && (
          <a class="btn" href={resetAddress()}>
            <Icon name="undo" small />
            {t.value.reset.open}
          </a>
        )}
        <a class="btn primary" href={startAddress()}>
          <Icon name="runs" small />
          {words.loadNow}
        </a>
      </div>
      {error && <Problem error={error} again={() => void load()} />}
      {!answer && !error && <Waiting lines={12} />}
      {answer && <Loads answer={answer} />}
      {answer && (answer.none ? <None none={answer.none} /> : <Stored answer={answer} />)}
    </div>
  );
}

/** Why there is no list. */
function None({ none: { code, message } }: { none: NonNullable<RunsAnswer['none']> }) {
  const { list, loadNow } = t.value.runs;
  const isEmpty = code === 'destination-empty' || code === 'destination-missing';
  return (
    <div class="nothing">
      <p>
        {isEmpty ? (
          list.none
        ) : code === 'destination-lacks' ? (
          list.keepsNone
        ) : (
          <Said code={code} message={message} />
        )}
      </p>
      {isEmpty && (
        <p>
          <a href={startAddress()}>{loadNow}</a>
        </p>
      )}
    </div>
  );
}

/** Loads of this console of which no run is stored: they run, or could not start. */
function Loads({ answer: { loads } }: { answer: RunsAnswer }) {
  const { list } = t.value.runs;
  if (loads.length === 0) return null;
  return (
    <section aria-label={list.inConsole}>
      <ul class="need pane">
        {loads.map(({ load: id, asked, state, startedAt, parts }) => (
          <li key={id}>
            <OutcomeChip of={state === 'running' ? 'running' : 'not-started'} />
            <div>
              <a href={runAddress(id)}>
                {dayOf(startedAt)}, {timeOf(startedAt)}
              </a>{' '}
              <code>{asked}</code>
              {parts
                .flatMap(({ reasons }) => reasons.slice(0, 1))
                .map(({ code, count, message }) => (
                  <p key={code}>
                    <Said code={code} message={message} count={count} />
                  </p>
                ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const OUTCOMES = ['complete', 'incomplete', 'failed', 'running'] as const;
const KINDS = ['load', 'retry', 'replay', 'backfill'] as const;

function Stored({ answer }: { answer: RunsAnswer }) {
  const { list } = t.value.runs;
  const [outcome, kind] = ['outcome', 'kind'].map((name) => query.value.get(name) ?? '');
  const met = answer.runs.filter(
    (run) => (!outcome || run.outcome === outcome) && (!kind || kindOf(run) === kind),
  );
  return (
    <>
      <div class="row wrap filters">
        <Choice label={list.filterOutcome} name="outcome" values={OUTCOMES} words={t.value.runs.outcomes} />
        <Choice label={list.filterKind} name="kind" values={KINDS} words={t.value.runs.kinds} />
      </div>
      {met.length === 0 && (
        <p class="nothing">
          {list.filtered}{' '}
          <button type="button" class="linklike" onClick={() => setQuery({ outcome: '', kind: '' })}>
            {t.value.clear}
          </button>
        </p>
      )}
      {met.length > 0 && <RunTable runs={met} />}
      {answer.neverStarted.length > 0 && (
        <Band tone="warn" icon="alert">
          {list.neverStarted(answer.neverStarted.map(({ connection }) => connection).join(', '))}
        </Band>
      )}
      {answer.more && (
        <button
          type="button"
          class="btn"
          onClick={() => {
            limit.value *= 4;
            void load();
          }}
        >
          {list.older}
        </button>
      )}
    </>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  name: string;
  values: readonly T[];
  words: Record<T, string>;
}

function Choice<T extends string>({ label, name, values, words }: ChoiceProps<T>) {
  return (
    <label class="row small muted">
      {label}
      <select
        class="in"
        value={query.value.get(name) ?? ''}
        onChange={({ currentTarget }) => setQuery({ [name]: currentTarget.value })}
      >
        <option value="">{t.value.runs.list.any}</option>
        {values.map((value) => (
          <option key={value} value={value}>
            {words[value].toLowerCase()}
          </option>
        ))}
      </select>
    </label>
  );
}
