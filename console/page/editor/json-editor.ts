// The editor of JSON: a chunk of its own, beside the one of YAML. It marks what is no JSON.
import { history, historyKeymap } from '@codemirror/commands';
import { jsonLanguage, jsonParseLinter } from '@codemirror/lang-json';
import { linter } from '@codemirror/lint';
import { keymap } from '@codemirror/view';
import { type EditorOptions, type OpenEditor, openEditor } from './editor.js';

const parse = jsonParseLinter();

export const open = (options: Omit<EditorOptions, 'language'>): OpenEditor =>
  openEditor({
    ...options,
    language: [
      jsonLanguage,
      history(),
      keymap.of(historyKeymap),
      linter((view) => (view.state.doc.toString().trim() === '' ? [] : parse(view))),
    ],
  });
