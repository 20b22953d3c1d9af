// The options of each kind of run, as its command has them.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { RunsAnswer } from '../../contract/history.js';
import type { ChoicesAnswer } from '../../contract/run.js';
import { NOT_LOADED } from '../runs/counts.js';
import { dayOf, timeOf } from '../runs/times.js';
import { query, setQuery } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { t } from '../state/language.js';
import { ask } from '../state/server.js';
import { AddressField } from './address-field.js';
import { Flag, Objects, objectsOf } from './choice-fields.js';
import { list, STRATEGIES } from './start-request.js';

interface FieldsProps {
  choices: ChoicesAnswer;
}

export function LoadFields({ choices }: FieldsProps) {
  const { start: words } = t.value.runs;
  const only = list('only');
  return (
    <>
      <Objects choices={choices} name="only" />
      {only && <Flag name="alone" label={words.alone} />}
      <Select label={words.refresh} name="refresh">
        <option value="">{words.refreshes.none}</option>
        <option value="all">{words.refreshes.all}</option>
        {only && <option value="chosen">{words.refreshes.chosen}</option>}
      </Select>
      <StrategyField />
    </>
  );
}

export function RetryFields() {
  const { start: words } = t.value.runs;
  const reasons = list('reasons');
  const byDefault = ['failed', 'rejected', 'refused'];
  const now = reasons ?? byDefault;
  const toggle = (state: string, on: boolean) => {
    const next = on ? [...now, state] : now.filter((each) => each !== state);
    const isDefault = next.length === 3 && byDefault.every((each) => next.includes(each));
    setQuery({ reasons: isDefault ? '' : NOT_LOADED.filter((each) => next.includes(each)).join(',') });
  };
  return (
    <>
      <RunField absent={words.lastRun} kinds={['load', 'retry']} />
      <fieldset>
        <legend>{words.reasons}</legend>
        {NOT_LOADED.map((state) => (
          <label key={state} class="check">
            <input
              type="checkbox"
              checked={now.includes(state)}
              onChange={({ currentTarget }) => toggle(state, currentTarget.checked)}
            />
            {t.value.runs.states[state]}
          </label>
        ))}
      </fieldset>
      <Narrowed />
      <StrategyField />
    </>
  );
}

export function ReplayFields() {
  const { start: words } = t.value.runs;
  return (
    <>
      <RunField absent={words.anyRun} kinds={['load', 'retry', 'replay']} />
      <Narrowed />
      <Flag name="dryRun" label={words.dryRun} />
    </>
  );
}

export function BackfillFields({ choices }: FieldsProps) {
  const { start: words } = t.value.runs;
  const objects = objectsOf(choices);
  return (
    <>
      <Select label={words.name} name="name" mono>
        <option value="">{words.choose}</option>
        {objects.map(({ name, depth, dated }) => (
          <option key={name} value={name}>
            {'\u00a0\u00a0'.repeat(depth)}
            {name}
            {dated ? ' ·' : ''}
          </option>
        ))}
      </Select>
      <div class="row wrap top">
        <AddressField name="from" label={words.from} type="date" required />
        <AddressField name="until" label={words.until} type="date" help={words.untilHelp} />
      </div>
      <div class="row wrap top">
        <AddressField name="earliest" label={words.filterFrom} help={words.filterHelp} mono />
        <AddressField name="latest" label={words.filterTo} mono />
      </div>
      <Flag name="alone" label={words.alone} />
      <StrategyField />
    </>
  );
}

/** Only what a link of the ledger chose. */
function Narrowed() {
  const { start: words } = t.value.runs;
  const sources = list('sources');
  const id = query.value.get('id');
  if (!sources && !id) return null;
  return (
    <p class="small">
      {words.objects}: <code>{[sources?.join(', '), id].filter(Boolean).join(' · ')}</code>{' '}
      <button type="button" class="linklike" onClick={() => setQuery({ sources: '', id: '' })}>
        {t.value.clear}
      </button>
    </p>
  );
}

function StrategyField() {
  const { start: words } = t.value.runs;
  return (
    <Select label={words.strategy} name="strategy">
      {(['', ...STRATEGIES] as const).map((value) => (
        <option key={value} value={value}>
          {words.strategies[value]}
        </option>
      ))}
    </Select>
  );
}

/** Runs that are stored, the latest first. */
function RunField({ absent, kinds }: { absent: string; kinds: readonly string[] }) {
  const { start: words, outcomes } = t.value.runs;
  const [runs] = useState(() => notAsked<RunsAnswer>());
  useEffect(() => void put(runs, () => ask('GET /api/runs', { limit: 50 })), []);
  const all = (runs.value.answer?.runs ?? []).filter(({ kind }) => kinds.includes(kind));
  const asked = query.value.get('run') ?? '';
  return (
    <Select label={words.run} name="run" mono>
      <option value="">{absent}</option>
      <option value="last">{words.newest}</option>
      {asked !== '' && asked !== 'last' && !all.some(({ runId }) => runId === asked) && (
        <option value={asked}>{asked}</option>
      )}
      {all.map(({ runId, startedAt, outcome, account }) => (
        <option key={runId} value={runId}>
          {dayOf(startedAt)}, {timeOf(startedAt)} · {outcomes[outcome].toLowerCase()} · {account}
        </option>
      ))}
    </Select>
  );
}

function Select(props: { label: string; name: string; mono?: boolean; children: ComponentChildren }) {
  const { label, name, mono = false, children } = props;
  return (
    <label class="field">
      <span class="lab">{label}</span>
      <select
        class={mono ? 'in mono' : 'in'}
        value={query.value.get(name) ?? ''}
        onChange={({ currentTarget }) => setQuery({ [name]: currentTarget.value })}
      >
        {children}
      </select>
    </label>
  );
}
