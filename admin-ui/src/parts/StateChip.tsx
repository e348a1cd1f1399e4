import Chip from '@mui/material/Chip';

type Tone = 'default' | 'success' | 'warning' | 'error' | 'info';

/** How good or urgent a state is; its words say it as well as its colour. */
const tones: Readonly<Record<string, Tone>> = {
  active: 'success',
  expired: 'warning',
  lapsed: 'error',
  matched: 'success',
  closed: 'success',
  reviewed: 'success',
  reopened: 'warning',
  open: 'warning',
  awaited: 'info',
  missing: 'error',
  proposed: 'warning',
  approved: 'success',
  resolved: 'success',
  accepted: 'success',
  held: 'warning',
  refused: 'error',
  rejected: 'info',
  in_work: 'warning',
  done: 'success',
  failed: 'error',
  previewing: 'info',
  receiving: 'info',
  previewed: 'warning',
  requested: 'warning',
  provisional: 'warning',
  sent: 'info',
  paid: 'success',
  evidenced: 'success',
  credited: 'success',
  reversed: 'error',
};

export const StateChip = ({ state, label }: { readonly state: string; readonly label: string }) => (
  <Chip color={tones[state] ?? 'default'} label={label} size="small" variant="outlined" />
);
