// Whose keys these are and what they may do, as the API says it.
import type { AccountAnswer, SessionAccount } from '../../contract/source.js';
import { Band } from '../../ui/parts/parts.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { t } from '../state/language.js';
import { accountOf, loadAccount } from '../state/session.js';
import { KeyState } from './key-state.js';

export function Account({ own }: { own: SessionAccount | undefined }) {
  const { access } = t.value;
  const { state, answer, error } = accountOf(own?.connection);
  const waiting = state === 'waiting';
  return (
    <section aria-labelledby="h-account">
      <h3 id="h-account">{access.account}</h3>
      {own?.credentials.isComplete ? (
        <p class="row">
          <button
            type="button"
            class={answer ? 'btn' : 'btn primary'}
            aria-disabled={waiting}
            onClick={() => !waiting && void loadAccount(own.connection)}
          >
            {answer ? access.again : access.ask}
          </button>
          <span class="muted small">{access.asking}</span>
        </p>
      ) : (
        <Band tone="warn" icon="alert">
          {t.value.try.noKeys}
        </Band>
      )}
      <div aria-busy={waiting}>
        {waiting && !answer && <Waiting lines={3} />}
        {error && <Problem error={error} />}
        {answer && answer.state !== 'no-keys' && <Whose account={answer} />}
      </div>
    </section>
  );
}

function Whose({ account }: { account: AccountAnswer }) {
  const { access } = t.value;
  return (
    <>
      <dl class="kv">
        {account.account && (
          <>
            <dt>{access.account}</dt>
            <dd>
              <code>{account.account}</code>
            </dd>
          </>
        )}
        <dt>{access.validity}</dt>
        <dd>
          <KeyState answer={account} />
        </dd>
      </dl>
      {account.problem && (
        <Band tone="bad" icon="alert">
          <p class="strong">{account.problem.message}</p>
          {account.problem.advice && <p>{account.problem.advice}</p>}
          {account.problem.errorClass && (
            <p class="small muted">
              <code>
                {account.problem.errorClass} {account.problem.queryId}
              </code>
            </p>
          )}
        </Band>
      )}
      <Rights account={account} />
    </>
  );
}

function Rights({ account: { rules, state } }: { account: AccountAnswer }) {
  const { access } = t.value;
  if (!rules) return state === 'valid' ? <p class="muted small">{access.noRights}</p> : null;
  const byPath = new Map<string, string[]>();
  for (const { method, path } of rules) byPath.set(path, [...(byPath.get(path) ?? []), method]);
  return (
    <table class="rights" aria-label={access.rights}>
      <thead>
        <tr>
          <th scope="col">{access.path}</th>
          <th scope="col">{access.method}</th>
        </tr>
      </thead>
      <tbody>
        {[...byPath].map(([path, methods]) => (
          <tr key={path}>
            <th scope="row">
              <code>{path}</code>
            </th>
            <td>
              {methods.map((method) => (
                <span key={method} class={`verb ${method}`}>
                  {method}{' '}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
