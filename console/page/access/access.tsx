// Access: whose keys these are, what they may do and until when, where each value comes from, and how to get others.
import { signal } from '@preact/signals';
import type { AccountAnswer, Session } from '../../contract/source.js';
import { Band, Chip, type Tone } from '../../ui/parts/parts.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { f, t } from '../state/language.js';
import { account, loadAccount, loadSession, session } from '../state/session.js';
import { GetKeys } from './get-keys.js';

/** Of a configuration with several. */
const connection = signal<string | undefined>(undefined);

export function Access() {
  const { answer, error } = session.value;
  const { access } = t.value;
  return (
    <div class="page">
      <h2>{access.title}</h2>
      {error && <Problem error={error} again={() => void loadSession()} />}
      {!answer && !error && <Waiting lines={6} />}
      {answer && (
        <>
          <Values session={answer} />
          <Account session={answer} />
          <GetKeys />
        </>
      )}
    </div>
  );
}

function Values({ session: { region, origin, credentials, config, pace } }: { session: Session }) {
  const { access } = t.value;
  return (
    <dl class="kv">
      <dt>{access.region}</dt>
      <dd>
        <code>{region}</code> · <code>{origin}</code>
      </dd>
      <dt>{access.kind}</dt>
      <dd>{access.kinds[credentials.kind]}</dd>
      {credentials.from.length > 0 && (
        <>
          <dt>{access.from}</dt>
          <dd>
            <code>{credentials.from.join(' · ')}</code>
          </dd>
        </>
      )}
      <dt>{access.config}</dt>
      <dd>{config ? <code>{config.file}</code> : access.noConfig}</dd>
      <dt>{access.pace}</dt>
      <dd>{access.paceOf(f.value.count(pace))}</dd>
    </dl>
  );
}

function Account({ session: { config, credentials } }: { session: Session }) {
  const { access } = t.value;
  const { state, answer, error } = account.value;
  const several = config && config.connections.length > 1;
  const waiting = state === 'waiting';
  return (
    <section aria-labelledby="h-account">
      <h3 id="h-account">{access.account}</h3>
      {several && (
        <label class="row">
          {access.connection}
          <select
            class="in mono"
            value={connection.value ?? config.connections[0]}
            onChange={({ currentTarget }) => {
              connection.value = currentTarget.value;
            }}
          >
            {config.connections.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {credentials.kind !== 'none' && (
        <p class="row">
          <button
            type="button"
            class={answer ? 'btn' : 'btn primary'}
            aria-disabled={waiting}
            onClick={() => !waiting && void loadAccount(connection.value)}
          >
            {answer ? access.again : access.ask}
          </button>
          <span class="muted small">{access.asking}</span>
        </p>
      )}
      {credentials.kind === 'none' && (
        <Band tone="warn" icon="alert">
          {t.value.try.noKeys}
        </Band>
      )}
      <div aria-busy={waiting}>
        {waiting && !answer && <Waiting lines={3} />}
        {error && <Problem error={error} />}
        {answer && <Whose account={answer} />}
      </div>
    </section>
  );
}

const TONES: Record<AccountAnswer['state'], Tone> = {
  valid: 'ok',
  expires: 'ok',
  expired: 'bad',
  refused: 'bad',
  unknown: 'plain',
  'no-keys': 'warn',
};

function Whose({ account: whose }: { account: AccountAnswer }) {
  const { access } = t.value;
  const tone = whose.state === 'expires' && (whose.daysLeft ?? 99) < 14 ? 'warn' : TONES[whose.state];
  return (
    <>
      <dl class="kv">
        {whose.account && (
          <>
            <dt>{access.account}</dt>
            <dd>
              <code>{whose.account}</code>
            </dd>
          </>
        )}
        <dt>{access.state}</dt>
        <dd>
          <Chip tone={tone} icon={tone === 'ok' ? 'check' : tone === 'plain' ? 'none' : 'alert'}>
            {access.states[whose.state]}
          </Chip>
        </dd>
        {whose.expires && (
          <>
            <dt>{access.expires}</dt>
            <dd>
              {f.value.day(whose.expires.slice(0, 10))}
              {whose.daysLeft !== undefined && ` · ${access.daysLeft(f.value.count(whose.daysLeft))}`}
            </dd>
          </>
        )}
      </dl>
      {whose.problem && (
        <Band tone="bad" icon="alert">
          <p class="strong">{whose.problem.message}</p>
          {whose.problem.advice && <p>{whose.problem.advice}</p>}
          {whose.problem.errorClass && (
            <p class="small muted">
              <code>
                {whose.problem.errorClass} {whose.problem.queryId}
              </code>
            </p>
          )}
        </Band>
      )}
      <Rights account={whose} />
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
