// Style sheets of parts that come late: their names stand in the page, and they are loaded with the part.

/** The sheet counts from when it is there. Where it cannot be loaded, the part is shown without it. */
export function loadSheet(name: string): Promise<void> {
  const id = `sheet-${name}`;
  const known = document.getElementById(id) as HTMLLinkElement | null;
  const link = known ?? document.createElement('link');
  if (link.sheet) return Promise.resolve();
  const loaded = new Promise<void>((resolve) => {
    link.addEventListener('load', () => resolve(), { once: true });
    link.addEventListener('error', () => resolve(), { once: true });
  });
  if (!known) {
    link.id = id;
    link.rel = 'stylesheet';
    link.href = document.querySelector<HTMLMetaElement>(`meta[name="sheet:${name}"]`)?.content ?? '';
    document.head.append(link);
  }
  return loaded;
}

/** Whether a sheet counts: one whose names others have as well is switched off elsewhere. */
export function switchSheet(name: string, isOn: boolean): void {
  const link = document.getElementById(`sheet-${name}`) as HTMLLinkElement | null;
  if (link) link.disabled = !isOn;
}
