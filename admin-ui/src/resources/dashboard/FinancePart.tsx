import Alert from '@mui/material/Alert';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useLocaleState } from 'react-admin';
import { Link } from 'react-router-dom';

import { FactTable } from '../../parts/FactTable';
import { formatBusinessDate, formatInstant, formatMoney } from '../../parts/formatting';
import { useMay } from '../../parts/May';
import { Section } from '../../parts/Section';
import { breaksPath } from '../days/answers';
import { Ageing } from './Ageing';
import type { Reconciliation } from './answers';
import { Board } from './Board';
import { Sums } from './Sums';
import { useWord } from './useWord';

const OverdueFiles = ({ part }: { readonly part: Reconciliation }) => {
  const word = useWord();
  const may = useMay();
  const [locale] = useLocaleState();
  const overdue = part.sources.filter(({ missingFiles }) => missingFiles > 0);
  if (overdue.length === 0) return null;
  return (
    <Alert severity="warning" sx={{ mb: 2 }}>
      {overdue.map(({ id, name, missingFiles, firstMissing, missingSince }) => (
        <div key={id}>
          {word('missingOf', {
            smart_count: missingFiles,
            source: name[locale] ?? name['en'] ?? id,
            date: firstMissing === null ? '–' : formatBusinessDate(firstMissing, locale),
            since: missingSince === null ? '–' : formatInstant(missingSince, locale),
          })}
        </div>
      ))}
      {may('statements:receive') && (
        <MuiLink color="inherit" component={Link} to="/statements/upload">
          {word('handIn')}
        </MuiLink>
      )}
    </Alert>
  );
};

/** Postings for breaks that have come right by themselves since: they count twice until taken back. */
const LeftBehind = ({ part }: { readonly part: Reconciliation }) => {
  const word = useWord();
  const [locale] = useLocaleState();
  if (part.workLeftBehind.length === 0) return null;
  return (
    <Alert severity="warning" sx={{ mb: 2 }}>
      {word('leftBehind')}
      {part.workLeftBehind.map(({ id, source, date, amount }) => (
        <div key={id}>
          <MuiLink color="inherit" component={Link} to={`/breaks/${id}/show`}>
            {word('leftBehindOf', {
              source: part.sources.find((one) => one.id === source)?.name[locale] ?? source,
              date: formatBusinessDate(date, locale),
              amount: formatMoney(amount, locale, { signed: true }),
            })}
          </MuiLink>
        </div>
      ))}
    </Alert>
  );
};

/** What finance has to do: days, open breaks, their age, files that have not come. */
export const FinancePart = ({ part }: { readonly part: Reconciliation }) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const number = (value: number): string => value.toLocaleString(locale);
  const overdue = part.sources.reduce((sum, { missingFiles }) => sum + missingFiles, 0);
  const proposals = encodeURIComponent('{"state":"undecided"}');
  return (
    <>
      <OverdueFiles part={part} />
      <LeftBehind part={part} />
      <Section title={word('figures')}>
        <FactTable
          facts={[
            {
              label: word('openBreaks'),
              value: (
                <MuiLink component={Link} to={breaksPath({ state: 'unresolved' })}>
                  {number(part.openBreaks)}
                </MuiLink>
              ),
            },
            { label: word('atRisk'), value: <Sums values={part.atRisk} /> },
            { label: word('withoutAmount'), value: number(part.withoutAmount) },
            {
              label: word('unsignedProposals'),
              value: (
                <MuiLink component={Link} to={`/proposals?filter=${proposals}`}>
                  {number(part.unsignedProposals)}
                </MuiLink>
              ),
            },
            { label: word('missingFiles'), value: number(overdue) },
          ]}
        />
        <Typography color="text.secondary" sx={{ mt: 1 }} variant="body2">
          {word('atRiskHelp')}
        </Typography>
      </Section>
      <Section title={word('board')}>
        <Board part={part} />
      </Section>
      <Section title={word('ageing')}>
        <Ageing groups={part.ageing} />
      </Section>
    </>
  );
};
