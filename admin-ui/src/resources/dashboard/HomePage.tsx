import { PageTitle } from '../../parts/PageTitle';
import { useMay } from '../../parts/May';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import type { Dashboard } from './answers';
import { CardSearch } from './CardSearch';
import { FinancePart } from './FinancePart';
import { SupportPart } from './SupportPart';
import { useWord } from './useWord';

/** The first page: what there is to do, for whoever reads it; support with its search first. */
export const HomePage = () => {
  const word = useWord();
  const isFinance = useMay()('reconciliation:read');
  return (
    <>
      <PageTitle title={word('title')} />
      {!isFinance && (
        <Section title={word('findCard')}>
          <CardSearch />
        </Section>
      )}
      <Read<Dashboard> path="dashboard">
        {({ reconciliation, refunds }) => (
          <>
            {reconciliation !== null && <FinancePart part={reconciliation} />}
            {refunds !== null && <SupportPart part={refunds} />}
          </>
        )}
      </Read>
    </>
  );
};
