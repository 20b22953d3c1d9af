// The head of a run: its outcome or how long it runs, what was asked for, and what can be done.
import { signal } from '@preact/signals';
import type { StoredRunView } from '../../contract/history.js';
import type { PartView } from '../../contract/run.js';
import { Icon } from '../../ui/icons.js';
import { Asked } from '../history/run-table.js';
import { Dialog } from '../shell/dialog.js';
import { Problem } from '../shell/problem.js';
import { f, t } from '../state/language.js';
import { ask, ServerError } from '../state/server.js';
import { compareAddress, runAddress, startAddress } from './addresses.js';
import { type RunTable, retriable, totals } from './counts.js';
import { OutcomeChip, type Standing } from './outcome-chip.js';
import { useSeconds } from './progress.js';
import type { RunData } from './run-data.js';
import { dayOf, elapsed, lasting, timeOf } from './times.js';

interface HeadProps {
  data: RunData;
  table: RunTable;
  isRunning: boolean;
  /** While it counts more than what is stored. */
  part?: PartView;
}

export function RunHead({ data, table, isRunning, part }: HeadProps) {
  const { run: words } = t.value.runs;
  const { live, stored } = data.answer.value.answer ?? {};
  const load = data.live.value.load ?? live?.load;
  const seconds = useSeconds(part?.startedAt ?? load?.startedAt, data.live.value.aheadMs, isRunning);
  const standing = standingOf(part, stored, load?.outcome);
  const place = [stored?.connection, stored?.account ?? part?.account].filter(Boolean).join(' · ');
  return (
    <>
      <div class="rh">
        <h2>{words.title}</h2>
        <OutcomeChip of={standing} tint more={isRunning ? elapsed(seconds) : ''} />
        <div class="facts">
          {load ? (
            <code>{load.asked}</code>
          ) : (
            stored && (
              <span>
                <Asked run={stored} />
              </span>
            )
          )}
          <span class="mono no-m">
            {place !== '' && `${place} → `}
            {load?.destination ?? ''}
          </span>
          {isRunning && load && (
            <span class="no-m">{words.began(timeOf(part?.startedAt ?? load.startedAt))}</span>
          )}
          {!isRunning && stored && <Span run={stored} />}
          {stored?.retryOf !== undefined && (
            <span>
              {words.retryOf} <a href={runAddress(stored.retryOf)}>{stored.retryOf}</a>
            </span>
          )}
        </div>
        <span class="grow" />
        <div class="row acts">
          {isRunning && load ? (
            <Stopping load={load.load} stopping={load.stopping} kind={load.kind} />
          ) : (
            <Afterwards data={data} table={table} stored={stored} standing={standing} />
          )}
        </div>
      </div>
      {isRunning && load?.stopping && (
        <p class="muted" role="status">
          {load.stopping === 'now' ? words.stoppingNow : words.stoppingSlice}
        </p>
      )}
    </>
  );
}

function standingOf(
  part: PartView | undefined,
  stored: StoredRunView | undefined,
  outcome: Standing | undefined,
): Standing {
  if (part) return part.state === 'ended' ? (part.outcome ?? 'failed') : part.state;
  return stored?.outcome ?? outcome ?? 'running';
}

function Span({ run: { startedAt, seconds } }: { run: StoredRunView }) {
  const { run: words } = t.value.runs;
  return (
    <span>
      {words.span(dayOf(startedAt), timeOf(startedAt))} · {words.took(lasting(seconds))}
    </span>
  );
}

const asking = signal(false);
const failed = signal<ServerError | undefined>(undefined);

async function stop(load: string, how: 'slice' | 'now'): Promise<void> {
  asking.value = false;
  failed.value = undefined;
  try {
    await ask('POST /api/run/stop', { load, how });
  } catch (error) {
    failed.value = error instanceof ServerError ? error : new ServerError('internal', String(error));
  }
}

interface StoppingProps {
  load: string;
  stopping: 'slice' | 'now' | undefined;
  kind: string;
}

function Stopping({ load, stopping, kind }: StoppingProps) {
  const { run: words } = t.value.runs;
  return (
    <>
      {kind !== 'replay' && (
        <button
          type="button"
          class="btn"
          aria-disabled={stopping !== undefined}
          onClick={() => stopping === undefined && void stop(load, 'slice')}
        >
          <Icon name="none" small />
          {words.stopSlice}
        </button>
      )}
      <button
        type="button"
        class="btn quiet danger"
        aria-disabled={stopping === 'now'}
        onClick={() => {
          if (stopping !== 'now') asking.value = true;
        }}
      >
        {words.stopNow}
      </button>
      {failed.value && <Problem error={failed.value} />}
      {asking.value && (
        <Dialog title={words.stopAsk} close={() => (asking.value = false)}>
          <p>{words.stopHow}</p>
          <div class="row end">
            <button type="button" class="btn" onClick={() => (asking.value = false)}>
              {words.cancel}
            </button>
            <button type="button" class="btn danger" onClick={() => void stop(load, 'now')}>
              {words.stopNow}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

interface AfterProps {
  data: RunData;
  table: RunTable;
  stored: StoredRunView | undefined;
  standing: Standing;
}

/** One thing to do first: read what is missing, or begin again where nothing began. */
function Afterwards({ data, table, stored, standing }: AfterProps) {
  const { run: words } = t.value.runs;
  const run = stored?.runId ?? data.run;
  const left = retriable(table.counts);
  const { rejected } = totals(table.counts);
  const others = stored?.others ?? [];
  // The load before, if there is one: a retry reads only a part.
  const before = others.filter(({ startedAt }) => startedAt < (stored?.startedAt ?? ''));
  const other = before.find(({ kind }) => kind === stored?.kind) ?? before[0] ?? others[0];
  return (
    <>
      {other && (
        <a class="btn" href={compareAddress(run, other.runId)}>
          <Icon name="diff" small />
          {words.compare}
        </a>
      )}
      {rejected > 0 && stored && (
        <a class="btn" href={startAddress({ kind: 'replay', run })}>
          {words.replay}
        </a>
      )}
      {left > 0 && stored && stored.outcome !== 'running' && (
        <a class="btn primary" href={startAddress({ kind: 'retry', run })}>
          <Icon name="retry" small />
          {words.retryThese(f.value.count(left))}
        </a>
      )}
      {standing === 'not-started' && (
        <a class="btn primary" href={startAddress()}>
          <Icon name="retry" small />
          {words.again}
        </a>
      )}
      {standing === 'running' && (
        <button type="button" class="btn" onClick={() => void data.look()}>
          <Icon name="retry" small />
          {words.look}
        </button>
      )}
    </>
  );
}
