import Typography from '@mui/material/Typography';

import type { Page } from '../../api/answers';
import { PageTitle } from '../../parts/PageTitle';
import { PrintButton } from '../../parts/PrintButton';
import { Read } from '../../parts/Read';
import type { Published } from './answers';
import { DocumentTable } from './DocumentTable';
import { Products } from './Products';
import { Policies, Promotions } from './Rules';
import { Sources } from './Sources';
import { useNamed } from './useNamed';
import { useLocalised, useWord } from './useWord';

/** What is sold, by which rules it is refunded and with whom it is reconciled: as it is in force. */
export const CataloguePage = () => {
  const word = useWord();
  const nameIn = useLocalised();
  const { nameOf: planName } = useNamed('plan');
  const { nameOf: sourceName } = useNamed('source');
  return (
    <>
      <PageTitle title={word('title')} />
      <Typography color="text.secondary" sx={{ mb: 2 }}>
        {word('readOnly')}
      </Typography>
      <Read<Page<Published<'brand'>>> path="catalogue/brand">
        {({ data }) => {
          const currencies = new Map(data.map(({ id, document }) => [id, document.currency]));
          const currencyOf = (brand: string): string => currencies.get(brand) ?? 'JPY';
          return (
            <>
              <DocumentTable
                kind="brand"
                title={word('brands')}
                columns={[
                  { name: word('name'), cell: ({ name }) => nameIn(name) },
                  { name: word('currency'), cell: ({ currency }) => currency },
                  { name: word('defaultPlan'), cell: ({ defaultPlan }) => planName(defaultPlan) },
                  {
                    name: word('source'),
                    cell: ({ source }) => (source === undefined ? '–' : sourceName(source)),
                  },
                  { name: word('policy'), cell: ({ refundPolicy }) => refundPolicy ?? '–' },
                ]}
              />
              <Products />
              <Promotions currencyOf={currencyOf} />
              <Policies currencyOf={currencyOf} />
              <Sources />
            </>
          );
        }}
      </Read>
      <PrintButton />
    </>
  );
};
