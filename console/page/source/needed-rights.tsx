// The least rights that the draft needs, and for which source objects; the link makes a key with them.
import { Icon } from '../../ui/icons.js';
import { Chip } from '../../ui/parts/parts.js';
import { check } from '../draft/draft.js';
import { loadPlan, plan, usePlan } from '../endpoints/cost.js';
import { CopyButton } from '../shell/copy-button.js';
import { Problem } from '../shell/problem.js';
import { t } from '../state/language.js';
import { NotValid } from './not-valid.js';

export function NeededRights() {
  usePlan();
  const words = t.value.source;
  const { answer, error, state } = plan.value;
  const isValid = (check.value.answer?.issues.length ?? 1) === 0;
  const rights = answer?.rights;
  const isMissing = (path: string) => rights?.missing?.some((rule) => rule.path === path) ?? false;
  return (
    <section aria-labelledby="h-rights">
      <h2 id="h-rights">{words.getTokenTitle}</h2>
      <p class="muted small">{words.getTokenHow}</p>
      {error && state === 'error' && <Problem error={error} />}
      {!rights && <p class="muted small">{isValid ? words.asking : <NotValid />}</p>}
      {rights && (
        <>
          <ul class="rules">
            {rights.needed.map(({ method, path, objects }) => (
              <li key={method + path} class={isMissing(path) ? 'gone' : ''}>
                <span class={`verb ${method}`}>{method}</span>
                <span class="path">{path}</span>
                {isMissing(path) && <Chip tone="bad">{words.rightMissing}</Chip>}
                <small class="trunc" title={objects.join(', ')}>
                  {objects.join(', ')}
                </small>
              </li>
            ))}
          </ul>
          <div class="acts">
            <a class="btn primary" href={rights.createTokenLink} target="_blank" rel="noreferrer">
              <Icon name="external" />
              {words.openCreateToken}
            </a>
            <CopyButton
              text={() => rights.needed.map(({ method, path }) => `${method} ${path}`).join('\n')}
              label={words.copyRules}
              shown
            />
            <button
              type="button"
              class="btn quiet"
              disabled={!isValid || state === 'waiting'}
              onClick={() => void loadPlan(true)}
            >
              {words.compareRights}
            </button>
          </div>
          <p class="small">
            <a href="/access">{words.moreAccess}</a>
          </p>
        </>
      )}
    </section>
  );
}
