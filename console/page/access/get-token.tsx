// GET TOKEN: the rights of a new key are chosen, reading alone unless unlocked; then OVHcloud's page makes all three keys, or
// a consumer key is requested for the application key that is there.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RightsAnswer } from '../../contract/access.js';
import type { SessionAccount } from '../../contract/source.js';
import { Band } from '../../ui/parts/parts.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { type Asked, notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { accountOf, ofConnection } from '../state/session.js';
import { ConsumerKey } from './consumer-key.js';
import { KeyState } from './key-state.js';
import { METHODS, onlyReading, rulesOf, textOf, withRules } from './rules.js';

/** Rules, one a line. `configuration`: those that the endpoints need. */
const PRESETS = {
  configuration: '',
  read: 'GET /*',
  billing: 'GET /me\nGET /me/*\nGET /cloud/project\nGET /cloud/project/*\nGET /services\nGET /services/*',
  all: METHODS.map((method) => `${method} /*`).join('\n'),
};

type Preset = keyof typeof PRESETS;

const rights = notAsked<RightsAnswer>();
const written = signal('');
/** Locked: no rule that changes something. */
const locked = signal(true);

export const loadRights = (own: SessionAccount | undefined): Promise<void> =>
  put(rights, () => ask('GET /api/rights', ofConnection(own?.connection)), { keep: false });

/** The rights that the configuration needs. */
export const neededRights = (): Asked<RightsAnswer> => rights.value;

export function GetToken({ own }: { own: SessionAccount | undefined }) {
  const { access } = t.value;
  useEffect(() => void loadRights(own), [own?.connection]);
  const { answer, error } = rights.value;
  return (
    <section aria-labelledby="h-get">
      <h3 id="h-get">{access.get}</h3>
      <p>{access.getHow}</p>
      {error && <Problem error={error} again={() => void loadRights(own)} />}
      {!answer && !error && <Waiting lines={5} />}
      {answer && <Chosen own={own} needed={answer} />}
    </section>
  );
}

function Chosen({ own, needed }: { own: SessionAccount | undefined; needed: RightsAnswer }) {
  const { access } = t.value;
  const found = rulesOf(written.value);
  const all = found.rules.length > 0 ? found.rules : needed.rules;
  const rules = locked.value ? onlyReading(all) : all;
  const left = all.length - rules.length;
  return (
    <>
      <Presets />
      <label class="check">
        <input
          type="checkbox"
          checked={locked.value}
          onChange={({ currentTarget }) => {
            locked.value = currentTarget.checked;
          }}
        />
        {access.readOnly}
      </label>
      <label class="of-rules">
        <span class="muted small">{access.rules}</span>
        <textarea
          class="in rules"
          rows={Math.min(16, Math.max(4, (written.value || textOf(needed.rules)).split('\n').length + 1))}
          spellcheck={false}
          placeholder={textOf(needed.rules)}
          value={written.value}
          onInput={({ currentTarget }) => {
            written.value = currentTarget.value;
          }}
        />
      </label>
      {(left > 0 || found.wrong.length > 0) && (
        <Band tone="warn" icon="alert">
          {left > 0 && <p>{access.leftOut(f.value.count(left))}</p>}
          {found.wrong.length > 0 && <p>{access.noRule(found.wrong.join(' · '))}</p>}
        </Band>
      )}
      <dl class="kv">
        <dt>{access.validity}</dt>
        <dd>
          {access.validityNow} <KeyState answer={accountOf(own?.connection).answer} />
          <br />
          {access.validityNew}
        </dd>
      </dl>
      <div class="two-ways">
        <div>
          <h4>{access.threeKeys}</h4>
          <p class="muted small">{access.threeKeysHow}</p>
          <p>
            <a
              class="btn"
              href={withRules(needed.createTokenLink, rules)}
              target="_blank"
              rel="noreferrer"
              aria-disabled={rules.length === 0}
            >
              {access.createToken}
            </a>
          </p>
        </div>
        <ConsumerKey own={own} rules={rules} createTokenLink={needed.createTokenLink} />
      </div>
      <p class="muted small">{access.secrets}</p>
    </>
  );
}

function Presets() {
  const { access } = t.value;
  const isChosen = (name: Preset) => PRESETS[name] === written.value;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen
    <div class="row wrap" role="group" aria-label={access.rights}>
      {(Object.keys(PRESETS) as Preset[]).map((name) => (
        <button
          key={name}
          type="button"
          class="btn"
          aria-pressed={isChosen(name)}
          disabled={name === 'all' && locked.value}
          onClick={() => {
            written.value = PRESETS[name];
          }}
        >
          {access.presets[name]}
        </button>
      ))}
    </div>
  );
}
