// The form of a configuration's text: JSON or YAML, its line ends, its indent; and offsets of its lines.

export interface TextForm {
  text: string;
  isJson: boolean;
  /** One step of indentation. */
  unit: string;
  newline: '\n' | '\r\n';
}

/** A piece of the text from one offset to another, and what is put in its place. */
export interface Splice {
  from: number;
  to: number;
  /** With `\n` as line break. */
  put: string;
  /** What is put at the end of that line, behind its comment. */
  after?: string;
}

export function formOf(text: string): TextForm {
  const isJson = /^\s*\{/.test(text) && isJsonText(text);
  const [, step] =
    (isJson ? /^([ \t]+)"/m : /^[\w"'-][^\n#]*:[ \t]*(?:#[^\n]*)?\r?\n( +)[^\s#-]/m).exec(text) ?? [];
  const unit = step !== undefined && (step.length <= 8 || isJson) ? step : '  ';
  return { text, isJson, unit, newline: text.includes('\r\n') ? '\r\n' : '\n' };
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function applied({ text, newline }: TextForm, { from, to, put, after = '' }: Splice): string {
  const broken = (each: string) => (newline === '\n' ? each : each.replaceAll(/\r?\n/g, newline));
  const end = after === '' ? to : lineEnd(text, to);
  return text.slice(0, from) + broken(put) + text.slice(to, end).trimEnd() + broken(after) + text.slice(end);
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Before the line break, `\r` included. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** Behind the line break. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

export function spaces(count: number): string {
  return ' '.repeat(count);
}
