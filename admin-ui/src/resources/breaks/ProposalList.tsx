import Box from '@mui/material/Box';
import { DataTable, SelectInput, useLocaleState, useTranslate } from 'react-admin';

import type { Money } from '../../api/answers';
import { CommandButton } from '../../commands/CommandButton';
import { ListPage } from '../../parts/ListPage';
import { useMay } from '../../parts/May';
import { StateChip } from '../../parts/StateChip';
import { Amount } from '../../parts/values';
import { DayLink } from '../days/DayLink';
import type { BreakWork, DayClosing } from './answers';
import { ClosedDay } from './ClosedDay';
import { useWord } from './useWord';

export type Proposal = {
  readonly id: string;
  readonly source: string;
  readonly date: string;
  readonly rule: string;
  readonly items: readonly string[];
  readonly lines: readonly number[];
  readonly amount: Money;
  readonly closing: DayClosing | null;
  readonly work: BreakWork | null;
};

const STATES = ['open', 'resolved'] as const;

const stateOf = ({ work }: Proposal): (typeof STATES)[number] =>
  work?.status === 'resolved' ? 'resolved' : 'open';

const Decide = ({ proposal }: { readonly proposal: Proposal }) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const list = (texts: readonly string[]): string => new Intl.ListFormat(locale).format(texts);
  const isAccepted = stateOf(proposal) === 'resolved';
  const path = `proposals/${proposal.id}/${isAccepted ? 'undo' : 'acceptance'}`;
  return (
    <CommandButton
      command={({ reason = '' }) => ({ path, body: { reason } })}
      confirm={word(isAccepted ? 'proposals.undo' : 'proposals.accept')}
      draft={path}
      intro={
        isAccepted
          ? undefined
          : word('proposals.acceptIntro', {
              items: list(proposal.items),
              lines: list(proposal.lines.map(String)),
            })
      }
      label={word(isAccepted ? 'proposals.undo' : 'proposals.accept')}
      reason="required"
      title={word(isAccepted ? 'proposals.undoTitle' : 'proposals.acceptTitle')}
    />
  );
};

/** What matching puts before a person as belonging together. */
export const ProposalList = () => {
  const word = useWord();
  const translate = useTranslate();
  const may = useMay();
  return (
    <ListPage
      filters={[
        <SelectInput
          alwaysOn
          choices={STATES.map((id) => ({ id, name: word(`proposals.states.${id}`) }))}
          emptyText={translate('chobo.frame.all')}
          key="workStatus"
          label={word('proposals.state')}
          source="workStatus"
        />,
      ]}
      sort={{ field: 'date', order: 'DESC' }}
      titleKey="chobo.breaks.proposals.title"
    >
      <DataTable.Col<Proposal>
        label={word('date')}
        render={({ source, date }) => <DayLink date={date} source={source} />}
        source="date"
      />
      <DataTable.Col<Proposal> disableSort label={word('source')} source="source" />
      <DataTable.Col<Proposal>
        disableSort
        label={word('proposals.rule')}
        render={({ rule }) => word(`proposals.rules.${rule}`)}
        source="rule"
      />
      <DataTable.Col<Proposal>
        disableSort
        label={word('proposals.items')}
        render={({ items }) => items.map((item) => <Box key={item}>{item}</Box>)}
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
        render={(proposal) => (
          <StateChip
            label={word(`proposals.states.${stateOf(proposal)}`)}
            state={stateOf(proposal)}
          />
        )}
        source="work.status"
      />
      {may('breaks:work') && (
        <DataTable.Col<Proposal>
          disableSort
          label={word('toDo')}
          render={(proposal) =>
            proposal.closing === null ? (
              <Decide proposal={proposal} />
            ) : (
              <ClosedDay closing={proposal.closing} source={proposal.source} />
            )
          }
          source="id"
        />
      )}
    </ListPage>
  );
};
