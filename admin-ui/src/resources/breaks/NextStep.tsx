import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { useLocaleState } from 'react-admin';
import { Link } from 'react-router-dom';
import type { ReactNode } from 'react';

import { CommandButton } from '../../commands/CommandButton';
import { formatBusinessDate, formatInstant } from '../../parts/formatting';
import { useMay } from '../../parts/May';
import { useNameOf } from '../../parts/Person';
import { seenRevision, type BreakDetail, type Worked } from './answers';
import { ClosedDay } from './ClosedDay';
import { Postings } from './Postings';
import { useOwnActor } from '../../session/useOwnActor';
import { currencyOf, useResolutionText } from './useSentences';
import { useWord } from './useWord';

/** Something to know about a break, and the buttons that go with it. */
export const Banner = ({
  severity = 'info',
  children,
  actions,
}: {
  readonly severity?: 'info' | 'warning' | 'success';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) => (
  <Alert severity={severity} sx={{ mb: 2, overflowWrap: 'anywhere' }}>
    <Box>{children}</Box>
    {actions !== undefined && (
      <Box sx={{ mt: 1, display: 'flex', gap: 1, flexWrap: 'wrap' }}>{actions}</Box>
    )}
  </Alert>
);

/** Takes a proposal back; who made it withdraws it. */
const SendBackButton = ({
  found,
  isMine,
}: {
  readonly found: Pick<Worked, 'id' | 'revision'>;
  readonly isMine: boolean;
}) => {
  const word = useWord();
  return (
    <CommandButton
      command={({ reason = '' }) => ({
        path: `breaks/${found.id}/rejection`,
        body: { reason },
        ifMatch: seenRevision(found),
      })}
      confirm={word(isMine ? 'withdraw' : 'sendBack')}
      draft={`break ${found.id} rejection`}
      label={word(isMine ? 'withdraw' : 'sendBack')}
      reason="required"
      title={word('sendBackTitle')}
    />
  );
};

/** The proposal that waits for nothing any more: what it was made for is settled, or gone. */
export const Overtaken = ({ found }: { readonly found: Worked }) => {
  const word = useWord();
  const nameOf = useNameOf();
  const may = useMay();
  const me = useOwnActor();
  const resolutionText = useResolutionText();
  const { work, next, source } = found;
  const resolution = work?.resolution ?? null;
  if (work === null || resolution === null || next === null) return null;
  const { proposedBy } = work;
  return (
    <Banner
      actions={
        may('breaks:work') && next.closing === null ? (
          <SendBackButton found={found} isMine={proposedBy !== null && proposedBy === me} />
        ) : undefined
      }
      severity="warning"
    >
      {word('next.overtaken', {
        person: proposedBy === null ? '–' : nameOf(proposedBy),
        resolution: resolutionText(resolution, currencyOf(found)),
      })}
      {next.closing !== null && <ClosedDay closing={next.closing} source={source} />}
    </Banner>
  );
};

/** The proposal that waits: who made it, who must decide it, and the buttons of whoever may. */
const Waiting = ({ found }: { readonly found: BreakDetail }) => {
  const word = useWord();
  const nameOf = useNameOf();
  const may = useMay();
  const me = useOwnActor();
  const resolutionText = useResolutionText();
  const { work, next } = found;
  const resolution = work?.resolution ?? null;
  if (resolution === null || next === null) return null;
  const amount = work?.amount ?? null;
  const isMine = next.notBy !== null && next.notBy === me;
  const said = resolutionText(resolution, currencyOf(found));
  const postings = found.choices.find(({ kind }) => kind === resolution.kind)?.postings ?? null;
  const common = { ifMatch: seenRevision(found) };
  return (
    <Banner
      actions={
        <>
          {may('breaks:approve') && !isMine && (
            <CommandButton
              command={() => ({ path: `breaks/${found.id}/approval`, ...common })}
              confirm={word('approve')}
              draft={`break ${found.id} approval`}
              intro={
                <>
                  {said}
                  {postings !== null && amount !== null && (
                    <Postings
                      account={resolution.kind === 'adjustment' ? resolution.account : null}
                      amount={amount.amount}
                      currency={amount.currency}
                      postings={postings}
                    />
                  )}
                </>
              }
              keys="p"
              label={word('approve')}
              title={word('approveTitle')}
              variant="contained"
            />
          )}
          {may('breaks:work') && <SendBackButton found={found} isMine={isMine} />}
        </>
      }
      severity="warning"
    >
      {word(isMine ? 'next.proposedByMe' : 'next.proposed', {
        person: next.notBy === null ? '–' : nameOf(next.notBy),
        resolution: said,
      })}
      {!isMine && !may('breaks:approve') && <Box>{word('next.mayNotApprove')}</Box>}
    </Banner>
  );
};

/** How the break was resolved, and the button that takes it back for whoever may. */
export const Done = ({ found }: { readonly found: Worked }) => {
  const word = useWord();
  const nameOf = useNameOf();
  const may = useMay();
  const me = useOwnActor();
  const [locale] = useLocaleState();
  const resolutionText = useResolutionText();
  const { work, next } = found;
  const resolution = work?.resolution ?? null;
  if (work === null || resolution === null) return null;
  const notBy = next?.notBy ?? null;
  const isBarred = notBy !== null && notBy === me;
  return (
    <Banner
      actions={
        may('breaks:work') && next !== null && !isBarred && next.closing === null ? (
          <CommandButton
            command={({ reason = '' }) => ({
              path: `breaks/${found.id}/undo`,
              body: { reason },
              ifMatch: seenRevision(found),
            })}
            confirm={word('undo')}
            danger
            draft={`break ${found.id} undo`}
            intro={word('undoIntro')}
            label={word('undo')}
            reason="required"
            title={word('undoTitle')}
          />
        ) : undefined
      }
      severity="success"
    >
      {word('next.resolved', {
        person: work.resolvedBy === null ? '–' : nameOf(work.resolvedBy),
        at: work.resolvedAt === null ? '–' : formatInstant(work.resolvedAt, locale),
        resolution: resolutionText(resolution, currencyOf(found)),
      })}
      {notBy !== null && <Box>{word('next.undoByOther', { person: nameOf(notBy) })}</Box>}
      {next !== null && next.closing !== null && (
        <ClosedDay closing={next.closing} source={found.source} />
      )}
    </Banner>
  );
};

/** Where a break stands, what comes next and by whom. */
export const NextStep = ({ found }: { readonly found: BreakDetail }) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const { resolvedOn, matchedIn, status, work, next } = found;
  const isLeftBehind = resolvedOn !== null && (work?.amount?.amount ?? 0) !== 0;
  return (
    <>
      {found.file?.dayState === 'closed' && <Banner>{word('next.closedDay')}</Banner>}
      {resolvedOn !== null && (
        <Banner severity={isLeftBehind ? 'warning' : 'success'}>
          {word(isLeftBehind ? 'next.settledAndPosted' : 'next.settled', {
            date: formatBusinessDate(resolvedOn, locale),
          })}
        </Banner>
      )}
      {matchedIn !== null && (
        <Banner severity="success">
          {word('next.matchedIn')}{' '}
          <MuiLink component={Link} to={`/breaks/${matchedIn}/show`}>
            {word('next.showOther')}
          </MuiLink>
        </Banner>
      )}
      {status === 'open' && <Banner>{word('next.open')}</Banner>}
      {next?.step === 'approve' && <Waiting found={found} />}
      {next?.step === 'send_back' && <Overtaken found={found} />}
      {work?.status === 'resolved' && <Done found={found} />}
    </>
  );
};
