// Why a run is not complete, its warnings, and what is new about the data; each with what can be done.
import type { DriftLine } from '../../contract/history.js';
import type { Note } from '../../contract/run.js';
import { Icon } from '../../ui/icons.js';
import { Said } from '../notices/said.js';
import { t } from '../state/language.js';

/** The keys are the reason, and a page has what can be done. */
const KEYS = new Set([
  'consumer-key-refused',
  'token-refused',
  'signature-refused',
  'application-unknown',
  'credentials-missing',
]);

interface NotesProps {
  title: string;
  notes: readonly Note[];
  tone: 'bad' | 'warn';
  link: (object: string) => string;
}

export function Notes({ title, notes, tone, link }: NotesProps) {
  if (notes.length === 0) return null;
  return (
    <section class="pane" aria-label={title}>
      <header>
        <h3 class="grow">{title}</h3>
      </header>
      <ul class="need">
        {notes.map(({ code, source, count, message }) => (
          <li key={`${code} ${source} ${message}`}>
            <span class={`chip ${tone}`}>
              <Icon name="alert" small />
              {code}
            </span>
            <div>
              {source !== undefined && (
                <a class="id" href={link(source)}>
                  {source}
                </a>
              )}
              <p>
                <Said code={code} message={message} count={count} />
              </p>
            </div>
            {KEYS.has(code) && (
              <a class="btn" href="/access">
                <Icon name="key" small />
                {t.value.runs.run.getKeys}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Drift({ drift }: { drift: readonly DriftLine[] }) {
  const { run: words } = t.value.runs;
  if (drift.length === 0) return null;
  return (
    <section class="pane" aria-label={words.drift}>
      <header>
        <h3 class="grow">{words.drift}</h3>
      </header>
      <ul class="evt">
        {drift.map(({ kind, text }) => (
          <li key={text} class="one">
            <span class="tag">{kind}</span> {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
