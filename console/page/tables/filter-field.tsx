// The filter under the head of a column: typed in place, applied by Enter or by leaving the field.
import { useEffect, useState } from 'preact/hooks';
import type { TableColumn } from '../../contract/tables.js';
import { t } from '../state/language.js';
import { setView, where } from './address.js';
import { filterTyped, typedFilter, usualOperator } from './typed-filter.js';

export function FilterField({ column: { name, type } }: { column: TableColumn }) {
  const { tables: words } = t.value;
  const own = where.value.find(([column]) => column === name);
  const known = own ? filterTyped(own, type) : '';
  const [typed, setTyped] = useState(known);
  useEffect(() => setTyped(known), [known]);
  // What stands in the field, which may be newer than what was rendered.
  const apply = ({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) => {
    if (value.trim() === known) return;
    const next = typedFilter(name, type, value);
    const place = own ? where.value.indexOf(own) : where.value.length;
    setView({
      where: [...where.value.slice(0, place), ...(next ? [next] : []), ...where.value.slice(place + 1)],
    });
  };
  return (
    <input
      type="text"
      class="in mono by no-m"
      autocomplete="off"
      spellcheck={false}
      aria-label={words.filterOf(name)}
      title={words.filterHow}
      placeholder={words.operators[usualOperator(type)]}
      value={typed}
      onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply(event);
        else if (event.key === 'Escape' && event.currentTarget.value !== known) {
          event.stopPropagation();
          setTyped(known);
        }
      }}
    />
  );
}

/** The first one that can be seen. */
export function focusFilter(grid: HTMLElement | null): void {
  const fields = [...(grid?.querySelectorAll<HTMLInputElement>('input.by') ?? [])];
  fields.find((field) => field.offsetParent !== null)?.focus();
}
