import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useLocaleState } from 'react-admin';
import { Link } from 'react-router-dom';
import type { ReactNode } from 'react';

import type { Day } from '../../api/answers';
import { formatBusinessDate } from '../../parts/formatting';
import { Amount } from '../../parts/values';
import { breaksPath, type OpenWork } from './answers';
import { useWord } from './useWord';

const Blocker = ({
  text,
  to,
  link,
  children,
}: {
  readonly text: ReactNode;
  readonly to?: string;
  readonly link?: string;
  readonly children?: ReactNode;
}) => (
  <Box component="li" sx={{ mb: 1 }}>
    {text}
    {children}
    {to !== undefined && (
      <>
        {' '}
        <MuiLink className="no-print" component={Link} to={to}>
          {link}
        </MuiLink>
      </>
    )}
  </Box>
);

/** What there is between a day and its closing, each with the way to it. */
export const Blockers = ({
  day,
  work,
}: {
  readonly day: Pick<Day, 'source' | 'date' | 'state'>;
  readonly work: Pick<
    OpenWork,
    'openBreaks' | 'unsignedProposals' | 'workLeftBehind' | 'daysWithoutFile'
  > &
    Partial<Pick<OpenWork, 'atRisk' | 'withoutAmount'>>;
}) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const { source, date, state } = day;
  const { openBreaks, unsignedProposals, workLeftBehind, daysWithoutFile } = work;
  const { atRisk = [], withoutAmount = 0 } = work;
  const proposals = encodeURIComponent(
    // Those of later days too: they may name an item of this one.
    JSON.stringify({ source, from: date, state: 'undecided' }),
  );
  const isSettled =
    openBreaks + unsignedProposals + workLeftBehind.length + daysWithoutFile.length === 0;
  return (
    <>
      {isSettled && <Typography>{word('blockers.none')}</Typography>}
      <Box component="ul" sx={{ m: 0, pl: 3 }}>
        {state === 'open' && <Blocker text={word('blockers.run')} />}
        {(state === 'matched' || state === 'reopened') && (
          <Blocker text={word('blockers.review')} />
        )}
        {openBreaks > 0 && (
          <Blocker
            link={word('blockers.breaksLink')}
            text={word('blockers.breaks', { smart_count: openBreaks })}
            to={breaksPath({ state: 'unresolved', source, from: date, to: date })}
          >
            {atRisk.map((value) => (
              <span key={value.currency}>
                {' '}
                {word('blockers.atRisk')}: <Amount value={value} />
              </span>
            ))}
            {withoutAmount > 0 && (
              <span> {word('blockers.withoutAmount', { smart_count: withoutAmount })}</span>
            )}
          </Blocker>
        )}
        {unsignedProposals > 0 && (
          <Blocker
            link={word('blockers.proposalsLink')}
            text={word('blockers.proposals', { smart_count: unsignedProposals })}
            to={`/proposals?filter=${proposals}`}
          />
        )}
        {workLeftBehind.map((id) => (
          <Blocker
            key={id}
            link={word('blockers.leftBehindLink')}
            text={word('blockers.leftBehind')}
            to={`/breaks/${id}/show`}
          />
        ))}
        {daysWithoutFile.map((missing) => (
          <Blocker
            key={missing}
            link={word('blockers.fileLink')}
            text={word('blockers.file', { date: formatBusinessDate(missing, locale) })}
            to="/statements/upload"
          />
        ))}
      </Box>
    </>
  );
};
