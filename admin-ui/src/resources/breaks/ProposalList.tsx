import Box from '@mui/material/Box';
import { DataTable, SelectInput, useTranslate } from 'react-admin';

import { ListPage } from '../../parts/ListPage';
import { Amount } from '../../parts/values';
import { useNamed } from '../catalogue/useNamed';
import { DayLink } from '../days/DayLink';
import type { Proposal } from './answers';
import { PROPOSAL_STATES } from './breakFilter';
import { DecideProposal } from './DecideProposal';
import { ProposalState } from './ProposalState';
import { useWord } from './useWord';

/** What matching puts before a person as belonging together. */
export const ProposalList = () => {
  const word = useWord();
  const translate = useTranslate();
  const { nameOf: sourceName } = useNamed('source');
  return (
    <ListPage
      filters={[
        <SelectInput
          alwaysOn
          choices={PROPOSAL_STATES.map((id) => ({ id, name: word(`proposals.states.${id}`) }))}
          emptyText={translate('chobo.frame.all')}
          key="state"
          label={word('proposals.state')}
          source="state"
        />,
      ]}
      // Room for what is to be done: the day leads to its source.
      hidden={['source']}
      sort={{ field: 'date', order: 'DESC' }}
      titleKey="chobo.breaks.proposals.title"
    >
      <DataTable.Col<Proposal>
        label={word('date')}
        render={({ source, date }) => <DayLink date={date} source={source} />}
        source="date"
      />
      <DataTable.Col<Proposal>
        disableSort
        label={word('source')}
        render={({ source }) => sourceName(source)}
        source="source"
      />
      <DataTable.Col<Proposal>
        disableSort
        label={word('proposals.rule')}
        render={({ rule }) => <Box sx={{ minWidth: 150 }}>{word(`proposals.rules.${rule}`)}</Box>}
        source="rule"
      />
      <DataTable.Col<Proposal>
        disableSort
        label={word('proposals.items')}
        render={({ items }) =>
          items.map((item) => (
            <Box key={item} sx={{ whiteSpace: 'nowrap' }}>
              {item}
            </Box>
          ))
        }
        source="items"
      />
      <DataTable.Col<Proposal>
        disableSort
        label={word('proposals.lines')}
        render={({ lines }) => lines.map((line) => <Box key={line}>{line}</Box>)}
        source="lines"
      />
      <DataTable.Col<Proposal>
        align="right"
        disableSort
        label={word('proposals.amount')}
        render={({ amount }) => <Amount value={amount} />}
        source="amount"
      />
      <DataTable.Col<Proposal>
        disableSort
        label={word('proposals.state')}
        render={({ state }) => <ProposalState state={state} />}
        source="state"
      />
      <DataTable.Col<Proposal>
        disableSort
        label={word('toDo')}
        render={(proposal) => <DecideProposal proposal={proposal} />}
        source="id"
      />
    </ListPage>
  );
};
