// JSON in lines, with colours for names, texts, numbers and words. A line is text, whatever stands in it.
import { CodeBox } from '../shell/code-box.js';

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g;

/** Longer lines are cut on the screen: a line of a megabyte stops any browser. */
const LONGEST = 4000;

export function JsonLine({ text }: { text: string }) {
  if (text.length > LONGEST)
    return (
      <>
        {text.slice(0, LONGEST)}
        <span class="c"> … +{text.length - LONGEST}</span>
      </>
    );
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [whole, quoted, colon, number] = match;
    if (match.index > at) parts.push(text.slice(at, match.index));
    const shown = quoted ?? number ?? whole;
    const kind = quoted ? (colon ? 'k' : 'str') : number ? 'num' : 'lit';
    parts.push(
      <span key={match.index} class={kind}>
        {shown}
      </span>,
    );
    if (colon) parts.push(colon);
    at = match.index + whole.length;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}

/** A short JSON text as a whole. */
export function JsonText({ text, label }: { text: string; label: string }) {
  return (
    <CodeBox label={label}>
      {text.split('\n').map((line, place) => (
        <span key={place}>
          <JsonLine text={line} />
        </span>
      ))}
    </CodeBox>
  );
}
