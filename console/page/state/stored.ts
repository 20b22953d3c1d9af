// What this browser keeps of a person's choices. Never a value of the API: another person may open the same browser.

type Choice = 'language' | 'theme' | 'shortcuts' | 'code';

/** Reads a choice, or keeps one. Where the browser keeps nothing, the choice lasts as long as the page. */
export function stored(name: Choice, value?: string): string | undefined {
  try {
    if (value !== undefined) localStorage.setItem(`console.${name}`, value);
    return localStorage.getItem(`console.${name}`) ?? undefined;
  } catch {
    return value;
  }
}
