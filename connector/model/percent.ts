// Percent encoding in addresses.

/** A text with its percent-encoded characters decoded; as it is where a `%` begins none. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
