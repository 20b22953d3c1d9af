/** Access rules of a consumer key: a method and a path, literal or with `*`. */

export interface AccessRule {
  readonly method: string;
  readonly path: string;
}

export const ruleMethods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];

/** Reads a rule such as `GET /me/bill/*`; undefined if the text is no rule. */
export function readRule(text: string): AccessRule | undefined {
  const cut = text.indexOf(' ');
  const rule = { method: text.slice(0, cut), path: text.slice(cut + 1) };
  return ruleMethods.includes(rule.method) ? rule : undefined;
}

/** `*` stands for any characters, slashes too; `/me` does not cover `/me/x`. */
export function covers(rule: AccessRule, method: string, path: string): boolean {
  if (rule.method !== method) return false;
  const parts = rule.path.split('*');
  const first = parts[0] ?? '';
  if (parts.length === 1) return path === first;
  const last = parts[parts.length - 1] ?? '';
  if (!path.startsWith(first) || path.length < first.length + last.length || !path.endsWith(last))
    return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= path.length - last.length;
}

export function isGranted(rules: readonly AccessRule[], method: string, path: string): boolean {
  return rules.some((rule) => covers(rule, method, path));
}
