import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useLocaleState, useTranslate } from 'react-admin';
import type { ReactNode } from 'react';

import { FactTable } from '../../parts/FactTable';
import { Section } from '../../parts/Section';
import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { Amount, BusinessDay, Jst } from '../../parts/values';
import type { Preview } from './answers';
import { ControlTotals } from './ControlTotals';
import { MatchingFigures, Settles } from './MatchingFigures';
import { ProblemTable } from './ProblemTable';
import { useNamed } from '../catalogue/useNamed';
import { Verdict } from './Verdict';

const Sample = ({ rows }: { readonly rows: Preview['sample'] }) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const word = (key: string): string => translate(`chobo.statements.${key}`);
  const nowrap = (text: string) => (
    <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
      {text === '' ? '–' : text}
    </Box>
  );
  return (
    <SimpleTable
      columns={[
        {
          name: word('fileLine'),
          numeric: true,
          cell: ({ fileLine }) => fileLine.toLocaleString(locale),
        },
        { name: word('at'), cell: ({ at }) => <Jst value={at} /> },
        { name: word('card'), cell: ({ card }) => nowrap(card) },
        { name: word('reference'), cell: ({ reference }) => nowrap(reference) },
        {
          name: word('carrierReference'),
          cell: ({ carrierReference }) => nowrap(carrierReference),
        },
        { name: word('amount'), numeric: true, cell: ({ amount }) => <Amount value={amount} /> },
        {
          name: word('wholesale'),
          numeric: true,
          cell: ({ wholesale }) => <Amount value={wholesale} />,
        },
        { name: word('lineState'), cell: ({ status }) => word(`lineStates.${status}`) },
      ]}
      idOf={({ fileLine }) => String(fileLine)}
      name={word('preview.sample')}
      rows={rows}
    />
  );
};

/** Everything that is known of a file before it is received. */
export const PreviewSection = ({
  preview,
  children,
}: {
  readonly preview: Preview;
  /** Right below what the file is, where that is not clear. */
  readonly children?: ReactNode;
}) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { nameOf } = useNamed('source');
  const word = (key: string): string => translate(`chobo.statements.${key}`);
  const number = (value: number): string => value.toLocaleString(locale);
  const isRead = preview.lines > 0 || preview.controlTotals.checks.length > 0;
  return (
    <>
      <Section title={word('preview.title')}>
        <Verdict preview={preview} />
        {preview.source !== null && (
          <FactTable
            facts={[
              {
                label: word('source'),
                value: nameOf(preview.source),
              },
              {
                label: word('preview.businessDate'),
                value: <BusinessDay value={preview.businessDate} />,
              },
              { label: word('lines'), value: number(preview.lines) },
              { label: word('unreadable'), value: number(preview.unreadable) },
              { label: word('lineStates.done'), value: number(preview.statuses.done) },
              { label: word('lineStates.cancelled'), value: number(preview.statuses.cancelled) },
              { label: word('lineStates.failed'), value: number(preview.statuses.failed) },
            ]}
          />
        )}
      </Section>
      {children}
      {isRead && (
        <Section title={word('controlTotals')}>
          <ControlTotals totals={preview.controlTotals} />
        </Section>
      )}
      {preview.matching === null && preview.withoutItem !== null && (
        <Alert severity="warning" sx={{ mb: 2 }}>
          {translate('chobo.statements.preview.withoutItem', {
            count: number(preview.withoutItem),
            lines: number(preview.lines),
          })}
        </Alert>
      )}
      {preview.matching !== null && (
        <Section title={word('preview.matching')}>
          <MatchingFigures counts={preview.matching.counts} />
          <Settles settles={preview.matching.settles} titleKey="chobo.statements.preview.settles" />
        </Section>
      )}
      {isRead && (
        <Section title={word('lineProblems')}>
          {preview.problems.length === 0 ? (
            <EmptyState text={word('noLineProblems')} />
          ) : (
            <ProblemTable name={word('lineProblems')} rows={preview.problems} />
          )}
          {preview.problemCount > preview.problems.length && (
            <p>
              {translate('chobo.statements.moreProblems', {
                count: number(preview.problemCount - preview.problems.length),
              })}
            </p>
          )}
        </Section>
      )}
      {preview.sample.length > 0 && (
        <Section title={word('preview.sample')}>
          <Sample rows={preview.sample} />
        </Section>
      )}
    </>
  );
};
