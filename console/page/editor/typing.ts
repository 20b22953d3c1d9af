// What is typed becomes a change of the text before the browser edits the page: its own editing keeps the look of what it
// replaces as style attributes, which the policy of this page forbids. Composed text (accents, other scripts) is left to it.
import { EditorView } from '@codemirror/view';

const TYPED = new Set(['insertText', 'insertReplacementText']);
const DELETED = new Set(['deleteContentBackward', 'deleteContentForward', 'deleteByCut', 'deleteByDrag']);

export const typing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const isTyped = TYPED.has(event.inputType);
    if (event.isComposing || !event.cancelable || view.state.readOnly) return false;
    if (!isTyped && !DELETED.has(event.inputType)) return false;
    const insert = isTyped ? (event.data ?? event.dataTransfer?.getData('text/plain') ?? '') : '';
    const { from, to } = selected(view);
    // Nothing chosen: keys that delete are commands already.
    if (isTyped ? insert === '' : from === to) return false;
    event.preventDefault();
    const change = () =>
      view.state.update({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        scrollIntoView: true,
        userEvent: isTyped ? 'input.type' : 'delete',
      });
    // Such as a bracket that brings its partner.
    const isDone =
      isTyped &&
      view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, insert, change));
    if (!isDone) view.dispatch(change());
    return true;
  },
});

/** As the browser has it, which is newer; as the editor has it where the ends of a long text are not drawn. */
function selected(view: EditorView): { from: number; to: number } {
  const { state, viewport, root, contentDOM } = view;
  const known = state.selection.main;
  const found = (root as Document).getSelection();
  const isDrawn = known.from >= viewport.from && known.to <= viewport.to;
  if (!isDrawn || !found?.rangeCount || !contentDOM.contains(found.anchorNode)) return known;
  const range = found.getRangeAt(0);
  return {
    from: view.posAtDOM(range.startContainer, range.startOffset),
    to: view.posAtDOM(range.endContainer, range.endOffset),
  };
}
