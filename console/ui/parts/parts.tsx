// Small parts that every page is made of: chips, bands, figures, sections, and the cells of tables.
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icons.js';

/** A state: icon and word, with its colour. */
export type Tone = 'ok' | 'warn' | 'bad' | 'run' | 'plain';

export function Chip({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ComponentChildren }) {
  return (
    <span class={tone === 'plain' ? 'chip' : `chip ${tone}`}>
      {icon && <Icon name={icon} small />}
      {children}
    </span>
  );
}

/** What is partial, wrong or worth knowing. */
export function Band({ tone, icon, children }: { tone: Tone; icon: IconName; children: ComponentChildren }) {
  const className = { ok: 'band okb', warn: 'band warn', bad: 'band bad', run: 'band', plain: 'band' }[tone];
  return (
    <div class={className}>
      <Icon name={icon} />
      <div class="grow">{children}</div>
    </div>
  );
}

export interface Figure {
  label: string;
  value: string;
  tone?: Tone;
  note?: string;
}

/** Figures in a line, parted by hairlines. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <dl class="figs">
      {figures.map(({ label, value, tone, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd class={tone}>
            {value} {note !== undefined && <span class="d">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A section of a page with its heading. `id` is the target of links. */
export function Section(props: { id: string; title: string; about?: string; children: ComponentChildren }) {
  const { id, title, about, children } = props;
  return (
    <section id={id} aria-labelledby={`h-${id}`}>
      <h2 id={`h-${id}`}>
        {title} {about !== undefined && <small>{about}</small>}
      </h2>
      {children}
    </section>
  );
}

/** A figure in a table. `k`: its column, where the table becomes records on narrow screens. */
export function Num(props: { children: ComponentChildren; class?: string; k?: string }) {
  return (
    <td class={props.class === undefined ? 'n' : `n ${props.class}`} data-k={props.k}>
      {typeof props.children === 'string' ? <Digits text={props.children} /> : props.children}
    </td>
  );
}

/** All digits of a number; those below the cent are muted. */
function Digits({ text }: { text: string }) {
  const [, cents, rest] = /^(.*\d[.,]\d\d)(\d+)$/.exec(text) ?? [];
  if (rest === undefined) return <>{text}</>;
  return (
    <>
      {cents}
      <small class="tail">{rest}</small>
    </>
  );
}

/** Head of a column of figures. */
export function NumHead(props: { children: ComponentChildren; class?: string }) {
  return (
    <th scope="col" class={props.class === undefined ? 'n' : `n ${props.class}`}>
      {props.children}
    </th>
  );
}

export function Head(props: { children: ComponentChildren; class?: string }) {
  return (
    <th scope="col" class={props.class}>
      {props.children}
    </th>
  );
}

/** A word in place of a value that is not known. */
export function Unknown({ children }: { children: ComponentChildren }) {
  return <span class="muted">{children}</span>;
}

/** Scrolls sideways by itself where the screen is too narrow, also by keyboard. Every table that does not become a list stands in one. */
export function Wide({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no landmark, since a page has many, and no fieldset
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div class="tw" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
