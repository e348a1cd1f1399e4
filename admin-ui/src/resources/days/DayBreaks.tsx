import MuiLink from '@mui/material/Link';
import { useLocaleState } from 'react-admin';
import { Link } from 'react-router-dom';

import { SimpleTable, type Column } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { Amount, BusinessDay } from '../../parts/values';
import type { ListedBreak } from '../breaks/answers';
import { BreakState } from '../breaks/BreakState';
import { aboutOf } from '../breaks/about';
import { proposalKey, type Proposal } from '../breaks/answers';
import { ProposalState } from '../breaks/ProposalState';
import { useKindName, useWord as useBreakWord } from '../breaks/useWord';
import { DayLink } from './DayLink';
import { useWord } from './useWord';

/** Breaks with the way to each; those of other days with their day. */
export const BreakTable = ({
  name,
  rows,
  empty,
  ofOtherDays = false,
}: {
  readonly name: string;
  readonly rows: readonly ListedBreak[];
  readonly empty: string;
  readonly ofOtherDays?: boolean;
}) => {
  const word = useWord();
  const breakWord = useBreakWord();
  const kindName = useKindName();
  if (rows.length === 0) return <EmptyState text={empty} />;
  const day: Column<ListedBreak> = {
    name: word('date'),
    cell: ({ source, date }) => <DayLink date={date} source={source} />,
  };
  return (
    <SimpleTable
      columns={[
        {
          name: word('kind'),
          cell: ({ id, kind }) => (
            <MuiLink component={Link} sx={{ whiteSpace: 'nowrap' }} to={`/breaks/${id}/show`}>
              {kindName(kind)}
            </MuiLink>
          ),
        },
        ...(ofOtherDays ? [day] : []),
        {
          name: word('about'),
          cell: (row) => (
            <span>
              {aboutOf(row, breakWord).map((text) => (
                <span key={text}>
                  {text}
                  <br />
                </span>
              ))}
            </span>
          ),
        },
        {
          name: word('difference'),
          numeric: true,
          cell: ({ difference }) => <Amount signed value={difference} />,
        },
        {
          name: word('status'),
          cell: ({ status, resolvedOn }) => (
            <>
              <BreakState status={status} /> <SettledOn date={resolvedOn} />
            </>
          ),
        },
      ]}
      idOf={({ id }) => id}
      name={name}
      rows={rows}
    />
  );
};

const SettledOn = ({ date }: { readonly date: string | null }) =>
  date === null ? null : <BusinessDay value={date} />;

/** What is put before a person, and what somebody has said of it. */
export const ProposalTable = ({ rows }: { readonly rows: readonly Proposal[] }) => {
  const word = useWord();
  const breakWord = useBreakWord();
  const [locale] = useLocaleState();
  if (rows.length === 0) return <EmptyState text={word('noProposals')} />;
  const list = (texts: readonly string[]): string => new Intl.ListFormat(locale).format(texts);
  return (
    <SimpleTable
      columns={[
        {
          name: word('rule'),
          cell: ({ rule }) => breakWord(`proposals.rules.${rule}`, { _: rule }),
        },
        { name: word('item'), cell: ({ items }) => list(items) },
        { name: word('line'), cell: ({ lines }) => list(lines.map(String)) },
        { name: word('amount'), numeric: true, cell: ({ amount }) => <Amount value={amount} /> },
        {
          name: word('status'),
          cell: ({ state }) => <ProposalState state={state} />,
        },
      ]}
      idOf={proposalKey}
      name={word('proposalsOfDay')}
      rows={rows}
    />
  );
};
