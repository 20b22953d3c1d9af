// The call behind an entry of the ledger: the template of its path, and the values that its id has.

/** `billId=FR1, billDetailId=7`; of an element of a list, what names it comes behind a slash. */
export function readingOf(
  method: string,
  path: string,
  id: string,
): { method: string; path: string; parameters: Record<string, string> } {
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  const parameters: Record<string, string> = {};
  let rest = id;
  for (const [place, name] of names.entries()) {
    if (!rest.startsWith(`${name}=`)) break;
    const next = names[place + 1];
    // A value may have a comma itself: it ends where the next name begins.
    const end = next === undefined ? endOf(rest) : rest.indexOf(`, ${next}=`);
    if (end < 0) break;
    parameters[name] = rest.slice(name.length + 1, end);
    rest = rest.slice(end + 2);
  }
  // Long ids are shortened: no call can be made of them.
  const isCut = id.includes('... (sha256 ');
  return { method, path, parameters: isCut ? {} : parameters };
}

function endOf(rest: string): number {
  const slash = rest.indexOf(' / ');
  return slash < 0 ? rest.length : slash;
}
