// THIS WILL COST: calls and time of one entry and of the whole source, with and without shortcuts, and the rights that it
// needs. Nothing is called for it, unless a person asks to count.
import { useEffect } from 'preact/hooks';
import type { EndpointEntry } from '../../contract/draft.js';
import type { PlanOfConnection } from '../../contract/draft-calls.js';
import { Icon } from '../../ui/icons.js';
import { Chip } from '../../ui/parts/parts.js';
import { check, isSettled, text } from '../draft/draft.js';
import { withSecrets } from '../draft/typed-secrets.js';
import { callsText, sumOf, totalText } from '../shell/calls-text.js';
import { Problem } from '../shell/problem.js';
import { NotValid } from '../source/not-valid.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { chosenConnection } from './connection-choice.js';

type OfDraft = PlanOfConnection & { text: string; asked: boolean };

export const plan = notAsked<OfDraft>();

export async function loadPlan(counts = false): Promise<void> {
  const draft = text.peek();
  await put(plan, async () => {
    const { connections } = await ask('POST /api/draft/plan', {
      text: withSecrets(draft),
      ...chosenConnection(),
      ...(counts && { ask: true }),
    });
    const [first] = connections;
    if (!first) throw new Error('no connection');
    return { ...first, text: draft, asked: counts };
  });
}

/** A valid draft has a plan. */
export function usePlan(): void {
  const isValid = isSettled.value && check.value.answer?.issues.length === 0;
  const { connection } = chosenConnection();
  useEffect(() => {
    if (isValid && plan.peek().answer?.text !== text.peek()) void loadPlan();
  }, [isValid, text.value, connection]);
}

export function Cost({ entry }: { entry: EndpointEntry }) {
  usePlan();
  const words = t.value.source;
  const { state, answer, error } = plan.value;
  const isValid = (check.value.answer?.issues.length ?? 1) === 0;
  return (
    <section class="pane" aria-labelledby="h-cost" aria-busy={state === 'waiting'}>
      <header>
        <h2 id="h-cost">{words.cost}</h2>
        <span class="grow" />
        <button
          type="button"
          class="btn quiet"
          title={words.countHow}
          disabled={!isValid || state === 'waiting'}
          onClick={() => void loadPlan(true)}
        >
          {words.count}
        </button>
      </header>
      {state === 'error' && error && (
        <div class="in-pane">
          <Problem error={error} />
        </div>
      )}
      {!answer && state !== 'error' && (
        <p class="in-pane muted small">{isValid ? words.asking : <NotValid />}</p>
      )}
      {answer && <Figures plan={answer} entry={entry} />}
    </section>
  );
}

function Figures({ plan: found, entry }: { plan: OfDraft; entry: EndpointEntry }) {
  const words = t.value.source;
  const own = found.nodes.filter(({ name }) => entry.objects.includes(name));
  const few = sumOf(own.map((node) => node.few));
  const single = sumOf(own.map((node) => node.single));
  const ways = [...new Set(own.map(({ way }) => way).filter(String))];
  const isOld = found.text !== text.value;
  return (
    <>
      <dl class={isOld ? 'cost muted' : 'cost'}>
        <div>
          <dt>{words.thisEntry}</dt>
          <dd>{callsText(few)}</dd>
          <dd class="d">
            {[
              ...(few.unknown.length === 0
                ? [words.takes(f.value.duration(few.known / found.pace), f.value.count(found.pace))]
                : []),
              ...ways,
            ].join(' · ')}
          </dd>
        </div>
        <div>
          <dt>{words.wholeSource}</dt>
          <dd>{totalText(found.few)}</dd>
          <dd class="d">
            {found.few.minutes !== undefined &&
              words.takes(f.value.duration(found.few.minutes * 60), f.value.count(found.pace))}
          </dd>
        </div>
      </dl>
      <div class="in-pane small">
        {callsText(single) !== callsText(few) && (
          <p class="muted">{words.withoutShortcuts(callsText(single))}</p>
        )}
        {!found.counted && few.unknown.length > 0 && <p class="muted">{words.notCounted}</p>}
        <RightsOf plan={found} entry={entry} />
      </div>
    </>
  );
}

function RightsOf({ plan: { rights }, entry }: { plan: OfDraft; entry: EndpointEntry }) {
  const words = t.value.source;
  const needed = rights.needed.filter(({ objects }) => objects.some((name) => entry.objects.includes(name)));
  const isMissing = (path: string) => rights.missing?.some((rule) => rule.path === path) ?? false;
  const missing = needed.filter(({ path }) => isMissing(path));
  return (
    <div class="rightsof">
      {needed.map(({ method, path }) => (
        <p key={method + path}>
          {rights.missing ? (
            <Chip tone={isMissing(path) ? 'bad' : 'ok'} icon={isMissing(path) ? 'stop' : 'check'}>
              {isMissing(path) ? words.rightMissing : words.rightGranted}
            </Chip>
          ) : (
            <span class="muted">{words.rightNeeded}</span>
          )}{' '}
          <code>
            {method} {path}
          </code>
        </p>
      ))}
      {missing.length > 0 && (
        <a class="btn" href={rights.createTokenLink} target="_blank" rel="noreferrer">
          <Icon name="external" />
          {words.createToken}
        </a>
      )}
    </div>
  );
}
