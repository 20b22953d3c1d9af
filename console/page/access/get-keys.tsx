// How to get keys: a chooser of rights that makes OVHcloud's page with them, and the command that does the same.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { CopyButton } from '../shell/copy-button.js';
import { t } from '../state/language.js';
import { account, loadAccount, session } from '../state/session.js';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** Rules, one a line. `configuration`: those that the endpoints need, as the server made the link. */
const PRESETS = {
  configuration: '',
  read: 'GET /*',
  billing: 'GET /me\nGET /me/*\nGET /cloud/project\nGET /cloud/project/*\nGET /services\nGET /services/*',
  all: METHODS.map((method) => `${method} /*`).join('\n'),
};

type Preset = keyof typeof PRESETS;

const rules = signal('');

export function GetKeys() {
  const { access } = t.value;
  const link = account.value.answer?.createTokenLink;
  const noKeys = session.value.answer?.credentials.kind === 'none';
  useEffect(() => {
    // Without keys nothing is called, and the answer is the link.
    if (noKeys && account.peek().state === 'none') void loadAccount();
  }, [noKeys]);
  const chosen = (Object.keys(PRESETS) as Preset[]).find((name) => PRESETS[name] === rules.value);
  return (
    <section aria-labelledby="h-get">
      <h3 id="h-get">{access.get}</h3>
      <p>{access.getHow}</p>
      {link && (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen */}
          <div class="row wrap" role="group" aria-label={access.rights}>
            {(Object.keys(PRESETS) as Preset[]).map((name) => (
              <button
                key={name}
                type="button"
                class="btn"
                aria-pressed={chosen === name}
                onClick={() => {
                  rules.value = PRESETS[name];
                }}
              >
                {access.presets[name]}
              </button>
            ))}
          </div>
          <label>
            <span class="muted small">{access.rules}</span>
            <textarea
              class="in rules"
              rows={Math.max(3, rules.value.split('\n').length + 1)}
              spellcheck={false}
              placeholder={rulesOf(link).join('\n')}
              value={rules.value}
              onInput={({ currentTarget }) => {
                rules.value = currentTarget.value;
              }}
            />
          </label>
          <p>
            <a class="btn primary" href={withRules(link, rules.value)} target="_blank" rel="noreferrer">
              {access.createToken}
            </a>
          </p>
          <p class="muted small">{access.validity}</p>
        </>
      )}
      <p>{access.byCommand}</p>
      <p class="row command">
        <code class="addr grow">source-ovhcloud login</code>
        <CopyButton text={() => 'source-ovhcloud login'} label={`${t.value.copy}: source-ovhcloud login`} />
      </p>
      <p class="muted small">{access.secrets}</p>
    </section>
  );
}

/** `GET /me/*` of each rule in a link. */
function rulesOf(link: string): string[] {
  return [...new URL(link).searchParams]
    .filter(([name]) => METHODS.includes(name))
    .map(([method, path]) => `${method} ${path}`);
}

/** The same page with other rules; none: those that it has. A line that is no rule is left out. */
function withRules(link: string, text: string): string {
  const written = text.split('\n').flatMap((line) => {
    const [, method = '', path] = /^\s*([a-z]+)\s+(\/\S*)\s*$/i.exec(line) ?? [];
    return path !== undefined && METHODS.includes(method.toUpperCase()) ? [[method.toUpperCase(), path]] : [];
  });
  if (written.length === 0) return link;
  const url = new URL(link);
  for (const method of METHODS) url.searchParams.delete(method);
  const others = [...url.searchParams].map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const asked = written.map(([method, path]) => `${method}=${path?.replace(/[&#%+?]/g, encodeURIComponent)}`);
  return `${url.origin}${url.pathname}?${[...others, ...asked].join('&')}`;
}
