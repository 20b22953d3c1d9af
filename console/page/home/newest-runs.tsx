// The newest runs; complete ones of one connection and kind, one after another, are folded into one line.

import type { RunLine, RunsAnswer } from '../../contract/history.js';
import type { IconName } from '../../ui/icons.js';
import { Chip, type Tone, Wide } from '../../ui/parts/parts.js';
import { screenLink } from '../state/address.js';
import { f, t } from '../state/language.js';
import { accounts } from '../state/session.js';
import { now } from './facts.js';
import { when } from './when.js';

const SHOWN = 8;
/** So many alike are one line. */
const FOLDED = 3;

const LOOKS: Record<RunLine['outcome'], [Tone, IconName]> = {
  complete: ['ok', 'check'],
  incomplete: ['warn', 'alert'],
  failed: ['bad', 'stop'],
  running: ['run', 'runs'],
};

export function NewestRuns({ runs }: { runs: RunsAnswer }) {
  const words = t.value.homePage.runs;
  const all = screenLink('runs');
  const several = accounts.value.length > 1;
  return (
    <section aria-labelledby="h-newest">
      <div class="row">
        <h3 id="h-newest" class="grow">
          {words.title}
        </h3>
        {all && (
          <a class="small" href={all}>
            {words.all}
          </a>
        )}
      </div>
      <Wide label={words.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.run}</th>
              <th scope="col">{words.outcome}</th>
              {several && (
                <th scope="col" class="no-m">
                  {words.connection}
                </th>
              )}
              <th scope="col" class="no-m">
                {words.kind}
              </th>
              <th scope="col" class="n no-m">
                {words.rows}
              </th>
              <th scope="col" class="n no-m">
                {words.calls}
              </th>
              <th scope="col" class="n">
                {words.took}
              </th>
            </tr>
          </thead>
          <tbody>
            {folded(runs.runs)
              .slice(0, SHOWN)
              .map((group) => (
                <Line key={group[0]?.runId} group={group} several={several} />
              ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}

/** Neighbours that are alike and complete. */
export function folded(runs: readonly RunLine[]): RunLine[][] {
  const groups: RunLine[][] = [];
  for (const run of runs) {
    const group = groups.at(-1);
    const before = group?.[0];
    const alike =
      before?.outcome === 'complete' &&
      run.outcome === 'complete' &&
      before.connection === run.connection &&
      before.kind === run.kind;
    if (group && alike) group.push(run);
    else groups.push([run]);
  }
  return groups.flatMap((group) => (group.length >= FOLDED ? [group] : group.map((run) => [run])));
}

function Line({ group, several }: { group: RunLine[]; several: boolean }) {
  const { runs: words, kinds, missing } = t.value.homePage;
  const [newest] = group;
  const oldest = group.at(-1);
  if (!newest || !oldest) return null;
  const link = group.length === 1 ? screenLink('runs', newest.runId) : undefined;
  const shown =
    group.length === 1
      ? when(newest.startedAt, now.value)
      : `${words.alike(f.value.count(group.length))}, ${when(oldest.startedAt, now.value)} – ${when(newest.startedAt, now.value)}`;
  const total = (count: (run: RunLine) => number) =>
    f.value.count(group.reduce((sum, run) => sum + count(run), 0));
  const [tone, icon] = LOOKS[newest.outcome];
  return (
    <tr class={group.length > 1 ? 'muted' : undefined}>
      <th scope="row">{link ? <a href={link}>{shown}</a> : shown}</th>
      <td>
        <Chip tone={tone} icon={icon}>
          {words.outcomes[newest.outcome]}
          {newest.missing > 0 && `, ${missing(f.value.count(newest.missing))}`}
        </Chip>
      </td>
      {several && <td class="no-m mono">{newest.connection}</td>}
      <td class="no-m muted">
        {kinds[newest.kind as keyof typeof kinds] ?? newest.kind}
        {newest.objects && `, ${words.part}`}
      </td>
      <td class="n no-m">{total(({ rows }) => rows)}</td>
      <td class="n no-m">{total(({ calls }) => calls)}</td>
      <td class="n">{f.value.duration(group.reduce((sum, { seconds }) => sum + seconds, 0))}</td>
    </tr>
  );
}
