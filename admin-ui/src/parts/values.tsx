import Box from '@mui/material/Box';
import { useLocaleState } from 'react-admin';

import type { Money } from '../api/answers';
import { formatBusinessDate, formatInstant, formatMoney } from './formatting';

/** An instant in Japan's time; its UTC form on hovering. */
export const Jst = ({ value }: { readonly value: string | null }) => {
  const [locale] = useLocaleState();
  if (value === null) return '–';
  return (
    <Box component="time" dateTime={value} sx={{ whiteSpace: 'nowrap' }} title={value}>
      {formatInstant(value, locale)}
    </Box>
  );
};

/** A day of the business. */
export const BusinessDay = ({ value }: { readonly value: string | null }) => {
  const [locale] = useLocaleState();
  if (value === null) return '–';
  return (
    <Box component="time" dateTime={value} sx={{ whiteSpace: 'nowrap' }}>
      {formatBusinessDate(value, locale)}
    </Box>
  );
};

/** Money; `signed` where it is a difference. */
export const Amount = ({
  value,
  signed = false,
}: {
  readonly value: Money | null;
  readonly signed?: boolean;
}) => {
  const [locale] = useLocaleState();
  if (value === null) return '–';
  return (
    <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      {formatMoney(value, locale, { signed })}
    </Box>
  );
};
