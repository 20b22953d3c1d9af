// French spaces: before : ; ? ! » and after « stands one that does not break. The file of texts is written with ordinary
// ones, so that it stays readable.

export function withFrenchSpaces<T>(value: T): T {
  return spaced(value) as T;
}

function spaced(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
  if (typeof value === 'function') return (...args: unknown[]) => spaced(value(...args));
  if (Array.isArray(value)) return value.map(spaced);
  if (typeof value === 'object' && value !== null && !isForMachines(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, spaced(member)]));
  return value;
}

/** Ids, paths and commands in a sentence stay as they are. */
function isForMachines(value: object): boolean {
  const names = Object.keys(value);
  return names.length === 1 && (names[0] === 'code' || names[0] === 'command');
}
