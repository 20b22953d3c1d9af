// The editor of YAML: a chunk of its own, beside the one of JSON.
import { yamlLanguage } from '@codemirror/lang-yaml';
import { type EditorOptions, type OpenEditor, openEditor } from './editor.js';

export const open = (options: Omit<EditorOptions, 'language'>): OpenEditor =>
  openEditor({ ...options, language: yamlLanguage });
