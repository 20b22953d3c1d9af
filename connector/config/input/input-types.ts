// TypeScript types of a configuration, made from its JSON Schema: each key with its description, for editors.
import { configJsonSchema } from '../config-reference.js';
import type { SchemaNode } from '../schema/schema-node.js';

const LINE_WIDTH = 110;
const ANY = '$' + '{string}';
/** Texts that a pattern of the schema allows beside names. */
const TEMPLATES = new Map([
  ['^https://', `\`https://${ANY}\``],
  ['\\$\\{', `\`\\\${${ANY}}\``],
]);

/** The text of `config-input.generated.ts`. */
export function configInputTypes(): string {
  const types = new TypeNames();
  types.interfaceOf(configJsonSchema() as SchemaNode);
  return `// Made from the schema that checks the configuration: do not edit by hand (\`npm run docs\`).
// What a program writes as a configuration.

${types.declarations().join('\n\n')}
`;
}

/** Groups of keys become interfaces, named by their titles; lists of names become types of their own. */
class TypeNames {
  readonly #made = new Map<string, string>();

  /** In alphabetical order. */
  declarations(): string[] {
    return [...this.#made].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  }

  interfaceOf(node: SchemaNode): string {
    const name = `${pascalCase(node.title ?? '')}Input`;
    if (this.#made.has(name)) return name;
    this.#made.set(name, '');
    const lines = Object.entries(node.properties ?? {}).flatMap(([key, value]) => {
      const isOptional = !node.required?.includes(key);
      const written = /^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`;
      return [
        ...comment(descriptionOf(value), '  '),
        `  ${written}${isOptional ? '?' : ''}: ${this.#typeOf(value)};`,
      ];
    });
    const text = [...comment(node.title, ''), `export interface ${name} {`, ...lines, '}'].join('\n');
    this.#made.set(name, text);
    return name;
  }

  #typeOf(node: SchemaNode): string {
    const branches = node.anyOf ?? node.oneOf;
    if (node.title !== undefined && !node.properties) return this.#named(node);
    if (branches) return [...new Set(branches.map((branch) => this.#typeOf(branch)))].join(' | ');
    if (node.const !== undefined) return literal(node.const);
    if (node.enum) return node.enum.map(literal).join(' | ');
    if (node.items) return listOf(this.#typeOf(node.items));
    if (node.properties) return this.interfaceOf(node);
    if (typeof node.additionalProperties === 'object') return this.#recordOf(node, node.additionalProperties);
    const template = node.pattern === undefined ? undefined : TEMPLATES.get(node.pattern);
    if (template) return template;
    return [node.type ?? 'unknown'].flat().map(plainType).join(' | ');
  }

  /** A list of names, or of kinds of groups. */
  #named({ title = '', ...node }: SchemaNode): string {
    const name = node.enum ? pascalCase(title) : `${pascalCase(title)}Input`;
    if (this.#made.has(name)) return name;
    this.#made.set(name, '');
    const members = this.#typeOf(node).split(' | ');
    const line = `export type ${name} = ${members.join(' | ')};`;
    const isShort = line.length <= LINE_WIDTH;
    const text = isShort
      ? line
      : [`export type ${name} =`, ...members.map((each) => `  | ${each}`)].join('\n');
    this.#made.set(name, [...comment(title, ''), isShort ? text : `${text};`].join('\n'));
    return name;
  }

  #recordOf({ propertyNames }: SchemaNode, value: SchemaNode): string {
    const type = this.#typeOf(value);
    if (!propertyNames?.enum) return `Record<string, ${type}>`;
    return `{ ${propertyNames.enum.map((name) => `${String(name)}?: ${type}`).join('; ')} }`;
  }
}

function descriptionOf({ description, default: value }: SchemaNode): string {
  const isPlain = value !== undefined && typeof value !== 'object';
  return isPlain ? `${description ?? ''} Default: \`${String(value)}\`.`.trim() : (description ?? '');
}

function comment(text: string | undefined, indent: string): string[] {
  return text ? [`${indent}/** ${text.replaceAll('*/', '*\\/')} */`] : [];
}

function listOf(type: string): string {
  return type.includes(' | ') ? `readonly (${type})[]` : `readonly ${type}[]`;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

function plainType(type: string): string {
  const words: Record<string, string> = { integer: 'number', array: 'readonly unknown[]', object: 'object' };
  return words[type] ?? type;
}

function pascalCase(title: string): string {
  const words = title.replace(/^(A|An|The) |\bof source-ovhcloud\b/g, '').split(/[^A-Za-z0-9]+/);
  return words
    .map(
      (word) =>
        word.charAt(0).toUpperCase() + word.slice(1).replace(/^([A-Z]+)$/, (all) => all.toLowerCase()),
    )
    .join('');
}
