// The connections of a configuration: one is chosen, and what the API said of each.
import type { SessionAccount } from '../../contract/source.js';
import { Wide } from '../../ui/parts/parts.js';
import { f, t } from '../state/language.js';
import { accountOf, chooseConnection, connection, loadAccount } from '../state/session.js';
import { KeyState } from './key-state.js';

export function Connections({ accounts }: { accounts: readonly SessionAccount[] }) {
  const { access } = t.value;
  const askable = accounts.filter(({ credentials }) => credentials.isComplete);
  const askAll = async () => {
    // One after another: they share a budget with nobody, and the table fills from above.
    for (const each of askable) await loadAccount(each.connection);
  };
  return (
    <section aria-labelledby="h-connections">
      <h3 id="h-connections">
        {access.connections} <small class="muted">{f.value.count(accounts.length)}</small>
      </h3>
      <Wide label={access.connections}>
        <table class="connections">
          <thead>
            <tr>
              <th scope="col">{access.connection}</th>
              <th scope="col">{access.region}</th>
              <th scope="col">{access.kind}</th>
              <th scope="col">{access.account}</th>
              <th scope="col">{access.validity}</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map(({ connection: name = '', region, credentials }) => (
              <tr key={name} class={name === connection.value ? 'sel' : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    class="linklike mono"
                    aria-pressed={name === connection.value}
                    onClick={() => chooseConnection(name)}
                  >
                    {name}
                  </button>
                </th>
                <td class="mono">{region}</td>
                <td>{access.short[credentials.kind]}</td>
                <td class="mono">{accountOf(name).answer?.account ?? '–'}</td>
                <td>
                  <KeyState answer={accountOf(name).answer} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {askable.length > 0 && (
        <p class="row">
          <button type="button" class="btn" onClick={() => void askAll()}>
            {access.askAll(f.value.count(askable.length))}
          </button>
          <span class="muted small">{access.askingAll(f.value.count(askable.length * 3))}</span>
        </p>
      )}
    </section>
  );
}
