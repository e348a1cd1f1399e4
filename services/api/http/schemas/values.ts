import { z } from 'zod';

/** Minor units and currency: `{ "amount": 1000, "currency": "JPY" }` is ¥1,000. */
export const moneySchema = z
  .object({
    amount: z.int().describe('Minor units; yen have none'),
    currency: z.string().describe('ISO 4217'),
  })
  .meta({ id: 'Money' });

export type MoneyAnswer = z.infer<typeof moneySchema>;

/** Money as it is answered. */
export const money = (amount: number, currency: string): MoneyAnswer => ({ amount, currency });

/** An instant as it is answered: RFC 3339 with `Z` or an offset. */
export const instantSchema = z.iso.datetime({ offset: true }).describe('RFC 3339');

/** An instant as it is answered, from epoch ms. */
export const instant = (ms: number): string => new Date(ms).toISOString();

/** A business date as it is asked for: one that exists. */
export const businessDateSchema = z.iso.date().describe('Business date, yyyy-MM-dd');

/** Ids that we gave out, as they are asked for: bounded, without what an id never holds. */
export const idSchema = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w.:@+-]+$/, 'holds a character that no id has');

/** Text from outside as it is compared with ours, e.g. a provider's reference: bounded, printable. */
export const textSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}+$/u, 'holds a control character');

/**
 * A reason, comment or note as it is asked for, without the space around it.
 * Whether one is needed, the rules say.
 */
export const reasonSchema = z
  .string()
  .max(2_000)
  .transform((text) => text.trim());

/** An instant as it is asked for, in epoch ms. */
export const instantMsSchema = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text));

/** An instant as it is answered, from epoch ms, where there may be none. */
export const instantOrNull = (ms: number | null): string | null =>
  ms === null ? null : instant(ms);

/** Money as it is answered, where there may be none. */
export const moneyOrNull = (amount: number | null, currency: string): MoneyAnswer | null =>
  amount === null ? null : money(amount, currency);
