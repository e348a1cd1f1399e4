import { z } from 'zod';

import { MAX_AMOUNT } from '../kernel/money.ts';
import { statementProfileSchema, zoneSchema } from './statementProfile.ts';

/** Names in streams and addresses: lower-case words joined by hyphens. */
export const idSchema = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case letters, digits and single hyphens');

const textSchema = z.string().min(1).max(200);

/** A name in the console's three languages; English is what the others fall back to. */
export const localisedSchema = z.strictObject({
  en: textSchema,
  ja: textSchema.optional(),
  'zh-CN': textSchema.optional(),
});

export const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'use an ISO 4217 code');
export const amountSchema = z.int().min(0).max(MAX_AMOUNT);

const daysSchema = z.int().min(1).max(3660);

export const channelSchema = z.enum(['web', 'partner_app', 'kiosk', 'shop']);
export const paymentMethodSchema = z.enum([
  'card',
  'paypal',
  'alipay',
  'wechat_pay',
  'bank_transfer',
  'cash',
  'konbini',
]);

/** Whose product a card is, and where its top-ups are executed. */
export const brandSchema = z.strictObject({
  kind: z.literal('brand'),
  id: idSchema,
  name: localisedSchema,
  currency: currencySchema,
  /** Plan of accounts that are opened without naming one. */
  defaultPlan: idSchema,
  /** The reconciliation source whose carrier executes this brand's top-ups. */
  source: idSchema.optional(),
  refundPolicy: idSchema.optional(),
  /** Issuer of the prepaid instrument and the regime it falls under: settings, not law in code. */
  issuer: textSchema.optional(),
  regime: z.enum(['own', 'third_party', 'exempt', 'none']).optional(),
});

export const planSchema = z.strictObject({
  kind: z.literal('plan'),
  id: idSchema,
  brand: idSchema,
  name: localisedSchema,
  type: z.enum(['short_term', 'mid_long_term', 'family']),
  /** Days of validity of a top-up or from first activation, counted in whole JST days. */
  validityDays: daysSchema,
  /** Whether a later top-up moves the end of validity of what is there already. */
  topUpExtendsValidity: z.boolean(),
  /** The account lapses when no top-up follows the activation within these days. */
  lapseDays: daysSchema.optional(),
});

export const offerSchema = z.strictObject({
  kind: z.literal('offer'),
  id: idSchema,
  brand: idSchema,
  name: localisedSchema,
  /** P: what the customer pays. */
  price: amountSchema.min(1),
  /** V: what is credited. */
  value: amountSchema.min(1),
  currency: currencySchema,
  validityDays: daysSchema,
  channels: z.array(channelSchema).min(1).optional(),
});

export const promotionSchema = z.strictObject({
  kind: z.literal('promotion'),
  id: idSchema,
  brand: idSchema,
  name: localisedSchema,
  from: z.iso.date(),
  to: z.iso.date(),
  benefit: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('bonus_share'),
      /** Bonus in per cent of the credited value; 100 is "buy one get one". */
      percent: z.int().min(1).max(1000),
      validityDays: daysSchema,
    }),
    z.strictObject({
      type: z.literal('threshold_discount'),
      threshold: amountSchema.min(1),
      discount: amountSchema.min(1),
    }),
  ]),
});

export const refundPolicySchema = z.strictObject({
  kind: z.literal('refund-policy'),
  id: idSchema,
  brand: idSchema,
  /** Days from payment within which a refund may be asked. */
  windowDays: daysSchema,
  afterActivation: z.boolean(),
  afterUse: z.boolean(),
  /** Fee: a share of what is paid back, but at least the minimum. */
  fee: z.strictObject({ percent: z.int().min(0).max(100), minimum: amountSchema }),
  methods: z.array(paymentMethodSchema).min(1),
  /**
   * Classes of reason for which this seller may refund under its legal regime,
   * e.g. `defective-sale`, `leaving-japan`; any, when left out.
   */
  reasonClasses: z.array(idSchema).min(1).optional(),
  /** Who may approve up to which amount; the first tier that fits decides. */
  approvalTiers: z
    .array(
      z.strictObject({
        upTo: amountSchema,
        role: z.enum(['support_supervisor', 'finance_manager']),
      }),
    )
    .min(1),
});

/** How a source's day is matched; a tolerance is minor units. */
export const matchingSettingsSchema = z.strictObject({
  /** Which of our events the source should confirm. */
  confirms: z.array(z.enum(['top_up'])).min(1),
  /** Contract: what the carrier charges, as a share of the executed amount. */
  wholesale: z
    .strictObject({
      percent: z.number().min(0).max(100).multipleOf(0.01),
      rounding: z.enum(['floor', 'ceiling', 'half_up']),
      tolerance: amountSchema,
    })
    .optional(),
  /** Lines without a reference: how far card + amount may lie apart in time. */
  candidateWindowSeconds: z.int().min(0).max(86_400),
  /** Before the end of the day: what is credited here may be executed tomorrow. */
  lateWindowSeconds: z.int().min(0).max(86_400),
  /** Two payments for one card and amount this close together are one intention. */
  duplicateWindowSeconds: z.int().min(0).max(86_400),
});

/** A carrier or a payment provider whose statements are reconciled, with its profile. */
export const sourceSchema = z.strictObject({
  kind: z.literal('source'),
  id: idSchema,
  name: localisedSchema,
  type: z.enum(['carrier', 'payment_provider']),
  /** Name in ledger accounts: `liability:carrier:<carrier>`. */
  carrier: idSchema,
  currency: currencySchema,
  zone: zoneSchema,
  /** Local time at which a business day begins. */
  cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** When the file of a day should be there, local time of the following day. */
  expectedBy: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  profile: statementProfileSchema,
  matching: matchingSettingsSchema,
});

export const catalogueDocumentSchema = z.discriminatedUnion('kind', [
  brandSchema,
  planSchema,
  offerSchema,
  promotionSchema,
  refundPolicySchema,
  sourceSchema,
]);

export type Brand = z.infer<typeof brandSchema>;
export type Plan = z.infer<typeof planSchema>;
export type Offer = z.infer<typeof offerSchema>;
export type Promotion = z.infer<typeof promotionSchema>;
export type RefundPolicy = z.infer<typeof refundPolicySchema>;
export type MatchingSettings = z.infer<typeof matchingSettingsSchema>;
export type Source = z.infer<typeof sourceSchema>;
export type CatalogueDocument = z.infer<typeof catalogueDocumentSchema>;
export type CatalogueKind = CatalogueDocument['kind'];
