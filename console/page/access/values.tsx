// What the configuration says of an account, and where each value comes from.
import type { Session, SessionAccount } from '../../contract/source.js';
import { f, t } from '../state/language.js';

export function Values({ session, own }: { session: Session; own: SessionAccount | undefined }) {
  const { access } = t.value;
  const { region, origin, pace, credentials } = own ?? session;
  const { kind, from } = credentials;
  return (
    <dl class="kv">
      <dt>{access.config}</dt>
      <dd>{session.config ? <code>{session.config.file}</code> : access.noConfig}</dd>
      <dt>{access.region}</dt>
      <dd>
        <code>{region}</code> · <code>{origin}</code>
      </dd>
      <dt>{access.kind}</dt>
      <dd>
        {access.kinds[kind]}
        {own && kind === 'keys' && !own.credentials.isComplete && <b class="warn"> {access.noConsumerKey}</b>}
      </dd>
      {from.length > 0 && (
        <>
          <dt>{access.from}</dt>
          <dd>
            <code>{from.join(' · ')}</code>
          </dd>
        </>
      )}
      {pace > 0 && (
        <>
          <dt>{access.pace}</dt>
          <dd>{access.paceOf(f.value.count(pace))}</dd>
        </>
      )}
    </dl>
  );
}
