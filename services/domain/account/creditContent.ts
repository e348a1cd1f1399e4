import { epochMs } from '../kernel/time.ts';
import type { TopUpCredited } from './events.ts';

/** What makes a credited top-up that top-up; the rest follows from settings of its day. */
export type CreditContent = Pick<
  TopUpCredited['data'],
  'iccid' | 'channel' | 'method' | 'payment' | 'price' | 'value' | 'currency' | 'paidAt'
>;

/**
 * The fields in which two credits of one top-up differ; none when they are the
 * same. Validity, carrier charge and the moment of crediting follow from
 * settings that may have changed since, so they do not make it another top-up.
 */
export const creditDifferences = (one: CreditContent, other: CreditContent): readonly string[] => {
  const differs: Readonly<Record<string, boolean>> = {
    card_number: one.iccid !== other.iccid,
    channel: one.channel !== other.channel,
    method: one.method !== other.method,
    payment_provider: one.payment.provider !== other.payment.provider,
    payment_reference: one.payment.reference !== other.payment.reference,
    price: one.price !== other.price,
    value: one.value !== other.value,
    currency: one.currency !== other.currency,
    paid_at: epochMs(one.paidAt) !== epochMs(other.paidAt),
  };
  return Object.keys(differs).filter((field) => differs[field] === true);
};
