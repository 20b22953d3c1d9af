// Rights as text, one rule a line, and what becomes of them: rules, those that only read, and OVHcloud's page with them.
import type { RuleEntry } from '../../contract/access.js';

export const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** Rules of a text; a line that is no rule is given back as it is. */
export function rulesOf(text: string): { rules: RuleEntry[]; wrong: string[] } {
  const rules: RuleEntry[] = [];
  const wrong: string[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    const [, verb = '', path = ''] = /^([a-z]+)\s+(\/\S*)$/i.exec(line) ?? [];
    const method = METHODS.find((each) => each === verb.toUpperCase());
    if (method !== undefined) rules.push({ method, path });
    else if (line !== '') wrong.push(line);
  }
  return { rules, wrong };
}

export const textOf = (rules: readonly RuleEntry[]): string =>
  rules.map(({ method, path }) => `${method} ${path}`).join('\n');

export const onlyReading = (rules: readonly RuleEntry[]): RuleEntry[] =>
  rules.filter(({ method }) => method === 'GET');

/** The page of a link with other rules. */
export function withRules(link: string, rules: readonly RuleEntry[]): string {
  const url = new URL(link);
  for (const method of METHODS) url.searchParams.delete(method);
  const others = [...url.searchParams].map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const asked = rules.map(({ method, path }) => `${method}=${path.replace(/[&#%+?]/g, encodeURIComponent)}`);
  return `${url.origin}${url.pathname}?${[...others, ...asked].join('&')}`;
}
