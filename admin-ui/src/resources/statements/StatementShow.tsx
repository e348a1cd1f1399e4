import MuiLink from '@mui/material/Link';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemText from '@mui/material/ListItemText';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';
import type { ReactNode } from 'react';

import { useRead } from '../../api/useRead';
import { CopyText } from '../../parts/CopyText';
import { FileHash } from '../../parts/FileHash';
import { FactTable } from '../../parts/FactTable';
import { formatInstant } from '../../parts/formatting';
import { useMay } from '../../parts/May';
import { PageTitle } from '../../parts/PageTitle';
import { useNameOf } from '../../parts/Person';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { StateChip } from '../../parts/StateChip';
import { DayLink } from '../days/DayLink';
import type { Statement } from './answers';
import { ControlTotals } from './ControlTotals';
import { Decision } from './Decision';
import { Downloads } from './Downloads';
import { LineProblems } from './LineProblems';
import { ProblemTable } from './ProblemTable';
import { useNamed } from '../catalogue/useNamed';

const StatementLink = ({ id }: { readonly id: string }) => (
  <MuiLink component={Link} to={`/statements/${encodeURIComponent(id)}/show`}>
    {id}
  </MuiLink>
);

const Facts = ({ statement }: { readonly statement: Statement }) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { nameOf } = useNamed('source');
  const word = (key: string): string => translate(`chobo.statements.${key}`);
  const { source, date, state, supersedes, superseded } = statement;
  const number = (value: number | null): string => value?.toLocaleString(locale) ?? '–';
  return (
    <FactTable
      facts={[
        {
          label: word('state'),
          value: <StateChip label={word(`states.${state}`)} state={state} />,
        },
        { label: word('source'), value: nameOf(source) },
        { label: word('date'), value: <DayLink date={date} source={source} /> },
        { label: word('lines'), value: number(statement.lines) },
        { label: word('unreadable'), value: number(statement.unreadable) },
        { label: word('bytes'), value: number(statement.bytes) },
        ...(supersedes === null
          ? []
          : [{ label: word('supersedes'), value: <StatementLink id={supersedes} /> }]),
        ...(superseded === null
          ? []
          : [{ label: word('supersededBy'), value: <StatementLink id={superseded.by} /> }]),
        { label: 'SHA-256', value: <FileHash sha256={statement.sha256} /> },
        { label: word('id'), value: <CopyText label={word('id')} value={statement.id} /> },
      ]}
    />
  );
};

/** What happened to a file, each step by whom, when and why. */
const History = ({ statement }: { readonly statement: Statement }) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const nameOf = useNameOf();
  const said = (key: string, by: string | null, at: string): ReactNode => {
    const name =
      by === null || by === 'rules' ? translate('chobo.statements.history.rules') : nameOf(by);
    return translate(`chobo.statements.history.${key}`, {
      name,
      at: formatInstant(at, locale),
    });
  };
  const { decidedBy, decidedAt, superseded } = statement;
  const wasAccepted = statement.state === 'superseded' || statement.state === 'accepted';
  return (
    <List dense disablePadding>
      <ListItem disableGutters>
        <ListItemText primary={said('received', statement.receivedBy, statement.receivedAt)} />
      </ListItem>
      {decidedAt !== null && (
        <ListItem disableGutters>
          <ListItemText
            primary={said(wasAccepted ? 'accepted' : statement.state, decidedBy, decidedAt)}
            secondary={statement.reason}
          />
        </ListItem>
      )}
      {superseded !== null && (
        <ListItem disableGutters>
          <ListItemText
            primary={said('superseded', null, superseded.at)}
            secondary={superseded.reason}
          />
        </ListItem>
      )}
    </List>
  );
};

const Page = ({ statement }: { readonly statement: Statement }) => {
  const translate = useTranslate();
  const may = useMay();
  const word = (key: string): string => translate(`chobo.statements.${key}`);
  return (
    <>
      {statement.state === 'held' && may('statements:decide') && <Decision statement={statement} />}
      <Downloads statement={statement} />
      <Section title={word('facts')}>
        <Facts statement={statement} />
      </Section>
      {statement.reasons.length > 0 && (
        <Section title={word('reasons')}>
          <ProblemTable name={word('reasons')} rows={statement.reasons} />
        </Section>
      )}
      <Section title={word('controlTotals')}>
        <ControlTotals totals={statement.controlTotals} />
      </Section>
      <Section title={word('lineProblems')}>
        <LineProblems count={statement.problemCount} id={statement.id} />
      </Section>
      <Section title={word('history.title')}>
        <History statement={statement} />
      </Section>
    </>
  );
};

/** A file received: its totals, its problems, what became of it, and itself. */
export const StatementShow = () => {
  const { id = '' } = useParams();
  const translate = useTranslate();
  const path = `statements/${encodeURIComponent(id)}`;
  const name = useRead<Statement>(path).data?.fileName;
  return (
    <>
      <PageTitle
        title={
          name === undefined
            ? translate('chobo.statements.title')
            : translate('chobo.statements.one', { name })
        }
      />
      <Read<Statement> path={path}>{(statement) => <Page statement={statement} />}</Read>
    </>
  );
};
