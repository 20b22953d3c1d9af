// Values that are made of texts, and are made again and again of the same ones.

/** Texts that are remembered, where nothing else is said. */
const REMEMBERED = 5000;

/** Makes for each text what it made before, for as many texts as are remembered. */
export function remembering<T>(make: (text: string) => T, most = REMEMBERED): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    if (made.size >= most) made.clear();
    const found = make(text);
    made.set(text, found);
    return found;
  };
}

/** Makes a value once where texts that follow each other are the same, as in the rows of one reply. */
export function repeating<T>(make: (text: string) => T): (text: string) => T {
  let last: { text: string; value: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, value: make(text) };
    return last.value;
  };
}
