// The last runs that the schedule made, with their outcome.
import type { ScheduledRunLine } from '../../contract/schedule.js';
import { Sentence } from '../notices/sentence.js';
import { OutcomeChip } from '../runs/outcome-chip.js';
import { elapsed } from '../runs/times.js';
import { screenLink } from '../state/address.js';
import { f, t } from '../state/language.js';

const SHOWN = 10;

export function LastRuns({
  runs,
  local,
}: {
  runs: readonly ScheduledRunLine[];
  local: (run: ScheduledRunLine) => string;
}) {
  const words = t.value.source;
  if (runs.length === 0)
    return (
      <p class="muted small">
        <Sentence text={words.noLastRuns} />
      </p>
    );
  const several = (of: (run: ScheduledRunLine) => string | undefined) => new Set(runs.map(of)).size > 1;
  const [pipelines, connections] = [
    several(({ pipeline }) => pipeline),
    several(({ connection }) => connection),
  ];
  return (
    <table class="next">
      <thead>
        <tr>
          <th scope="col">{words.run}</th>
          {pipelines && <th scope="col">{words.pipeline}</th>}
          {connections && (
            <th scope="col" class="no-m">
              {words.connection}
            </th>
          )}
          <th scope="col">{words.outcome}</th>
          <th scope="col" class="n no-m">
            {words.callsHead}
          </th>
          <th scope="col" class="n no-m">
            {words.took}
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.slice(0, SHOWN).map((run) => (
          <tr key={run.runId}>
            <th scope="row" class="nw">
              <a href={screenLink('runs', run.runId)}>{local(run)}</a>
            </th>
            {pipelines && (
              <td>
                <code>{run.pipeline}</code>
              </td>
            )}
            {connections && <td class="no-m mono">{run.connection}</td>}
            <td>
              <OutcomeChip of={run.outcome} more={run.missing > 0 ? f.value.count(run.missing) : ''} />
            </td>
            <td class="n no-m">{f.value.count(run.calls)}</td>
            <td class="n no-m">{elapsed(run.seconds)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
