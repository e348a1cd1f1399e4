import MuiLink from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import { useResourceDefinitions, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import type { LedgerEntry } from './answers';

/** What a posting is about: the resource of the console and the id in it. */
const subjectOf = ({
  event: { stream },
  refundId,
  topUpId,
}: LedgerEntry): { readonly resource: string; readonly id: string } | null => {
  if (refundId !== null) return { resource: 'refunds', id: refundId };
  if (stream.startsWith('break-')) return { resource: 'breaks', id: stream.slice('break-'.length) };
  return topUpId === null ? null : { resource: 'top-ups', id: topUpId };
};

/** Why something was posted: what happened, in words, and a way to what it happened to. */
export const Cause = ({ entry }: { readonly entry: LedgerEntry }) => {
  const translate = useTranslate();
  const shown = useResourceDefinitions();
  const { type } = entry.event;
  const subject = subjectOf(entry);
  return (
    <Stack sx={{ minWidth: 140 }}>
      <span>{translate(`chobo.ledger.causes.${type}`, { _: type })}</span>
      {subject !== null &&
        (shown[subject.resource]?.hasShow === true ? (
          <MuiLink
            component={Link}
            sx={{ overflowWrap: 'anywhere' }}
            to={`/${subject.resource}/${encodeURIComponent(subject.id)}/show`}
            variant="body2"
          >
            {subject.id}
          </MuiLink>
        ) : (
          <span>{subject.id}</span>
        ))}
    </Stack>
  );
};
