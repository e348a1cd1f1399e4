import { useLocaleState } from 'react-admin';

import { FactTable } from '../../parts/FactTable';
import { formatBusinessDate } from '../../parts/formatting';
import { PageTitle } from '../../parts/PageTitle';
import { Section } from '../../parts/Section';
import { DayLink } from '../days/DayLink';
import type { GoneBreak } from './answers';
import { BreakState } from './BreakState';
import { History } from './History';
import { Banner, Done, Overtaken } from './NextStep';
import { useWord } from './useWord';

/** What is left of a break that matching makes no more: the work on it, and the way to take it back. */
export const Gone = ({ gone }: { readonly gone: GoneBreak }) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const { source, date, status, work, next, history } = gone;
  const posted = work.amount ?? history.findLast(({ amount }) => amount !== null)?.amount ?? null;
  const worked = { ...gone, difference: posted, ours: [], theirs: [] };
  return (
    <>
      <PageTitle title={word('gone.title', { date: formatBusinessDate(date, locale) })} />
      <Banner severity={next === null ? 'info' : 'warning'}>
        {word(next === null ? 'gone.takenBack' : 'gone.stands')}
      </Banner>
      {next?.step === 'send_back' && <Overtaken found={worked} />}
      {next?.step === 'undo' && <Done found={worked} />}
      <Section title={word('work')}>
        <FactTable
          facts={[
            { label: word('date'), value: <DayLink date={date} source={source} /> },
            { label: word('state'), value: <BreakState status={status} /> },
          ]}
        />
      </Section>
      <Section title={word('history')}>
        <History found={worked} />
      </Section>
    </>
  );
};
