import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useLocaleState, useTranslate } from 'react-admin';
import type { ReactNode } from 'react';

import type { Page } from '../../api/answers';
import { formatBusinessDate, formatMoney } from '../../parts/formatting';
import { PageTitle } from '../../parts/PageTitle';
import { useNameOf } from '../../parts/Person';
import { PrintButton } from '../../parts/PrintButton';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { SimpleTable, type Column } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import type { CatalogueKind, Documents, Localised, Published } from './answers';

type Word = (key: string, values?: Readonly<Record<string, unknown>>) => string;

const useWord = (): Word => {
  const translate = useTranslate();
  return (key, values = {}) => translate(`chobo.ledger.catalogue.${key}`, values);
};

/** A name in the language of the reader, English where it has none. */
const useLocalised = (): ((name: Localised) => string) => {
  const [locale] = useLocaleState();
  return (name) => name[locale as keyof Localised] ?? name.en;
};

/** Short words of narrow columns stay on one line: the table scrolls by itself. */
const OneLine = ({ children }: { readonly children: ReactNode }) => (
  <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
    {children}
  </Box>
);

/** The documents of a kind, a row for each. */
const Documents = <Kind extends CatalogueKind>({
  kind,
  title,
  columns,
}: {
  readonly kind: Kind;
  readonly title: string;
  readonly columns: readonly Column<Documents[Kind]>[];
}) => {
  const word = useWord();
  const nameOf = useNameOf();
  return (
    <Section title={title}>
      <Read<Page<Published<Kind>>> path={`catalogue/${kind}`}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState text={word('none')} />
          ) : (
            <SimpleTable
              name={title}
              idOf={({ id }) => id}
              rows={data}
              columns={[
                ...columns.map(({ cell, ...column }) => ({
                  ...column,
                  cell: ({ document }: Published<Kind>) => <OneLine>{cell(document)}</OneLine>,
                })),
                { name: word('id'), cell: ({ id }) => <OneLine>{id}</OneLine> },
                {
                  name: word('version'),
                  cell: ({ version, publishedBy }) => (
                    <OneLine>{word('versionBy', { version, by: nameOf(publishedBy) })}</OneLine>
                  ),
                },
              ]}
            />
          )
        }
      </Read>
    </Section>
  );
};

const useYesNo = (): ((yes: boolean) => string) => {
  const translate = useTranslate();
  return (yes) => translate(yes ? 'chobo.frame.yes' : 'chobo.frame.no');
};

const Policies = ({ currencyOf }: { readonly currencyOf: (brand: string) => string }) => {
  const word = useWord();
  const yesNo = useYesNo();
  const [locale] = useLocaleState();
  const money = (amount: number, brand: string): string =>
    formatMoney({ amount, currency: currencyOf(brand) }, locale);
  return (
    <Documents
      kind="refund-policy"
      title={word('policies')}
      columns={[
        { name: word('brand'), cell: ({ brand }) => brand },
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

const Sources = () => {
  const word = useWord();
  const nameIn = useLocalised();
  const [locale] = useLocaleState();
  return (
    <Documents
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

const Promotions = ({ currencyOf }: { readonly currencyOf: (brand: string) => string }) => {
  const word = useWord();
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
    <Documents
      kind="promotion"
      title={word('promotions')}
      columns={[
        { name: word('name'), cell: ({ name }) => nameIn(name) },
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

const Products = () => {
  const word = useWord();
  const nameIn = useLocalised();
  const yesNo = useYesNo();
  const [locale] = useLocaleState();
  return (
    <>
      <Documents
        kind="plan"
        title={word('plans')}
        columns={[
          { name: word('name'), cell: ({ name }) => nameIn(name) },
          { name: word('brand'), cell: ({ brand }) => brand },
          { name: word('planType'), cell: ({ type }) => word(`planTypes.${type}`) },
          {
            name: word('validity'),
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
      <Documents
        kind="offer"
        title={word('offers')}
        columns={[
          { name: word('name'), cell: ({ name }) => nameIn(name) },
          { name: word('brand'), cell: ({ brand }) => brand },
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
            cell: ({ validityDays }) => word('days', { count: validityDays }),
          },
        ]}
      />
    </>
  );
};

/** What is sold, by which rules it is refunded and with whom it is reconciled: as it is in force. */
export const CataloguePage = () => {
  const word = useWord();
  const nameIn = useLocalised();
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
              <Documents
                kind="brand"
                title={word('brands')}
                columns={[
                  { name: word('name'), cell: ({ name }) => nameIn(name) },
                  { name: word('currency'), cell: ({ currency }) => currency },
                  { name: word('defaultPlan'), cell: ({ defaultPlan }) => defaultPlan },
                  { name: word('source'), cell: ({ source }) => source ?? '–' },
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
