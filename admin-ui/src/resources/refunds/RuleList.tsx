import CancelOutlined from '@mui/icons-material/CancelOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import { useLocaleState, useTranslate } from 'react-admin';

import { useNameOf } from '../../parts/Person';
import { factText } from '../../parts/problemMessage';
import type { RefundRule } from './answers';
import { shownFacts } from './ruleFacts';
import { useWord } from './useWord';

const Rule = ({ rule, currency }: { readonly rule: RefundRule; readonly currency: string }) => {
  const translate = useTranslate();
  const word = useWord();
  const [locale] = useLocaleState();
  const nameOf = useNameOf();
  const facts = Object.fromEntries(
    Object.entries(shownFacts(rule, currency)).map(([name, value]) => [
      name,
      name === 'method' && typeof value === 'string'
        ? translate(`chobo.topUps.methods.${value}`, { _: value })
        : name === 'reasonClass' && typeof value === 'string'
          ? word(`reasonClasses.${value}`)
          : name === 'status' && typeof value === 'string'
            ? translate(`chobo.topUps.states.${value}`, { _: value })
            : factText(value, locale, nameOf),
    ]),
  );
  return (
    <ListItem disableGutters sx={{ alignItems: 'flex-start', py: 0.25 }}>
      <ListItemIcon sx={{ minWidth: 36, mt: 0.5 }}>
        {rule.passed ? (
          <CheckCircleOutlined color="success" titleAccess={word('passed')} />
        ) : (
          <CancelOutlined color="error" titleAccess={word('failed')} />
        )}
      </ListItemIcon>
      <ListItemText
        primary={word(`rules.${rule.rule}.${rule.passed ? 'passed' : 'failed'}`, facts)}
        slotProps={{ primary: { sx: { fontWeight: rule.passed ? 400 : 600 } } }}
      />
    </ListItem>
  );
};

/** Rules in words with the facts behind them, those that fail first. */
export const RuleList = ({
  rules,
  currency,
}: {
  readonly rules: readonly RefundRule[];
  readonly currency: string;
}) => (
  <List dense disablePadding>
    {rules
      .toSorted((one, other) => Number(one.passed) - Number(other.passed))
      .map((rule) => (
        <Rule key={rule.rule} currency={currency} rule={rule} />
      ))}
  </List>
);
