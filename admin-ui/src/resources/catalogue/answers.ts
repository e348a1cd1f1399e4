/** A name in the languages of the console; English is always there. */
export type Localised = { readonly en: string; readonly ja?: string; readonly 'zh-CN'?: string };

type Of<Kind extends string, Fields> = Fields & { readonly kind: Kind; readonly id: string };

/** What the console reads of documents of the catalogue, by kind. Amounts are minor units. */
export type Documents = {
  readonly brand: Of<
    'brand',
    {
      readonly name: Localised;
      readonly currency: string;
      readonly defaultPlan: string;
      readonly source?: string;
      readonly refundPolicy?: string;
    }
  >;
  readonly plan: Of<
    'plan',
    {
      readonly name: Localised;
      readonly brand: string;
      readonly type: 'short_term' | 'mid_long_term' | 'family';
      readonly validityDays: number;
      readonly topUpExtendsValidity: boolean;
      readonly lapseDays?: number;
    }
  >;
  readonly offer: Of<
    'offer',
    {
      readonly name: Localised;
      readonly brand: string;
      readonly price: number;
      readonly value: number;
      readonly currency: string;
      readonly validityDays: number;
    }
  >;
  readonly promotion: Of<
    'promotion',
    {
      readonly name: Localised;
      readonly brand: string;
      readonly from: string;
      readonly to: string;
      readonly benefit:
        | { readonly type: 'bonus_share'; readonly percent: number; readonly validityDays: number }
        | {
            readonly type: 'threshold_discount';
            readonly threshold: number;
            readonly discount: number;
          };
    }
  >;
  readonly 'refund-policy': Of<
    'refund-policy',
    {
      readonly brand: string;
      readonly windowDays: number;
      readonly afterActivation: boolean;
      readonly afterUse: boolean;
      readonly fee: { readonly percent: number; readonly minimum: number };
      readonly approvalTiers: readonly {
        readonly upTo: number;
        readonly role: 'support_supervisor' | 'finance_manager';
      }[];
    }
  >;
  readonly source: Of<
    'source',
    {
      readonly name: Localised;
      readonly type: 'carrier' | 'payment_provider';
      readonly currency: string;
      readonly zone: string;
      readonly cutOff: string;
      readonly expectedBy?: string;
      readonly matching: {
        readonly wholesale?: { readonly percent: number; readonly tolerance: number };
        readonly lateWindowSeconds: number;
      };
    }
  >;
};

export type CatalogueKind = keyof Documents;

/** A document in its version in force. */
export type Published<Kind extends CatalogueKind> = {
  readonly id: string;
  readonly version: number;
  readonly document: Documents[Kind];
  readonly publishedBy: string;
  readonly publishedAt: string;
};
