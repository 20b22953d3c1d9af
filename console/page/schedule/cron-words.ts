// A schedule in words, where it is one of those that people write; the next runs say the same of every other.
import type { Language } from '../../ui/formats.js';

const DAYS: Record<Language, string[]> = {
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  fr: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
};

const NAMED: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
};

const WORDS = {
  en: {
    minutes: (count: number) => (count === 1 ? 'Every minute' : `Every ${count} minutes`),
    hours: (minute: string) => `Every hour, at minute ${minute}`,
    everyHours: (count: number, minute: string) => `Every ${count} hours, at minute ${minute}`,
    day: (times: string) => `Every day at ${times}`,
    workdays: (times: string) => `From Monday to Friday at ${times}`,
    weekday: (day: string, times: string) => `Every ${day} at ${times}`,
    month: (day: number, times: string) => `On day ${day} of each month at ${times}`,
    and: ' and ',
  },
  fr: {
    minutes: (count: number) => (count === 1 ? 'Toutes les minutes' : `Toutes les ${count} minutes`),
    hours: (minute: string) => `Toutes les heures, à la minute ${minute}`,
    everyHours: (count: number, minute: string) => `Toutes les ${count} heures, à la minute ${minute}`,
    day: (times: string) => `Tous les jours à ${times}`,
    workdays: (times: string) => `Du lundi au vendredi à ${times}`,
    weekday: (day: string, times: string) => `Chaque ${day} à ${times}`,
    month: (day: number, times: string) => `Le ${day === 1 ? '1er' : day} de chaque mois à ${times}`,
    and: ' et ',
  },
};

/** Undefined: a schedule that would need more words than its dates. */
export function cronWords(text: string, language: Language): string | undefined {
  const parts = (NAMED[text.trim()] ?? text).trim().split(/\s+/);
  if (parts.length !== 5) return undefined;
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = parts;
  const words = WORDS[language];
  if (month !== '*') return undefined;
  const isEveryDay = day === '*' && weekday === '*';
  const step = /^\*\/(\d{1,2})$/.exec(minute)?.[1];
  if (hour === '*' && isEveryDay && (minute === '*' || (step !== undefined && 60 % Number(step) === 0)))
    return words.minutes(Number(step ?? 1));
  if (!isNumber(minute, 59)) return undefined;
  const hours = /^\*\/(\d{1,2})$/.exec(hour)?.[1];
  if (hour === '*' && isEveryDay) return words.hours(minute);
  if (hours !== undefined && isEveryDay && 24 % Number(hours) === 0)
    return words.everyHours(Number(hours), minute);
  const at = hour.split(',');
  if (!at.every((each) => isNumber(each, 23))) return undefined;
  const times = at.map((each) => `${each.padStart(2, '0')}:${minute.padStart(2, '0')}`).join(words.and);
  if (isEveryDay) return words.day(times);
  if (day === '*' && weekday === '1-5') return words.workdays(times);
  if (day === '*' && isNumber(weekday, 7))
    return words.weekday(DAYS[language][Number(weekday) % 7] ?? '', times);
  if (weekday === '*' && isNumber(day, 31) && day !== '0') return words.month(Number(day), times);
  return undefined;
}

const isNumber = (text: string, most: number): boolean => /^\d{1,2}$/.test(text) && Number(text) <= most;
