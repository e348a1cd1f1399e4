import { useLocaleState } from 'react-admin';

import { formatBusinessDate, formatMoney } from '../../parts/formatting';
import type { Documents } from './answers';
import { DocumentTable } from './DocumentTable';
import { useNamed } from './useNamed';
import { useLocalised, useWord, useYesNo } from './useWord';

/** By which rules top-ups of a brand are refunded. */
export const Policies = ({ currencyOf }: { readonly currencyOf: (brand: string) => string }) => {
  const word = useWord();
  const { nameOf: brandName } = useNamed('brand');
  const yesNo = useYesNo();
  const [locale] = useLocaleState();
  const money = (amount: number, brand: string): string =>
    formatMoney({ amount, currency: currencyOf(brand) }, locale);
  return (
    <DocumentTable
      kind="refund-policy"
      title={word('policies')}
      columns={[
        { name: word('brand'), cell: ({ brand }) => brandName(brand) },
        { name: word('window'), cell: ({ windowDays }) => word('days', { count: windowDays }) },
        { name: word('afterActivation'), cell: ({ afterActivation }) => yesNo(afterActivation) },
        { name: word('afterUse'), cell: ({ afterUse }) => yesNo(afterUse) },
        {
          name: word('fee'),
          cell: ({ fee, brand }) =>
            word('feeOf', { percent: fee.percent, minimum: money(fee.minimum, brand) }),
        },
        {
          name: word('approval'),
          cell: ({ approvalTiers, brand }) =>
            approvalTiers.map(({ upTo, role }) => (
              <div key={upTo}>
                {word('tier', { amount: money(upTo, brand), role: word(`roles.${role}`) })}
              </div>
            )),
        },
      ]}
    />
  );
};

/** What is given on top, or taken off, and when. */
export const Promotions = ({ currencyOf }: { readonly currencyOf: (brand: string) => string }) => {
  const word = useWord();
  const { nameOf: brandName } = useNamed('brand');
  const nameIn = useLocalised();
  const [locale] = useLocaleState();
  const benefitOf = ({ benefit, brand }: Documents['promotion']): string => {
    if (benefit.type === 'bonus_share') {
      return word('bonusShare', { percent: benefit.percent, days: benefit.validityDays });
    }
    const currency = currencyOf(brand);
    return word('thresholdDiscount', {
      threshold: formatMoney({ amount: benefit.threshold, currency }, locale),
      discount: formatMoney({ amount: benefit.discount, currency }, locale),
    });
  };
  return (
    <DocumentTable
      kind="promotion"
      title={word('promotions')}
      columns={[
        { name: word('name'), cell: ({ name }) => nameIn(name) },
        { name: word('brand'), cell: ({ brand }) => brandName(brand) },
        {
          name: word('period'),
          cell: ({ from, to }) =>
            word('periodOf', {
              from: formatBusinessDate(from, locale),
              to: formatBusinessDate(to, locale),
            }),
        },
        { name: word('benefit'), cell: benefitOf },
      ]}
    />
  );
};
