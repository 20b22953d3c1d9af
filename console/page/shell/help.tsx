// Help: keys, language, theme, version.

import { chooseLanguage, chooseTheme, language, t, theme } from '../state/language.js';
import { session } from '../state/session.js';
import { Dialog } from './dialog.js';
import { DocumentsAge } from './documents-age.js';
import { letters, SHORTCUTS, type Shortcut, switchLetters } from './shortcuts.js';
import { Switch } from './switch.js';

export function Help() {
  const { help, themes } = t.value;
  return (
    <div class="page">
      <h2>{help.title}</h2>
      <section aria-labelledby="h-language">
        <h3 id="h-language">{help.language}</h3>
        <Switch
          languages
          label={help.language}
          choices={[
            ['en', 'English'],
            ['fr', 'Français'],
          ]}
          chosen={language.value}
          choose={(chosen) => void chooseLanguage(chosen)}
        />
      </section>
      <section aria-labelledby="h-theme">
        <h3 id="h-theme">{help.theme}</h3>
        <Switch
          label={help.theme}
          choices={[
            ['system', themes.system],
            ['light', themes.light],
            ['dark', themes.dark],
          ]}
          chosen={theme.value}
          choose={chooseTheme}
        />
      </section>
      <section aria-labelledby="h-keys">
        <h3 id="h-keys">{help.keys}</h3>
        <KeyTable />
      </section>
      <section aria-labelledby="h-about">
        <h3 id="h-about">{help.about}</h3>
        <p>{help.version(session.value.answer?.version ?? '')}</p>
        <p>{help.local}</p>
        <DocumentsAge />
        <p>
          {help.command} <code>source-ovhcloud api --help</code>
        </p>
      </section>
    </div>
  );
}

export function KeysDialog({ close }: { close: () => void }) {
  return (
    <Dialog title={t.value.help.keys} close={close}>
      <KeyTable />
    </Dialog>
  );
}

function KeyTable() {
  const { help } = t.value;
  return (
    <>
      <table class="keytable">
        <tbody>
          {(Object.entries(SHORTCUTS) as [Shortcut, string][]).map(([name, keys]) => (
            <tr key={name}>
              <th scope="row">{help.names[name]}</th>
              <td>
                {keys.split(' ').map((key) => (
                  <span key={key}>
                    <kbd>{key}</kbd>{' '}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <label class="check">
        <input
          type="checkbox"
          checked={letters.value}
          onChange={({ currentTarget }) => switchLetters(currentTarget.checked)}
        />
        {help.letters}
      </label>
    </>
  );
}
