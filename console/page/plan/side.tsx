// Beside the tree: the load with its price, and what deserves a look.
import type { PlanOfConnection } from '../../contract/draft-calls.js';
import { Icon } from '../../ui/icons.js';
import { saveInSource } from '../draft/unsaved.js';
import { Said } from '../notices/said.js';
import { resetAddress } from '../runs/addresses.js';
import { totalText } from '../shell/calls-text.js';
import { StartLink } from '../start/start-link.js';
import { f, t } from '../state/language.js';
import { isOfDraft, resetOptions, startOptions } from './request.js';

export function LoadPane({ plan: { nodes, few, destination, pace } }: { plan: PlanOfConnection }) {
  const { load } = t.value.planPage;
  const methods = [...new Set(nodes.map(({ method }) => method))].filter((method) => method !== 'GET');
  const calls = totalText(few);
  const label =
    few.minutes === undefined
      ? load.now(calls)
      : load.nowTime(calls, f.value.duration(Math.max(1, few.minutes * 60)));
  return (
    <section class="pane" aria-labelledby="h-load">
      <header>
        <h3 id="h-load">{load.title}</h3>
      </header>
      <div class="in-pane">
        <dl class="kv">
          <dt>{load.into}</dt>
          <dd>
            <code>{destination}</code>
          </dd>
          <dt>{load.pace}</dt>
          <dd>{t.value.access.paceOf(f.value.count(pace))}</dd>
          <dt>{load.written}</dt>
          <dd class={methods.length > 0 ? 'warn' : undefined}>
            {methods.length > 0 ? load.methods(methods.join(', ')) : load.nothing}
          </dd>
        </dl>
        {isOfDraft.value ? (
          <button type="button" class="btn primary" onClick={() => void saveInSource()}>
            {t.value.planPage.unsaved.save}
          </button>
        ) : (
          <StartLink primary icon="runs" label={label} options={startOptions.value} />
        )}
        {nodes.some(({ items = 0 }) => items > 0) && (
          <a class="btn quiet" href={resetAddress(resetOptions.value)}>
            <Icon name="undo" small />
            {t.value.reset.open}
          </a>
        )}
      </div>
    </section>
  );
}

export function WarningsPane({ plan: { warnings } }: { plan: PlanOfConnection }) {
  const { planPage } = t.value;
  return (
    <section class="pane" aria-labelledby="h-warnings">
      <header>
        <h3 id="h-warnings" class="grow">
          {planPage.warnings}
        </h3>
        <span class="muted small">{f.value.count(warnings.length)}</span>
      </header>
      {warnings.length === 0 ? (
        <p class="in-pane muted small">{planPage.noWarnings}</p>
      ) : (
        <ul class="issues">
          {warnings.map(({ code, key, count, message }) => (
            <li key={`${code} ${key} ${message}`}>
              <Icon name="alert" small /> {key && <code>{key}</code>}{' '}
              <Said code={code} message={message} count={count} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
