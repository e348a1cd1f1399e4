import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { ReactNode } from 'react';

import { FactTable } from '../../parts/FactTable';
import { formatBusinessDate, formatInstant } from '../../parts/formatting';
import { useNameOf } from '../../parts/Person';
import { Section } from '../../parts/Section';
import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { Amount, BusinessDay, Jst } from '../../parts/values';
import type { Counts, Preview, StatementProblem } from './answers';
import { ControlTotals } from './ControlTotals';
import { ProblemTable } from './ProblemTable';
import { useProblemSentence } from './useProblemSentence';
import { useSources } from './useSources';

const SEVERITY = { accepted: 'success', held: 'warning', refused: 'error' } as const;

export const Sentences = ({ problems }: { readonly problems: readonly StatementProblem[] }) => {
  const sentenceOf = useProblemSentence();
  const translate = useTranslate();
  const [locale] = useLocaleState();
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
      {problems.map((problem) => (
        <li key={`${problem.code} ${problem.fileLine ?? 0} ${problem.column ?? ''}`}>
          {sentenceOf(problem)}
          {problem.fileLine !== null &&
            ` ${translate('chobo.statements.place', {
              line: problem.fileLine.toLocaleString(locale),
            })}`}
        </li>
      ))}
    </Box>
  );
};

/** What the file would be, and what is in its way, before anything is done. */
const Verdict = ({ preview }: { readonly preview: Preview }) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const nameOf = useNameOf();
  const word = (key: string): string => translate(`chobo.statements.preview.${key}`);
  const { state, reasons, obstacles, occupant, known, date, source, candidates } = preview;
  const others = known.filter(({ statementId }) => statementId !== occupant?.statementId);
  const isUnclear = source === null && candidates.length > 1;
  return (
    <>
      <Alert severity={isUnclear ? 'warning' : SEVERITY[state]} sx={{ mb: 2 }}>
        <AlertTitle>{word(isUnclear ? 'unclearSource' : `verdict.${state}`)}</AlertTitle>
        {reasons.length > 0 && <Sentences problems={reasons} />}
        {state === 'held' && word('heldNext')}
      </Alert>
      {source !== null && date === null && (
        <Alert severity="warning" sx={{ mb: 2 }}>
          {word('noDate')}
        </Alert>
      )}
      {obstacles.length > 0 && (
        <Alert severity="error" sx={{ mb: 2 }}>
          <AlertTitle>{word('obstacles')}</AlertTitle>
          <Sentences problems={obstacles} />
        </Alert>
      )}
      {occupant !== null && (
        <Alert severity={occupant.sameBytes ? 'info' : 'warning'} sx={{ mb: 2 }}>
          {translate(`chobo.statements.preview.${occupant.sameBytes ? 'sameFile' : 'occupied'}`, {
            name: nameOf(occupant.acceptedBy),
            at: formatInstant(occupant.acceptedAt, locale),
          })}{' '}
          <MuiLink
            color="inherit"
            component={Link}
            to={`/statements/${encodeURIComponent(occupant.statementId)}/show`}
          >
            {word('showStatement')}
          </MuiLink>
        </Alert>
      )}
      {others.length > 0 && (
        <Alert severity="info" sx={{ mb: 2 }}>
          <AlertTitle>{word('known')}</AlertTitle>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {others.map((one) => (
              <li key={one.statementId}>
                <MuiLink
                  color="inherit"
                  component={Link}
                  to={`/statements/${encodeURIComponent(one.statementId)}/show`}
                >
                  {translate('chobo.statements.preview.knownAs', {
                    state: translate(`chobo.statements.states.${one.state}`),
                    date: formatBusinessDate(one.date, locale),
                    name: nameOf(one.receivedBy),
                    at: formatInstant(one.receivedAt, locale),
                  })}
                </MuiLink>
              </li>
            ))}
          </Box>
        </Alert>
      )}
    </>
  );
};

const COUNTS = [
  'lines',
  'items',
  'exact',
  'proposed',
  'carriedForward',
  'notExecuted',
  'alreadySeen',
] as const;

/** What matching comes to, in figures, breaks by kind. */
export const MatchingFigures = ({ counts }: { readonly counts: Counts }) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const word = (key: string): string =>
    translate(`chobo.reconciliation.${key}`, { _: key.split('.').at(-1) ?? key });
  const number = (value: number): string => value.toLocaleString(locale);
  const breaks = Object.entries(counts.breaks);
  const total = breaks.reduce((sum, [, count]) => sum + count, 0);
  return (
    <FactTable
      facts={[
        ...COUNTS.map((name) => ({ label: word(name), value: number(counts[name]) })),
        { label: word('breakCount'), value: number(total) },
        ...breaks.map(([kind, count]) => ({ label: word(`kinds.${kind}`), value: number(count) })),
      ]}
    />
  );
};

/** Breaks of earlier days that a file settles, day by day. */
export const Settles = ({
  settles,
  titleKey,
}: {
  readonly settles: readonly { readonly date: string; readonly count: number }[];
  readonly titleKey: string;
}) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  if (settles.length === 0) return null;
  return (
    <Alert severity="success" sx={{ mt: 2 }}>
      <AlertTitle>{translate(titleKey)}</AlertTitle>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {settles.map(({ date, count }) => (
          <li key={date}>
            {translate('chobo.statements.settled', {
              smart_count: count,
              count: count.toLocaleString(locale),
              date: formatBusinessDate(date, locale),
            })}
          </li>
        ))}
      </Box>
    </Alert>
  );
};

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
  const { nameOf } = useSources();
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
