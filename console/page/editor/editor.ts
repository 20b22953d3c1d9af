// The editor of text: CodeMirror with the words, the look and the keys of this page. Loaded when first needed.
import {
  autocompletion,
  type CompletionSource,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { indentWithTab, moveLineDown, moveLineUp, standardKeymap, toggleComment } from '@codemirror/commands';
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from '@codemirror/language';
import { type Diagnostic, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  type KeyBinding,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { Language } from '../../ui/formats.js';
import { styleNonce } from '../state/boot.js';
import { PHRASES } from './phrases.js';
import { theme } from './theme.js';
import { typing } from './typing.js';

export interface EditorOptions {
  parent: HTMLElement;
  text: string;
  label: string;
  /** Id of the element that says how to leave it. */
  describedBy: string;
  language: Extension;
  /** Of what CodeMirror says by itself. */
  words: Language;
  readOnly?: boolean;
  /** A person changed the text. */
  changed?: (text: string) => void;
  /** Keys of the page that come before those of the editor. */
  keys?: Record<string, () => void>;
  complete?: CompletionSource;
}

export type { CompletionSource };

/** From 1, as people count. */
export interface Mark {
  line: number;
  column: number;
  /** Where it ends; absent: at the end of the word or line. */
  endLine?: number;
  endColumn?: number;
  severity: 'error' | 'warning';
  message: string;
}

export interface OpenEditor {
  /** Another text from outside: what is the same stays, so that the cursor does not move. */
  show(text: string): void;
  mark(marks: readonly Mark[]): void;
  /** Lines that differ from the file, and those of the form beside it. */
  tint(changed: readonly number[], ofForm: readonly number[]): void;
  /** Scrolls a line into view. */
  reveal(line: number): void;
  /** Puts the cursor there. */
  goTo(line: number, column: number): void;
  close(): void;
}

/** Marks a change that did not come from the person in front of the editor. */
const fromOutside = Annotation.define<true>();

const setTints = StateEffect.define<DecorationSet>();
const tints = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let next = value.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setTints)) next = effect.value;
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function openEditor(options: EditorOptions): OpenEditor {
  const view = new EditorView({ parent: options.parent, state: stateOf(options) });
  return {
    show: (text) => replaceText(view, text),
    mark: (marks) => {
      const { doc } = view.state;
      view.dispatch(
        setDiagnostics(
          view.state,
          marks.map((mark) => diagnosticOf(doc, mark)),
        ),
      );
    },
    tint: (changed, ofForm) => view.dispatch({ effects: setTints.of(tintsOf(view, changed, ofForm)) }),
    reveal: (line) => {
      if (line <= view.state.doc.lines)
        view.dispatch({
          effects: EditorView.scrollIntoView(view.state.doc.line(line).from, { y: 'center' }),
        });
    },
    goTo: (line, column) => {
      const { from, to } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: Math.min(to, from + column - 1) }, scrollIntoView: true });
      view.focus();
    },
    close: () => view.destroy(),
  };
}

function stateOf(options: EditorOptions): EditorState {
  const {
    text,
    label,
    describedBy,
    language,
    words,
    readOnly = false,
    changed,
    complete,
    keys = {},
  } = options;
  const own: KeyBinding[] = Object.entries(keys).map(([key, run]) => ({
    key,
    preventDefault: true,
    run: () => {
      run();
      return true;
    },
  }));
  return EditorState.create({
    doc: text,
    extensions: [
      EditorView.cspNonce.of(styleNonce()),
      EditorState.phrases.of(PHRASES[words]),
      EditorView.contentAttributes.of({
        'aria-label': label,
        'aria-describedby': describedBy,
        tabindex: '0',
      }),
      EditorState.readOnly.of(readOnly),
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      codeFolding(),
      foldGutter(),
      tints,
      indentUnit.of('  '),
      EditorState.tabSize.of(2),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      search(),
      autocompletion(complete ? { override: [complete], icons: false } : { icons: false }),
      keymap.of([
        ...own,
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...searchKeymap,
        ...foldKeymap,
        ...lintKeymap,
        { key: 'Mod-/', run: toggleComment },
        { key: 'Alt-ArrowUp', run: moveLineUp },
        { key: 'Alt-ArrowDown', run: moveLineDown },
        ...standardKeymap,
        indentWithTab,
      ]),
      language,
      EditorView.updateListener.of(({ docChanged, transactions, state }) => {
        if (docChanged && !transactions.some((each) => each.annotation(fromOutside)))
          changed?.(state.doc.toString());
      }),
      typing,
      theme,
    ],
  });
}

/** Only what differs is replaced. */
function replaceText(view: EditorView, text: string): void {
  const old = view.state.doc.toString();
  if (old === text) return;
  let from = 0;
  while (from < old.length && from < text.length && old[from] === text[from]) from++;
  let end = 0;
  while (
    end < old.length - from &&
    end < text.length - from &&
    old[old.length - 1 - end] === text[text.length - 1 - end]
  )
    end++;
  view.dispatch({
    changes: { from, to: old.length - end, insert: text.slice(from, text.length - end) },
    annotations: fromOutside.of(true),
  });
}

function diagnosticOf(doc: EditorState['doc'], mark: Mark): Diagnostic {
  const place = (line: number, column: number): number => {
    const { from, to } = doc.line(Math.min(Math.max(1, line), doc.lines));
    return Math.min(to, from + Math.max(1, column) - 1);
  };
  const from = place(mark.line, mark.column);
  const line = doc.lineAt(from);
  const word = /^[\w./{}$-]+/.exec(line.text.slice(from - line.from))?.[0].length ?? 0;
  const to =
    mark.endLine === undefined
      ? Math.max(from, from + word)
      : place(mark.endLine, mark.endColumn ?? Number.MAX_SAFE_INTEGER);
  const { severity, message } = mark;
  return { from, to: Math.max(from, to), severity, message };
}

const CHANGED = Decoration.line({ class: 'cm-changed' });
const OF_FORM = Decoration.line({ class: 'cm-of-form' });

function tintsOf(
  { state }: EditorView,
  changed: readonly number[],
  ofForm: readonly number[],
): DecorationSet {
  const lines = new Map([
    ...ofForm.map((line) => [line, OF_FORM] as const),
    ...changed.map((line) => [line, CHANGED] as const),
  ]);
  const ranges = [...lines]
    .filter(([line]) => line >= 1 && line <= state.doc.lines)
    .map(([line, decoration]) => decoration.range(state.doc.line(line).from));
  return Decoration.set(ranges, true);
}
