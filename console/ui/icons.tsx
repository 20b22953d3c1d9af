// Icons at 16 px, stroke 1.5. A page carries the shapes once; each use is a reference.
const SHAPES = {
  alert: 'M8 2.6 14 13H2zM8 6.6v3M8 11.2v.05',
  check: 'm3.5 8.5 3 3 6-7',
  clock: 'M2.25 8a5.75 5.75 0 1 0 11.5 0a5.75 5.75 0 1 0 -11.5 0M8 4.75V8l2.2 1.4',
  down: 'M3.5 6 8 10.5 12.5 6',
  info: 'M2.25 8a5.75 5.75 0 1 0 11.5 0a5.75 5.75 0 1 0 -11.5 0M8 7.3v3.4M8 5.2v.05',
  mark: 'M2.5 3.5h11M2.5 7h7M2.5 10.5h4M8.5 11.2l2 2 4-4.6',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  none: 'M2.25 8a5.75 5.75 0 1 0 11.5 0a5.75 5.75 0 1 0 -11.5 0M5.5 8h5',
  print: 'M4.5 6V2.5h7V6M4.5 11.5h-2v-5h11v5h-2M4.5 9.5h7v4h-7z',
  retry: 'M13.2 8a5.2 5.2 0 1 1-1.6-3.7M13.2 2.3v2.9h-2.9',
  right: 'M6 3.5 10.5 8 6 12.5',
  stop: 'M2.25 8a5.75 5.75 0 1 0 11.5 0a5.75 5.75 0 1 0 -11.5 0m3.55 -2.2 4.4 4.4M10.2 5.8l-4.4 4.4',
} as const;

/** Those that the console alone uses. */
const CONSOLE_SHAPES = {
  bolt: 'M8.8 2.5 4 9h3.5l-.3 4.5L12 7H8.5z',
  close: 'm4 4 8 8M12 4l-8 8',
  copy: 'M5.5 5.5h8v8h-8zM3.2 10.5h-.7v-8h8v.7',
  euro: 'M12.2 4.3a4.75 4.75 0 1 0 0 7.4M2.5 6.9h6.2M2.5 9.1h5.7',
  filter: 'M2.5 3.5h11L9.4 8.4v4l-2.8 1v-5z',
  diff: 'M8 2.5v6M5 5.5h6M5 13h6',
  external: 'M9.5 2.5h4v4M13.5 2.5l-6 6M12 9.5v4H2.5V4H7',
  help: 'M2.25 8a5.75 5.75 0 1 0 11.5 0a5.75 5.75 0 1 0 -11.5 0M6.3 6.4a1.75 1.75 0 1 1 2.4 1.6c-.5.2-.7.5-.7 1.1M8 11.2v.05',
  home: 'M2.5 7.4 8 2.8l5.5 4.6v5.6a.5.5 0 0 1-.5.5h-3V9.6H6v3.9H3a.5.5 0 0 1-.5-.5z',
  hidden: 'M2.5 8S4.6 4.2 8 4.2 13.5 8 13.5 8 11.4 11.8 8 11.8 2.5 8 2.5 8zM3 13 13 3',
  key: 'M2.5 10.75a2.75 2.75 0 1 0 5.5 0a2.75 2.75 0 1 0 -5.5 0M7.3 8.7 13 3M10.8 5.2l2 2',
  download: 'M8 2.5v8M4.5 7 8 10.5 11.5 7M3 13.5h10',
  ledger: 'M3.5 2.5h9v11h-9zM6 5.5h4M6 8h4M6 10.5h2.5',
  left: 'M10 3.5 5.5 8l4.5 4.5',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5.2a2.5 2.5 0 0 1 5 0v2.3',
  plan: 'M2.5 2.5h4v3h-4zM9.5 6.5h4v3h-4zM9.5 11h4v2.5h-4zM4.5 5.5v6.7h5M4.5 8h5',
  plus: 'M8 3.2v9.6M3.2 8h9.6',
  runs: 'M2.25 8a5.75 5.75 0 1 0 11.5 0a5.75 5.75 0 1 0 -11.5 0m4.5 -2.4 3.7 2.4-3.7 2.4z',
  chart: 'M2.5 13.5h11M4.5 11V7.5M8 11V3.5M11.5 11V6',
  redo: 'M10.5 3l2.7 2.7-2.7 2.7M13 5.7H7a3.8 3.8 0 0 0 0 7.6h3',
  search: 'M2.75 7a4.25 4.25 0 1 0 8.5 0a4.25 4.25 0 1 0 -8.5 0M10.2 10.2l3.3 3.3',
  source: 'M6 2.5v3M10 2.5v3M4 5.5h8v1.8a4 4 0 0 1-8 0zM8 11.3v2.2',
  tables: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.3 6.3V13',
  sliders: 'M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6M10 3.5v3M6 9.5v3',
  undo: 'M5.5 3 2.8 5.7l2.7 2.7M3 5.7h6a3.8 3.8 0 0 1 0 7.6H6',
} as const;

export type IconName = keyof typeof SHAPES | keyof typeof CONSOLE_SHAPES;

/** The shapes, once a page, before the first use. */
export function IconShapes({ all = false }: { all?: boolean }) {
  const shapes = all ? { ...SHAPES, ...CONSOLE_SHAPES } : SHAPES;
  return (
    <svg width="0" height="0" class="shapes" aria-hidden="true">
      {Object.entries(shapes).map(([name, path]) => (
        <symbol key={name} id={`i-${name}`} viewBox="0 0 16 16">
          <path d={path} />
        </symbol>
      ))}
    </svg>
  );
}

/** Decoration: the word beside it says the same. */
export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return (
    <svg class={small ? 'i s' : 'i'} aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}
