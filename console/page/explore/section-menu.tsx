// The menu of sections, with a filter.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../ui/icons.js';
import { type Choice, Picker } from '../shell/picker.js';
import { query, setQuery } from '../state/address.js';
import { catalogue } from '../state/catalogue.js';
import { f, t } from '../state/language.js';

export function SectionMenu() {
  const [isOpen, setOpen] = useState(false);
  const [typed, type] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const chosen = query.value.get('section') ?? '';
  const branch = query.value.get('branch');
  const sections = (catalogue.value.answer?.sections ?? []).filter(
    (each) => branch === null || each.branch === branch,
  );
  const every = catalogue.value.answer
    ? t.value.everySection(f.value.count(sections.length))
    : t.value.waiting;

  useEffect(() => {
    if (!isOpen) return;
    const away = (event: Event) => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('focusin', away);
    };
  }, [isOpen]);

  const leave = () => {
    setOpen(false);
    button.current?.focus();
  };
  const lower = typed.toLowerCase();
  const choices = (): Choice[] => [
    ...(lower === '' ? [{ key: '', shown: <span class="trunc">{every}</span> }] : []),
    ...sections
      .filter(({ path, description }) => `${path} ${description}`.toLowerCase().includes(lower))
      .map(({ path, routes, description }) => ({
        key: path,
        shown: (
          <>
            <span class="mono">{path}</span>
            <small class="trunc grow muted">{description}</small>
            <small class="muted">{f.value.count(routes)}</small>
          </>
        ),
      })),
  ];
  return (
    <div class="menu grow" ref={place}>
      <button
        ref={button}
        type="button"
        class="in choose"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-label={`${t.value.section}: ${chosen || every}`}
        onClick={() => {
          type('');
          setOpen(!isOpen);
        }}
      >
        <span class={chosen ? 'trunc mono' : 'trunc'}>{chosen || every}</span>
        <Icon name="down" small />
      </button>
      {isOpen && (
        <div class="pop">
          <Picker
            label={t.value.section}
            placeholder={t.value.filterSections}
            typed={typed}
            type={type}
            choices={choices()}
            choose={(section) => {
              setQuery({ section }, { replace: false });
              leave();
            }}
            leave={leave}
            none={t.value.noSection}
          />
        </div>
      )}
    </div>
  );
}
