import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useLocaleState } from 'react-admin';
import { Link } from 'react-router-dom';

import { ScrollRegion } from '../../parts/ScrollRegion';
import { EmptyState } from '../../parts/states';
import { breaksPath } from '../days/answers';
import type { AgeGroup } from './answers';
import { Sums } from './Sums';
import { useWord } from './useWord';

/** A bar beside its number: the number says it, the bar shows it. */
const Bar = ({ share }: { readonly share: number }) => (
  <Box
    aria-hidden
    component="svg"
    preserveAspectRatio="none"
    sx={{ display: 'block', width: '100%', minWidth: 80, height: 14, color: 'primary.main' }}
    viewBox="0 0 100 10"
  >
    <rect fill="currentColor" height="10" opacity="0.15" width="100" x="0" y="0" />
    <rect fill="currentColor" height="10" width={share * 100} x="0" y="0" />
  </Box>
);

/** How old the open breaks are, each group with the way to its list. */
export const Ageing = ({ groups }: { readonly groups: readonly AgeGroup[] }) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const most = Math.max(...groups.map(({ breaks }) => breaks));
  if (most <= 0) return <EmptyState text={word('noBreaks')} />;
  const nameOf = ({ minAge, maxAge }: AgeGroup): string =>
    maxAge === null
      ? word('agesFrom', { min: minAge })
      : word('ages', { min: minAge, max: maxAge });
  const searchOf = ({ from, to }: AgeGroup): object => ({
    state: 'unresolved',
    ...(from !== null && { from }),
    ...(to !== null && { to }),
  });
  return (
    <>
      <Typography color="text.secondary" sx={{ mb: 1 }} variant="body2">
        {word('ageingHelp')}
      </Typography>
      <ScrollRegion name={word('ageing')}>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{word('ageing')}</TableCell>
              <TableCell align="right">{word('breaks')}</TableCell>
              <TableCell aria-hidden sx={{ width: '50%' }} />
              <TableCell align="right">{word('atRisk')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {groups.map((group) => (
              <TableRow key={group.minAge}>
                <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                  {group.breaks === 0 ? (
                    nameOf(group)
                  ) : (
                    <MuiLink component={Link} to={breaksPath(searchOf(group))}>
                      {nameOf(group)}
                    </MuiLink>
                  )}
                </TableCell>
                <TableCell align="right">{group.breaks.toLocaleString(locale)}</TableCell>
                <TableCell aria-hidden>
                  <Bar share={group.breaks / most} />
                </TableCell>
                <TableCell align="right">
                  <Sums values={group.atRisk} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </ScrollRegion>
    </>
  );
};
