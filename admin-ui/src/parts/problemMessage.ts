import { useLocaleState, useTranslate } from 'react-admin';

import { ApiProblem } from '../api/problem';
import { formatBusinessDate, formatInstant, formatMoney } from './formatting';
import { useNameOf } from './Person';

const isMoney = (value: unknown): value is { amount: number; currency: string } =>
  typeof value === 'object' &&
  value !== null &&
  'amount' in value &&
  typeof value.amount === 'number' &&
  'currency' in value &&
  typeof value.currency === 'string';

/** A fact of a refusal in words: money, instants, dates, people and numbers as they are shown elsewhere. */
export const factText = (
  value: unknown,
  locale: string,
  nameOf: (actor: string) => string,
): string => {
  if (isMoney(value)) return formatMoney(value, locale);
  if (typeof value === 'number') return value.toLocaleString(locale);
  if (Array.isArray(value)) {
    const texts = value.map((one) => factText(one, locale, nameOf));
    return new Intl.ListFormat(locale, { type: 'conjunction' }).format(texts);
  }
  if (typeof value !== 'string') {
    return value === null || value === undefined ? '–' : JSON.stringify(value);
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatBusinessDate(value, locale);
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return formatInstant(value, locale);
  return value.startsWith('user:') ? nameOf(value) : value;
};

/** Facts that name something of ours, by the code of the refusal: where its words stand. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  resolution_not_possible: {
    kind: 'chobo.breaks.choices',
    why: 'chobo.breaks.obstacles',
    possible: 'chobo.breaks.choices',
  },
  refund_pays_nothing: { state: 'chobo.refunds.states' },
};

/** What to tell a person about an error: what went wrong and what to do next. */
export const useProblemMessage = (): ((error: unknown) => string) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const nameOf = useNameOf();
  return (error) => {
    if (!(error instanceof ApiProblem)) return translate('chobo.problems.unknown');
    const inWords = (name: string, value: unknown): unknown => {
      const words = WORDS[error.code]?.[name];
      if (words === undefined) return value;
      if (Array.isArray(value)) return value.map((one) => inWords(name, one));
      return typeof value === 'string' ? translate(`${words}.${value}`, { _: value }) : value;
    };
    const facts = Object.fromEntries(
      Object.entries(error.facts).map(([name, value]) => [
        name,
        factText(inWords(name, value), locale, nameOf),
      ]),
    );
    const unknown = translate('chobo.problems.unknown');
    return translate(`chobo.problems.${error.code}`, { _: unknown, ...facts });
  };
};
