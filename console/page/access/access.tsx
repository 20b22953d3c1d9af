// Access: whose keys these are, what they may do and until when, where each value comes from, and how to get others.
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { t } from '../state/language.js';
import { accounts, loadSession, ownAccount, session } from '../state/session.js';
import { Account } from './account.js';
import { Connections } from './connections.js';
import { GetToken } from './get-token.js';
import { ServiceAccount } from './service-account.js';
import { Values } from './values.js';

export function Access() {
  const { answer, error } = session.value;
  const own = ownAccount.value;
  return (
    <div class="page access">
      <h2>{t.value.access.title}</h2>
      {error && <Problem error={error} again={() => void loadSession()} />}
      {!answer && !error && <Waiting lines={6} />}
      {answer && (
        <>
          {accounts.value.length > 1 && <Connections accounts={accounts.value} />}
          <Values session={answer} own={own} />
          {/* Another connection has its own questions. */}
          <Account key={own?.connection} own={own} />
          <GetToken key={`token ${own?.connection}`} own={own} />
          <ServiceAccount own={own} />
        </>
      )}
    </div>
  );
}
