// Secrets that a person types: a mark stands for each in the draft, so that no editor and no list of changes shows it. It
// leaves the page where it is needed: to save the draft, or to call the API with it.
const secrets = new Map<string, string>();

/** The mark that stands in the draft from now on. */
export function hold(secret: string): string {
  const mark = `<typed-${secrets.size + 1}>`;
  secrets.set(mark, secret);
  return mark;
}

export const isMark = (text: unknown): boolean => typeof text === 'string' && secrets.has(text);

/** The draft with the secrets that were typed. */
export const withSecrets = (text: string): string =>
  text.replace(/(["']?)(<typed-\d+>)\1/g, (whole, _quote, mark: string) => {
    const secret = secrets.get(mark);
    return secret === undefined ? whole : JSON.stringify(secret);
  });
