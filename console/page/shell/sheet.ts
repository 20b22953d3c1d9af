// Style sheets of parts that come late: their names stand in the page, and they are loaded with the part. One counts at a time,
// that of the screen that is shown, so that screens need not know each other's names of classes.

let shown: string | undefined;

/** The sheet of the screen that is shown; undefined: it has none of its own. */
export function showSheet(name: string | undefined): void {
  shown = name;
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[data-late]'))
    link.disabled = link.dataset.late !== name;
}

/** The sheet counts from when it is there. Where it cannot be loaded, the part is shown without it. */
export function loadSheet(name: string): Promise<void> {
  if (document.querySelector(`link[data-late="${name}"]`)) return Promise.resolve();
  const link = document.createElement('link');
  link.dataset.late = name;
  link.rel = 'stylesheet';
  link.href = document.querySelector<HTMLMetaElement>(`meta[name="sheet:${name}"]`)?.content ?? '';
  return new Promise((resolve) => {
    link.addEventListener('load', () => {
      // Meanwhile a person may have gone on.
      link.disabled = shown !== name;
      resolve();
    });
    link.addEventListener('error', () => resolve(), { once: true });
    document.head.append(link);
  });
}
