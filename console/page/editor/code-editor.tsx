// A field for a text of several lines: a plain one at once, the editor in its place when it is loaded.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { t, language as words } from '../state/language.js';
import type { CompletionSource, Mark, OpenEditor } from './editor.js';

interface CodeEditorProps {
  label: string;
  language: 'yaml' | 'json';
  text: string;
  change: (text: string) => void;
  /** Lines of the plain field. */
  rows: number;
  readOnly?: boolean;
  marks?: readonly Mark[];
  /** Lines that differ from the file. */
  changed?: readonly number[];
  /** Lines of the form beside it; the first one is scrolled into view. */
  ofForm?: readonly number[];
  /** Another object puts the cursor there. */
  goTo?: { line: number; column: number } | undefined;
  /** Keys of the page that come before those of the editor. */
  keys?: Record<string, () => void>;
  complete?: CompletionSource;
}

const LOAD = {
  yaml: async () => (await import('./yaml-editor.js')).open,
  json: async () => (await import('./json-editor.js')).open,
};

const NONE: readonly never[] = [];

export function CodeEditor(props: CodeEditorProps) {
  const { label, language, text, change, rows, readOnly = false, keys, complete } = props;
  const { marks = NONE, changed = NONE, ofForm = NONE, goTo } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<OpenEditor | undefined>(undefined);
  const [isOpen, setOpen] = useState(false);
  /** Loaded, but a person is still typing into the plain field. */
  const [open, setLoaded] = useState<Awaited<ReturnType<(typeof LOAD)['yaml']>>>();
  /** Texts that a person typed, and that did not come back yet. */
  const typed = useRef<string[]>([]);
  const newest = useRef(props);
  newest.current = props;

  useEffect(() => {
    let isHere = true;
    LOAD[language]().then(
      (loaded) => isHere && setLoaded(() => loaded),
      () => undefined, // The plain field stays.
    );
    return () => {
      isHere = false;
      editor.current?.close();
    };
  }, []);

  const swap = () => {
    if (!open || !box.current || editor.current) return;
    editor.current = open({
      parent: box.current,
      text: newest.current.text,
      label,
      describedBy: `${id}-leave`,
      words: words.peek(),
      readOnly,
      changed: (next) => {
        typed.current.push(next);
        newest.current.change(next);
      },
      ...(keys && { keys }),
      ...(complete && { complete }),
    });
    setOpen(true);
  };
  useEffect(() => {
    if (plain.current !== document.activeElement) swap();
  }, [open]);

  useEffect(() => {
    // What was typed comes back by and by: the editor is ahead of it.
    const place = typed.current.lastIndexOf(text);
    typed.current = typed.current.slice(place + 1);
    if (place < 0) editor.current?.show(text);
  }, [text, isOpen]);
  useEffect(() => editor.current?.mark(marks), [marks, isOpen]);
  useEffect(() => editor.current?.tint(changed, ofForm), [changed, ofForm, isOpen]);
  useEffect(() => {
    if (ofForm[0] !== undefined) editor.current?.reveal(ofForm[0]);
  }, [ofForm[0], isOpen]);
  useEffect(() => {
    if (goTo) editor.current?.goTo(goTo.line, goTo.column);
  }, [goTo, isOpen]);

  return (
    <div class="editor">
      <div class="editor-box" ref={box}>
        {!isOpen && (
          <textarea
            ref={plain}
            class="in mono"
            rows={rows}
            spellcheck={false}
            autocomplete="off"
            readOnly={readOnly}
            aria-label={label}
            value={text}
            onInput={({ currentTarget }) => change(currentTarget.value)}
            onBlur={swap}
          />
        )}
      </div>
      <p class="muted small leave" id={`${id}-leave`}>
        {isOpen && t.value.editor.leave}
      </p>
    </div>
  );
}
