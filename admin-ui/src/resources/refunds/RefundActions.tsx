import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useLocaleState, useNotify, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import { CommandButton } from '../../commands/CommandButton';
import { formatMoney } from '../../parts/formatting';
import { useMay } from '../../parts/May';
import { useNameOf } from '../../parts/Person';
import { useOwnActor } from '../../session/useOwnActor';
import { FAILURES, type RefundDetail } from './answers';
import { newRefundPath } from './Eligibility';
import { useWord } from './useWord';
import { Words } from './Words';

type OfRefund = { readonly refund: RefundDetail };

/** What has to happen next, and who may do it. */
const useNextStep = ({ refund }: OfRefund): string => {
  const word = useWord();
  const translate = useTranslate();
  const nameOf = useNameOf();
  const own = useOwnActor();
  const name = nameOf(refund.requestedBy);
  if (refund.state === 'requested') {
    if (refund.approverRole === null) return word('next.noTier');
    const role = translate(`chobo.people.roleNames.${refund.approverRole}`);
    return own === refund.requestedBy
      ? word('next.ownRequest', { role })
      : word('next.approval', { role, name });
  }
  return word(`next.${refund.state}`);
};

const Decision = ({ refund }: OfRefund) => {
  const word = useWord();
  const notify = useNotify();
  const [locale] = useLocaleState();
  const path = `refunds/${encodeURIComponent(refund.id)}`;
  const done = (key: string) => () => notify(word(key), { type: 'success' });
  const amount = formatMoney(refund.toCustomer, locale);
  return (
    <>
      <CommandButton
        command={() => ({ path: `${path}/approval`, ifMatch: refund.revision })}
        confirm={word('approve')}
        draft={`refund ${refund.id} approval`}
        intro={
          <>
            {word('approveIntro', { amount })}
            {refund.note !== null && (
              <Alert icon={false} severity="info" sx={{ mt: 1 }}>
                <AlertTitle>{word('note')}</AlertTitle>
                <Words text={refund.note} />
              </Alert>
            )}
          </>
        }
        keys="a"
        label={word('approve')}
        onDone={done('approved')}
        title={word('approveTitle')}
        variant="contained"
      />
      <CommandButton
        command={({ reason }) => ({
          path: `${path}/rejection`,
          body: { reason },
          ifMatch: refund.revision,
        })}
        confirm={word('reject')}
        danger
        draft={`refund ${refund.id} rejection`}
        intro={word('rejectIntro')}
        keys="r"
        label={word('reject')}
        onDone={done('rejected')}
        reason="required"
        title={word('rejectTitle')}
      />
    </>
  );
};

const Cancellation = ({ refund }: OfRefund) => {
  const word = useWord();
  const notify = useNotify();
  return (
    <CommandButton
      command={() => ({
        path: `refunds/${encodeURIComponent(refund.id)}/cancellation`,
        ifMatch: refund.revision,
      })}
      confirm={word('cancel')}
      danger
      draft={`refund ${refund.id} cancellation`}
      intro={word('cancelIntro')}
      label={word('cancel')}
      leave={word('keep')}
      onDone={() => notify(word('cancelled'), { type: 'success' })}
      title={word('cancelTitle')}
    />
  );
};

const Payout = ({ refund }: OfRefund) => {
  const word = useWord();
  const notify = useNotify();
  const [locale] = useLocaleState();
  const path = `refunds/${encodeURIComponent(refund.id)}`;
  const amount = formatMoney(refund.toCustomer, locale);
  return (
    <>
      <CommandButton
        command={({ paidFrom, payoutReference = '' }) => ({
          path: `${path}/payout`,
          body: { paidFrom, payoutReference: payoutReference.trim() },
          ifMatch: refund.revision,
        })}
        complete={({ payoutReference = '' }) => payoutReference.trim() !== ''}
        confirm={word('pay')}
        draft={`refund ${refund.id} payout`}
        fields={(values, change) => (
          <>
            <TextField
              fullWidth
              label={word('paidFrom')}
              margin="normal"
              onChange={({ target }) => change({ paidFrom: target.value })}
              select
              value={values['paidFrom'] ?? ''}
              variant="outlined"
            >
              {refund.payers.map((payer) => (
                <MenuItem key={payer} value={payer}>
                  {payer === 'bank' ? word('bank') : payer}
                </MenuItem>
              ))}
            </TextField>
            <TextField
              fullWidth
              helperText={word('payoutReferenceHelp')}
              label={word('payoutReference')}
              margin="normal"
              onChange={({ target }) => change({ payoutReference: target.value })}
              required
              slotProps={{ htmlInput: { maxLength: 200 } }}
              value={values['payoutReference'] ?? ''}
              variant="outlined"
            />
          </>
        )}
        initial={{ paidFrom: 'bank', payoutReference: '' }}
        intro={word('payIntro', { amount })}
        keys="p"
        label={word('pay')}
        onDone={() => notify(word('paidDone'), { type: 'success' })}
        title={word('payTitle')}
        variant="contained"
      />
      <CommandButton
        command={({ failure }) => ({
          path: `${path}/failure`,
          body: { reason: failure },
          ifMatch: refund.revision,
        })}
        confirm={word('fail')}
        danger
        draft={`refund ${refund.id} failure`}
        fields={(values, change) => (
          <TextField
            fullWidth
            label={word('failureReason')}
            margin="normal"
            onChange={({ target }) => change({ failure: target.value })}
            select
            value={values['failure'] ?? FAILURES[0]}
            variant="outlined"
          >
            {FAILURES.map((failure) => (
              <MenuItem key={failure} value={failure}>
                {word(`failures.${failure}`)}
              </MenuItem>
            ))}
          </TextField>
        )}
        initial={{ failure: FAILURES[0] }}
        intro={word('failIntro')}
        label={word('fail')}
        onDone={() => notify(word('failedDone'), { type: 'success' })}
        title={word('failTitle')}
      />
    </>
  );
};

/** What can be done with a refund by whoever looks at it. */
export const RefundActions = ({ refund }: OfRefund) => {
  const word = useWord();
  const may = useMay();
  const own = useOwnActor();
  const next = useNextStep({ refund });
  const { state } = refund;
  const isOwn = own === refund.requestedBy;
  const waits = state === 'requested' || state === 'approved' || state === 'sent';
  return (
    <>
      <Alert severity={waits ? 'info' : state === 'failed' ? 'warning' : 'success'} sx={{ mb: 2 }}>
        {next}
      </Alert>
      <Stack className="no-print" direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        {state === 'requested' && may('refunds:approve') && !isOwn && <Decision refund={refund} />}
        {(state === 'approved' || state === 'sent') && may('refunds:pay') && (
          <Payout refund={refund} />
        )}
        {(state === 'requested' || state === 'approved') && may('refunds:request') && (
          <Cancellation refund={refund} />
        )}
        {(state === 'failed' || state === 'rejected' || state === 'cancelled') &&
          may('refunds:request') && (
            <Button
              component={Link}
              to={newRefundPath(refund.accountId, refund.topUpId)}
              variant="outlined"
            >
              {word('askAgain')}
            </Button>
          )}
      </Stack>
    </>
  );
};
