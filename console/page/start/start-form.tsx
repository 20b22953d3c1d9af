// Starts a run: what, of what, how, and what it will cost.
import { useEffect } from 'preact/hooks';
import type { ChoicesAnswer, StartRequest } from '../../contract/run.js';
import { Icon } from '../../ui/icons.js';
import { Band } from '../../ui/parts/parts.js';
import { Unsaved } from '../draft/unsaved.js';
import { runAddress } from '../runs/addresses.js';
import { Problem } from '../shell/problem.js';
import { go, setQuery } from '../state/address.js';
import { type Asked, notAsked, put } from '../state/asked.js';
import { t } from '../state/language.js';
import { loadStarted, runningLoad } from '../state/running.js';
import { ask } from '../state/server.js';
import { Connections } from './choice-fields.js';
import { ChoicesPage } from './choices-page.js';
import { BackfillFields, LoadFields, ReplayFields, RetryFields } from './start-fields.js';
import { Price, usePrice } from './start-price.js';
import { KINDS, kindAsked, startRequest } from './start-request.js';

const starting = notAsked<{ load: string }>();

async function start(request: StartRequest): Promise<void> {
  await put(starting, () => ask('POST /api/run/start', request), { keep: false });
  const { answer } = starting.peek();
  if (!answer) return;
  loadStarted();
  go(runAddress(answer.load));
}

export function StartForm() {
  const { start: words } = t.value.runs;
  useEffect(() => {
    starting.value = { state: 'none' };
  }, []);
  return (
    <ChoicesPage title={words.title} form={(choices) => <Form choices={choices} />}>
      <Unsaved text={t.value.planPage.unsaved.load} />
    </ChoicesPage>
  );
}

const FIELDS = { load: LoadFields, retry: RetryFields, replay: ReplayFields, backfill: BackfillFields };

function Form({ choices }: { choices: ChoicesAnswer }) {
  const { start: words } = t.value.runs;
  const kind = kindAsked.value;
  const Fields = FIELDS[kind];
  const price = usePrice();
  const several = choices.connections.length > 1;
  return (
    <form
      class="rg start"
      onSubmit={(event) => {
        event.preventDefault();
        if (starting.peek().state !== 'waiting') void start(startRequest.peek());
      }}
    >
      <div class="fields">
        <fieldset>
          <legend>{words.kind}</legend>
          {KINDS.map((each) => (
            <label key={each} class="check">
              <input
                type="radio"
                name="kind"
                checked={each === kind}
                onChange={() => setQuery({ kind: each === 'load' ? '' : each })}
              />
              {words.kinds[each]}
            </label>
          ))}
        </fieldset>
        {several && <Connections choices={choices} />}
        <Fields choices={choices} />
      </div>
      <aside class="aside">
        <Price price={price.value} again={price.count} />
        <Refusals choices={choices} starting={starting.value} />
        <Go price={price.words()} isBusy={starting.value.state === 'waiting'} />
        <p class="muted small">{words.belongs}</p>
      </aside>
    </form>
  );
}

function Go({ price, isBusy }: { price: string; isBusy: boolean }) {
  const { start: words } = t.value.runs;
  return (
    <button type="submit" class="btn primary" aria-disabled={isBusy}>
      <Icon name="runs" small />
      {price === '' ? words.go : words.goPriced(price)}
    </button>
  );
}

/** Why it may not start: a load that runs, missing keys, what the server refused. */
function Refusals({ choices, starting: { error } }: { choices: ChoicesAnswer; starting: Asked<unknown> }) {
  const { start: words, run } = t.value.runs;
  const running = runningLoad.value;
  const noKeys = kindAsked.value !== 'replay' && choices.connections.every(({ hasKeys }) => !hasKeys);
  return (
    <>
      {running && (
        <Band tone="run" icon="info">
          {words.busy} <a href={runAddress(running.load)}>{words.show}</a>
        </Band>
      )}
      {noKeys && (
        <Band tone="warn" icon="alert">
          {words.noKeys} <a href="/access">{run.getKeys}</a>
        </Band>
      )}
      {error && error.code !== 'run-busy' && <Problem error={error} />}
    </>
  );
}
