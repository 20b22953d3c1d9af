// Copies a text, and says so.
import { useState } from 'preact/hooks';
import { Icon } from '../../ui/icons.js';
import { t } from '../state/language.js';
import { announce } from './announcer.js';

interface CopyProps {
  /** Made when it is asked for. */
  text: () => string;
  label: string;
  /** Whether the label is shown, or only said. */
  shown?: boolean;
}

export function CopyButton({ text, label, shown = false }: CopyProps) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await copyText(text());
    setDone(true);
    announce(t.value.copied);
    setTimeout(() => setDone(false), 1500);
  };
  return (
    <button
      type="button"
      class={shown ? 'btn quiet' : 'btn quiet icon'}
      aria-label={label}
      title={label}
      onClick={copy}
    >
      <Icon name={done ? 'check' : 'copy'} />
      {shown && <span class="no-m">{done ? t.value.copied : label}</span>}
    </button>
  );
}

/** Where the browser has no clipboard for this address, the old way. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    (document.querySelector('dialog[open]') ?? document.body).append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
}
