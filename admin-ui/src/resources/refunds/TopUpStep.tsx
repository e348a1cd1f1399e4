import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useLocaleState } from 'react-admin';
import { Link } from 'react-router-dom';

import { formatMoney } from '../../parts/formatting';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { Amount, Jst } from '../../parts/values';
import { TopUpLink } from '../top-ups/TopUpLink';
import { TopUpState } from '../top-ups/TopUpState';
import type { TopUpChoice } from './answers';
import { newRefundPath } from './Eligibility';
import { RuleList } from './RuleList';
import { useWord } from './useWord';

const Verdict = ({ choice }: { readonly choice: TopUpChoice }) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const { eligible, refundable, rules, price } = choice;
  if (!eligible) {
    return <RuleList currency={price.currency} rules={rules.filter(({ passed }) => !passed)} />;
  }
  return refundable === null ? null : word('most', { amount: formatMoney(refundable, locale) });
};

/** First step where no top-up was chosen yet: those of the account, and why each can or cannot be refunded. */
export const TopUpStep = ({ accountId }: { readonly accountId: string }) => {
  const word = useWord();
  const path = `accounts/${encodeURIComponent(accountId)}/refundable-top-ups`;
  return (
    <Section title={word('steps.topUp')}>
      <Read<{ readonly topUps: readonly TopUpChoice[]; readonly hasMore: boolean }> path={path}>
        {({ topUps, hasMore }) => (
          <>
            {topUps.length === 0 ? (
              <EmptyState text={word('noTopUps')} />
            ) : (
              <SimpleTable
                columns={[
                  { name: word('topUp'), cell: ({ topUpId }) => <TopUpLink id={topUpId} /> },
                  {
                    name: word('choice'),
                    cell: ({ topUpId, eligible }) =>
                      eligible ? (
                        <Button
                          aria-label={word('chooseThis', { topUpId })}
                          component={Link}
                          size="small"
                          sx={{ whiteSpace: 'nowrap' }}
                          to={newRefundPath(accountId, topUpId)}
                          variant="outlined"
                        >
                          {word('choose')}
                        </Button>
                      ) : null,
                  },
                  { name: word('state'), cell: ({ status }) => <TopUpState status={status} /> },
                  { name: word('boughtAt'), cell: ({ at }) => <Jst value={at} /> },
                  {
                    name: word('price'),
                    numeric: true,
                    cell: ({ price }) => <Amount value={price} />,
                  },
                  { name: word('steps.rules'), cell: (choice) => <Verdict choice={choice} /> },
                ]}
                idOf={({ topUpId }) => topUpId}
                name={word('steps.topUp')}
                rows={topUps}
              />
            )}
            {hasMore && (
              <Alert severity="info" sx={{ mt: 1 }}>
                {word('olderTopUps')}
              </Alert>
            )}
          </>
        )}
      </Read>
    </Section>
  );
};
