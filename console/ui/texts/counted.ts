// A number and the words that it governs: `0 files`, `1 file`; in French the singular holds below two.

/** As it is written (`1,024`), or as a number. */
export type Count = string | number;

export const oneInEnglish = (count: Count): boolean => String(count) === '1';

/** `0`, `1` and `1,5`; what has spaces between its digits is a thousand at least. */
export const oneInFrench = (count: Count): boolean => Number(String(count).replace(',', '.')) < 2;

export const english = (count: Count, one: string, many = `${one}s`): string =>
  `${count} ${oneInEnglish(count) ? one : many}`;

export const french = (count: Count, one: string, many = `${one}s`): string =>
  `${count} ${oneInFrench(count) ? one : many}`;
