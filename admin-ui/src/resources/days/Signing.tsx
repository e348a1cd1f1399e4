import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useNotify, useTranslate } from 'react-admin';
import type { ReactNode } from 'react';

import type { Day } from '../../api/answers';
import { ApiProblem } from '../../api/problem';
import { CommandButton } from '../../commands/CommandButton';
import type { CommandAnswer } from '../../commands/giveCommand';
import { useMay } from '../../parts/May';
import { useNameOf } from '../../parts/Person';
import { StateChip } from '../../parts/StateChip';
import { useOwnActor } from '../../session/useOwnActor';
import { pathOf, type OpenWork } from './answers';
import { Blockers } from './Blockers';
import { useDayName } from './useDayName';
import { useWord } from './useWord';

/** Where a day stands in words: who has signed, and who must do what next. */
const useNextStep = (day: Day): string => {
  const word = useWord();
  const nameOf = useNameOf();
  const me = useOwnActor();
  const may = useMay();
  const { state, reviewedBy, closedBy } = day;
  if (state === 'reviewed' && reviewedBy !== null) {
    return reviewedBy === me
      ? word('next.reviewedByMe')
      : word('next.reviewed', { name: nameOf(reviewedBy) });
  }
  if (state === 'closed' && closedBy !== null) {
    if (closedBy === me) return word('next.closedByMe');
    return word('next.closed', { name: nameOf(closedBy) });
  }
  return may('reconciliation:read') ? word(`next.${state}`) : '';
};

const isListOfTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** What is open by now, as the refusal of a closing tells it. */
const refusedWork = (problem: unknown) => {
  if (!(problem instanceof ApiProblem) || problem.code !== 'day_not_settled') return null;
  const { openBreaks, unsignedProposals, workLeftBehind, daysWithoutFile } = problem.facts;
  return {
    openBreaks: Number(openBreaks),
    unsignedProposals: Number(unsignedProposals),
    workLeftBehind: isListOfTexts(workLeftBehind) ? workLeftBehind : [],
    daysWithoutFile: isListOfTexts(daysWithoutFile) ? daysWithoutFile : [],
  };
};

type MatchingAnswer = CommandAnswer & { readonly changed: boolean };

/** The steps that the reader may take with a day, each said before it is taken. */
const Actions = ({ day, work }: { readonly day: Day; readonly work: OpenWork }) => {
  const word = useWord();
  const may = useMay();
  const me = useOwnActor();
  const notify = useNotify();
  const named = useDayName()(day);
  const path = pathOf(day);
  const { state, runId, revision, reviewedBy, closedBy, version } = day;
  const draft = (what: string): string => `${path} ${what} ${version} ${runId ?? ''}`;
  const done = (what: string) => () => notify(word(`actions.${what}`), { type: 'success' });
  const refusal = (problem: unknown): ReactNode => {
    const open = refusedWork(problem);
    return open === null ? null : <Blockers day={day} work={open} />;
  };
  const isOpenToReview = state === 'matched' || state === 'reopened';
  return (
    <Box className="no-print" sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 2 }}>
      {may('reconciliation:close') && isOpenToReview && runId !== null && (
        <CommandButton
          command={() => ({ path: `${path}/review`, body: { runId }, ifMatch: revision })}
          confirm={word('actions.review')}
          draft={draft('review')}
          intro={
            <>
              <p>{word('actions.reviewIntro')}</p>
              {!work.settled && (
                <p>
                  {word('actions.reviewOpen', {
                    breaks: work.openBreaks,
                    proposals: work.unsignedProposals,
                  })}
                </p>
              )}
            </>
          }
          keys="r"
          label={word('actions.review')}
          onDone={done('reviewed')}
          title={word('actions.reviewTitle', { day: named })}
          variant="contained"
        />
      )}
      {may('reconciliation:close') &&
        state === 'reviewed' &&
        runId !== null &&
        me !== null &&
        reviewedBy !== me && (
          <CommandButton
            command={() => ({ path: `${path}/closing`, body: { runId }, ifMatch: revision })}
            confirm={word('actions.close')}
            draft={draft('closing')}
            intro={word('actions.closeIntro')}
            keys="c"
            label={word('actions.close')}
            onDone={done('closed')}
            refusal={refusal}
            title={word('actions.closeTitle', { day: named })}
            variant="contained"
          />
        )}
      {may('reconciliation:reopen') && state === 'closed' && me !== null && closedBy !== me && (
        <CommandButton
          command={({ reason = '' }) => ({
            path: `${path}/reopening`,
            body: { reason },
            ifMatch: revision,
          })}
          confirm={word('actions.reopen')}
          danger
          draft={draft('reopening')}
          intro={word('actions.reopenIntro')}
          label={word('actions.reopen')}
          onDone={done('reopened')}
          reason="required"
          title={word('actions.reopenTitle', { day: named })}
        />
      )}
      {may('reconciliation:match') && state !== 'closed' && (
        <CommandButton<MatchingAnswer>
          command={() => ({ path: `${path}/matching`, body: {}, ifMatch: revision })}
          confirm={word('actions.match')}
          draft={draft('matching')}
          intro={word('actions.matchIntro')}
          label={word('actions.match')}
          onDone={({ changed }) => done(changed ? 'matchedChanged' : 'matchedSame')()}
          title={word('actions.matchTitle', { day: named })}
        />
      )}
    </Box>
  );
};

/** Where a day stands, what the reader may do with it, and who else must. */
export const Signing = ({ day, work }: { readonly day: Day; readonly work: OpenWork }) => {
  const word = useWord();
  const translate = useTranslate();
  const may = useMay();
  const next = useNextStep(day);
  const { state } = day;
  return (
    <>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mb: 1 }}>
        <StateChip label={translate(`chobo.reconciliation.states.${state}`)} state={state} />
        {day.version > 1 && (
          <Typography component="span" variant="body2">
            {word('versionOf', { version: day.version })}
          </Typography>
        )}
      </Box>
      <Typography>{next}</Typography>
      {state === 'closed' && !may('reconciliation:reopen') && (
        <Typography color="text.secondary">{word('next.mayNotReopen')}</Typography>
      )}
      <Actions day={day} work={work} />
    </>
  );
};
