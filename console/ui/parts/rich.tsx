// Sentences with parts that a machine reads (ids, paths, commands) or that stand out.

export type Part = string | { code: string } | { strong: string } | { command: string };
export type Rich = readonly Part[];

/** `` rich`The API answered ${code('500')}` ``: texts and parts in one sentence. */
export function rich(texts: TemplateStringsArray, ...parts: (Part | Rich)[]): Rich {
  return texts
    .flatMap((text, index): Part[] => {
      const part = parts[index];
      if (part === undefined) return [text];
      return Array.isArray(part) ? [text, ...part] : [text, part as Part];
    })
    .filter((part) => part !== '');
}

export const code = (text: string): Part => ({ code: text });
export const strong = (text: string): Part => ({ strong: text });

/** The words alone, for files and for labels that are read aloud. */
export function plain(text: Rich | string): string {
  if (typeof text === 'string') return text;
  return text
    .map((part) => (typeof part === 'string' ? part : Object.values(part).join('')))
    .join('')
    .trim();
}

export function Words({ text }: { text: Rich | string }) {
  if (typeof text === 'string') return <>{text}</>;
  return (
    <>
      {text.map((part) => {
        if (typeof part === 'string') return part;
        if ('code' in part) return <code>{part.code}</code>;
        if ('strong' in part) return <b>{part.strong}</b>;
        return <code class="cmd">{part.command}</code>;
      })}
    </>
  );
}
