// A dialog over the page: the browser's own, which keeps the focus inside and gives it back.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../../ui/icons.js';
import { t } from '../state/language.js';

interface DialogProps {
  title: string;
  close: () => void;
  children: ComponentChildren;
  /** A palette shows no head. */
  bare?: boolean;
  wide?: boolean;
}

export function Dialog({ title, close, children, bare = false, wide = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  // Before the page is painted: keys that are pressed meanwhile are its own.
  useLayoutEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    if (!dialog?.open) dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={`dialog${wide ? ' wide' : ''}${bare ? ' bare' : ''}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onMouseDown={(event) => {
        if (event.target === element.current) close();
      }}
    >
      {!bare && (
        <div class="row head">
          <h2 class="grow">{title}</h2>
          <button type="button" class="btn quiet icon" aria-label={t.value.close} onClick={close}>
            <Icon name="close" />
          </button>
        </div>
      )}
      {children}
    </dialog>
  );
}
