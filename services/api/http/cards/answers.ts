import { z } from 'zod';

import type { Offer } from '@chobo/domain/catalogue/documents';
import { parseCardNumber } from '@chobo/domain/card/iccid';
import type { AccountView } from '@chobo/projections/accounts/queries';
import type { CardView } from '@chobo/projections/cards/queries';

import { Problem } from '../../problems.ts';
import { accountOf, accountSchema } from '../accounts/answers.ts';
import { instant, instantSchema, money, moneySchema } from '../schemas/values.ts';

/**
 * A card number as it is typed, read or refused with the reason.
 *
 * @throws Problem `card_number_…`
 */
export const iccidOf = (typed: string): string => {
  const result = parseCardNumber(typed);
  if (!result.ok) throw new Problem(`card_number_${result.fault}`);
  return result.iccid;
};

export const cardSchema = z
  .object({
    iccid: z.string(),
    accountId: z.string(),
    brand: z.string(),
    plan: z.string(),
    registeredAt: instantSchema,
  })
  .meta({ id: 'Card' });

/** A card as lists show it. */
export const cardOf = (card: CardView): z.infer<typeof cardSchema> => ({
  iccid: card.iccid,
  accountId: card.accountId,
  brand: card.brand,
  plan: card.plan,
  registeredAt: instant(card.registeredAtMs),
});

const offerSchema = z.object({
  id: z.string(),
  name: z.object({ en: z.string(), ja: z.string().optional(), 'zh-CN': z.string().optional() }),
  price: moneySchema.describe('What the customer pays'),
  value: moneySchema.describe('What is credited'),
  validityDays: z.int(),
});

export const cardDetailSchema = z.object({
  ...cardSchema.shape,
  account: accountSchema,
  offers: z.array(offerSchema).describe('What can be sold for this card, by price'),
});

const offerOf = (offer: Offer): z.infer<typeof offerSchema> => ({
  id: offer.id,
  name: offer.name,
  price: money(offer.price, offer.currency),
  value: money(offer.value, offer.currency),
  validityDays: offer.validityDays,
});

/** A card with the account that holds its money and the offers of its brand. */
export const cardDetailOf = (
  card: CardView,
  account: AccountView,
  offers: readonly Offer[],
  nowMs: number,
): z.infer<typeof cardDetailSchema> => ({
  ...cardOf(card),
  account: accountOf(account, nowMs),
  offers: offers
    .filter(({ brand }) => brand === card.brand)
    .toSorted((one, other) => one.price - other.price)
    .map(offerOf),
});
