// Facts about an operation: state, dates and replacement, authentication, rights, errors.
import type { OperationPage } from '../../contract/operation.js';
import { operationAddress } from '../state/address.js';
import { f, t } from '../state/language.js';

export function AboutOperation({ page }: { page: OperationPage }) {
  const { operation } = t.value;
  const { state, authenticated, iamActions, errors } = page;
  return (
    <dl class="kv">
      <dt>{operation.state}</dt>
      <dd>
        {stateWords(page)} · {authenticated ? operation.signed : operation.open}
      </dd>
      {state.replacement && (
        <>
          <dt>{operation.replacedBy}</dt>
          <dd>
            {state.replacedBy ? (
              <a class="mono" href={operationAddress(state.replacedBy)}>
                {state.replacedBy.method} {state.replacedBy.path}
              </a>
            ) : (
              <code>{state.replacement}</code>
            )}
          </dd>
        </>
      )}
      {iamActions.length > 0 && (
        <>
          <dt>{operation.iam}</dt>
          <dd>
            {iamActions.map((action) => (
              <code key={action}>{action} </code>
            ))}
          </dd>
        </>
      )}
      {errors.length > 0 && (
        <>
          <dt>{operation.errors}</dt>
          <dd>
            <code>{errors.join(' · ')}</code>
          </dd>
        </>
      )}
    </dl>
  );
}

function stateWords({ state }: OperationPage): string {
  const { operation } = t.value;
  const known: Record<string, string> = {
    PRODUCTION: operation.stable,
    BETA: operation.beta,
    ALPHA: operation.alpha,
    DEPRECATED: operation.deprecated,
  };
  if (state.value !== 'DEPRECATED') return known[state.value] ?? state.description;
  const { deprecatedDate, deletionDate } = state;
  const today = new Date().toISOString().slice(0, 10);
  return [
    deprecatedDate ? operation.deprecatedSince(f.value.day(deprecatedDate)) : operation.deprecated,
    deletionDate && (deletionDate < today ? operation.endedOn : operation.endsOn)(f.value.day(deletionDate)),
  ]
    .filter(Boolean)
    .join(', ');
}
