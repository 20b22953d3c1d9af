// Two runs beside each other: whether they listed and loaded the same.
import { useEffect, useState } from 'preact/hooks';
import type { CompareAnswer, RunAnswer, RunLine } from '../../contract/history.js';
import { Icon } from '../../ui/icons.js';
import { Band, Wide } from '../../ui/parts/parts.js';
import { compareAddress, runAddress } from '../runs/addresses.js';
import { OutcomeChip } from '../runs/outcome-chip.js';
import { dayOf, timeOf } from '../runs/times.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { go } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';

interface CompareProps {
  run: string;
  /** Empty: none is chosen yet. */
  other: string;
}

export function Compare({ run, other }: CompareProps) {
  const { compare: words } = t.value.runs;
  const [compared] = useState(() => notAsked<CompareAnswer>());
  const [about] = useState(() => notAsked<RunAnswer>());
  const look = () => {
    if (other !== '') void put(compared, () => ask('GET /api/run/compare', { before: other, after: run }));
  };
  useEffect(() => {
    void put(about, () => ask('GET /api/run', { run }));
    look();
  }, []);
  const { answer, error } = compared.value;
  const others = about.value.answer?.stored?.others ?? [];
  return (
    <div class="page runs">
      <div class="rh">
        <h2>{words.title}</h2>
        <a class="mono" href={runAddress(run)}>
          {run}
        </a>
      </div>
      <div class="row wrap filters">
        <label class="row small muted">
          {words.with}
          <select
            class="in mono"
            value={other}
            onChange={({ currentTarget }) => go(compareAddress(run, currentTarget.value), { replace: true })}
          >
            {!others.some(({ runId }) => runId === other) && (
              <option value={other}>{other || words.choose}</option>
            )}
            {others.map(({ runId, startedAt, outcome }) => (
              <option key={runId} value={runId}>
                {dayOf(startedAt)}, {timeOf(startedAt)} · {outcome}
              </option>
            ))}
          </select>
        </label>
        {other !== '' && (
          <a class="btn" href={compareAddress(other, run)}>
            <Icon name="retry" small />
            {words.swap}
          </a>
        )}
      </div>
      {about.value.answer && others.length === 0 && <p class="nothing">{words.none}</p>}
      {error && <Problem error={error} again={look} />}
      {other !== '' && !answer && !error && <Waiting lines={8} />}
      {answer && <Compared answer={answer} />}
    </div>
  );
}

function Compared({ answer }: { answer: CompareAnswer }) {
  const { compare: words, run, list } = t.value.runs;
  const differing = answer.objects.filter(({ same }) => !same);
  const partial = answer.objects.some((each) => each.partial);
  const pair = (a: number | undefined, b: number | undefined) => {
    const [one, two] = [a, b].map((value) => (value === undefined ? '–' : f.value.count(value)));
    return one === two ? one : `${one} → ${two}`;
  };
  const objects = [...differing, ...answer.objects.filter(({ same }) => same)];
  return (
    <>
      <Band tone={answer.same ? 'ok' : 'warn'} icon={answer.same ? 'check' : 'alert'}>
        {answer.same
          ? partial
            ? words.samePartly
            : words.same
          : words.differs(f.value.count(differing.length), f.value.count(answer.objects.length))}
      </Band>
      <Wide label={words.title}>
        <table class="obj">
          <thead>
            <tr>
              <th scope="col">{run.object}</th>
              <th scope="col" class="n">
                {run.listedOf}
              </th>
              <th scope="col" class="n">
                {run.loaded}
              </th>
              <th scope="col">{words.result}</th>
            </tr>
          </thead>
          <tbody>
            {objects.map(({ name, same, partial: isPartial, before, after, differences }) => (
              <tr key={name} class="hit">
                <th scope="row">{name}</th>
                <td class="n">{pair(before?.listed, after?.listed)}</td>
                <td class="n">{pair(before?.loaded, after?.loaded)}</td>
                <td class={same ? 'muted' : 'warn'}>
                  {same
                    ? isPartial
                      ? words.partial
                      : words.isSame
                    : `${words.isDifferent}: ${differences.join(', ')}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <dl class="kv">
        <RunFacts title={words.before} run={answer.before} />
        <RunFacts title={words.after} run={answer.after} />
        <dt>{list.calls}</dt>
        <dd>{pair(answer.before.calls, answer.after.calls)}</dd>
        <dt>{list.rows}</dt>
        <dd>{pair(answer.before.rows, answer.after.rows)}</dd>
      </dl>
    </>
  );
}

function RunFacts({ title, run: { runId, outcome, startedAt } }: { title: string; run: RunLine }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <a href={runAddress(runId)}>
          {dayOf(startedAt)}, {timeOf(startedAt)}
        </a>{' '}
        <OutcomeChip of={outcome} />
      </dd>
    </>
  );
}
