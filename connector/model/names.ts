// Names of tables and columns.

/** `billDetailId` -> `bill_detail_id`, `IPv4-Block` -> `ipv4_block`, `project_id` stays. */
export function snakeCase(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/IPv([46])/g, 'Ipv$1')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}

const MOST_LISTED = 200;

/** Names for a message: `a, b, c`, of very many the first ones. */
export function listedNames(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const more = names.length - MOST_LISTED;
  return more <= 0 ? names.join(', ') : `${names.slice(0, MOST_LISTED).join(', ')} and ${more} more`;
}

/** The closest known name, for "did you mean"; undefined when none is close. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * True for a known name in another spelling, or with one letter wrong, missing, too many or swapped.
 *
 * @param letters how many may be wrong
 */
export function isMisspelt(name: string, known: string, letters = 1): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[_\s-]/g, '');
  const [written, meant] = [plain(name), plain(known)];
  if (written === meant) return true;
  if (meant.length < 5 || Math.abs(written.length - meant.length) > letters) return false;
  const isSwapped = [...written].some(
    (char, at) => `${written.slice(0, at)}${written[at + 1]}${char}${written.slice(at + 2)}` === meant,
  );
  return isSwapped || editDistance(written, meant) <= letters;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substitution));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
