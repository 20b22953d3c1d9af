// How the editor looks: colours are those of the tokens, so that it follows the theme of the page.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const look = EditorView.theme({
  '&': { fontSize: 'var(--fs-12)', color: 'var(--text)', backgroundColor: 'var(--ground)', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', fontFeatureSettings: '"calt" 0' },
  '.cm-content': { caretColor: 'var(--text)', padding: '8px 0' },
  '.cm-line': { padding: '0 12px 0 8px' },
  '.cm-line::selection, .cm-line ::selection': { backgroundColor: 'var(--selected)' },
  '.cm-gutters': { backgroundColor: 'var(--ground)', color: 'var(--muted)', border: '0' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 8px 0 10px', minWidth: '36px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--hover) 60%, transparent)' },
  '&.cm-focused .cm-activeLineGutter': { color: 'var(--text)' },
  '.cm-line.cm-changed': { backgroundColor: 'var(--ok-tint)', boxShadow: 'inset 3px 0 0 var(--ok)' },
  '.cm-line.cm-of-form': { backgroundColor: 'var(--note-tint)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--note-tint)',
    color: 'var(--muted)',
    border: '0',
    padding: '0 6px',
  },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
  },
  '.cm-tooltip': { boxShadow: 'var(--shadow)', fontSize: 'var(--fs-12)', fontFamily: 'var(--sans)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '260px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 8px', color: 'var(--text)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--selected)',
    color: 'var(--text)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: 'var(--w-strong)' },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal', fontFamily: 'var(--sans)' },
  '.cm-tooltip.cm-completionInfo': { maxWidth: '360px', padding: '8px' },
  '.cm-diagnostic': { padding: '6px 10px', maxWidth: '480px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--bad)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--warn)',
    textUnderlineOffset: '3px',
  },
  '.cm-panels': { borderWidth: '0', borderRadius: '0', fontFamily: 'var(--sans)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--line-strong)' },
  '.cm-panel.cm-search': { padding: '8px 28px 8px 8px', fontSize: 'var(--fs-12)' },
  '.cm-panel.cm-search label': { fontSize: 'var(--fs-12)' },
  '.cm-textfield': {
    backgroundColor: 'var(--ground)',
    border: '1px solid var(--control)',
    borderRadius: 'var(--radius)',
    fontSize: 'var(--fs-12)',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--ground)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    fontSize: 'var(--fs-12)',
  },
  '.cm-panel.cm-search [name=close]': { color: 'var(--text)', fontSize: 'var(--fs-16)' },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-tint)', outline: '1px solid var(--warn)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--selected)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--selected)' },
});

const words = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--put)' },
  { tag: tags.string, color: 'var(--ok)' },
  { tag: tags.number, color: 'var(--accent)' },
  { tag: [tags.bool, tags.null, tags.keyword], color: 'var(--warn)' },
  { tag: [tags.comment, tags.punctuation, tags.separator, tags.meta], color: 'var(--muted)' },
]);

export const theme: Extension = [look, syntaxHighlighting(words)];
