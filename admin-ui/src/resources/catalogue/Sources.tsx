import { useLocaleState } from 'react-admin';

import { formatMoney } from '../../parts/formatting';
import { DocumentTable } from './DocumentTable';
import { useLocalised, useWord } from './useWord';

/** With whom sales are reconciled. */
export const Sources = () => {
  const word = useWord();
  const nameIn = useLocalised();
  const [locale] = useLocaleState();
  return (
    <DocumentTable
      kind="source"
      title={word('sources')}
      columns={[
        { name: word('name'), cell: ({ name }) => nameIn(name) },
        { name: word('sourceType'), cell: ({ type }) => word(`sourceTypes.${type}`) },
        { name: word('zone'), cell: ({ zone }) => zone },
        { name: word('cutOff'), cell: ({ cutOff }) => cutOff },
        { name: word('expectedBy'), cell: ({ expectedBy }) => expectedBy ?? '–' },
        {
          name: word('wholesale'),
          cell: ({ matching: { wholesale }, currency }) =>
            wholesale === undefined
              ? '–'
              : word('wholesaleOf', {
                  percent: wholesale.percent,
                  tolerance: formatMoney({ amount: wholesale.tolerance, currency }, locale),
                }),
        },
        {
          name: word('lateWindow'),
          cell: ({ matching }) => word('seconds', { count: matching.lateWindowSeconds }),
        },
      ]}
    />
  );
};
