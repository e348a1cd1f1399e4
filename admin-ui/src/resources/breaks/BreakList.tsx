import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import MuiLink from '@mui/material/Link';
import {
  DataTable,
  DateInput,
  SelectInput,
  TextInput,
  useListContext,
  useTranslate,
} from 'react-admin';
import { Link } from 'react-router-dom';
import type { ReactElement } from 'react';

import { BREAK_KINDS } from '@chobo/domain/break/kinds';

import { ListPage } from '../../parts/ListPage';
import { useMay } from '../../parts/May';
import { Person } from '../../parts/Person';
import { Amount, BusinessDay } from '../../parts/values';
import { DayLink } from '../days/DayLink';
import { useNamed } from '../catalogue/useNamed';
import { aboutOf } from './about';
import type { ListedBreak } from './answers';
import { AGES, NOBODY, STATES } from './breakFilter';
import { BreakState } from './BreakState';
import { BulkBar } from './BulkBar';
import { useOwnActor } from '../../session/useOwnActor';
import { usePeople } from './usePeople';
import { useKindName, useWord } from './useWord';

const useFilters = (): ReactElement[] => {
  const word = useWord();
  const kindName = useKindName();
  const all = useTranslate()('chobo.frame.all');
  const me = useOwnActor();
  const people = usePeople();
  const { choices: sources } = useNamed('source');
  const choice = (
    source: string,
    choices: readonly { id: string; name: string }[],
    key = source,
  ) => (
    <SelectInput
      alwaysOn
      choices={[...choices]}
      emptyText={all}
      key={source}
      label={word(key)}
      source={source}
    />
  );
  return [
    choice(
      'state',
      STATES.map((id) => ({ id, name: word(`states.${id}`) })),
    ),
    choice(
      'kind',
      BREAK_KINDS.map((id) => ({ id, name: kindName(id) })),
    ),
    choice('assignee', [
      ...(me === null ? [] : [{ id: me, name: word('mine') }]),
      { id: NOBODY, name: word('nobody') },
      ...people
        .map(({ login, name }) => ({ id: `user:${login}`, name }))
        .filter(({ id }) => id !== me),
    ]),
    choice('source', sources),
    choice(
      'age',
      Object.keys(AGES).map((id) => ({ id, name: word(`ages.${id}`) })),
    ),
    <DateInput key="from" label={word('from')} source="from" />,
    <DateInput key="to" label={word('to')} source="to" />,
    <TextInput key="minAmount" label={word('minAmount')} source="minAmount" />,
    <TextInput key="maxAmount" label={word('maxAmount')} source="maxAmount" />,
  ];
};

const Tick = ({ row, name }: { readonly row: ListedBreak; readonly name: string }) => {
  const { selectedIds, onToggleItem } = useListContext<ListedBreak>();
  return (
    <Checkbox
      checked={selectedIds.includes(row.id)}
      onChange={() => onToggleItem(row.id)}
      size="small"
      slotProps={{ input: { 'aria-label': name } }}
      sx={{ p: 0.5 }}
    />
  );
};

/** Breaks over days and sources: the work list. */
export const BreakList = () => {
  const word = useWord();
  const kindName = useKindName();
  const may = useMay();
  const { nameOf: sourceName } = useNamed('source');
  const filters = useFilters();
  return (
    <ListPage
      above={<BulkBar />}
      filters={filters}
      sort={{ field: 'date', order: 'DESC' }}
      titleKey="chobo.frame.breaks"
    >
      {may('breaks:work') && (
        <DataTable.Col<ListedBreak>
          disableSort
          label={word('selectColumn')}
          render={(row) => (
            <Tick
              name={word('select', { date: row.date, about: aboutOf(row, word).join(', ') })}
              row={row}
            />
          )}
          source="id"
        />
      )}
      <DataTable.Col<ListedBreak>
        disableSort
        label={word('kind')}
        render={({ id, kind }) => (
          <MuiLink component={Link} sx={{ whiteSpace: 'nowrap' }} to={`/breaks/${id}/show`}>
            {kindName(kind)}
          </MuiLink>
        )}
        source="kind"
      />
      <DataTable.Col<ListedBreak>
        label={word('date')}
        render={({ source, date }) => <DayLink date={date} source={source} />}
        source="date"
      />
      <DataTable.Col<ListedBreak>
        disableSort
        label={word('source')}
        render={({ source }) => (
          <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
            {sourceName(source)}
          </Box>
        )}
        source="source"
      />
      <DataTable.Col<ListedBreak>
        disableSort
        label={word('about')}
        render={(row) =>
          aboutOf(row, word).map((text) => (
            <Box key={text} sx={{ whiteSpace: 'nowrap' }}>
              {text}
            </Box>
          ))
        }
        source="items"
      />
      <DataTable.Col<ListedBreak>
        align="right"
        label={word('difference')}
        render={({ difference }) => <Amount signed value={difference} />}
        source="difference"
      />
      <DataTable.Col<ListedBreak>
        disableSort
        label={word('state')}
        render={({ status, resolvedOn }) => (
          <>
            <BreakState status={status} />
            {resolvedOn !== null && (
              <>
                {' '}
                <BusinessDay value={resolvedOn} />
              </>
            )}
          </>
        )}
        source="status"
      />
      <DataTable.Col<ListedBreak>
        disableSort
        label={word('assignee')}
        render={({ work }) =>
          (work?.assignee ?? null) === null ? (
            word('nobody')
          ) : (
            <Person actor={work?.assignee ?? null} />
          )
        }
        source="work.assignee"
      />
    </ListPage>
  );
};
