import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { Link } from 'react-router-dom';
import { useLocaleState } from 'react-admin';
import type { ReactNode } from 'react';

import { CopyText } from '../../parts/CopyText';
import { SimpleTable } from '../../parts/SimpleTable';
import { Amount, BusinessDay, Jst } from '../../parts/values';
import type { BreakDetail, ComparedField, OurSide, TheirSide } from './answers';
import { totalOf } from './useSentences';
import { useWord } from './useWord';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly ours: ReactNode;
  readonly theirs: ReactNode;
  /** Null where there is nothing to compare. */
  readonly differs: boolean | null;
  /** By how much. */
  readonly by?: ReactNode;
};

/** One value below the other where a side has several parts. */
const Values = ({ values }: { readonly values: readonly ReactNode[] }) =>
  values.map((value, index) => <Box key={index}>{value}</Box>);

const Compared = ({ differs, by }: Pick<Row, 'differs' | 'by'>) => {
  const word = useWord();
  if (differs === null) return '–';
  const Icon = differs ? ErrorOutlined : CheckCircleOutlined;
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        fontWeight: differs ? 700 : 400,
        whiteSpace: 'nowrap',
      }}
    >
      <Icon color={differs ? 'error' : 'success'} fontSize="small" />
      <span>{word(differs ? 'differs' : 'same')}</span>
      {by}
    </Box>
  );
};

const minutesApart = ([our]: readonly OurSide[], [their]: readonly TheirSide[]): number | null =>
  our === undefined || their === undefined || their.at === null
    ? null
    : Math.round((Date.parse(their.at) - Date.parse(our.at)) / 60_000);

/** Ours and theirs in one table, field by field, with what differs marked by sign and word. */
export const SideBySide = ({ found }: { readonly found: BreakDetail }) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const { ours, theirs, differs } = found;
  const isCompared = ours.length > 0 && theirs.length > 0;
  const field = (
    id: ComparedField,
    our: (side: OurSide) => ReactNode,
    their: (side: TheirSide) => ReactNode,
    by?: ReactNode,
  ): Row => ({
    id,
    name: word(`fields.${id}`),
    ours: <Values values={ours.map(our)} />,
    theirs: <Values values={theirs.map(their)} />,
    differs: isCompared ? differs.includes(id) : null,
    by: isCompared && differs.includes(id) ? by : undefined,
  });
  const plain = (
    id: string,
    our: (side: OurSide) => ReactNode,
    their: (side: TheirSide) => ReactNode,
  ): Row => ({
    id,
    name: word(`fields.${id}`),
    ours: <Values values={ours.map(our)} />,
    theirs: <Values values={theirs.map(their)} />,
    differs: null,
  });
  const apart = minutesApart(ours, theirs);
  const isMoneyApart = found.kind === 'amount' || found.kind === 'split_incomplete';
  const rows: readonly Row[] = [
    {
      ...plain(
        'place',
        ({ item, date }) => (
          <>
            <CopyText label={word('item', { item })} value={item} /> <BusinessDay value={date} />
          </>
        ),
        ({ fileLine }) => word('line', { line: String(fileLine) }),
      ),
    },
    field(
      'reference',
      ({ reference }) => reference,
      ({ reference }) => (reference === '' ? word('nothing') : reference),
    ),
    field(
      'card',
      ({ card }) => (
        <MuiLink component={Link} to={`/cards/${card}/show`}>
          {card}
        </MuiLink>
      ),
      ({ card }) => card ?? '–',
    ),
    field(
      'amount',
      ({ amount }) => <Amount value={amount} />,
      ({ amount }) => <Amount value={amount} />,
      isMoneyApart ? <Amount signed value={found.difference} /> : undefined,
    ),
    field(
      'currency',
      ({ amount }) => amount.currency,
      ({ amount }) => amount?.currency ?? '–',
    ),
    field(
      'charge',
      ({ charge }) => <Amount value={charge} />,
      ({ charge }) => <Amount value={charge} />,
      found.kind === 'fee' ? <Amount signed value={found.difference} /> : undefined,
    ),
    field(
      'status',
      () => word('credited'),
      ({ status }) => (status === null ? '–' : word(`lineStates.${status}`)),
    ),
    {
      ...plain(
        'at',
        ({ at }) => <Jst value={at} />,
        ({ at }) => <Jst value={at} />,
      ),
      by: undefined,
    },
    plain(
      'payment',
      ({ payment }) => payment,
      () => '–',
    ),
    plain(
      'carrierReference',
      () => '–',
      ({ carrierReference }) => carrierReference,
    ),
  ];
  const total = (sides: readonly Pick<OurSide | TheirSide, 'amount'>[]): ReactNode =>
    sides.length > 1 ? <Amount value={totalOf(sides)} /> : null;
  return (
    <SimpleTable
      columns={[
        { name: word('field'), short: true, cell: ({ name }) => name },
        {
          name: word('ours'),
          cell: (row) =>
            ours.length === 0 ? (
              row.id === 'place' ? (
                word('noItem')
              ) : null
            ) : (
              <>
                {row.ours}
                {row.id === 'amount' && <strong>{total(ours)}</strong>}
              </>
            ),
        },
        {
          name: word('theirs'),
          cell: (row) =>
            theirs.length === 0 ? (
              row.id === 'place' ? (
                word('noLine')
              ) : null
            ) : (
              <>
                {row.theirs}
                {row.id === 'amount' && <strong>{total(theirs)}</strong>}
              </>
            ),
        },
        {
          name: word('compared'),
          cell: (row) =>
            row.id === 'at' && apart !== null ? (
              <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
                {word('minutesApart', {
                  minutes: apart.toLocaleString(locale, { signDisplay: 'exceptZero' }),
                })}
              </Box>
            ) : (
              <Compared {...row} />
            ),
        },
      ]}
      idOf={({ id }) => id}
      name={word('sidesTable')}
      rows={rows}
    />
  );
};
