// One source object of a run: what became of what it listed, on what its completeness rests, and what it left out.
import type { StoredRunView } from '../../contract/history.js';
import type { ObjectCounts, ObjectPlan } from '../../contract/run.js';
import { LedgerView } from '../ledger/ledger-view.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { operationAddress } from '../state/address.js';
import { f, t } from '../state/language.js';
import { objectAddress, runAddress } from './addresses.js';
import { Equation } from './equation.js';
import { type RunData, useRun } from './run-data.js';

export function SourceObject({ run, object }: { run: string; object: string }) {
  const data = useRun(run);
  const { answer, error } = data.answer.value;
  return (
    <div class="runs source-object">
      <div class="page">
        <div class="rh">
          <h2 class="mono">{object}</h2>
          <a class="facts mono" href={runAddress(run)}>
            {run}
          </a>
        </div>
        {error && <Problem error={error} again={() => void data.look()} />}
        {!answer && !error && <Waiting lines={6} />}
        {answer && <Counts data={data} run={run} object={object} />}
      </div>
      {answer?.stored && <LedgerView fixed={{ run, source: object }} />}
    </div>
  );
}

function Counts({ data, run, object }: { data: RunData; run: string; object: string }) {
  const { stored, live } = data.answer.value.answer ?? {};
  const state = data.live.value;
  const part = state.parts[data.part()] ?? live?.parts[data.part()];
  const isLive = part !== undefined && (stored === undefined || stored.outcome === 'running');
  const plan = isLive ? part.objects : (stored?.plan ?? []);
  const place = plan.findIndex(({ name }) => name === object);
  const counts = isLive ? state.objects[data.part()]?.[place] : stored?.counts[place];
  const planned = plan[place];
  if (!planned) return <p class="nothing">{t.value.runs.run.gone}</p>;
  return (
    <>
      <Equation counts={[counts]} isRunning={isLive} link={(reason) => objectAddress(run, object, reason)} />
      <Facts planned={planned} counts={counts} />
    </>
  );
}

type Stored = StoredRunView['counts'][number];

function Facts({ planned, counts }: { planned: ObjectPlan; counts: ObjectCounts | Stored | undefined }) {
  const { run: words, list } = t.value.runs;
  const { method, path, table, loaded } = planned;
  const ways = (['expanded', 'batch', 'single'] as const).flatMap((way) => {
    const count = counts?.calls[way] ?? 0;
    return count > 0 ? [`${f.value.count(count)} ${words.ways[way]}`] : [];
  });
  const proof = counts && 'proof' in counts ? counts.proof : undefined;
  const duplicates = counts && 'duplicates' in counts ? counts.duplicates : 0;
  return (
    <dl class="kv">
      <dt>{words.object}</dt>
      <dd>
        <a class="mono" href={operationAddress({ method, path })}>
          {method} {path}
        </a>
      </dd>
      {loaded && (
        <>
          <dt>{words.table}</dt>
          <dd class="mono">{table}</dd>
          <dt>{list.rows}</dt>
          <dd>{f.value.count(counts?.rows ?? 0)}</dd>
        </>
      )}
      <dt>{words.callsOf}</dt>
      <dd>{ways.length > 0 ? ways.join(', ') : words.withList}</dd>
      {proof !== undefined && (
        <>
          <dt>{words.proof}</dt>
          <dd>{words.proofs[proof as keyof typeof words.proofs] ?? proof}</dd>
        </>
      )}
      {duplicates > 0 && (
        <>
          <dt>{t.value.runs.run.warnings}</dt>
          <dd>{words.duplicates(f.value.count(duplicates))}</dd>
        </>
      )}
    </dl>
  );
}
