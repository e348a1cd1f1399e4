import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { useLocaleState } from 'react-admin';
import { Link } from 'react-router-dom';

import { CommandButton } from '../../commands/CommandButton';
import { formatInstant } from '../../parts/formatting';
import { useMay } from '../../parts/May';
import { useNameOf } from '../../parts/Person';
import { seenRevision, type Proposal } from './answers';
import { ClosedDay } from './ClosedDay';
import { useWord } from './useWord';

/** Names of the parts of a proposal in a sentence. */
const useParts = ({ items, lines }: Proposal) => {
  const [locale] = useLocaleState();
  const list = (texts: readonly string[]): string => new Intl.ListFormat(locale).format(texts);
  return { items: list(items), lines: list(lines.map(String)) };
};

/** Yes or no to what matching put before a person, by the match and the work as they were looked at. */
const Open = ({ proposal }: { readonly proposal: Proposal }) => {
  const word = useWord();
  const parts = useParts(proposal);
  const { id, items, lines } = proposal;
  const decision = (what: 'acceptance' | 'rejection', reason: string) => ({
    path: `proposals/${id}/${what}`,
    body: { reason, match: { items, lines } },
    ifMatch: seenRevision(proposal),
  });
  return (
    <>
      <CommandButton
        command={({ reason = '' }) => decision('acceptance', reason)}
        confirm={word('proposals.accept')}
        draft={`proposal ${id} acceptance`}
        intro={word('proposals.acceptIntro', parts)}
        label={word('proposals.accept')}
        reason="required"
        title={word('proposals.acceptTitle')}
      />
      <CommandButton
        command={({ reason = '' }) => decision('rejection', reason)}
        confirm={word('proposals.reject')}
        danger
        draft={`proposal ${id} rejection`}
        intro={word('proposals.rejectIntro', parts)}
        label={word('proposals.reject')}
        reason="required"
        title={word('proposals.rejectTitle')}
      />
    </>
  );
};

/** Takes back the acceptance, or other work that stands in the way of a decision. */
const Undo = ({ proposal }: { readonly proposal: Proposal }) => {
  const word = useWord();
  const { id, state } = proposal;
  const isAccepted = state === 'accepted';
  return (
    <CommandButton
      command={({ reason = '' }) => ({
        path: `proposals/${id}/undo`,
        body: { reason },
        ifMatch: seenRevision(proposal),
      })}
      confirm={word(isAccepted ? 'proposals.undo' : 'proposals.takeBack')}
      draft={`proposal ${id} undo`}
      intro={isAccepted ? undefined : word('proposals.takeBackIntro')}
      label={word(isAccepted ? 'proposals.undo' : 'proposals.takeBack')}
      reason="required"
      title={word(isAccepted ? 'proposals.undoTitle' : 'proposals.takeBackTitle')}
    />
  );
};

/** Who said no, and the breaks in which both sides stand now. */
const Rejected = ({ rejection }: { readonly rejection: NonNullable<Proposal['rejection']> }) => {
  const word = useWord();
  const nameOf = useNameOf();
  const [locale] = useLocaleState();
  const { rejectedBy, rejectedAt, breaks } = rejection;
  return (
    <Box>
      <Box>
        {word('proposals.rejectedBy', {
          person: nameOf(rejectedBy),
          at: formatInstant(rejectedAt, locale),
        })}
      </Box>
      {breaks.map((id, index) => (
        <MuiLink
          component={Link}
          key={id}
          sx={{ mr: 1, whiteSpace: 'nowrap' }}
          to={`/breaks/${id}/show`}
        >
          {word('proposals.itemBreak', { number: index + 1 })}
        </MuiLink>
      ))}
      {breaks.length === 0 && word('proposals.noBreaks')}
    </Box>
  );
};

/** What can be done about a proposed match, or what was done when it was rejected. */
export const DecideProposal = ({ proposal }: { readonly proposal: Proposal }) => {
  const may = useMay();
  if (proposal.rejection !== null) return <Rejected rejection={proposal.rejection} />;
  if (!may('breaks:work')) return null;
  if (proposal.closing !== null) {
    return <ClosedDay closing={proposal.closing} source={proposal.source} />;
  }
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {proposal.state === 'open' ? <Open proposal={proposal} /> : <Undo proposal={proposal} />}
    </Box>
  );
};
