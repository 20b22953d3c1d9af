// Plan: what the next load asks, with its calls, time and rights, and the load itself. Nothing is called until lists are counted.
import { useEffect } from 'preact/hooks';
import type { PlanAnswer, PlanOfConnection } from '../../contract/draft-calls.js';
import { Icon } from '../../ui/icons.js';
import { Band } from '../../ui/parts/parts.js';
import { Unsaved } from '../draft/unsaved.js';
import { NoConfig } from '../notices/no-config.js';
import { totalText } from '../shell/calls-text.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { session } from '../state/session.js';
import { Choices } from './choices.js';
import { isOfDraft, planOf, planRequest } from './request.js';
import { LoadPane, WarningsPane } from './side.js';
import { Tree } from './tree.js';

const plan = notAsked<PlanAnswer>();

const load = (asks = false): Promise<void> =>
  put(plan, () => ask('POST /api/draft/plan', { ...planRequest.peek(), ...(asks && { ask: true }) }));

export function Plan() {
  const { planPage } = t.value;
  const key = JSON.stringify(planRequest.value);
  useEffect(() => void load(), [key]);
  const { answer, error, state } = plan.value;
  const [own] = answer?.connections ?? [];
  const waiting = state === 'waiting';
  if (session.value.answer && !session.value.answer.config)
    return (
      <div class="page">
        <h2>{planPage.title}</h2>
        <NoConfig />
      </div>
    );
  return (
    <div class="page plan">
      <div class="hh">
        <h2>{planPage.title}</h2>
        <span class="grow" />
        <span class="muted small">{own?.counted ? planPage.counted : planPage.about}</span>
      </div>
      <Draft />
      <Choices />
      {error && <Problem error={error} again={() => void load()} />}
      {!own && !error && <Waiting lines={12} />}
      {own && (
        <div aria-busy={waiting} class="whole-plan">
          <Missing plan={own} />
          <Figures plan={own} />
          {!own.counted && <Count plan={own} waiting={waiting} />}
          <div class="panes">
            <Tree plan={own} />
            <div class="side">
              <LoadPane plan={own} />
              <WarningsPane plan={own} />
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

/** The plan is that of the file, unless the draft is asked for. */
function Draft() {
  const { unsaved } = t.value.planPage;
  const of = isOfDraft.value ? 'file' : 'draft';
  return (
    <Unsaved text={isOfDraft.value ? unsaved.ofDraft : unsaved.plan}>
      <button type="button" class="btn" onClick={() => planOf(of)}>
        {of === 'draft' ? unsaved.planDraft : unsaved.planFile}
      </button>
    </Unsaved>
  );
}

/** What will not load, and what to do. */
function Missing({ plan: { rights } }: { plan: PlanOfConnection }) {
  const { planPage } = t.value;
  const missing = rights.missing ?? [];
  if (missing.length === 0) return null;
  return (
    <Band tone="bad" icon="stop">
      <div class="row wrap">
        <div class="grow">
          {missing.map(({ method, path }) => {
            const objects =
              rights.needed.find((each) => each.method === method && each.path === path)?.objects ?? [];
            return (
              <p key={`${method} ${path}`}>{planPage.willNotLoad(objects.join(', '), `${method} ${path}`)}</p>
            );
          })}
          <p>{planPage.rest}</p>
        </div>
        <a class="btn" href={rights.createTokenLink} target="_blank" rel="noreferrer">
          <Icon name="external" small />
          {planPage.createToken}
        </a>
      </div>
    </Band>
  );
}

function Figures({ plan: { few, single, pace, nodes, destination, rights } }: { plan: PlanOfConnection }) {
  const { planPage } = t.value;
  const { count, duration } = f.value;
  const time = (minutes: number | undefined) =>
    minutes === undefined ? undefined : duration(Math.max(1, minutes * 60));
  const known = nodes.reduce((sum, { items = 0 }) => sum + items, 0);
  const all = rights.needed.length;
  const missing = rights.missing?.length;
  const quick = time(few.minutes);
  const slow = time(single.minutes);
  const figures = [
    [planPage.calls, totalText(few), planPage.single(totalText(single)), ''],
    [planPage.time(count(pace)), quick ?? '–', slow ? planPage.timeSingle(slow) : planPage.untilCounted, ''],
    [planPage.known, count(known), planPage.knownHow(destination.split(/[/\\]/).at(-1) ?? ''), ''],
    [
      planPage.rights,
      missing === undefined
        ? planPage.rightsUnknown(count(all))
        : planPage.rightsOf(count(all - missing), count(all)),
      missing === undefined
        ? planPage.rightsAsk
        : missing > 0
          ? planPage.missing(count(missing))
          : planPage.allGranted,
      missing ? 'bad' : '',
    ],
  ];
  return (
    <dl class="facts">
      {figures.map(([label, value, note, tone]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd class={tone}>
            {value}
            <small>{note}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Lists without parameters, one call each; and whose key it is with its rights. */
function Count({ plan: { nodes }, waiting }: { plan: PlanOfConnection; waiting: boolean }) {
  const { planPage } = t.value;
  const lists = nodes.filter(({ path, parent }) => parent === undefined && !path.includes('{')).length;
  return (
    <p class="row wrap">
      <button type="button" class="btn" aria-disabled={waiting} onClick={() => !waiting && void load(true)}>
        {planPage.count}
      </button>
      <span class="muted small">
        {waiting ? planPage.waiting : planPage.countPrice(f.value.count(lists + 3))}
      </span>
    </p>
  );
}
