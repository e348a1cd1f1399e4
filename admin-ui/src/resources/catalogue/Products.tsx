import { useLocaleState } from 'react-admin';

import { formatMoney } from '../../parts/formatting';
import { DocumentTable } from './DocumentTable';
import { useNamed } from './useNamed';
import { useLocalised, useWord, useYesNo } from './useWord';

/** Plans and what is sold for them. */
export const Products = () => {
  const word = useWord();
  const nameIn = useLocalised();
  const { nameOf: brandName } = useNamed('brand');
  const yesNo = useYesNo();
  const [locale] = useLocaleState();
  return (
    <>
      <DocumentTable
        kind="plan"
        title={word('plans')}
        columns={[
          { name: word('name'), cell: ({ name }) => nameIn(name) },
          { name: word('brand'), cell: ({ brand }) => brandName(brand) },
          { name: word('planType'), cell: ({ type }) => word(`planTypes.${type}`) },
          {
            name: word('validity'),
            short: true,
            cell: ({ validityDays }) => word('days', { count: validityDays }),
          },
          {
            name: word('extends'),
            cell: ({ topUpExtendsValidity }) => yesNo(topUpExtendsValidity),
          },
          {
            name: word('lapse'),
            cell: ({ lapseDays }) =>
              lapseDays === undefined ? word('never') : word('lapseAfter', { count: lapseDays }),
          },
        ]}
      />
      <DocumentTable
        kind="offer"
        title={word('offers')}
        columns={[
          { name: word('name'), cell: ({ name }) => nameIn(name) },
          { name: word('brand'), cell: ({ brand }) => brandName(brand) },
          {
            name: word('price'),
            numeric: true,
            cell: ({ price, currency }) => formatMoney({ amount: price, currency }, locale),
          },
          {
            name: word('value'),
            numeric: true,
            cell: ({ value, currency }) => formatMoney({ amount: value, currency }, locale),
          },
          {
            name: word('validity'),
            short: true,
            cell: ({ validityDays }) => word('days', { count: validityDays }),
          },
        ]}
      />
    </>
  );
};
