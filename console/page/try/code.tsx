// The call as a curl line or as a script; secrets are read from the environment.
import { signal } from '@preact/signals';
import type { CallDraft } from '../../contract/call.js';
import { CodeBox } from '../shell/code-box.js';
import { CopyButton } from '../shell/copy-button.js';
import { t } from '../state/language.js';
import { stored } from '../state/stored.js';

const LANGUAGES = ['node', 'python', 'php'] as const;
type CodeLanguage = (typeof LANGUAGES)[number];

const kept = stored('code');
const chosen = signal<CodeLanguage>(LANGUAGES.find((each) => each === kept) ?? 'node');

export function Code({ code, curl }: { code: CallDraft['code']; curl: boolean }) {
  const { languages, language, script } = t.value.try;
  const text = code[curl ? 'curl' : chosen.value];
  return (
    <div class="script">
      <div class="row">
        {!curl && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen
          <div class="seg" role="group" aria-label={language}>
            {LANGUAGES.map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={chosen.value === each}
                onClick={() => {
                  stored('code', each);
                  chosen.value = each;
                }}
              >
                {languages[each]}
              </button>
            ))}
          </div>
        )}
        <span class="grow" />
        <CopyButton text={() => text} label={t.value.copy} />
      </div>
      <CodeBox class="whole" label={script}>
        {text}
      </CodeBox>
    </div>
  );
}
