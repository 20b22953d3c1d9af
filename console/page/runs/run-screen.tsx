// A run: live while this console has it, and afterwards as it is stored.
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { t } from '../state/language.js';
import { ledgerAddress, objectAddress, runAddress } from './addresses.js';
import { CallsPane } from './calls-pane.js';
import type { RunTable } from './counts.js';
import { Equation } from './equation.js';
import { EventsPane } from './events-pane.js';
import { Drift, Notes } from './notes.js';
import { ObjectTable } from './object-table.js';
import { OutcomeChip } from './outcome-chip.js';
import { Progress } from './progress.js';
import { type RunData, useRun } from './run-data.js';
import { RunHead } from './run-head.js';

export function RunScreen({ run }: { run: string }) {
  const data = useRun(run);
  const { answer, error } = data.answer.value;
  const problem = data.problem.value ?? error;
  return (
    <div class="page runs">
      {problem && <Problem error={problem} again={() => void data.look()} />}
      {!answer && !problem && <Waiting lines={14} />}
      {answer && <Whole data={data} />}
    </div>
  );
}

function Whole({ data }: { data: RunData }) {
  const { run: words } = t.value.runs;
  const { live: known, stored } = data.answer.value.answer ?? {};
  const state = data.live.value;
  const place = data.part();
  const part = state.parts[place] ?? known?.parts[place];
  const load = state.load ?? known?.load;
  // What is stored counts once it is of the end.
  const isLive = part !== undefined && (stored === undefined || stored.outcome === 'running');
  const isRunning = load?.state === 'running' && part?.state !== 'ended' && part?.state !== 'not-started';
  const table: RunTable = isLive
    ? { plan: part.objects, counts: state.objects[place] ?? [] }
    : { plan: stored?.plan ?? [], counts: stored?.counts ?? [] };
  const progress = state.progress[place];
  const run = part?.runId ?? stored?.runId ?? data.run;
  const link = (object: string, reason?: string) => objectAddress(run, object, reason);
  const [reasons, warnings] = isLive
    ? [part.reasons, part.warnings]
    : [stored?.reasons ?? [], stored?.warnings ?? []];
  const hasNoRun = part?.state === 'not-started' || (load?.kind === 'replay' && state.parts.length === 0);
  return (
    <>
      <RunHead data={data} table={table} isRunning={isRunning} {...(isLive && { part })} />
      {load && state.parts.length > 1 && <Parts data={data} place={place} />}
      {isRunning && load && <Progress load={load} aheadMs={state.aheadMs} pace={state.pace} />}
      {!known && stored?.outcome === 'running' && <p class="muted">{words.elsewhere}</p>}
      {hasNoRun && (
        <p>
          {part?.state === 'not-started'
            ? words.notStarted
            : load?.state === 'ended' && words.nothingToReplay}
        </p>
      )}
      {!hasNoRun && (
        <Equation counts={table.counts} isRunning={isRunning} link={(reason) => ledgerAddress(run, reason)} />
      )}
      <div class="rg">
        <div>
          <Notes
            title={words.needs}
            notes={reasons}
            tone={part?.outcome === 'failed' ? 'bad' : 'warn'}
            link={link}
          />
          {!hasNoRun && (
            <ObjectTable {...table} {...(isRunning && { trees: progress?.trees ?? [] })} link={link} />
          )}
          {progress && isRunning && <p class="muted small">{words.committed(String(progress.slices))}</p>}
        </div>
        <aside class="aside" aria-label={`${words.callsPane}, ${words.events}`}>
          {isLive && progress && (
            <CallsPane
              numbers={progress}
              throttled={progress.throttled}
              counts={table.counts}
              seconds={0}
              pace={state.pace.map(({ calls }) => calls)}
              {...(isRunning && { callsPerSecond: part.callsPerSecond })}
            />
          )}
          {!isLive && stored && stored.kind !== 'replay' && (
            <CallsPane numbers={stored} counts={stored.counts} seconds={stored.seconds} />
          )}
          <Notes title={words.warnings} notes={warnings} tone="warn" link={link} />
          {stored && <Drift drift={stored.drift} />}
          {known && <EventsPane events={state.events} part={place} />}
        </aside>
      </div>
    </>
  );
}

/** The connections of a load, each with its run. */
function Parts({ data, place }: { data: RunData; place: number }) {
  return (
    <nav class="row wrap parts" aria-label={t.value.runs.run.connections}>
      {data.live.value.parts.map(({ connection = '', runId, state, outcome }, at) => (
        <span key={connection} class="row">
          {runId === undefined ? (
            <span class="mono">{connection}</span>
          ) : (
            <a class="mono" href={runAddress(runId)} aria-current={at === place ? 'page' : undefined}>
              {connection}
            </a>
          )}
          <OutcomeChip of={state === 'ended' ? (outcome ?? 'failed') : state} />
        </span>
      ))}
    </nav>
  );
}
