// Values that are made of texts, and are made again and again of the same ones.

/** Texts that are remembered, where nothing else is said. */
const REMEMBERED = 5000;
/** Functions that are remembered: of some hundred tables. */
const REMEMBERED_FUNCTIONS = 500;

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

/**
 * Makes a function once for each JSON text of what it is made from, which it must not change. What is made anew for each
 * batch of rows, V8 compiles anew for each.
 */
export function rememberedFor<Given extends unknown[], Made>(
  make: (...given: Given) => Made,
): (...given: Given) => Made {
  const made = new Map<string, { value: Made }>();
  return (...given) => {
    const text = JSON.stringify(given);
    let known = made.get(text);
    if (!known) {
      if (made.size >= REMEMBERED_FUNCTIONS) made.clear();
      // What is given may change afterwards.
      known = { value: make(...(JSON.parse(text) as Given)) };
      made.set(text, known);
    }
    return known.value;
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
