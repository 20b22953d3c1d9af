// A box of code or data that scrolls by itself, also by keyboard.
import type { ComponentChildren, Ref } from 'preact';

interface CodeBoxProps {
  label: string;
  class?: string;
  box?: Ref<HTMLElement>;
  children: ComponentChildren;
}

export function CodeBox({ label, class: more = '', box, children }: CodeBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class={`code ${more}`} ref={box} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
