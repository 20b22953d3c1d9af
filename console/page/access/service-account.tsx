// OAuth2: the service account that signs in by itself, the policy that it needs, and why there is no other way in.
import type { SessionAccount } from '../../contract/source.js';
import { CodeBox } from '../shell/code-box.js';
import { CopyButton } from '../shell/copy-button.js';
import { operationAddress } from '../state/address.js';
import { t } from '../state/language.js';
import { neededRights } from './get-token.js';

const CLIENT = { method: 'POST', path: '/me/api/oauth2/client' };
const POLICY = { method: 'POST', path: '/v2/iam/policy' };

export function ServiceAccount({ own }: { own: SessionAccount | undefined }) {
  const { access } = t.value;
  const { answer } = neededRights();
  if (own && !own.hasOAuth2)
    return (
      <section aria-labelledby="h-oauth2">
        <h3 id="h-oauth2">{access.oauth2}</h3>
        <p>{access.noOAuth2}</p>
      </section>
    );
  return (
    <section aria-labelledby="h-oauth2">
      <h3 id="h-oauth2">{access.oauth2}</h3>
      <p>{own?.credentials.kind === 'oauth2' ? access.oauth2Used : access.oauth2How}</p>
      <ol class="steps">
        <li>
          {access.oauth2Client} <Operation {...CLIENT} />
        </li>
        <li>
          {access.oauth2Values} <code>OVH_CLIENT_ID</code>, <code>OVH_CLIENT_SECRET</code>;{' '}
          <code>ovh.conf</code>: <code>client_id</code>, <code>client_secret</code>;{' '}
          <code>auth: clientId, clientSecret</code>
        </li>
        <li>
          {access.oauth2Policy} <Operation {...POLICY} />
        </li>
      </ol>
      {answer && (
        <details>
          <summary>{access.policy}</summary>
          {answer.unknown.length > 0 && (
            <p class="small muted">{access.noAction(answer.unknown.join(' · '))}</p>
          )}
          <CodeBox class="whole" label={access.policy}>
            {answer.policy}
          </CodeBox>
          <p>
            <CopyButton text={() => answer.policy} label={access.copyPolicy} shown />
          </p>
        </details>
      )}
      <p class="muted small">{access.noCode}</p>
    </section>
  );
}

function Operation({ method, path }: { method: string; path: string }) {
  return (
    <a class="mono" href={operationAddress({ method, path })}>
      {method} {path}
    </a>
  );
}
