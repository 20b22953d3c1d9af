// The draft as text: whole, or beside the form of one entry.
import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { DraftIssue, EndpointEntry } from '../../contract/draft.js';
import { Icon } from '../../ui/icons.js';
import { Band } from '../../ui/parts/parts.js';
import { check, difference, isChanged, redo, source, text, undo, write } from '../draft/draft.js';
import { fields } from '../draft/schema.js';
import { CodeEditor } from '../editor/code-editor.js';
import type { Mark } from '../editor/editor.js';
import { Said } from '../notices/said.js';
import { run } from '../shell/shortcuts.js';
import { t } from '../state/language.js';
import { completeYaml } from './yaml-completion.js';

/** Where the cursor is to be put. */
export const goTo = signal<{ line: number; column: number } | undefined>(undefined);

const KEYS = {
  'Mod-z': undo,
  'Mod-y': redo,
  'Mod-Shift-z': redo,
  'Mod-s': () => {
    run('save');
  },
};

export function DraftText({ entry, rows }: { entry?: EndpointEntry | undefined; rows: number }) {
  const { answer } = check.value;
  const marks = useMemo(
    () =>
      [
        ...(answer?.issues ?? []).map(markOf('error')),
        ...(answer?.warnings ?? []).map(markOf('warning')),
      ].flat(),
    [answer],
  );
  const found = difference.value;
  const changed = useMemo(
    () =>
      (found?.lines ?? []).flatMap(({ kind, after }) =>
        kind === 'added' && after !== undefined ? [after] : [],
      ),
    [found],
  );
  const ofForm = useMemo(
    () => (entry ? Array.from({ length: entry.lastLine - entry.line + 1 }, (_, at) => entry.line + at) : []),
    [entry?.line, entry?.lastLine],
  );
  return (
    <CodeEditor
      label={t.value.source.textOf(source.value.answer?.file.split(/[/\\]/).at(-1) ?? '')}
      language="yaml"
      text={text.value}
      change={(typed) => write(typed, 'text')}
      rows={rows}
      marks={marks}
      changed={isChanged.value ? changed : NONE}
      ofForm={ofForm}
      goTo={goTo.value}
      keys={KEYS}
      complete={completeYaml(() => fields.peek().answer)}
    />
  );
}

const NONE: readonly number[] = [];

const markOf =
  (severity: Mark['severity']) =>
  ({ line, column = 1, message }: DraftIssue): Mark[] =>
    line === undefined ? [] : [{ line, column, severity, message }];

/** The tab YAML: the whole text, and what is wrong with it. */
export function WholeText() {
  const words = t.value.source;
  const { issues = [], warnings = [] } = check.value.answer ?? {};
  return (
    <div class="whole-text">
      <DraftText rows={30} />
      <section class="found" aria-label={words.problemsTitle}>
        {issues.length + warnings.length === 0 && (
          <Band tone="ok" icon="check">
            {words.nothingWrong}
          </Band>
        )}
        <ul>
          {[...issues, ...warnings].map((issue, place) => (
            <li key={issue.where + issue.message}>
              <span class={place < issues.length ? 'bad' : 'warn'}>
                <Icon name="alert" small />
              </span>
              <span>
                {issue.line === undefined ? (
                  <code>{issue.key ?? issue.where}</code>
                ) : (
                  <button
                    type="button"
                    class="linklike mono"
                    onClick={() => {
                      goTo.value = { line: issue.line ?? 1, column: issue.column ?? 1 };
                    }}
                  >
                    {words.line(String(issue.line))}
                  </button>
                )}{' '}
                <Said code={issue.code} message={issue.message} />
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
